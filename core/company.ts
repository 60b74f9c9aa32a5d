import type { CompanyId, CustomerId, Instant, OrderId } from './identity.ts';
import type { Money } from './money.ts';
import { netOf, type OrderRecord } from './order.ts';
import { dayOf, startOfDay } from './profile.ts';

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

/**
 * Net spend and number of the orders in the `days` days that end at `at`; null for all of them. Null where one of them
 * is in another currency. The window is that of a customer's spend.
 */
export function companyTotals(
  orders: readonly CompanyOrder[],
  currency: string,
  window: { readonly at: Instant; readonly days: number } | null,
): { readonly netMinor: number; readonly orders: number } | null {
  const from = window && startOfDay(dayOf(window.at) - window.days);
  const counted = orders.filter(
    ({ placedAt }) => window === null || (placedAt >= Number(from) && placedAt <= window.at),
  );
  if (counted.some(({ net }) => net.currency !== currency)) return null;
  return { netMinor: counted.reduce((sum, { net }) => sum + net.amountMinor, 0), orders: counted.length };
}
