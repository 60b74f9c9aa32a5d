import type { CustomerId, Instant, OrderId } from '../identity.ts';
import { compareVersions, type Instead } from '../order.ts';
import type { SeenOrder } from '../ports.ts';
import type { Shop } from '../shop.ts';
import {
  commitPast,
  type FoldPastPorts,
  foldAlone,
  foldTogether,
  type KnownOrders,
  ORDERS_PER_COMMIT,
  type Plan,
  planTogether,
} from './fold-past.ts';

/** Writes that are under way at the same time. */
const AT_ONCE = 8;
/** So many customers with so many orders fit into one transaction as well: a head and a mark each, and their quarters. */
const TOGETHER = { customers: 8, orders: 16 };

/**
 * Folds orders of the past, of any customers, with as few writes as there can be: those of one customer together. What
 * was folded before changes nothing. Answers false when others kept writing the same records.
 */
export async function foldPastOrders(
  ports: FoldPastPorts,
  shop: Shop,
  past: readonly SeenOrder[],
  now: Instant,
): Promise<boolean> {
  const newest = newestOfEach(past);
  const known = await ports.ledger.orders(
    shop.domain,
    newest.map(({ order }) => order.id),
    'cheap',
  );
  const groups = [...Map.groupBy(newest, ({ order }) => order.customer)];
  let isDone = true;
  const work = tasksOf(ports, shop, groups, known, now);
  const worker = async () => {
    try {
      for (let task = work.pop(); task && isDone; task = work.pop()) if (!(await task())) isDone = false;
    } catch (error) {
      isDone = false;
      throw error;
    }
  };
  // Whoever hears of an end, good or bad, hears of it when nobody writes any more.
  const ends = await Promise.allSettled(Array.from({ length: AT_ONCE }, worker));
  const thrown = ends.find(({ status }) => status === 'rejected');
  if (thrown?.status === 'rejected') throw thrown.reason;
  return isDone;
}

/** One and the same order may be listed twice. */
function newestOfEach(past: readonly SeenOrder[]): SeenOrder[] {
  const newest = new Map<OrderId, SeenOrder>();
  for (const seen of past) {
    const before = newest.get(seen.order.id);
    if (!before || compareVersions(seen.version, before.version) > 0) newest.set(seen.order.id, seen);
  }
  return [...newest.values()];
}

type Task = () => Promise<boolean>;

type OfCustomer = readonly [CustomerId, readonly SeenOrder[]];

/** Guests’ orders have nothing in common: alone, each costs half. Customers with few orders share a request. */
function tasksOf(
  ports: FoldPastPorts,
  shop: Shop,
  groups: readonly (readonly [CustomerId | null, readonly SeenOrder[]])[],
  known: KnownOrders,
  now: Instant,
): Task[] {
  const tasks: Task[] = [];
  let few: OfCustomer[] = [];
  let room = TOGETHER.orders;
  const closeFew = () => {
    const together = few;
    if (together.length > 0) tasks.push(() => foldSeveral(ports, shop, together, known, now));
    few = [];
    room = TOGETHER.orders;
  };
  for (const [customer, orders] of groups) {
    if (customer === null) {
      for (const seen of orders) {
        tasks.push(() => foldAlone(ports, shop, seen, now, known.get(seen.order.id) ?? null));
      }
    } else if (orders.length > TOGETHER.orders) {
      tasks.push(() => foldMany(ports, shop, customer, orders, known, now));
    } else {
      if (orders.length > room || few.length === TOGETHER.customers) closeFew();
      few.push([customer, orders]);
      room -= orders.length;
    }
  }
  closeFew();
  return tasks;
}

async function foldMany(
  ports: FoldPastPorts,
  shop: Shop,
  customer: CustomerId,
  orders: readonly SeenOrder[],
  known: KnownOrders,
  now: Instant,
): Promise<boolean> {
  for (let start = 0; start < orders.length; start += ORDERS_PER_COMMIT) {
    const portion = orders.slice(start, start + ORDERS_PER_COMMIT);
    if (!(await foldTogether(ports, shop, customer, portion, known, now))) return false;
  }
  return true;
}

/** Of whom anything is out of the ordinary is folded for themselves, and everybody where somebody else writes meanwhile. */
async function foldSeveral(
  ports: FoldPastPorts,
  shop: Shop,
  customers: readonly OfCustomer[],
  known: KnownOrders,
  now: Instant,
): Promise<boolean> {
  const plans = await Promise.all(
    customers.map(([customer, past]) => planTogether(ports, shop, customer, past, known, now, 'cheap')),
  );
  const isUsual = (plan: Plan | Instead): plan is Plan => !('named' in plan) && plan.shared.length === 0;
  const usual = plans.filter(isUsual);
  const orders = usual.flatMap((plan) => plan.orders);
  const records = usual.flatMap((plan) => plan.customers);
  const isWritten = orders.length === 0 || (await commitPast(ports, shop, orders, records, now)) === 'committed';
  for (const [index, plan] of plans.entries()) {
    const [customer, past] = customers[index] ?? [];
    if (!customer || !past || (isWritten && isUsual(plan))) continue;
    if (!(await foldTogether(ports, shop, customer, past, known, now))) return false;
  }
  return true;
}
