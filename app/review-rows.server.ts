import { assertNever } from '../core/assert-never.ts';
import { type CustomerId, gidNumber, type Instant } from '../core/identity.ts';
import type { Rating, ReviewMatch, ReviewRecord } from '../core/review.ts';
import { isLookedFor } from '../core/use-cases/match-reviews.ts';
import { customerUrl } from './customer-url.ts';
import { decisionUrl } from './decision-rows.server.ts';
import { PROVIDER_NAMES } from './review-providers.ts';
import { type ShopTime, shopTime } from './shop-time.server.ts';

/** One review in the list. */
export interface ReviewRow {
  id: string;
  rating: Rating;
  product: { title: string; url: string | null };
  /** `Judge.me` */
  service: string;
  postedAt: ShopTime;
  customer: { name: string; url: string } | null;
  /** Why there is no customer; null where there is one. */
  unmatched: string | null;
  /** Came too late for rules to look at. */
  isHistory: boolean;
  decisionUrl: string | null;
}

export function reviewRow(
  record: ReviewRecord,
  timezone: string,
  nameOf: (customer: CustomerId | null) => string,
  now: Instant,
): ReviewRow {
  const { review, match, placement, decision } = record;
  const { product } = review;
  return {
    id: review.id,
    rating: review.rating,
    product: {
      title: product.title ?? (product.id === null ? 'The shop' : `Product ${gidNumber(product.id)}`),
      url: product.id === null ? null : `shopify://admin/products/${gidNumber(product.id)}`,
    },
    service: PROVIDER_NAMES[review.provider],
    postedAt: shopTime(review.postedAt, timezone),
    customer: match.kind === 'matched' ? { name: nameOf(match.customer), url: customerUrl(match.customer) } : null,
    unmatched: unmatchedWords(match, isLookedFor(record, now)),
    isHistory: placement === 'history',
    decisionUrl: decision === null ? null : decisionUrl({ id: decision }),
  };
}

export function customerOf({ match }: ReviewRecord): CustomerId | null {
  return match.kind === 'matched' ? match.customer : null;
}

function unmatchedWords(match: ReviewMatch, isStillLookedFor: boolean): string | null {
  if (match.kind === 'matched') return null;
  switch (match.reason) {
    case 'no_email':
      return 'No customer: the review came without an e-mail address.';
    case 'no_writer':
      return 'No customer: the review names nobody who wrote it.';
    case 'no_customer':
      return `No customer of your shop had the e-mail address of this review.${isStillLookedFor ? ' Concierge looks again each night.' : ''}`;
    case 'denied':
      return 'No customer: your shop does not let Concierge read customers.';
    default:
      return assertNever(match.reason);
  }
}
