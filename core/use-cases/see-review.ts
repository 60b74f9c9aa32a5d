import type { Instant } from '../identity.ts';
import type { Observation } from '../observation.ts';
import { foldReview, mayBePosted, type ReviewMatch, type ReviewRecord } from '../review.ts';
import type { Shop } from '../shop.ts';
import { MAX_TRIES, type Observed, type ObservePorts } from './observe-ports.ts';

type SeenNow = Extract<Observation, { type: 'review.seen' }>;

/**
 * Keeps a review: its customer and whether it is news are settled at its first sight, afterwards the newest content
 * wins. A redelivery changes nothing.
 */
export async function seeReview(
  ports: ObservePorts,
  shop: Shop,
  observation: SeenNow,
  now: Instant,
): Promise<Observed> {
  const { seen, email } = observation;
  const { provider, id } = seen.review;
  const connection = await ports.reviewConnections.received(shop.domain, provider, 'review', now);
  for (let attempt = 1; attempt <= MAX_TRIES; attempt += 1) {
    const known = await ports.reviews.find(shop.domain, id);
    let next: ReviewRecord | null;
    if (known) {
      next = foldReview(known, seen);
    } else {
      const match = await matchCustomer(ports, shop, email);
      if (match.kind === 'try_again') return match;
      const isNews = connection !== null && mayBePosted(seen.review, shop, connection, now);
      next = {
        ...seen,
        revision: 1,
        firstSeenAt: now,
        match,
        placement: isNews ? 'decided' : 'history',
        decision: null,
      };
    }
    if (next === null) return { kind: 'known' };
    if (await ports.reviews.save(shop.domain, next)) return { kind: 'folded' };
    await ports.backoff(attempt);
  }
  return { kind: 'try_again', problem: `the review’s record kept changing during ${MAX_TRIES} tries` };
}

async function matchCustomer(
  { reader }: ObservePorts,
  shop: Shop,
  email: string | null,
): Promise<ReviewMatch | Extract<Observed, { kind: 'try_again' }>> {
  if (email === null) return { kind: 'unmatched', reason: 'no_email' };
  const found = await reader.customerWithEmail(shop.domain, email);
  switch (found.kind) {
    case 'found':
      return { kind: 'matched', customer: found.customer };
    case 'missing':
      return { kind: 'unmatched', reason: 'no_customer' };
    case 'denied':
      return { kind: 'unmatched', reason: 'denied' };
    case 'unavailable':
      return { kind: 'try_again', problem: found.problem, afterMs: found.afterMs };
  }
}
