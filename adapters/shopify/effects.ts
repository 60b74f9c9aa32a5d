import { assertNever } from '../../core/assert-never.ts';
import { type Effect, type EffectOutcome, withMarkedLine } from '../../core/effects.ts';
import type { OrderId, ShopDomain } from '../../core/identity.ts';
import type { EffectPerformer } from '../../core/ports.ts';
import type { AdminGateway } from './admin.ts';
import type { AdminResult } from './admin-result.ts';
import { ADD_TAGS, ORDER_NOTE, SET_ORDER_NOTE } from './documents.ts';

/** Does effects through the Admin API. How each happens exactly once stands beside its mutation. */
export function createEffectPerformer(gateway: AdminGateway): EffectPerformer {
  return {
    async perform(shop, effect) {
      switch (effect.action.kind) {
        case 'order.tag': {
          const tags = [effect.action.tag];
          return outcomeOf(await gateway.request(shop, ADD_TAGS, { id: effect.order, tags }), effect);
        }
        case 'order.note':
          return writeNote(gateway, shop, effect, effect.order, effect.action);
        default:
          return assertNever(effect.action);
      }
    },
  };
}

async function writeNote(
  gateway: AdminGateway,
  shop: ShopDomain,
  effect: Effect,
  id: OrderId,
  { marker, line }: { readonly marker: string; readonly line: string },
): Promise<EffectOutcome> {
  const read = await gateway.request(shop, ORDER_NOTE, { id });
  if (read.kind !== 'data') return outcomeOf(read, effect);
  if (!read.data.order) return { kind: 'refused', problem: 'the order does not exist any more' };
  const before = read.data.order.note ?? '';
  const note = withMarkedLine(before, marker, line);
  if (note === before) return { kind: 'done' };
  return outcomeOf(await gateway.request(shop, SET_ORDER_NOTE, { input: { id, note } }), effect);
}

function outcomeOf(result: AdminResult<unknown>, effect: Effect): EffectOutcome {
  switch (result.kind) {
    case 'data':
      return { kind: 'done' };
    case 'throttled':
      return againLater('the shop asks to call less often', result.retryAfterMs);
    case 'unauthorized':
      return againLater('there is no valid access token for the shop', pauseMs(effect));
    case 'failed':
      return againLater(result.problem, pauseMs(effect));
    case 'closed':
      return againLater(result.problem, LONGEST_PAUSE_MS);
    case 'errors':
      return { kind: 'again', problem: result.problem, afterMs: pauseMs(effect) };
    case 'denied':
      return { kind: 'refused', problem: result.problem };
    case 'user_errors':
      return { kind: 'refused', problem: result.errors.map(({ message }) => message).join('; ') };
    default:
      return assertNever(result);
  }
}

/** What any other call to the shop would meet too. */
function againLater(problem: string, afterMs: number): EffectOutcome {
  return { kind: 'again', problem, afterMs, shopWide: true };
}

const FIRST_PAUSE_MS = 5000;
const LONGEST_PAUSE_MS = 3_600_000;

/** Doubles with each attempt, up to an hour. */
function pauseMs({ attempts }: Effect): number {
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(attempts, 20));
}
