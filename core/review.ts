import {
  type CustomerId,
  type DecisionId,
  type Instant,
  type ProductId,
  type ReviewId,
  reviewId,
  type ShopDomain,
} from './identity.ts';
import { compareVersions, type SnapshotVersion } from './order.ts';
import type { Shop } from './shop.ts';

/** The services whose reviews are understood. */
export const REVIEW_PROVIDERS = ['judgeme', 'okendo', 'stamped', 'yotpo'] as const;
export type ReviewProvider = (typeof REVIEW_PROVIDERS)[number];

/** Who tells of a review: a service that the shop connects, or Shopify, whose own metaobjects need no connection. */
export type ReviewSource = ReviewProvider | 'shopify';

export function parseReviewProvider(text: string): ReviewProvider | null {
  return REVIEW_PROVIDERS.find((provider) => provider === text) ?? null;
}

export function parseReviewId(text: string): ReviewId | null {
  const [provider = '', ownId = '', ...rest] = text.split('/');
  const isKnown = provider === 'shopify' || parseReviewProvider(provider) !== null;
  return isKnown && rest.length === 0 ? reviewId(provider, ownId) : null;
}

export type Rating = 1 | 2 | 3 | 4 | 5;

/** What is kept of a review: neither its words nor who wrote it in clear text. */
export interface Review {
  readonly id: ReviewId;
  readonly provider: ReviewSource;
  readonly rating: Rating;
  readonly postedAt: Instant;
  readonly product: { readonly title: string | null; readonly id: ProductId | null };
  /** Number or name of the order, where the provider tells. */
  readonly order: string | null;
  /** Null where the provider does not say. */
  readonly verifiedBuyer: boolean | null;
  /** Characters of the text; 0 for stars alone. */
  readonly textLength: number;
  /** Whether a picture came with it, or a film where they are told together. Null where the provider does not say; absent in what was kept before. */
  readonly hasPhoto?: boolean | null;
  /** A keyed hash of the e-mail address, of this shop alone; null when none came along. */
  readonly author: string | null;
}

export interface SeenReview {
  readonly review: Review;
  readonly version: SnapshotVersion;
}

export type ReviewMatch =
  | { readonly kind: 'matched'; readonly customer: CustomerId }
  /** `no_email`, `no_writer`: it did not come along. `denied`: the shop lets us read no customers. */
  | { readonly kind: 'unmatched'; readonly reason: 'no_email' | 'no_writer' | 'no_customer' | 'denied' };

export interface ReviewRecord {
  readonly review: Review;
  readonly version: SnapshotVersion;
  /** Hashes of the bodies that were the newest before this one, the latest of them last; absent where there was none. */
  readonly earlierBodies?: readonly string[];
  /** Counts the writes: the condition of the next one. */
  readonly revision: number;
  readonly firstSeenAt: Instant;
  readonly match: ReviewMatch;
  /** `decided`: `review.posted` happened at its first sight. `history`: it was too old for that. */
  readonly placement: 'decided' | 'history';
  readonly decision: DecisionId | null;
}

/** What a shop agreed on with one provider. */
export interface ReviewConnection {
  readonly shop: ShopDomain;
  readonly provider: ReviewProvider;
  /** Random, part of the address: ≥ 128 bits. */
  readonly id: string;
  /** What deliveries are signed with; null where the address itself is the secret. */
  readonly secret: string | null;
  readonly connectedAt: Instant;
  readonly lastReceivedAt: Instant | null;
  /** When our own test message last came through. */
  readonly testedAt: Instant | null;
}

/** A review older than this is history: it is kept and gets nothing. */
export const POSTED_WINDOW_MS = 48 * 3_600_000;

/** Whether `review.posted` may happen: after the installation and the connection, and not long ago. */
export function mayBePosted(review: Review, shop: Shop, connectedAt: Instant, now: Instant): boolean {
  // Providers may write whole seconds.
  const since = Math.floor(Math.max(shop.installedAt, connectedAt) / 1000) * 1000;
  return review.postedAt >= since && now - review.postedAt < POSTED_WINDOW_MS;
}

/** The review once its customer's data was erased. What shows it anew says no more of who wrote it. */
export function byNobody(record: ReviewRecord): ReviewRecord {
  return { ...withoutAuthor(record), match: { kind: 'unmatched', reason: 'no_customer' } };
}

export function matchedWith(record: ReviewRecord, customer: CustomerId): ReviewRecord {
  return { ...record, match: { kind: 'matched', customer } };
}

export function withoutAuthor(record: ReviewRecord): ReviewRecord {
  return { ...record, review: { ...record.review, author: null } };
}

const MOST_EARLIER_BODIES = 20;

/**
 * Puts what a delivery shows into the record; null when it is no newer than what is known. A delivery is triggered when
 * it comes to us, so that a retry seems newer than what it repeats: a body that was seen before never is.
 */
export function foldReview(known: ReviewRecord, { review, version }: SeenReview): ReviewRecord | null {
  const seenBodies = [...(known.earlierBodies ?? []), known.version.bodyHash];
  if (seenBodies.includes(version.bodyHash) || compareVersions(version, known.version) <= 0) return null;
  const earlierBodies = seenBodies.slice(-MOST_EARLIER_BODIES);
  // Who wrote it was settled at its first sight, and may have been erased since.
  const shown = { ...review, author: known.review.author };
  return { ...known, review: shown, version, earlierBodies, revision: known.revision + 1 };
}
