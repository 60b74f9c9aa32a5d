import type { CustomerId, Instant, ReviewId } from '../identity.ts';
import { mergedInto, newCustomerRecord } from '../profile.ts';
import { matchedWith, type ReviewRecord } from '../review.ts';
import type { Shop } from '../shop.ts';
import { nameOrNobody } from './erase-customer.ts';
import type { ObservePorts } from './observe-ports.ts';
import { untilWritten } from './until-written.ts';

/** Reviews that found nobody are looked at for so long, since their first sight. */
const LOOKED_FOR_MS = 60 * 86_400_000;
const PAGE = 100;
/** Of the newest reviews so many are read; what comes before them is looked at no more. */
const MOST_READ = 5_000;

type MatchPorts = Pick<ObservePorts, 'ledger' | 'reviews' | 'erasures' | 'backoff'>;

/** The reviews that found nobody, by the keyed hash of the address that wrote them. */
export type Unmatched = ReadonlyMap<string, readonly ReviewId[]>;

/** Whether it found nobody and may still be given to who is known by its address later. */
export function isLookedFor({ match, review, firstSeenAt }: ReviewRecord, now: Instant): boolean {
  return match.kind === 'unmatched' && review.author !== null && firstSeenAt >= now - LOOKED_FOR_MS;
}

/** Those of the last 60 days, among the newest 5,000. */
export async function readUnmatched(
  { reviews }: Pick<MatchPorts, 'reviews'>,
  { domain }: Shop,
  now: Instant,
): Promise<Unmatched> {
  const found = new Map<string, ReviewId[]>();
  let cursor: string | null = null;
  let read = 0;
  do {
    const page: Awaited<ReturnType<typeof reviews.list>> = await reviews.list(domain, PAGE, cursor ?? undefined);
    read += page.reviews.length;
    const lately = page.reviews.filter(({ firstSeenAt }) => firstSeenAt >= now - LOOKED_FOR_MS);
    for (const record of lately) {
      const { review } = record;
      if (review.author === null || !isLookedFor(record, now)) continue;
      found.set(review.author, [...(found.get(review.author) ?? []), review.id]);
    }
    // The newest come first.
    cursor = lately.length < page.reviews.length || read >= MOST_READ ? null : page.cursor;
  } while (cursor !== null);
  return found;
}

/**
 * Gives the reviews that found nobody to customers who are known by now under the address that wrote them. Nothing is
 * decided: a review is posted once, when it is first seen. Done again it changes nothing.
 *
 * @param emails Neither kept nor logged.
 * @returns `more`: there was no time for all. At least one was looked at, so that it ends.
 */
export async function matchReviews(
  ports: MatchPorts,
  shop: Shop,
  emails: ReadonlyMap<CustomerId, string>,
  unmatched: Unmatched,
  hasTime: () => boolean,
): Promise<'finished' | 'more'> {
  if (unmatched.size === 0) return 'finished';
  let hasMatched = false;
  for (const [customer, email] of emails) {
    const author = ports.erasures.authorOf(shop.domain, email);
    for (const review of unmatched.get(author) ?? []) {
      if (hasMatched && !hasTime()) return 'more';
      hasMatched = (await matchReview(ports, shop, { review, author, customer })) === 'matched' || hasMatched;
    }
  }
  return 'finished';
}

interface Found {
  readonly review: ReviewId;
  readonly author: string;
  readonly customer: CustomerId;
}

/** With the customer’s record, so that who is erased or merged at that moment gets nothing more. */
async function matchReview(
  ports: MatchPorts,
  shop: Shop,
  { review: id, author, customer: named }: Found,
): Promise<'matched' | 'left'> {
  let isMatched = false;
  const failed = await untilWritten(ports, 'the review’s record', async (): Promise<null | 'conflict'> => {
    const customer = await nameOrNobody(ports, shop.domain, named);
    const known = await ports.reviews.find(shop.domain, id);
    // Of whom it is may have been settled, or erased, since.
    if (!customer || !known || known.match.kind === 'matched' || known.review.author !== author) return null;
    const owner = (await ports.ledger.customer(shop.domain, customer, 'latest')) ?? newCustomerRecord(customer);
    if (mergedInto(owner) !== null) return 'conflict';
    const committed = await ports.ledger.commit(shop.domain, {
      orders: [],
      customers: [{ ...owner, revision: owner.revision + 1 }],
      decisions: [],
      reconsidered: [],
      resendAt: 0,
      reviews: [{ ...matchedWith(known, customer), revision: known.revision + 1 }],
    });
    if (committed === 'conflict') return 'conflict';
    isMatched = true;
    return null;
  });
  if (failed) throw new Error(failed.problem);
  return isMatched ? 'matched' : 'left';
}
