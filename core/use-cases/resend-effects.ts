import type { Decision } from '../decide.ts';
import type { DecisionId, Instant, ShopDomain } from '../identity.ts';
import type { EffectQueue, Ledger } from '../ports.ts';

interface ResendPorts {
  readonly ledger: Ledger;
  readonly effects: EffectQueue;
}

/** Sends what is still pending of a decision: the delivery that made it may have died before it could. */
export async function resendPending(ports: ResendPorts, shop: ShopDomain, id: DecisionId): Promise<void> {
  const decision = await ports.ledger.decision(shop, id);
  if (decision && isPending(decision)) await ports.effects.send(shop, id, 'service', nextAttempt(decision));
}

const DUE_LIMIT = 100;
const RESEND_INTERVAL_MS = 5 * 60_000;

/** Each minute: everything that is due goes to the queues again, and is due once more later until it is done. */
export async function resendDue(ports: ResendPorts, now: Instant): Promise<{ readonly resent: number }> {
  const due = await ports.ledger.due(now, DUE_LIMIT);
  for (const { shop, decision: id } of due) {
    const decision = await ports.ledger.decision(shop, id);
    if (!decision) continue;
    const pending = isPending(decision);
    const next = { ...decision, revision: decision.revision + 1 };
    const recorded = await ports.ledger.recordEffects(shop, next, pending ? now + RESEND_INTERVAL_MS : null);
    if (pending && recorded === 'recorded') await ports.effects.send(shop, id, 'service', next.revision);
  }
  return { resent: due.length };
}

function isPending(decision: Decision): boolean {
  return decision.effects.some((effect) => effect.state === 'pending');
}

function nextAttempt(decision: Decision): number {
  return decision.revision;
}
