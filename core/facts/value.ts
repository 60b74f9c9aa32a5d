import { tagKey } from '../customer-card.ts';
import type { Money } from '../money.ts';
import { phrasesIn } from '../phrases.ts';

export type FactType = 'money' | 'number' | 'boolean' | 'words' | 'date';

/** Why a fact has no value; an unknown fact never matches. */
export type UnknownReason =
  | 'guest'
  | 'other_currency'
  /** Nobody knows which customer it is about. */
  | 'no_customer'
  /** The shop does not say it. */
  | 'not_told'
  /** Nobody has assessed the order’s risk yet. */
  | 'not_assessed'
  /** The order was bought for no company. */
  | 'no_company'
  /** Orders from before the installation are not known. */
  | 'past_not_read'
  /** There are more than are added up. */
  | 'too_many_orders'
  /** They never ordered before. */
  | 'never_ordered'
  /** What would be said takes more orders. */
  | 'too_few_orders'
  /** There are more returns, refunds, parcels or reviews than are read. */
  | 'too_many'
  /** They wrote no review before. */
  | 'never_reviewed'
  /** Their past was read this very minute. */
  | 'just_met'
  /** Nothing of the order has arrived. */
  | 'not_delivered'
  /** The decision was made without it. */
  | 'not_looked_at';

export type FactValue =
  | { readonly type: 'money'; readonly money: Money }
  | { readonly type: 'number'; readonly number: number }
  | { readonly type: 'boolean'; readonly boolean: boolean }
  /** Those that rules ask for. `isPartial`: what is not among them may be there all the same. */
  | { readonly type: 'words'; readonly words: readonly string[]; readonly isPartial?: true }
  /** A calendar day in the shop's zone, and how many days it is before the event's own: below 0 where it is still to come. */
  | { readonly type: 'date'; readonly date: string; readonly daysAgo: number }
  | { readonly type: 'unknown'; readonly reason: UnknownReason };

export function unknown(reason: UnknownReason): FactValue {
  return { type: 'unknown', reason };
}

export const NOT_TOLD = unknown('not_told');

/** @param number null where the shop does not say it. */
export function numberFact(number: number | null): FactValue {
  return number === null ? NOT_TOLD : { type: 'number', number };
}

/** @param boolean null where the shop does not say it. */
export function booleanFact(boolean: boolean | null): FactValue {
  return boolean === null ? NOT_TOLD : { type: 'boolean', boolean };
}

/** @param money null where the shop does not say it. */
export function moneyFact(money: Money | null, shopCurrency: string): FactValue {
  if (money === null) return NOT_TOLD;
  return money.currency === shopCurrency ? { type: 'money', money } : unknown('other_currency');
}

/** @param date a calendar day in the shop's zone, `daysAgo` before the event's own. */
export function dateFact(date: string, daysAgo: number): FactValue {
  return { type: 'date', date, daysAgo };
}

/** The one word that is there, where rules ask for it. @param there null where the shop does not say it. */
export function oneWordFact(asked: readonly string[], there: string | null | undefined): FactValue {
  return there ? wordsFact(asked, [there]) : NOT_TOLD;
}

/** Those of the words that rules ask for which are there. @param hasMore there are more than are known. */
export function wordsFact(asked: readonly string[], there: readonly string[], hasMore?: boolean): FactValue {
  const kept = new Set(there.map(tagKey));
  const words = asked.filter((word) => kept.has(tagKey(word)));
  return { type: 'words', words, ...(hasMore && { isPartial: true }) };
}

/** Those of the phrases that stand in a text. @param text not given where it is not at hand. */
export function phrasesFact(asked: readonly string[], text: string | undefined): FactValue {
  return text === undefined ? NOT_TOLD : { type: 'words', words: phrasesIn(text, asked) };
}
