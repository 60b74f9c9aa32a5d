import { askedBy } from '../asked.ts';
import { type Decision, decide } from '../decide.ts';
import { reviewFacts } from '../facts/read.ts';
import type { CustomerId, Instant } from '../identity.ts';
import type { Observation } from '../observation.ts';
import type { Policy } from '../policy.ts';
import type { CustomerRecord } from '../profile.ts';
import {
  foldReview,
  mayBePosted,
  type ReviewMatch,
  type ReviewRecord,
  type ReviewSource,
  type SeenReview,
} from '../review.ts';
import type { Shop } from '../shop.ts';
import { learnedCustomer, runningPolicy } from './before-deciding.ts';
import { commitDecided } from './commit-decided.ts';
import { titleOf } from './keep-product.ts';
import { dealingsBefore } from './look-up-dealings.ts';
import { followMerge } from './move-belongings.ts';
import { type Observed, type ObservePorts, RESEND_AFTER_MS, type TryAgain } from './observe-ports.ts';
import { untilWritten } from './until-written.ts';
import { resendWaiting } from './wake-due.ts';
import { keptCustomer } from './who-now.ts';

type SeenNow = Extract<Observation, { type: 'review.seen' }>;

/**
 * Keeps a review and decides it. Its customer and whether it is news are settled at its first sight, afterwards the
 * newest content wins. A redelivery changes nothing.
 */
export async function seeReview(
  ports: ObservePorts,
  shop: Shop,
  observation: SeenNow,
  now: Instant,
): Promise<Observed> {
  const { email, text, writer } = observation;
  const seen = await withTitle(ports, shop, observation.seen);
  const connectedAt = await connectedSince(ports, shop, seen.review.provider, now);
  const isNews = connectedAt !== null && mayBePosted(seen.review, shop, connectedAt, now);
  return untilWritten(ports, 'the review’s record', async () => {
    const known = await ports.reviews.find(shop.domain, seen.review.id);
    return known
      ? seeAgain(ports, shop, known, seen, now)
      : seeFirst(ports, shop, { seen, email, text, writer, isNews }, now);
  });
}

/** The shop's own reviews name their product by its id alone. */
async function withTitle(ports: ObservePorts, shop: Shop, seen: SeenReview): Promise<SeenReview> {
  const { product } = seen.review;
  if (product.id === null || product.title !== null) return seen;
  const title = await titleOf(ports, shop, product.id);
  return { ...seen, review: { ...seen.review, product: { ...product, title } } };
}

/** Null when there is no connection any more. The shop itself has told since the installation. */
async function connectedSince(
  { reviewConnections }: ObservePorts,
  { domain, installedAt }: Shop,
  source: ReviewSource,
  now: Instant,
): Promise<Instant | null> {
  if (source === 'shopify') return installedAt;
  return (await reviewConnections.received(domain, source, 'review', now))?.connectedAt ?? null;
}

async function seeAgain(
  ports: ObservePorts,
  shop: Shop,
  known: ReviewRecord,
  seen: SeenReview,
  now: Instant,
): Promise<Observed | 'conflict'> {
  if (known.decision) await resendWaiting(ports, shop.domain, known.decision);
  const next = foldReview(known, seen);
  if (next !== null) {
    const committed = await ports.ledger.commit(shop.domain, { ...nothingElse(now), reviews: [next] });
    if (committed === 'conflict') return 'conflict';
  }
  // Whoever saw it first may have died before it followed.
  return (await follow(ports, shop, known, now)) ?? { kind: next === null ? 'known' : 'folded' };
}

async function follow(ports: ObservePorts, shop: Shop, { review, match }: ReviewRecord, now: Instant) {
  const owner = match.kind === 'matched' ? match.customer : null;
  return followMerge(ports, shop, owner, { kind: 'review', id: review.id, at: now }, now);
}

interface FirstSight {
  readonly seen: SeenReview;
  readonly email: string | null;
  readonly text: string | undefined;
  readonly writer: CustomerId | null | undefined;
  readonly isNews: boolean;
}

async function seeFirst(
  ports: ObservePorts,
  shop: Shop,
  first: FirstSight,
  now: Instant,
): Promise<Observed | 'conflict'> {
  const { isNews } = first;
  const { author } = first.seen.review;
  const isErasedAuthor = author !== null && (await ports.erasures.isErasedAuthor(shop.domain, author));
  let found = await matchCustomer(ports, shop, first);
  // What can't be read now waits as it came, with name and address: not of somebody who was erased.
  if (found.kind === 'try_again' && isErasedAuthor) found = { kind: 'unmatched', reason: 'no_customer' };
  if (found.kind === 'try_again') return found;
  const isErased = found.kind === 'matched' && (await ports.erasures.isErased(shop.domain, found.customer));
  const match: ReviewMatch = isErased ? { kind: 'unmatched', reason: 'no_customer' } : found;
  const seen =
    isErased || isErasedAuthor ? { ...first.seen, review: { ...first.seen.review, author: null } } : first.seen;
  const customer =
    isNews && match.kind === 'matched'
      ? await learnedCustomer('review.posted', ports, shop, match.customer, now, 'latest')
      : null;
  if (customer && 'kind' in customer) return customer;
  const decision = isNews
    ? await decidePosted(ports, await runningPolicy(ports, shop), shop, seen, first.text, customer, now)
    : null;
  const record: ReviewRecord = {
    ...seen,
    revision: 1,
    firstSeenAt: now,
    match,
    placement: isNews ? 'decided' : 'history',
    decision: decision?.id ?? null,
  };
  const customers = customer ? [{ ...customer, revision: customer.revision + 1 }] : [];
  const observed = await commitDecided(ports, shop, { ...nothingElse(now), reviews: [record], customers }, decision);
  if (observed === 'conflict') return observed;
  return (await follow(ports, shop, record, now)) ?? observed;
}

async function matchCustomer(
  { reader, ledger }: ObservePorts,
  shop: Shop,
  { email, writer }: FirstSight,
): Promise<ReviewMatch | TryAgain> {
  if (writer) return { kind: 'matched', customer: await keptCustomer(ledger, shop.domain, writer) };
  if (writer === null) return { kind: 'unmatched', reason: 'no_writer' };
  if (email === null) return { kind: 'unmatched', reason: 'no_email' };
  const found = await reader.customerWithEmail(shop.domain, email);
  switch (found.kind) {
    case 'found':
      // The shop’s search may still know who was merged a moment ago.
      return { kind: 'matched', customer: await keptCustomer(ledger, shop.domain, found.customer) };
    case 'missing':
      return { kind: 'unmatched', reason: 'no_customer' };
    case 'denied':
      return { kind: 'unmatched', reason: 'denied' };
    case 'unavailable':
      return { kind: 'try_again', problem: found.problem, afterMs: found.afterMs };
  }
}

/** By what is known now. */
export async function decidePosted(
  ports: Pick<ObservePorts, 'ledger' | 'reviews'>,
  policy: Policy,
  shop: Shop,
  { review }: Pick<SeenReview, 'review'>,
  text: string | undefined,
  customer: CustomerRecord | null,
  now: Instant,
): Promise<Decision | null> {
  const profile = customer?.profile ?? null;
  const { rating, postedAt: at } = review;
  return decide(
    policy,
    {
      type: 'review.posted',
      review: review.id,
      reviewName: review.product.title ?? (review.product.id === null ? 'the shop' : 'a product'),
      rating,
      order: null,
      orderName: review.order,
      customer: profile?.customer ?? null,
      at,
    },
    reviewFacts({
      profile,
      card: customer?.card ?? null,
      asked: askedBy(policy, 'review.posted'),
      shopCurrency: shop.currency,
      currencySince: shop.currencySince,
      timezone: shop.timezone,
      at,
      seen: review,
      text,
      dealings: await dealingsBefore('review.posted', ports, shop, policy, customer, { at, now, own: review.id }),
    }),
    {
      now,
      // Without a customer the review's own first revision.
      arrival: (customer?.revision ?? 0) + 1,
      knownSince: profile?.knownSince ?? null,
      scopes: shop.scopes,
    },
  );
}

function nothingElse(now: Instant) {
  return { orders: [], customers: [], decisions: [], reconsidered: [], resendAt: now + RESEND_AFTER_MS };
}
