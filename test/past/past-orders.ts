import { NOW } from '../core/builders.ts';

/** A generated past: any number of orders, each told from its number alone. */

const DAY_MS = 86_400_000;
/** Of each line with its line feed, so that any place of a file is known. */
export const LINE_BYTES = 512;
export const INSTALLED_AT = NOW;
/** One order in twenty is a guest's. */
const GUESTS = 20;
const ORDERS_OF_A_CUSTOMER = 10;

export interface PastOrder {
  readonly number: number;
  /** Null for a guest. */
  readonly customer: number | null;
  readonly placedAt: number;
  readonly amountMinor: number;
  /** What counts of it: nothing where it was cancelled or not paid. */
  readonly isCounted: boolean;
}

export function customersAmong(orders: number): number {
  return Math.max(1, Math.floor(orders / ORDERS_OF_A_CUSTOMER));
}

/** Scattered, and the same each time. */
function scattered(number: number, below: number): number {
  return (Math.imul(number + 1, 2_654_435_761) >>> 0) % below;
}

export function pastOrder(index: number, orders: number): PastOrder {
  const number = index + 1;
  return {
    number,
    customer: index % GUESTS === GUESTS - 1 ? null : 1 + (index % customersAmong(orders)),
    placedAt: INSTALLED_AT - DAY_MS - scattered(number, 700) * DAY_MS - scattered(number * 7, 80_000) * 1000,
    amountMinor: 500 + scattered(number * 13, 40_000),
    isCounted: number % 17 !== 0,
  };
}

export function orderLine(order: PastOrder): string {
  const at = timeText(order.placedAt);
  return fileLine({
    id: `gid://shopify/Order/${order.number}`,
    name: `#${order.number}`,
    createdAt: at,
    updatedAt: at,
    cancelledAt: order.isCounted || order.number % 2 === 0 ? null : at,
    test: false,
    displayFinancialStatus: order.isCounted || order.number % 2 === 1 ? 'PAID' : 'PENDING',
    customer: order.customer === null ? null : { id: `gid://shopify/Customer/${order.customer}` },
    currentTotalPriceSet: { shopMoney: { amount: (order.amountMinor / 100).toFixed(2), currencyCode: 'USD' } },
    refunds: [],
  });
}

export function timeText(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

export function fileLine(fields: object): string {
  const line = JSON.stringify(fields);
  if (line.length >= LINE_BYTES) throw new Error(`a line of ${line.length} characters`);
  return `${line.padEnd(LINE_BYTES - 1)}\n`;
}
