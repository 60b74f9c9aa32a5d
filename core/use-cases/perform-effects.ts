import type { Decision } from '../decide.ts';
import { applyOutcome, type Effect, type EffectOutcome, type TryAgain } from '../effects.ts';
import type { DecisionId, EffectId, Instant, ShopDomain } from '../identity.ts';
import type { Backoff, EffectPerformer, Ledger, ShopStore } from '../ports.ts';
import { MAX_TRIES, RESEND_AFTER_MS } from './observe-ports.ts';

export interface PerformPorts {
  readonly shops: ShopStore;
  readonly ledger: Ledger;
  readonly performer: EffectPerformer;
  readonly backoff: Backoff;
}

export type Performed =
  | {
      readonly kind: 'performed';
      readonly done: number;
      readonly refused: number;
      readonly again: number;
      /** What the performer threw: bugs, to be written down. Their effects are among `again`. */
      readonly thrown: readonly { readonly effect: EffectId; readonly error: unknown }[];
    }
  | { readonly kind: 'ignored'; readonly reason: 'unknown_decision' | 'nothing_pending' | 'not_installed' };

/** Shops in which nothing can be done for as long as one batch of decisions takes, with the reason. */
export type HeldShops = Map<ShopDomain, TryAgain>;

const MAX_BACKOFF_MS = 3_600_000;

/**
 * Does what is pending of a decision and writes down what came of it. An upstream failure is no failure of the
 * message: the effect is due again later, and tick sends it. One bad effect does not stop the next.
 *
 * @param held Filled with the shop when it is unreachable or throttles; the effects of held shops wait without a call.
 */
export async function performEffects(
  ports: PerformPorts,
  domain: ShopDomain,
  id: DecisionId,
  now: () => Instant,
  held: HeldShops,
): Promise<Performed> {
  // A cheap read may still miss the decision, or what was done of it: an effect happens once by its nature.
  const decision = (await ports.ledger.decision(domain, id, 'cheap')) ?? (await ports.ledger.decision(domain, id));
  if (!decision) return { kind: 'ignored', reason: 'unknown_decision' };
  const pending = decision.effects.filter((effect) => effect.state === 'pending');
  if (pending.length === 0) return { kind: 'ignored', reason: 'nothing_pending' };

  const attempted = new Map<string, Effect>();
  const thrown: { effect: EffectId; error: unknown }[] = [];
  let waitMs = 0;
  // The least tried first: an effect at which the shop always hangs takes no turn from the others.
  for (const effect of pending.toSorted((a, b) => a.attempts - b.attempts)) {
    const holding = held.get(domain);
    const outcome =
      holding ?? (await perform(ports, domain, effect, (error) => thrown.push({ effect: effect.id, error })));
    attempted.set(effect.id, holding ? { ...effect, problem: holding.problem } : applyOutcome(effect, outcome, now()));
    if (outcome.kind !== 'again') continue;
    waitMs = Math.max(waitMs, outcome.afterMs);
    if (outcome.shopWide) held.set(domain, outcome);
  }
  if (held.has(domain) && !(await isInstalled(ports.shops, domain))) {
    // Nothing can be done in a shop that left: what is pending is not due any more.
    await record(ports, domain, decision, attempted, null);
    return { kind: 'ignored', reason: 'not_installed' };
  }
  await record(ports, domain, decision, attempted, now() + Math.min(waitMs, MAX_BACKOFF_MS));
  const results = [...attempted.values()];
  return {
    kind: 'performed',
    done: results.filter(({ state }) => state === 'done').length,
    refused: results.filter(({ state }) => state === 'refused').length,
    again: results.filter(({ state }) => state === 'pending').length,
    thrown,
  };
}

async function isInstalled(shops: ShopStore, domain: ShopDomain): Promise<boolean> {
  return (await shops.find(domain))?.uninstalledAt === null;
}

/** A throw is a bug, which must not keep the shop's other effects from being done. */
async function perform(
  { performer }: PerformPorts,
  domain: ShopDomain,
  effect: Effect,
  report: (error: unknown) => void,
): Promise<EffectOutcome> {
  try {
    return await performer.perform(domain, effect);
  } catch (error) {
    report(error);
    const name = error instanceof Error ? error.name : typeof error;
    return { kind: 'again', problem: `failed unexpectedly: ${name}`, afterMs: RESEND_AFTER_MS };
  }
}

/** Another worker may have reported on the same decision: what is finished stays finished. */
async function record(
  ports: PerformPorts,
  domain: ShopDomain,
  first: Decision,
  attempted: ReadonlyMap<string, Effect>,
  retryAt: Instant | null,
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
