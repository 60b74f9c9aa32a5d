import { customersOf, foldOrder } from '../fold.ts';
import type { CustomerId, Instant, OrderId } from '../identity.ts';
import { type Instead, newOrderRecord, newOwner, type OrderRecord, ownedInstead, recordInstead } from '../order.ts';
import type { Backoff, ErasureStore, Ledger, Reading, SeenOrder } from '../ports.ts';
import { type CustomerRecord, newCustomerRecord, type Profile, replaceContribution, seeOrder } from '../profile.ts';
import type { Shop } from '../shop.ts';
import { MAX_TRIES } from './observe-ports.ts';
import { whoNow } from './who-now.ts';

/** Orders, the quarters of their days and the head stay well under the 100 items of one transaction. */
export const ORDERS_PER_COMMIT = 25;

export interface FoldPastPorts {
  readonly ledger: Ledger;
  readonly erasures: ErasureStore;
  readonly backoff: Backoff;
}

export type KnownOrders = ReadonlyMap<OrderId, OrderRecord>;

export interface Plan extends Pick<FoldOfCustomer, 'orders' | 'shared'> {
  /** Theirs, where it changes. */
  readonly customers: readonly CustomerRecord[];
}

/** What is to be written for orders of one customer; who they are by now where they are somebody else. */
export async function planTogether(
  ports: FoldPastPorts,
  shop: Shop,
  id: CustomerId,
  past: readonly SeenOrder[],
  known: KnownOrders,
  now: Instant,
  reading: Reading,
): Promise<Plan | Instead> {
  const found = await ports.ledger.customer(shop.domain, id, reading);
  const instead = await whoNow(ports, shop.domain, id, found);
  if (instead) return instead;
  const customer = found ?? newCustomerRecord(id);
  const { orders, profile, shared } = foldOfCustomer(customer, past, known, shop, now);
  const next = { ...customer, revision: customer.revision + 1, profile };
  const isNew = orders.some((order) => newOwner(known.get(order.id), order) !== null);
  return { orders, customers: profile === customer.profile && !isNew ? [] : [next], shared };
}

/** Orders of one customer; `knownBefore`: as they were read for all. False when others kept writing the same records. */
export async function foldTogether(
  ports: FoldPastPorts,
  shop: Shop,
  id: CustomerId,
  past: readonly SeenOrder[],
  knownBefore: KnownOrders,
  now: Instant,
): Promise<boolean> {
  let known = knownBefore;
  for (let attempt = 1; attempt <= MAX_TRIES; attempt += 1) {
    const plan = await planTogether(ports, shop, id, past, known, now, attempt === 1 ? 'cheap' : 'latest');
    if ('named' in plan) {
      const told = past.map((seen) => toldOf(seen, plan));
      for (const seen of told) if (!(await foldAlone(ports, shop, seen, now))) return false;
      return true;
    }
    const { orders, customers, shared } = plan;
    const isWritten = orders.length === 0 || (await commitPast(ports, shop, orders, customers, now)) === 'committed';
    if (isWritten) {
      for (const seen of shared) if (!(await foldAlone(ports, shop, seen, now))) return false;
      return true;
    }
    await ports.backoff(attempt);
    known = await ports.ledger.orders(
      shop.domain,
      past.map(({ order }) => order.id),
      'latest',
    );
  }
  return false;
}

interface FoldOfCustomer {
  /** With the revision that they become. */
  readonly orders: readonly OrderRecord[];
  readonly profile: Profile;
  /** What concerns other customers too: it is left out. */
  readonly shared: readonly SeenOrder[];
}

/** What orders of the past make of their customer. */
export function foldOfCustomer(
  customer: CustomerRecord,
  past: readonly SeenOrder[],
  known: KnownOrders,
  shop: Shop,
  now: Instant,
): FoldOfCustomer {
  const orders: OrderRecord[] = [];
  const shared: SeenOrder[] = [];
  let profile = customer.profile;
  for (const seen of past) {
    const stored = known.get(seen.order.id) ?? newOrderRecord(seen.order.id);
    const fold = foldOrder(stored, seen, 'history', shop, now);
    if (customersOf(fold).some((id) => id !== profile.customer)) {
      shared.push(seen);
      continue;
    }
    if (!fold.changed) continue;
    orders.push({ ...fold.record, revision: stored.revision + 1 });
    profile = replaceContribution(seeOrder(profile, seen.order.createdAt, now), fold.before, fold.after);
  }
  return { orders, profile, shared };
}

/** An order of a guest, or one that changed hands, with all its customers. `knownBefore` undefined: it is not read yet. */
export async function foldAlone(
  ports: FoldPastPorts,
  shop: Shop,
  seen: SeenOrder,
  now: Instant,
  knownBefore?: OrderRecord | null,
  instead: readonly Instead[] = [],
): Promise<boolean> {
  const { id, createdAt } = seen.order;
  for (let attempt = 1; attempt <= MAX_TRIES; attempt += 1) {
    const isRead = attempt === 1 && knownBefore !== undefined;
    const stored = (isRead ? knownBefore : await ports.ledger.order(shop.domain, id, 'latest')) ?? newOrderRecord(id);
    const known = instead.reduce(recordInstead, stored);
    const fold = foldOrder(known, seen, 'history', shop, now);
    const isChanged = fold.changed || known !== stored;
    const customers: CustomerRecord[] = [];
    for (const owner of customersOf(fold)) {
      const found = await ports.ledger.customer(shop.domain, owner, 'latest');
      const other = fold.owners.includes(owner) || !found ? await whoNow(ports, shop.domain, owner, found) : null;
      if (other) return foldAlone(ports, shop, toldOf(seen, other), now, stored, [...instead, other]);
      const customer = found ?? newCustomerRecord(owner);
      const owned = fold.owners.includes(owner) ? seeOrder(customer.profile, createdAt, now) : customer.profile;
      const profile = isChanged ? replaceContribution(owned, fold.before, fold.after) : owned;
      const isNew = isChanged && newOwner(stored, fold.record) === owner;
      if (profile !== customer.profile || isNew)
        customers.push({ ...customer, revision: customer.revision + 1, profile });
    }
    const orders = isChanged ? [{ ...fold.record, revision: stored.revision + 1 }] : [];
    if (orders.length + customers.length === 0) return true;
    if ((await commitPast(ports, shop, orders, customers, now)) === 'committed') return true;
    await ports.backoff(attempt);
  }
  return false;
}

function toldOf(seen: SeenOrder, instead: Instead): SeenOrder {
  return { ...seen, order: ownedInstead(seen.order, instead) };
}

/** Nothing is ever decided by the past. */
export function commitPast(
  { ledger }: FoldPastPorts,
  shop: Shop,
  orders: readonly OrderRecord[],
  customers: readonly CustomerRecord[],
  now: Instant,
): Promise<'committed' | 'conflict'> {
  return ledger.commit(shop.domain, { orders, customers, decisions: [], resendAt: now, reconsidered: [] });
}
