import type { Decision } from '../decide.ts';
import type { Effect } from '../effects.ts';
import type { Instant, RuleId, ShopDomain } from '../identity.ts';
import type { Backoff, DecisionQuery, Ledger, WorkQueue } from '../ports.ts';
import { type Retry, type RetryFilter, withRetry } from '../shop.ts';
import { type ChangePorts, changeChores } from './change-chores.ts';
import { withEachDecision } from './move-effects.ts';
import { changeEffects } from './record-effects.ts';
import { withWord } from './settle-effect.ts';

/**
 * Writes down that all that was refused or stopped is to be tried again; the shop's chores do it. They are due: should
 * the message that wakes them be lost, tick does it within a minute. `busy`: an earlier wish is not done yet.
 */
export async function askRetry(
  ports: ChangePorts & { readonly work: WorkQueue },
  shop: ShopDomain,
  wanted: RetryFilter,
  by: string,
  now: Instant,
): Promise<'asked' | 'busy' | 'not_installed'> {
  const changed = await changeChores(ports, shop, ({ chores }) =>
    chores.retry === undefined ? withRetry(chores, { ...wanted, by, askedAt: now }) : null,
  );
  if (changed === 'not_installed') return changed;
  await ports.work.wake(shop, now);
  return changed === 'changed' ? 'asked' : 'busy';
}

/**
 * How many perks would be tried again, each with all its effects; `most` stands for “so many or more”. A perk is what
 * one decision gave by one rule.
 */
export async function countRetried(
  ledger: Pick<Ledger, 'decisions'>,
  shop: ShopDomain,
  wanted: RetryFilter,
  most: number,
): Promise<number> {
  const perks = new Set<string>();
  for (const query of queriesOf(wanted)) {
    await withEachDecision(
      ledger,
      shop,
      query,
      () => perks.size < most,
      async ({ id, effects }) => {
        for (const effect of effects) if (isOf(effect, wanted)) perks.add(`${id} ${effect.rule}`);
      },
    );
  }
  return Math.min(perks.size, most);
}

/**
 * Lets all that is wanted wait again, from where tick sends it in the order of the decisions. `more`: there was no time
 * for all. What is refused again meanwhile is not tried once more. One that can't be written stops no other; it is
 * thrown at the end.
 */
export async function retryEffects(
  ports: { readonly ledger: Ledger; readonly backoff: Backoff },
  shop: ShopDomain,
  retry: Retry,
  now: Instant,
  hasTime: () => boolean,
): Promise<'finished' | 'more'> {
  const change = ({ effects: stored, decidedAt }: Decision) => {
    const effects = stored.map(
      (effect) => (isWanted(effect, retry) && withWord(effect, 'retry', retry.by, now)) || effect,
    );
    return effects.every((effect, index) => effect === stored[index]) ? null : { effects, resendAt: decidedAt };
  };
  for (const query of queriesOf(retry)) {
    const done = await withEachDecision(ports.ledger, shop, query, hasTime, async (decision) => {
      await changeEffects(ports, shop, decision.id, change, decision);
    });
    if (done === 'more') return 'more';
  }
  return 'finished';
}

function queriesOf({ states, rule, customer }: RetryFilter): Omit<DecisionQuery, 'limit'>[] {
  return states.map((effect) => ({ effect, ...(rule && { rule }), ...(customer && { customer }) }));
}

function isOf(
  { state, rule }: { readonly state: Effect['state']; readonly rule: RuleId },
  wanted: RetryFilter,
): boolean {
  return wanted.states.some((each) => each === state) && (wanted.rule === null || wanted.rule === rule);
}

function isWanted(effect: Effect, retry: Retry): boolean {
  return isOf(effect, retry) && (effect.history.at(-1)?.at ?? 0) <= retry.askedAt;
}
