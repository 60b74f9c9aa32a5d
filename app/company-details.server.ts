import {
  type CompanyRecord,
  companiesKnownSince,
  companyTotals,
  companyYear,
  isStale,
  MOST_COMPANY_ORDERS,
} from '../core/company.ts';
import { type CompanyId, type CustomerId, gidNumber, type Instant } from '../core/identity.ts';
import { formatMoney } from '../core/money.ts';
import type { Backoff, CompanyNames, CompanyStore, ErasureStore, Ledger, ShopReader } from '../core/ports.ts';
import type { Shop } from '../core/shop.ts';
import { readCompany as readFromShop } from '../core/use-cases/keep-company.ts';
import { keptCustomer } from '../core/use-cases/who-now.ts';
import { customerUrl } from './customer-url.ts';
import { type ShopTime, shopTime } from './shop-time.server.ts';
import { type Spent, spentInYear } from './spent.server.ts';

/** A company with its people and with what was bought for it; its name is read from the shop. */
export interface CompanyDetails {
  name: string;
  /** What was bought for it in the last 365 days; else why that can’t be added up. */
  year: Spent | 'other_currency' | 'too_many_orders';
  /** From when on all of its orders are known, where that is within these days; else null. */
  knownSince: ShopTime | null;
  /** When it was made; null while that is not known. */
  madeAt: ShopTime | null;
  /** The shop has no such company any more. */
  isGone: boolean;
  /** Null while nobody could ask who they are. */
  people: CompanyPerson[] | null;
  /** There are more than are shown. */
  hasMore: boolean;
}

export interface CompanyPerson {
  name: string;
  url: string;
  isMain: boolean;
  /** What they bought, for this company or not. Null where nothing is known of them. */
  year: Spent | null;
}

interface Records {
  readonly companies: CompanyStore;
  readonly companyNames: Pick<CompanyNames, 'name'>;
  /** Asked for a company of which nothing was told yet, or not lately. */
  readonly reader: Pick<ShopReader, 'company'>;
  readonly erasures: ErasureStore;
  readonly backoff: Backoff;
  readonly ledger: Pick<Ledger, 'customer' | 'ordersFor'>;
}

type NamesOf = (people: readonly CustomerId[]) => Promise<(person: CustomerId) => string>;

export async function readCompany(
  records: Records,
  shop: Shop,
  id: CompanyId,
  now: Instant,
  namesOf: NamesOf,
): Promise<CompanyDetails | 'missing' | 'unreadable'> {
  const { domain, currency, timezone } = shop;
  const year = companyYear(now);
  const [{ record, isMissing }, orders, named] = await Promise.all([
    freshRecord(records, shop, id, now),
    records.ledger.ordersFor(domain, id, year, MOST_COMPANY_ORDERS + 1),
    records.companyNames.name(domain, id),
  ]);
  const isKnown = record !== null || orders.length > 0;
  if (!isKnown && named.kind !== 'found') return named.kind === 'missing' ? 'missing' : 'unreadable';
  const totals = companyTotals(orders, currency, now);
  const knownSince = companiesKnownSince(shop);
  const snapshot = record?.snapshot ?? null;
  const isGone = record ? snapshot === null : isMissing;
  return {
    name: named.kind === 'found' ? named.name : `Company ${gidNumber(id)}`,
    year:
      typeof totals === 'string'
        ? totals
        : { spend: formatMoney({ amountMinor: totals.netMinor, currency }), orders: totals.orders },
    knownSince: knownSince > year.from ? shopTime(knownSince, timezone) : null,
    madeAt: snapshot ? shopTime(snapshot.createdAt, timezone) : null,
    isGone,
    people: record || isGone ? await peopleOf(records.ledger, shop, record, now, namesOf) : null,
    hasMore: snapshot?.hasMorePeople === true,
  };
}

/** As it is kept, read anew where that is too long ago; where the shop can’t be asked now, what is kept has to do. */
async function freshRecord(records: Records, shop: Shop, id: CompanyId, now: Instant) {
  const known = await records.companies.find(shop.domain, id);
  if (known && !isStale(known, shop, now)) return { record: known, isMissing: false };
  const read = await readFromShop(records, shop, id, now);
  return { record: await records.companies.find(shop.domain, id), isMissing: read.kind === 'ignored' };
}

async function peopleOf(
  ledger: Records['ledger'],
  shop: Shop,
  record: CompanyRecord | null,
  now: Instant,
  namesOf: NamesOf,
): Promise<CompanyPerson[]> {
  const { domain } = shop;
  const { people: listed = [], mainContact = null } = record?.snapshot ?? {};
  // Who was merged into somebody else is that person now.
  const people = [...new Set(await Promise.all(listed.map((each) => keptCustomer(ledger, domain, each))))];
  const main = mainContact && (await keptCustomer(ledger, domain, mainContact));
  const [nameOf, profiles] = await Promise.all([
    namesOf(people),
    Promise.all(people.map((person) => ledger.customer(domain, person, 'cheap'))),
  ]);
  return people.map((person, index) => {
    const profile = profiles[index]?.profile;
    return {
      name: nameOf(person),
      url: customerUrl(person),
      isMain: person === main,
      year: profile ? spentInYear(profile, shop, now) : null,
    };
  });
}
