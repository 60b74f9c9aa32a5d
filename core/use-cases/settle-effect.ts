import { CERTAIN, type Effect, type EffectState, type EffectStep, isWaiting, takeStep } from '../effects.ts';
import type { DecisionId, EffectId, Instant, ShopDomain } from '../identity.ts';
import type { Backoff, EffectQueue, Ledger } from '../ports.ts';
import { changeEffects } from './record-effects.ts';

/** What a person can say of an effect. */
export type Word =
  /** It is in the shop: nothing is to be done any more. */
  | 'happened'
  /** It is not in the shop: it may be tried again. */
  | 'did_not_happen'
  | 'retry'
  /** Leave it undone. */
  | 'abandon';

const ANSWERS: Readonly<
  Record<Word, { states: readonly EffectState[]; what: EffectStep['what']; became: EffectState }>
> = {
  happened: { states: ['unclear'], what: 'settled', became: 'done' },
  did_not_happen: { states: ['unclear'], what: 'settled', became: 'pending' },
  retry: { states: ['refused', 'stopped'], what: 'retried', became: 'pending' },
  abandon: { states: ['unclear', 'refused', 'stopped', 'held'], what: 'abandoned', became: 'abandoned' },
};

/** The words that make sense of an effect. For an order that is no more nothing is tried again. */
export function wordsFor({ state, orderDeleted }: Pick<Effect, 'state' | 'orderDeleted'>): Word[] {
  return (Object.keys(ANSWERS) as Word[]).filter(
    (word) => ANSWERS[word].states.includes(state) && !(orderDeleted && ANSWERS[word].became === 'pending'),
  );
}

/** The effect after a person’s word; null where it is not in a state in which that can be said. */
export function withWord(effect: Effect, word: Word, by: string, now: Instant): Effect | null {
  const { what, became } = ANSWERS[word];
  if (!wordsFor(effect).includes(word)) return null;
  const step: EffectStep = { at: now, what, became, asked: [], answer: null, by };
  return takeStep(effect, step, change(became, now));
}

export type Settled =
  | { readonly kind: 'settled'; readonly effect: Effect }
  /** It is not in a state in which this can be said: somebody was faster. */
  | { readonly kind: 'too_late'; readonly effect: Effect }
  | { readonly kind: 'unknown' };

/** Writes down what a person says of an effect, and sends it when it is to be done. @param by the staff member's id. */
export async function settleEffect(
  ports: { readonly ledger: Ledger; readonly effects: EffectQueue; readonly backoff: Backoff },
  shop: ShopDomain,
  { decision: decisionId, effect: effectId }: { readonly decision: DecisionId; readonly effect: EffectId },
  word: Word,
  by: string,
  now: Instant,
): Promise<Settled> {
  let known: Effect | undefined;
  const written = await changeEffects(ports, shop, decisionId, ({ effects: stored }) => {
    known = stored.find(({ id }) => id === effectId);
    const settled = known && withWord(known, word, by, now);
    if (!settled) return null;
    const effects = stored.map((each) => (each.id === effectId ? settled : each));
    return { effects, resendAt: effects.some(isWaiting) ? now : null };
  });
  if (!written) return known ? { kind: 'too_late', effect: known } : { kind: 'unknown' };
  if (ANSWERS[word].became === 'pending') await ports.effects.send(shop, decisionId, 'service', written.revision);
  const effect = written.effects.find(({ id }) => id === effectId);
  return effect ? { kind: 'settled', effect } : { kind: 'unknown' };
}

/** What a person says of it is certain; what is left undone keeps its problem. */
function change(became: EffectState, now: Instant): Partial<Effect> {
  if (became === 'abandoned') return {};
  return became === 'pending' ? { ...CERTAIN, since: now } : CERTAIN;
}
