import type { Instant } from '../../../core/identity.ts';

/** An order as the shop keeps it. */
export interface ShopOrder {
  readonly id: string;
  readonly name: string;
  customer: string | null;
  readonly createdAt: Instant;
  updatedAt: Instant;
  cancelledAt: Instant | null;
  shipped: boolean;
  readonly test: boolean;
  /** For which it was bought. */
  readonly company: string | null;
  /** The shop's when it was placed. */
  readonly currency: string;
  status: 'pending' | 'paid' | 'partially_refunded' | 'refunded';
  /** Of one product each, null once it is deleted; each size is a line. */
  lines: readonly { readonly product: string | null; readonly size: string; readonly quantity: number }[];
  /** Before refunds. */
  orderedMinor: number;
  refunds: readonly ShopRefund[];
  tags: readonly string[];
  note: string | null;
}

export interface ShopRefund {
  readonly id: string;
  readonly at: Instant;
  readonly amountMinor: number;
}

export function totalOf(order: ShopOrder): number {
  return order.refunds.reduce((left, { amountMinor }) => left - amountMinor, order.orderedMinor);
}

/** What a rule may look at of an order. */
export interface OrderState {
  readonly totalMinor: number;
  readonly items: number;
  readonly sizes: number;
  readonly cancelled: boolean;
}

export function stateOf(order: ShopOrder): OrderState {
  return {
    totalMinor: totalOf(order),
    items: order.lines.reduce((items, { quantity }) => items + quantity, 0),
    sizes: new Set(order.lines.map(({ size }) => size)).size,
    cancelled: order.cancelledAt !== null,
  };
}

/** The platform writes whole seconds. */
export function wholeSecond(at: Instant): string {
  return new Date(Math.floor(at / 1000) * 1000).toISOString();
}

export function decimal(amountMinor: number): string {
  return `${Math.floor(amountMinor / 100)}.${String(amountMinor % 100).padStart(2, '0')}`;
}

/** “12.50” in minor units. */
export function minorOf(amount: string): number {
  return Math.round(Number(amount) * 100);
}

export function numberOf(gid: string): number {
  return Number(gid.slice(gid.lastIndexOf('/') + 1));
}
