import { attemptOverAt, type Effect, GIVE_UP_AFTER_MS, isUnderWay, isWaiting, takeStep } from '../effects.ts';
import type { DecisionId, Instant, ShopDomain } from '../identity.ts';
import type { Backoff, Ledger } from '../ports.ts';
import { changeEffects } from './record-effects.ts';

/**
 * Gives the waiting effects of a decision to a person: the function that was to do them never came to an end. What may
 * have happened is unclear; an attempt that may still come is left to be read back.
 *
 * @param problem in words, why they are not tried any more.
 * @returns What was waiting, as it is now; empty when nothing waited any more.
 */
export async function buryEffects(
  ports: { readonly ledger: Ledger; readonly backoff: Backoff },
  shop: ShopDomain,
  id: DecisionId,
  problem: string,
  now: Instant,
): Promise<readonly Effect[]> {
  const isDead = (effect: Effect) => isWaiting(effect) && !isUnderWay(effect, now);
  let dead: readonly Effect[] = [];
  const written = await changeEffects(ports, shop, id, ({ effects: stored }) => {
    dead = stored.filter(isDead);
    if (dead.length === 0) return null;
    const effects = stored.map((effect) => (isDead(effect) ? buried(effect, problem, now) : effect));
    const left = effects.filter(isWaiting);
    return { effects, resendAt: left.length === 0 ? null : Math.min(...left.map(attemptOverAt)) };
  });
  return written?.effects.filter((effect) => dead.some((each) => each.id === effect.id)) ?? [];
}

/**
 * Buries a decision at which we fail each time, by a bug of ours, once it is as late as what a shop never answers:
 * nothing waits for ever.
 */
export async function buryWhenLate(
  ports: { readonly ledger: Ledger; readonly backoff: Backoff },
  shop: ShopDomain,
  id: DecisionId,
  now: Instant,
): Promise<void> {
  const decision = await ports.ledger.decision(shop, id);
  const waiting = decision?.effects.filter(isWaiting) ?? [];
  if (waiting.length === 0 || waiting.some(({ since }) => now - since < GIVE_UP_AFTER_MS)) return;
  await buryEffects(ports, shop, id, 'Concierge failed each time for 48 hours', now);
}

function buried(effect: Effect, problem: string, at: Instant): Effect {
  const became = effect.uncertain ? 'unclear' : 'refused';
  return takeStep(effect, { at, what: 'failed', became, asked: [], answer: problem }, { problem });
}
