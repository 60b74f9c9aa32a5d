import { companyTotals } from '../core/company.ts';
import { type CompanyId, type CustomerId, gidNumber, type Instant } from '../core/identity.ts';
import { formatMoney } from '../core/money.ts';
import type { CompanyNames, CompanyStore, Ledger, ShopReader } from '../core/ports.ts';
import type { Shop } from '../core/shop.ts';
import { keptCustomer } from '../core/use-cases/who-now.ts';
import { customerUrl } from './customer-url.ts';
import { type ShopTime, shopTime } from './shop-time.server.ts';
import { type Spent, spentInYear } from './spent.server.ts';

/** A company with its people and with what was bought for it, as they are kept; its name is read from the shop. */
export interface CompanyDetails {
  name: string;
  /** Null where an order was in another currency than the shop's. */
  year: Spent | null;
  lifetime: Spent | null;
  /** When it was made; null while that is not known. */
  madeAt: ShopTime | null;
  /** The shop has no such company any more. */
  isGone: boolean;
  people: CompanyPerson[];
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
  readonly companies: Pick<CompanyStore, 'find'>;
  readonly companyNames: Pick<CompanyNames, 'name'>;
  /** Asked only for a company of which nothing was told yet. */
  readonly reader: Pick<ShopReader, 'company'>;
  readonly ledger: Pick<Ledger, 'customer' | 'ordersFor'>;
}

export async function readCompany(
  records: Records,
  shop: Shop,
  id: CompanyId,
  now: Instant,
  namesOf: (people: readonly CustomerId[]) => Promise<(person: CustomerId) => string>,
): Promise<CompanyDetails | 'missing' | 'unreadable'> {
  const { domain, currency, timezone } = shop;
  const { companies, companyNames, reader, ledger } = records;
  const [known, orders, named] = await Promise.all([
    companies.find(domain, id),
    ledger.ordersFor(domain, id),
    companyNames.name(domain, id),
  ]);
  const isKnown = known !== null || orders.length > 0;
  if (!isKnown && named.kind !== 'found') return named.kind === 'missing' ? 'missing' : 'unreadable';
  const read = known ? null : await reader.company(domain, id);
  const snapshot = known ? known.snapshot : read?.kind === 'found' ? read.seen.snapshot : null;
  const lastYear = { at: now, days: 365 };
  // Who was merged into somebody else is that person now.
  const whoNow = await Promise.all((snapshot?.people ?? []).map((each) => keptCustomer(ledger, domain, each)));
  const people = [...new Set(whoNow)];
  const main = snapshot?.mainContact ? await keptCustomer(ledger, domain, snapshot.mainContact) : null;
  const [nameOf, profiles] = await Promise.all([
    namesOf(people),
    Promise.all(people.map((person) => ledger.customer(domain, person, 'cheap'))),
  ]);
  const sum = (window: typeof lastYear | null): Spent | null => {
    const totals = companyTotals(orders, currency, window);
    return totals && { spend: formatMoney({ amountMinor: totals.netMinor, currency }), orders: totals.orders };
  };
  return {
    name: named.kind === 'found' ? named.name : `Company ${gidNumber(id)}`,
    year: sum(lastYear),
    lifetime: sum(null),
    madeAt: snapshot ? shopTime(snapshot.createdAt, timezone) : null,
    isGone: known !== null && known.snapshot === null,
    people: people.map((person, index) => {
      const profile = profiles[index]?.profile;
      return {
        name: nameOf(person),
        url: customerUrl(person),
        isMain: person === main,
        year: profile ? spentInYear(profile, shop, now) : null,
      };
    }),
    hasMore: snapshot?.hasMorePeople === true,
  };
}
