import type { Decision } from '../decide.ts';
import { applyOutcome, type Effect } from '../effects.ts';
import type { DecisionId, Instant, ShopDomain } from '../identity.ts';
import type { Backoff, EffectPerformer, Ledger, ShopStore } from '../ports.ts';
import { MAX_TRIES } from './observe-ports.ts';

export interface PerformPorts {
  readonly shops: ShopStore;
  readonly ledger: Ledger;
  readonly performer: EffectPerformer;
  readonly backoff: Backoff;
}

export type Performed =
  | { readonly kind: 'performed'; readonly done: number; readonly refused: number; readonly again: number }
  | { readonly kind: 'ignored'; readonly reason: 'unknown_decision' | 'nothing_pending' | 'not_installed' };

const MAX_BACKOFF_MS = 3_600_000;

/**
 * Does what is pending of a decision and writes down what came of it. An upstream failure is no failure of the
 * message: the effect is due again later, and tick sends it. One bad effect does not stop the next.
 */
export async function performEffects(
  ports: PerformPorts,
  domain: ShopDomain,
  id: DecisionId,
  now: () => Instant,
): Promise<Performed> {
  const decision = await ports.ledger.decision(domain, id);
  if (!decision) return { kind: 'ignored', reason: 'unknown_decision' };
  const pending = decision.effects.filter((effect) => effect.state === 'pending');
  if (pending.length === 0) return { kind: 'ignored', reason: 'nothing_pending' };
  const shop = await ports.shops.find(domain, 'cheap');
  if (!shop || shop.uninstalledAt !== null) {
    // Nothing can be done in a shop that left: what is pending is not due any more.
    await ports.ledger.recordEffects(domain, { ...decision, revision: decision.revision + 1 }, null);
    return { kind: 'ignored', reason: 'not_installed' };
  }

  const attempted = new Map<string, Effect>();
  let waitMs = 0;
  for (const effect of pending) {
    const outcome = await ports.performer.perform(domain, effect);
    attempted.set(effect.id, applyOutcome(effect, outcome, now()));
    if (outcome.kind === 'again') waitMs = Math.max(waitMs, outcome.afterMs);
  }
  await record(ports, domain, decision, attempted, now() + Math.min(waitMs, MAX_BACKOFF_MS));
  const results = [...attempted.values()];
  return {
    kind: 'performed',
    done: results.filter(({ state }) => state === 'done').length,
    refused: results.filter(({ state }) => state === 'refused').length,
    again: results.filter(({ state }) => state === 'pending').length,
  };
}

/** Another worker may have reported on the same decision: what is finished stays finished. */
async function record(
  ports: PerformPorts,
  domain: ShopDomain,
  first: Decision,
  attempted: ReadonlyMap<string, Effect>,
  retryAt: Instant,
): Promise<void> {
  let decision: Decision | null = first;
  for (let attempt = 1; attempt <= MAX_TRIES && decision; attempt += 1) {
    const effects = decision.effects.map((effect) =>
      effect.state === 'pending' ? (attempted.get(effect.id) ?? effect) : effect,
    );
    const resendAt = effects.some(({ state }) => state === 'pending') ? retryAt : null;
    const recorded = await ports.ledger.recordEffects(
      domain,
      { ...decision, revision: decision.revision + 1, effects },
      resendAt,
    );
    if (recorded === 'recorded') return;
    await ports.backoff(attempt);
    decision = await ports.ledger.decision(domain, first.id);
  }
  throw new Error(`the effects of decision ${first.id} could not be written`);
}
