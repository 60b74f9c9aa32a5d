import { expect, test } from 'vitest';
import { reviewRow } from '../../app/review-rows.server.ts';
import type { ReviewRecord } from '../../core/review.ts';
import { DAY_MS, NOW } from '../core/builders.ts';
import { buildReview, buildReviewRecord } from '../core/reviews.ts';

const NOBODY = { kind: 'unmatched', reason: 'no_customer' } as const;
const words = (over: Partial<ReviewRecord>) =>
  reviewRow(buildReviewRecord({ match: NOBODY, ...over }), 'UTC', () => '', NOW).unmatched;

test('that Concierge looks again is said only for as long as it does', () => {
  const told = 'No customer of your shop had the e-mail address of this review.';
  expect(words({})).toBe(`${told} Concierge looks again each night.`);
  expect(words({ firstSeenAt: NOW - 61 * DAY_MS })).toBe(told);
  expect(words({ review: buildReview({ author: null }) })).toBe(told);
});
