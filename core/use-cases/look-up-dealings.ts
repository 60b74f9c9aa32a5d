import { askedBy } from '../asked.ts';
import { companyYear } from '../company.ts';
import type { Dealings, DealingsKind, GivenBack, OwnSubject } from '../dealings.ts';
import type { EventType } from '../event.ts';
import { dealingsNeeded } from '../facts/customer-dealings.ts';
import { type CustomerId, gid, type Instant, type ShopDomain } from '../identity.ts';
import { netOf } from '../order.ts';
import type { Policy } from '../policy.ts';
import type { Belonging, Ledger, ReviewStore } from '../ports.ts';
import type { CustomerRecord } from '../profile.ts';
import { daysLate } from '../shipment.ts';
import type { Shop } from '../shop.ts';

interface LookUpPorts {
  readonly ledger: Pick<Ledger, 'belongings' | 'orders' | 'return' | 'shipment'>;
  readonly reviews: Pick<ReviewStore, 'find'>;
}

const PAGE = 250;
/** Of more entries within the year nothing is said: an order would wait for the reading of them. */
const MOST_ENTRIES = 1_000;
const MOST_RECORDS = 200;
const AT_ONCE = 20;
/** It lags by less than a second. */
const INDEX_LAG_MS = 60_000;

/** What is asked about, when it happened and when it is decided. */
interface Before {
  readonly at: Instant;
  readonly now: Instant;
  readonly own: OwnSubject;
}

/** What the rules on an event ask of its customer's records; undefined where they ask for nothing of them, and for a guest. */
export async function dealingsBefore(
  event: EventType,
  ports: LookUpPorts,
  { domain, imported }: Pick<Shop, 'domain' | 'imported'>,
  policy: Policy,
  customer: CustomerRecord | null,
  before: Before,
): Promise<Dealings | 'too_many' | undefined> {
  const needed = dealingsNeeded(askedBy(policy, event));
  if (customer === null || needed.size === 0) return undefined;
  const { profile, learnedAt } = customer;
  // Whose past was read a moment ago is not in the index for sure; an import has read everybody's.
  const isListed = imported !== null || (learnedAt !== null && before.now - learnedAt > INDEX_LAG_MS);
  return lookUpDealings(ports, domain, profile.customer, needed, { ...before, isListed });
}

/**
 * What rules ask of a customer's returns, refunds, parcels and reviews of the year before an event, from the records as they are.
 *
 * @returns `too_many`: there are more than are read.
 */
async function lookUpDealings(
  { ledger, reviews }: LookUpPorts,
  shop: ShopDomain,
  customer: CustomerId,
  asked: ReadonlySet<DealingsKind>,
  { at, own, isListed }: Omit<Before, 'now'> & { readonly isListed: boolean },
): Promise<Dealings | 'too_many'> {
  const year = companyYear(at);
  const entries = await entriesOf(ledger, shop, customer, year);
  const wanted = entries?.filter((entry) => asked.has(kindOf(entry) as DealingsKind)) ?? null;
  if (wanted === null || wanted.length > MOST_RECORDS) return 'too_many';

  const returns = await eachOf(wanted, async (entry) => {
    if (entry.kind !== 'return' || entry.id === own) return [];
    const found = await ledger.return(shop, entry.order, entry.id, 'cheap');
    return found?.snapshot.customer === customer ? [found.snapshot] : [];
  });
  const late = await eachOf(wanted, async (entry) => {
    if (entry.kind !== 'happening' || entry.what !== 'shipment_delayed') return [];
    const id = gid('Fulfillment', entry.number);
    if (id === null || id === own) return [];
    const found = await ledger.shipment(shop, entry.order, id, 'cheap');
    const days = found?.snapshot.customer === customer ? daysLate(found.snapshot, at) : null;
    return days !== null && days > 0 ? [id] : [];
  });
  const posted = await eachOf(wanted, async (entry) => {
    if (entry.kind !== 'review' || entry.id === own) return [];
    const found = await reviews.find(shop, entry.id);
    return found?.match.kind === 'matched' && found.match.customer === customer ? [found.review] : [];
  });
  return {
    returns,
    refunds: isListed ? await refundsOf(ledger, shop, customer, wanted, year) : null,
    lateParcels: late.length,
    reviews: posted,
  };
}

function kindOf(entry: Belonging): DealingsKind | null {
  if (entry.kind === 'return') return 'returns';
  if (entry.kind === 'review') return 'reviews';
  if (entry.kind !== 'happening') return null;
  return entry.what === 'refunded' ? 'refunds' : entry.what === 'shipment_delayed' ? 'parcels' : null;
}

/** Newest first; null where there are too many. */
async function entriesOf(
  ledger: LookUpPorts['ledger'],
  shop: ShopDomain,
  customer: CustomerId,
  { from, to }: ReturnType<typeof companyYear>,
): Promise<readonly Belonging[] | null> {
  const entries: Belonging[] = [];
  let cursor: string | undefined;
  for (let read = 0; read < MOST_ENTRIES; read += PAGE) {
    const page = await ledger.belongings(shop, customer, PAGE, cursor);
    entries.push(...page.belongings.filter((entry) => entry.at >= from && entry.at <= to));
    if (page.belongings.some((entry) => entry.at < from) || page.cursor === null) return entries;
    cursor = page.cursor;
  }
  return null;
}

async function eachOf<Found>(
  entries: readonly Belonging[],
  read: (entry: Belonging) => Promise<readonly Found[]>,
): Promise<Found[]> {
  const found: Found[] = [];
  for (let start = 0; start < entries.length; start += AT_ONCE)
    found.push(...(await Promise.all(entries.slice(start, start + AT_ONCE).map(read))).flat());
  return found;
}

async function refundsOf(
  ledger: LookUpPorts['ledger'],
  shop: ShopDomain,
  customer: CustomerId,
  entries: readonly Belonging[],
  { from, to }: ReturnType<typeof companyYear>,
): Promise<GivenBack[]> {
  const refunded = entries.flatMap((entry) =>
    entry.kind === 'happening' && entry.what === 'refunded' ? [entry.order] : [],
  );
  const orders = await ledger.orders(shop, [...new Set(refunded)], 'cheap');
  return [...orders.values()].flatMap((order) => {
    const { snapshot, refunds } = order;
    if (snapshot?.customer !== customer) return [];
    const isOfYear = netOf(order) !== null && snapshot.createdAt >= from && snapshot.createdAt <= to;
    return refunds
      .filter(({ createdAt }) => createdAt >= from && createdAt <= to)
      .map(({ amount }) => ({ amount, isOfYear }));
  });
}
