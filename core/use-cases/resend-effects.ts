import type { Decision } from '../decide.ts';
import type { DecisionId, Instant, ShopDomain } from '../identity.ts';
import type { DueDecision, EffectQueue, Ledger } from '../ports.ts';
import { RESEND_AFTER_MS } from './observe-ports.ts';

interface ResendPorts {
  readonly ledger: Ledger;
  readonly effects: EffectQueue;
}

/** Sends what is still pending of a decision: the delivery that made it may have died before it could. */
export async function resendPending(ports: ResendPorts, shop: ShopDomain, id: DecisionId): Promise<void> {
  const decision = await ports.ledger.decision(shop, id);
  if (decision && isPending(decision)) await ports.effects.send(shop, id, 'service', decision.revision);
}

export interface Resent {
  readonly resent: number;
  /** Decisions that could not be handled; they stay due. */
  readonly failed: readonly (DueDecision & { readonly error: unknown })[];
}

const DUE_PER_ROUND = 500;
const MAX_ROUNDS = 20;
const IN_PARALLEL = 10;

/**
 * Everything that is due goes to the queues again, and is due once more later until it is done. Bounded by `hasTime`,
 * asked before each decision, and by 20 rounds of the 500 that are due longest; the shops of a round take turns. So a
 * shop with thousands waiting holds up the others by no more than the rounds that it fills alone. One decision that
 * can't be handled stops no other.
 */
export async function resendDue(ports: ResendPorts, now: Instant, hasTime: () => boolean): Promise<Resent> {
  const tried = new Set<string>();
  const failed: Resent['failed'][number][] = [];
  let resent = 0;
  for (let round = 1; round <= MAX_ROUNDS && hasTime(); round += 1) {
    const due = await ports.ledger.due(now, DUE_PER_ROUND);
    const fresh = due.filter((each) => !tried.has(keyOf(each)));
    const queue = inTurns(fresh).values();
    const work = async () => {
      for (const each of queue) {
        if (!hasTime()) return;
        tried.add(keyOf(each));
        try {
          if (await resend(ports, each, now)) resent += 1;
        } catch (error) {
          failed.push({ ...each, error });
        }
      }
    };
    await Promise.all(Array.from({ length: IN_PARALLEL }, work));
    if (due.length < DUE_PER_ROUND || fresh.length === 0) break;
  }
  return { resent, failed };
}

/** True when there was something to send and nobody else did it. */
async function resend(ports: ResendPorts, { shop, decision: id }: DueDecision, now: Instant): Promise<boolean> {
  const decision = await ports.ledger.decision(shop, id);
  if (!decision) return false;
  const pending = isPending(decision);
  const next = { ...decision, revision: decision.revision + 1 };
  const recorded = await ports.ledger.recordEffects(shop, next, pending ? now + RESEND_AFTER_MS : null);
  if (!pending || recorded !== 'recorded') return false;
  await ports.effects.send(shop, id, 'service', next.revision);
  return true;
}

/** The first of each shop, then the second of each, and so on. */
function inTurns(due: readonly DueDecision[]): DueDecision[] {
  const taken = new Map<ShopDomain, number>();
  const turns = due.map((each) => {
    const turn = taken.get(each.shop) ?? 0;
    taken.set(each.shop, turn + 1);
    return { each, turn };
  });
  return turns.sort((a, b) => a.turn - b.turn).map(({ each }) => each);
}

function keyOf({ shop, decision }: DueDecision): string {
  return `${shop}/${decision}`;
}

function isPending(decision: Decision): boolean {
  return decision.effects.some((effect) => effect.state === 'pending');
}
