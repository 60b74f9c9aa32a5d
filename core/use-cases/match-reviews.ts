import type { CustomerId, Instant, ReviewId } from '../identity.ts';
import { matchedWith } from '../review.ts';
import type { Shop } from '../shop.ts';
import { nameOrNobody } from './erase-customer.ts';
import { followMerge } from './move-belongings.ts';
import type { ObservePorts } from './observe-ports.ts';
import { untilWritten } from './until-written.ts';

/** Reviews that found nobody are looked at for so long, since their first sight. */
const LOOKED_FOR_MS = 60 * 86_400_000;
const PAGE = 100;

type MatchPorts = Pick<ObservePorts, 'ledger' | 'reviews' | 'erasures' | 'backoff'>;

/**
 * Gives the reviews that found nobody to customers who are known by now under the address that wrote them. Nothing is
 * decided: a review is posted once, when it is first seen. Done again it changes nothing.
 *
 * @param emails Neither kept nor logged.
 */
export async function matchReviews(
  ports: MatchPorts,
  shop: Shop,
  emails: ReadonlyMap<CustomerId, string>,
  now: Instant,
): Promise<void> {
  if (emails.size === 0) return;
  const unmatched = await unmatchedSince(ports, shop, now - LOOKED_FOR_MS);
  if (unmatched.size === 0) return;
  for (const [customer, email] of emails) {
    const author = ports.erasures.authorOf(shop.domain, email);
    for (const review of unmatched.get(author) ?? []) await matchReview(ports, shop, { review, author, customer }, now);
  }
}

/** By the keyed hash of the address that wrote them. */
async function unmatchedSince(
  { reviews }: MatchPorts,
  { domain }: Shop,
  since: Instant,
): Promise<ReadonlyMap<string, readonly ReviewId[]>> {
  const found = new Map<string, ReviewId[]>();
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof reviews.list>> = await reviews.list(domain, PAGE, cursor ?? undefined);
    const lately = page.reviews.filter(({ firstSeenAt }) => firstSeenAt >= since);
    for (const { review, match } of lately) {
      if (match.kind === 'matched' || review.author === null) continue;
      found.set(review.author, [...(found.get(review.author) ?? []), review.id]);
    }
    // The newest come first.
    cursor = lately.length < page.reviews.length ? null : page.cursor;
  } while (cursor !== null);
  return found;
}

interface Found {
  readonly review: ReviewId;
  readonly author: string;
  readonly customer: CustomerId;
}

async function matchReview(
  ports: MatchPorts,
  shop: Shop,
  { review: id, author, customer: named }: Found,
  now: Instant,
): Promise<void> {
  await untilWritten(ports, 'the review’s record', async (): Promise<'done' | 'conflict'> => {
    const customer = await nameOrNobody(ports, shop.domain, named);
    const known = await ports.reviews.find(shop.domain, id);
    // Of whom it is may have been settled, or erased, since.
    if (!customer || !known || known.match.kind === 'matched' || known.review.author !== author) return 'done';
    const reviews = [{ ...matchedWith(known, customer), revision: known.revision + 1 }];
    const changes = { orders: [], customers: [], decisions: [], reconsidered: [], resendAt: now, reviews };
    if ((await ports.ledger.commit(shop.domain, changes)) === 'conflict') return 'conflict';
    await followMerge(ports, shop, customer, { kind: 'review', id, at: now }, now);
    return 'done';
  });
}
