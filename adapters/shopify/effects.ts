import { assertNever } from '../../core/assert-never.ts';
import {
  type Effect,
  type EffectAction,
  type EffectOf,
  type EffectOutcome,
  LONGEST_PAUSE_MS,
  pauseMs,
  type ReadBack,
  type Refused,
} from '../../core/effects.ts';
import type { ShopDomain } from '../../core/identity.ts';
import type { Asked, EffectPerformer } from '../../core/ports.ts';
import type { AdminGateway, MutationDocument } from './admin.ts';
import type { AdminResult } from './admin-result.ts';
import type { AdminKind, Found, Mutation, Read } from './mutation.ts';
import { addOrderTag } from './mutations/add-order-tag.ts';
import { approveReturn } from './mutations/approve-return.ts';
import { creditCustomer } from './mutations/credit-customer.ts';
import { setOrderNote } from './mutations/set-order-note.ts';
import { troubleOf } from './trouble.ts';

/** An entry for each kind of effect that the Admin API does, of exactly that kind. */
export type EffectMutations = { readonly [Kind in AdminKind]: Mutation<MutationDocument, Kind> };

/** docs/perks.md tells them all; a test holds it against this. */
export const EFFECT_MUTATIONS: EffectMutations = {
  'order.tag': addOrderTag,
  'order.note': setOrderNote,
  'customer.credit': creditCustomer,
  'return.approve': approveReturn,
};

/** Its part of the port: the Admin API needs nothing beside the effect. */
export type AdminPerformer = Pick<EffectPerformer, 'exactlyOnce' | 'readBack'> & {
  perform(shop: ShopDomain, effect: Effect): ReturnType<EffectPerformer['perform']>;
};

/** Does effects through the Admin API, each by its mutation and in that mutation's way to exactly once. */
export function createEffectPerformer(
  gateway: AdminGateway,
  mutations: EffectMutations = EFFECT_MUTATIONS,
): AdminPerformer {
  const of = (kind: EffectAction['kind']): Mutation => {
    if (kind === 'customer.message') throw new Error('a message is not sent by the Admin API');
    return mutations[kind];
  };
  return {
    exactlyOnce: (kind) => of(kind).exactlyOnce,
    perform: (shop, effect) =>
      asking(gateway, shop, (calls) => perform(calls, of(effect.action.kind), effect as AdminEffect)),
    readBack: (shop, effect) =>
      asking(gateway, shop, ({ read }) => readBack(read, of(effect.action.kind), effect as AdminEffect)),
  };
}

type AdminEffect = EffectOf<AdminKind>;

/** The Admin API of one shop. */
interface Calls {
  readonly read: Read;
  change(mutation: Mutation, variables: Parameters<AdminGateway['change']>[2]): Promise<AdminResult<unknown>>;
}

/** Notes the names of the operations that are asked for. */
async function asking<Answer>(
  gateway: AdminGateway,
  shop: ShopDomain,
  work: (calls: Calls) => Promise<Answer>,
): Promise<Asked<Answer>> {
  const asked: string[] = [];
  const answer = await work({
    read(document, variables) {
      asked.push(operationName(document));
      return gateway.request(shop, document, variables);
    },
    change(mutation, variables) {
      asked.push(operationName(mutation.document));
      return gateway.change(shop, mutation, variables);
    },
  });
  return { asked, answer };
}

function operationName(document: string): string {
  return /\b(?:query|mutation)\s+(\w+)/.exec(document)?.[1] ?? 'unnamed';
}

async function perform(calls: Calls, mutation: Mutation, effect: AdminEffect): Promise<EffectOutcome> {
  if (mutation.exactlyOnce === 'marker') {
    const found = await mutation.find(calls.read, effect);
    if (found.kind === 'there') return { kind: 'done' };
    if (found.kind === 'refused') return found;
    if (found.kind !== 'absent') return reading(outcomeOf(found, effect));
    return outcomeOf(await calls.change(mutation, found.variables), effect);
  }
  const result = await calls.change(mutation, mutation.variables(effect));
  if (mutation.exactlyOnce === 'read_back' && mutation.settle && result.kind === 'user_errors') {
    return settled(await mutation.settle(calls.read, effect, result.errors), result, effect);
  }
  const isTaken = mutation.exactlyOnce === 'code' && result.kind === 'user_errors' && mutation.isTaken(result.errors);
  return isTaken ? { kind: 'done' } : outcomeOf(result, effect);
}

/** After an objection: nothing was done by this attempt, and perhaps by an earlier one or by somebody else. */
function settled(found: Found | Refused | null, objected: AdminResult<unknown>, effect: Effect): EffectOutcome {
  if (found === null) return outcomeOf(objected, effect);
  switch (found.kind) {
    case 'there':
      return { kind: 'done' };
    case 'absent':
      return outcomeOf(objected, effect);
    case 'refused':
      return found;
    case 'cannot_tell':
      return { kind: 'refused', problem: found.problem };
    default:
      return reading(outcomeOf(found, effect));
  }
}

/** Reading changes nothing, whatever became of it. */
function reading(outcome: EffectOutcome): EffectOutcome {
  return outcome.kind === 'again' ? { ...outcome, maybeDone: false } : outcome;
}

async function readBack(read: Read, mutation: Mutation, effect: AdminEffect): Promise<ReadBack> {
  if (mutation.exactlyOnce !== 'read_back') throw new Error(`${effect.action.kind} is not exactly once by read-back`);
  const found = await mutation.find(read, effect);
  if (found.kind === 'there' || found.kind === 'absent' || found.kind === 'cannot_tell') return found;
  const outcome = outcomeOf(found, effect);
  if (outcome.kind === 'again') return { ...outcome, maybeDone: true };
  // What we may not read stays unknown: the scope may be granted again until a person has to say.
  const problem = outcome.kind === 'refused' ? outcome.problem : 'no answer';
  return { kind: 'again', problem, afterMs: LONGEST_PAUSE_MS, maybeDone: true };
}

function outcomeOf(result: AdminResult<unknown>, effect: Effect): EffectOutcome {
  const pause = pauseMs(effect);
  switch (result.kind) {
    case 'data':
      return { kind: 'done' };
    case 'closed':
      return { kind: 'again', ...troubleOf(result), afterMs: LONGEST_PAUSE_MS, maybeDone: false };
    case 'throttled':
    case 'unauthorized':
    case 'unsent':
      return { kind: 'again', afterMs: pause, ...troubleOf(result), maybeDone: false };
    case 'failed':
    case 'errors':
      return { kind: 'again', afterMs: pause, ...troubleOf(result), maybeDone: true };
    case 'denied':
      return { kind: 'refused', problem: result.problem, missingScope: true };
    case 'user_errors':
      return { kind: 'refused', problem: result.errors.map(objection).join('; ') };
    default:
      return assertNever(result);
  }
}

/** In the shop's words, which name no person; the code is what its pages and forums explain. */
function objection({ message, code }: { readonly message: string; readonly code?: string | null }): string {
  return code ? `${message} (${code})` : message;
}
