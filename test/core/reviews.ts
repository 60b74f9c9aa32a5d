import { reviewId } from '../../core/identity.ts';
import type { Rating, Review, ReviewConnection, ReviewRecord } from '../../core/review.ts';
import { buildVersion, customerId, DAY_MS, NOW, productId, shopDomain } from './builders.ts';

export function reviewIdOf(number: number) {
  const id = reviewId('judgeme', String(number));
  if (id === null) throw new Error('the builder was given an unusable value');
  return id;
}

export function buildReview(over: Partial<Review> = {}): Review {
  return {
    id: reviewIdOf(1),
    provider: 'judgeme',
    rating: 2 as Rating,
    postedAt: NOW,
    product: { title: 'Oxford shirt', id: productId(501) },
    order: null,
    verifiedBuyer: true,
    textLength: 40,
    author: 'a'.repeat(32),
    ...over,
  };
}

export function buildReviewRecord(over: Partial<ReviewRecord> = {}): ReviewRecord {
  return {
    review: buildReview(),
    version: buildVersion(),
    revision: 1,
    firstSeenAt: NOW,
    match: { kind: 'matched', customer: customerId(7) },
    placement: 'decided',
    decision: null,
    ...over,
  };
}

export const CONNECTION: ReviewConnection = {
  shop: shopDomain('atelier'),
  provider: 'judgeme',
  id: 'kZ0b1c2d3e4f5g6h7i8j9k',
  secret: 'private-token',
  connectedAt: NOW - DAY_MS,
  lastReceivedAt: null,
  testedAt: null,
};
