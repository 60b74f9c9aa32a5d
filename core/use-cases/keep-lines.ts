import type { SeenCustomer } from '../customer-card.ts';
import type { Instant } from '../identity.ts';
import type { Part, Place, UnreadableLine } from '../past-import.ts';
import type { FileLine, SeenOrder } from '../ports.ts';
import type { SeenProduct } from '../product.ts';
import type { SeenReturn } from '../return.ts';
import type { Shop } from '../shop.ts';
import type { FoldPastPorts } from './fold-past.ts';
import { foldPastOrders } from './fold-past-orders.ts';
import { keepCards } from './keep-cards.ts';
import { keepPastReturns } from './keep-past-returns.ts';
import { type KeepProductPorts, keepProducts } from './keep-product.ts';
import type { FollowPorts } from './move-belongings.ts';

export interface KeepLinesPorts extends FoldPastPorts, FollowPorts, KeepProductPorts {}

type WholeLine = Exclude<FileLine, { kind: 'unreadable' | 'passed' | 'broken' }>;

interface Portion {
  readonly lines: readonly WholeLine[];
  readonly unreadable: readonly UnreadableLine[];
  /** Absent when it has no line. */
  readonly end?: Place | undefined;
  /** Why the file can't be read further now. */
  readonly broken: string | null;
}

/** Some seconds’ work, also for a slow process. A place is written down after each portion, whatever its lines are. */
const LINES_PER_PORTION: Readonly<Record<Part, number>> = { orders: 500, products: 250, returns: 250, customers: 250 };

export async function* portionsOf(part: Part, all: AsyncIterable<FileLine>): AsyncGenerator<Portion> {
  let lines: WholeLine[] = [];
  let unreadable: UnreadableLine[] = [];
  let count = 0;
  let end: Place | undefined;
  for await (const line of all) {
    if (line.kind === 'broken') {
      yield { lines, unreadable, end, broken: line.problem };
      return;
    }
    if (line.kind === 'unreadable') unreadable.push({ line: line.end.lines, reason: line.reason });
    else if (line.kind !== 'passed') lines.push(line);
    end = line.end;
    count += 1;
    if (count < LINES_PER_PORTION[part]) continue;
    yield { lines, unreadable, end, broken: null };
    [lines, unreadable, count] = [[], [], 0];
  }
  if (count > 0) yield { lines, unreadable, end, broken: null };
}

/**
 * Puts lines of a file into the records. What is from `until` on may still be decided: deliveries tell of it, and the nightly
 * check finds the rest. Answers false when others kept writing the same records.
 */
export async function keepLines(
  ports: KeepLinesPorts,
  shop: Shop,
  until: Instant,
  lines: readonly WholeLine[],
  now: Instant,
): Promise<boolean> {
  const orders: SeenOrder[] = [];
  const products: SeenProduct[] = [];
  const returns: SeenReturn[] = [];
  const customers: SeenCustomer[] = [];
  for (const line of lines) {
    if (line.kind === 'product') products.push(line.seen);
    else if (line.kind === 'customer') customers.push(line.seen);
    else if (line.kind === 'order' && line.seen.order.createdAt < until) orders.push(line.seen);
    else if (line.kind === 'return' && line.seen.return.requestedAt < until) returns.push(line.seen);
  }
  return (
    (orders.length === 0 || (await foldPastOrders(ports, shop, orders, now))) &&
    (products.length === 0 || (await keepProducts(ports, shop, products))) &&
    (await keepPastReturns(ports, shop, returns, now)) &&
    (await keepCards(ports, shop, customers, now))
  );
}
