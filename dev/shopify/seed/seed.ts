import { parseDecimal } from '../decimal.ts';
import { type Document, records } from '../document.ts';
import { formatZoned } from '../zoned-time.ts';
import { CUSTOMER_COUNT, demoCustomers, NEVER_SEEN, REGULARS } from './customers.ts';
import { demoOrder, type OrderSeed } from './orders.ts';
import { demoProducts } from './products.ts';
import { createRandom, type Random } from './random.ts';
import { demoReturns } from './returns.ts';

export const DEMO_SHOP = 'concierge-demo.myshopify.com';
export const DEMO_CURRENCY = 'USD';
export const DEMO_TIMEZONE = 'America/New_York';

export type DemoStore = {
  products: Document[];
  customers: Document[];
  orders: Document[];
  returns: Document[];
  nextOrderNumber: number;
};

const SEED = 20_261_001;
const DAY_MS = 86_400_000;
const FIRST_ORDER_ID = 6_100_000_000_001n;
const FIRST_LINE_ID = 15_100_000_000_001n;
const FIRST_ORDER_NUMBER = 1001;
/** Shape of the skew: orders of the customer with rank r are about MOST * (1 + r)^-DECAY. */
const MOST_ORDERS = 150;
/** Nobody orders more often than this in a year. */
const ORDERS_CAP = 52;
const DECAY = 0.9;

/**
 * The demo shop: 40 products, 300 customers, the last year's orders before `now` and a few returns, always the same for the same time.
 * A fifth of the customers bring about four fifths of the revenue.
 */
export function demoStore(now: Date): DemoStore {
  const random = createRandom(SEED);
  const nowMs = now.getTime();
  const shop = { currency: DEMO_CURRENCY, timezone: DEMO_TIMEZONE };
  const daysAgo = (days: number) => formatZoned(new Date(nowMs - days * DAY_MS), DEMO_TIMEZONE);
  const products = demoProducts(daysAgo(400));
  const customers = demoCustomers(
    random,
    (index) => daysAgo(index >= CUSTOMER_COUNT - NEVER_SEEN.length ? 3 : 380),
    DEMO_CURRENCY,
  );
  const seeds = customers
    .slice(0, CUSTOMER_COUNT - NEVER_SEEN.length)
    .flatMap((customer, rank) => ordersOf(customer, rank, random, nowMs))
    .sort((left, right) => left.createdAtMs - right.createdAtMs);
  const dear = products.filter((product) => (parseDecimal(records(product.variants)[0]?.price) ?? 0n) >= 1_190_000n);
  let lineId = FIRST_LINE_ID;
  const orders = seeds.map((seed, index) => {
    const orderId = (FIRST_ORDER_ID + BigInt(index)).toString();
    const numbers = { orderId, number: FIRST_ORDER_NUMBER + index, firstLineId: lineId };
    lineId += BigInt(seed.items);
    return demoOrder(seed, numbers, { all: products, dear }, random, shop, nowMs);
  });
  const returns = demoReturns(customers.slice(1), orders, nowMs);
  return { products, customers, orders, returns, nextOrderNumber: FIRST_ORDER_NUMBER + orders.length };
}

/** A year of one customer, by rank: the first come often, buy much and dear; most come once or twice. */
function ordersOf(customer: Document, rank: number, random: Random, nowMs: number): OrderSeed[] {
  const share = (1 + rank) ** -DECAY;
  const expected = Math.min(ORDERS_CAP, MOST_ORDERS * share * (0.75 + random.next() / 2));
  const count = Math.max(1, Math.round(expected - 0.4));
  const isRegular = rank < REGULARS.length;
  return Array.from({ length: count }, () => ({
    customer,
    // Within the last 364 days and at least an hour ago; regulars also in the last months, so that they stay regulars.
    createdAtMs: nowMs - Math.round((0.05 + random.next() * (isRegular ? 300 : 363.5)) * DAY_MS),
    items: 1 + random.below(rank < 60 ? 3 : 2),
    wantsDear: random.next() < (rank < 60 ? 0.5 : 0.05),
  }));
}
