import type { ReturnId, ReviewId, ShipmentId } from './identity.ts';
import type { Money } from './money.ts';
import type { ReturnSnapshot } from './return.ts';
import type { Rating } from './review.ts';

/**
 * What a customer went through within a year, beside what they spent. Read from the records where a rule asks for it, and kept
 * nowhere. Of what no rule asks for there is nothing in it, and never the subject of the decision.
 */
export interface Dealings {
  /** Asked for within the year, whatever became of them. */
  readonly returns: readonly Pick<ReturnSnapshot, 'status' | 'items' | 'value'>[];
  /** Given within the year. Null where the index that lists them may not have them yet. */
  readonly refunds: readonly GivenBack[] | null;
  /** How many parcels that became late within the year came a whole day or more after the promise, or never. */
  readonly lateParcels: number;
  /** Posted within the year, newest first. */
  readonly reviews: readonly { readonly rating: Rating }[];
}

export interface GivenBack {
  readonly amount: Money;
  /** It was given back of an order of the year that counts. */
  readonly isOfYear: boolean;
}

/** What may be asked of them. */
export type DealingsKind = 'returns' | 'refunds' | 'parcels' | 'reviews';

/** What an event is about: it is none of the dealings before it. */
export type OwnSubject = ReturnId | ShipmentId | ReviewId | null;

/** What was turned down or called off is no return. */
export function isSentBack({ status }: Pick<ReturnSnapshot, 'status'>): boolean {
  return status !== 'declined' && status !== 'cancelled';
}

/** A share in percent with one decimal, rounded down, at most 100; null of nothing. */
export function percentOf(part: number, whole: number): number | null {
  return whole <= 0 ? null : Math.min(100, Math.floor((part * 1000) / whole) / 10);
}
