import type { CustomerId, Instant, OrderId } from '../identity.ts';
import type { SeenOrder } from '../ports.ts';
import { type CustomerRecord, mergedInto, newCustomerRecord, type PastCursor } from '../profile.ts';
import { historyReach, type Shop } from '../shop.ts';
import { commitPast, foldOfCustomer, ORDERS_PER_COMMIT } from './fold-past.ts';
import { MAX_TRIES, type Observed, type ObservePorts, type TryAgain } from './observe-ports.ts';
import { untilWritten } from './until-written.ts';

/**
 * More than this many orders are not read while an order waits for its decision: what lies further back than the
 * oldest one read is not known, and `knownSince` says so.
 */
const MOST_PAST_ORDERS = 500;

/**
 * At the first sight of a customer their past orders are read from the shop, newest first, and folded: no perk is
 * given for them. Answers the record as learned but not yet written: the caller's own write closes the matter, so a
 * crash in between reads the past again and finds what is folded already. When the shop asks to call less often, the
 * place is kept with what was folded, and the next delivery goes on from there.
 */
export async function learnHistory(
  ports: ObservePorts,
  shop: Shop,
  known: CustomerRecord,
  subject: OrderId | null,
  now: Instant,
): Promise<CustomerRecord | TryAgain> {
  // An import has read everybody’s past.
  if (shop.imported) return knownFrom(known, shop.imported.since, now);
  const since = historyReach(shop, now);
  const resumed = resumable(known, shop, now);
  const begunAt = resumed?.begunAt ?? now;
  let record = known;
  let cursor: string | null = null;
  let read = resumed?.read ?? 0;
  do {
    const page = await ports.reader.ordersOf(shop.domain, known.profile.customer, since, cursor);
    if (page.kind === 'unavailable') {
      const { problem, afterMs } = page;
      return { kind: 'try_again', problem, afterMs };
    }
    if (page.kind === 'denied') return knownFrom(record, now, now);
    // The first page is read anew each time: it shows what was placed, or left out as the subject, since.
    const next: string | null =
      cursor === null && page.cursor !== null ? (resumed?.cursor ?? page.cursor) : page.cursor;
    const isReread = cursor === null && resumed !== null;
    if (!isReread) read += page.seen.length;
    const past = page.seen.filter(({ order }) => order.id !== subject);
    for (let start = 0; start < past.length; start += ORDERS_PER_COMMIT) {
      const portion = past.slice(start, start + ORDERS_PER_COMMIT);
      const reached = start + ORDERS_PER_COMMIT >= past.length ? next : (cursor ?? resumed?.cursor ?? null);
      const place = reached === null ? null : { cursor: reached, begunAt, read };
      const folded = await foldPast(ports, shop, record, portion, place, now);
      if ('kind' in folded) return folded;
      record = folded;
    }
    cursor = next;
    const oldest = page.seen.at(-1)?.order;
    if (cursor !== null && oldest && !isReread && read >= MOST_PAST_ORDERS)
      return knownFrom(record, oldest.createdAt, now);
  } while (cursor !== null);
  return knownFrom(record, since, now);
}

/** A place that was reached long ago, or in an earlier installation, is no place to go on from. */
const RESUMABLE_MS = 3_600_000;

function resumable({ pastCursor }: CustomerRecord, shop: Shop, now: Instant): PastCursor | null {
  if (pastCursor === null || pastCursor.begunAt < shop.installedAt) return null;
  return now - pastCursor.begunAt < RESUMABLE_MS ? pastCursor : null;
}

/** False before the first sight, and after a gap in which the app was not installed. */
export function isLearned({ learnedAt }: CustomerRecord, shop: Shop): boolean {
  return learnedAt !== null && learnedAt >= shop.installedAt;
}

/** What was known further back stays known if nothing is missing in between. */
function knownFrom(record: CustomerRecord, since: Instant, learnedAt: Instant): CustomerRecord {
  const known = record.profile.knownSince;
  const joins = known !== null && record.learnedAt !== null && since <= record.learnedAt;
  const knownSince = joins ? Math.min(known, since) : since;
  return { ...record, learnedAt, pastCursor: null, profile: { ...record.profile, knownSince } };
}

async function foldPast(
  ports: ObservePorts,
  shop: Shop,
  customerRecord: CustomerRecord,
  past: readonly SeenOrder[],
  place: PastCursor | null,
  now: Instant,
): Promise<CustomerRecord | TryAgain> {
  const id = customerRecord.profile.customer;
  let customer = customerRecord;
  for (let attempt = 1; attempt <= MAX_TRIES; attempt += 1) {
    const known = await ports.ledger.orders(
      shop.domain,
      past.map(({ order }) => order.id),
      'latest',
    );
    const { orders, profile } = foldOfCustomer(customer, past, known, shop, now);
    if (orders.length === 0) return customer;
    // Another worker may have read all of it meanwhile.
    const pastCursor = isLearned(customer, shop) ? null : place;
    const next = { ...customer, revision: customer.revision + 1, profile, pastCursor };
    if ((await commitPast(ports, shop, orders, [next], now)) === 'committed') return next;
    await ports.backoff(attempt);
    customer = (await ports.ledger.customer(shop.domain, id, 'latest')) ?? newCustomerRecord(id);
    // Whoever asked sees by the record who they are now.
    if (mergedInto(customer) !== null) return customer;
  }
  return { kind: 'try_again', problem: `the customer’s record kept changing during ${MAX_TRIES} tries` };
}

/** A customer is met before their first order: their past is read now, so that the order needn’t wait for it. */
export async function meetCustomer(ports: ObservePorts, shop: Shop, id: CustomerId, now: Instant): Promise<Observed> {
  return untilWritten(ports, 'the customer’s record', async (): Promise<Observed | 'conflict'> => {
    const stored = await ports.ledger.customer(shop.domain, id, 'latest');
    if (!stored && (await ports.erasures.isErased(shop.domain, id))) return { kind: 'ignored', reason: 'erased' };
    const known = stored ?? newCustomerRecord(id);
    if (isLearned(known, shop) || known.gone) return { kind: 'known' };
    const learned = await learnHistory(ports, shop, known, null, now);
    if ('kind' in learned) return learned;
    const committed = await ports.ledger.commit(shop.domain, {
      orders: [],
      customers: [{ ...learned, revision: learned.revision + 1 }],
      decisions: [],
      resendAt: now,
      reconsidered: [],
    });
    return committed === 'committed' ? { kind: 'folded' } : 'conflict';
  });
}
