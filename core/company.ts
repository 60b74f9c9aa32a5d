import type { CompanyId, CustomerId, Instant, OrderId } from './identity.ts';
import type { Money } from './money.ts';
import { netOf, type OrderRecord } from './order.ts';
import { dayOf, startOfDay, type Totals } from './profile.ts';
import type { Shop } from './shop.ts';

/** A company that buys in the shop. Its name is not kept: it may be a person's. */
export interface CompanySnapshot {
  /** When it was made. */
  readonly createdAt: Instant;
  /** Who buys for it, each once; as many as are read. */
  readonly people: readonly CustomerId[];
  /** There are more than are kept; absent where there are not. */
  readonly hasMorePeople?: true;
  readonly mainContact: CustomerId | null;
}

/** A company as it was read from the shop. */
export interface SeenCompany {
  readonly company: CompanyId;
  /** Null where the shop has no such company, or none any more. */
  readonly snapshot: CompanySnapshot | null;
  /** When the shop was asked. */
  readonly readAt: Instant;
}

/** What is kept of a company beside the orders that were bought for it. */
export interface CompanyRecord extends Omit<SeenCompany, 'company'> {
  readonly id: CompanyId;
  /** Counts the writes: the condition of the next write. */
  readonly revision: number;
}

/** With the revision that it becomes; null where a newer reading is known. */
export function foldCompany(known: CompanyRecord | null, { company, ...seen }: SeenCompany): CompanyRecord | null {
  if (known && seen.readAt <= known.readAt) return null;
  return { id: company, revision: (known?.revision ?? 0) + 1, ...seen };
}

/** The company without one of its people; the same object where they are none. */
export function withoutPerson(record: CompanyRecord, person: CustomerId): CompanyRecord {
  const { snapshot } = record;
  if (!snapshot || !hasPerson(record, person)) return record;
  const people = snapshot.people.filter((each) => each !== person);
  const mainContact = snapshot.mainContact === person ? null : snapshot.mainContact;
  return { ...record, snapshot: { ...snapshot, people, mainContact } };
}

const FRESH_MS = 86_400_000;

/** It was read before the shop was installed (again): nobody told what became of it since. */
export function isOfBefore({ readAt }: CompanyRecord, { installedAt }: Pick<Shop, 'installedAt'>): boolean {
  return readAt < installedAt;
}

/** Whoever looks at it has it read anew: news of it may have got lost. */
export function isStale(record: CompanyRecord, shop: Pick<Shop, 'installedAt'>, now: Instant): boolean {
  return isOfBefore(record, shop) || now - record.readAt > FRESH_MS;
}

export function hasPerson({ snapshot }: CompanyRecord, person: CustomerId): boolean {
  return snapshot !== null && (snapshot.people.includes(person) || snapshot.mainContact === person);
}

/** What an order counts for the company that it was bought for, whoever placed it. */
export interface CompanyOrder {
  readonly order: OrderId;
  readonly placedAt: Instant;
  readonly net: Money;
}

/** Null where it was bought for none, or counts nothing. */
export function companyOrderOf(record: OrderRecord): (CompanyOrder & { readonly company: CompanyId }) | null {
  const net = netOf(record);
  const { snapshot } = record;
  if (!net || !snapshot?.company) return null;
  return { company: snapshot.company, order: record.id, placedAt: snapshot.createdAt, net };
}

/** More orders than this within the year are not added up: an order would wait for the reading of them. */
export const MOST_COMPANY_ORDERS = 2_000;

/** The year that ends at `at`: the window of a customer’s spend. Both ends are in it. */
export function companyYear(at: Instant): { readonly from: Instant; readonly to: Instant } {
  return { from: startOfDay(dayOf(at) - 365), to: at };
}

/** From when on every order of every company is known, whoever placed it. */
export function companiesKnownSince({ imported, installedAt }: Pick<Shop, 'imported' | 'installedAt'>): Instant {
  return imported?.since ?? installedAt;
}

/** Net spend and number of the orders of the year that ends at `at`; else why they can’t be added up. */
export function companyTotals(
  orders: readonly CompanyOrder[],
  currency: string,
  at: Instant,
): Totals | 'other_currency' | 'too_many_orders' {
  // Whoever reads more than are added up has not read all.
  if (orders.length > MOST_COMPANY_ORDERS) return 'too_many_orders';
  const { from, to } = companyYear(at);
  const counted = orders.filter(({ placedAt }) => placedAt >= from && placedAt <= to);
  if (counted.some(({ net }) => net.currency !== currency)) return 'other_currency';
  return { netMinor: counted.reduce((sum, { net }) => sum + net.amountMinor, 0), orders: counted.length };
}
