import type { CompanyId, CustomerId, Instant } from '../core/identity.ts';
import { formatMoney } from '../core/money.ts';
import type { CompanyReader, Ledger } from '../core/ports.ts';
import { windowTotals } from '../core/profile.ts';
import type { Shop } from '../core/shop.ts';
import { customerUrl } from './customer-url.ts';
import { type ShopTime, shopTime } from './shop-time.server.ts';

/** A company with its people, as the shop has them now, and what they spent together. */
export interface CompanyDetails {
  name: string;
  year: Spent;
  lifetime: Spent;
  /** From when on all of them are known; null while one of them is not. */
  knownSince: ShopTime | null;
  people: CompanyPerson[];
  /** There are more than are shown and counted. */
  hasMore: boolean;
}

export interface Spent {
  spend: string;
  orders: number;
}

export interface CompanyPerson {
  name: string;
  url: string;
  /** Null where nothing is known of them. */
  year: Spent | null;
}

interface Records {
  readonly companies: Pick<CompanyReader, 'company'>;
  readonly ledger: Pick<Ledger, 'customer'>;
}

/** Each order counts for the person who placed it, so for the company once: sums are of its people's profiles. */
export async function readCompany(
  { companies, ledger }: Records,
  { domain, currency, timezone }: Shop,
  id: CompanyId,
  now: Instant,
  namesOf: (people: readonly CustomerId[]) => Promise<(person: CustomerId) => string>,
): Promise<CompanyDetails | 'missing' | 'unreadable'> {
  const read = await companies.company(domain, id);
  if (read.kind !== 'found') return read.kind === 'missing' ? 'missing' : 'unreadable';
  const { name, people, hasMore } = read.company;
  const [nameOf, records] = await Promise.all([
    namesOf(people),
    Promise.all(people.map((person) => ledger.customer(domain, person, 'cheap'))),
  ]);
  const spent = ({ netMinor, orders }: { netMinor: number; orders: number }): Spent => ({
    spend: formatMoney({ amountMinor: netMinor, currency }),
    orders,
  });
  const years = records.map((record) => record && windowTotals(record.profile, now, 365, null));
  const since = records.map((record) => record?.profile.knownSince ?? null);
  const latest = since.reduce((max, at) => (max === null || at === null ? null : Math.max(max, at)), since[0] ?? null);
  return {
    name,
    year: spent(sumOf(years)),
    lifetime: spent(sumOf(records.map((record) => record?.profile.lifetime ?? null))),
    knownSince: latest === null ? null : shopTime(latest, timezone),
    people: people.map((person, index) => ({
      name: nameOf(person),
      url: customerUrl(person),
      year: years[index] ? spent(years[index]) : null,
    })),
    hasMore,
  };
}

function sumOf(totals: readonly ({ readonly netMinor: number; readonly orders: number } | null)[]) {
  return totals.reduce<{ netMinor: number; orders: number }>(
    (sum, each) => ({ netMinor: sum.netMinor + (each?.netMinor ?? 0), orders: sum.orders + (each?.orders ?? 0) }),
    { netMinor: 0, orders: 0 },
  );
}
