import * as z from 'zod';
import type { CustomerId, Instant } from '../../core/identity.ts';
import type { Money } from '../../core/money.ts';
import type { Observation } from '../../core/observation.ts';
import type { OrderLine, OrderSnapshot } from '../../core/order.ts';
import { orderSnapshot } from './order-snapshot.ts';
import {
  decimalField,
  identify,
  identityFields,
  idField,
  instantField,
  listOf,
  moneySetField,
  requireId,
  requireMoney,
} from './wire-fields.ts';

const quantityField = z.int({ error: 'expected a whole number' }).nonnegative({ error: 'expected no less than 0' });

const lineItem = z
  .object(
    {
      product_id: idField.nullish(),
      title: z.string().nullish(),
      variant_title: z.string().nullish(),
      current_quantity: quantityField.nullish(),
      quantity: quantityField.nullish(),
    },
    { error: 'expected a line item' },
  )
  .transform((line, context): OrderLine => {
    const quantity = line.current_quantity ?? line.quantity;
    if (quantity === null || quantity === undefined) {
      context.addIssue({ code: 'custom', path: ['current_quantity'], message: 'expected a whole number' });
      return z.NEVER;
    }
    const product = identify('Product', { id: line.product_id });
    return { product, title: line.title ?? '', variantTitle: line.variant_title ?? null, quantity };
  });

const refund = z
  .object(identityFields, { error: 'expected a refund' })
  .transform((identity, context) => requireId('Refund', identity, 'id', context));

const payload = z.object(
  {
    ...identityFields,
    name: z.string().nullish(),
    created_at: instantField,
    updated_at: instantField.nullish(),
    cancelled_at: instantField.nullish(),
    test: z.boolean({ error: 'expected true or false' }).nullish(),
    financial_status: z.string({ error: 'expected a status' }).nullish(),
    currency: z.string({ error: 'expected a currency' }).nullish(),
    current_total_price_set: moneySetField.nullish(),
    current_total_price: decimalField.nullish(),
    total_price_set: moneySetField.nullish(),
    total_price: decimalField.nullish(),
    // Some of Shopify's own samples have a null customer, guests have none at all.
    customer: z.object(identityFields, { error: 'expected a customer or null' }).nullish(),
    // Whom it was bought for, where the shop sells to companies.
    company: z.object(identityFields, { error: 'expected a company or null' }).nullish(),
    line_items: listOf(lineItem),
    refunds: listOf(refund),
  },
  { error: 'expected an order' },
);

type Payload = z.output<typeof payload>;

export interface OrderFromPayload {
  readonly order: OrderSnapshot;
  /** Null in payloads that don't carry it. */
  readonly updatedAt: Instant | null;
}

/** An order as the topics `orders/*` describe it, back to the shapes of 2024. */
export const orderPayload = payload.transform((order, context): OrderFromPayload => {
  const id = requireId('Order', order, 'id', context);
  const customer = customerOf(order, context);
  const total = totalOf(order, context);
  if (context.issues.length > 0) return z.NEVER;
  const snapshot = orderSnapshot({
    id,
    name: order.name ?? '',
    customer,
    company: identify('Company', order.company ?? {}),
    createdAt: order.created_at,
    cancelledAt: order.cancelled_at ?? null,
    test: order.test ?? false,
    financialStatus: order.financial_status ?? null,
    total,
    lines: order.line_items,
    refunds: order.refunds,
  });
  return { order: snapshot, updatedAt: order.updated_at ?? null };
});

/** Null for a guest. Who can't be told is no guest: they would get what guests get. */
function customerOf({ customer }: Payload, context: z.RefinementCtx): CustomerId | null {
  const isNamed = customer?.id != null || customer?.admin_graphql_api_id != null;
  return isNamed ? requireId('Customer', customer, 'customer', context) : null;
}

/** The total after edits and refunds where the payload knows it, else the total as ordered; in shop money. */
function totalOf(order: Payload, context: z.RefinementCtx): Money {
  for (const field of ['current_total_price', 'total_price'] as const) {
    const set = order[`${field}_set`];
    const amount = order[field];
    if (set) return set.shop_money;
    if (amount && order.currency) return requireMoney(amount, order.currency, [field], context);
  }
  context.addIssue({ code: 'custom', path: ['current_total_price_set'], message: 'expected shop money' });
  return z.NEVER;
}

const orderEdit = z.object(
  { id: idField.nullish().catch(null), order_id: idField, committed_at: instantField.nullish().catch(null) },
  { error: 'expected an order edit' },
);

/** `orders/edited` carries deltas only: which order it was, and when. What is ordered now is read from the shop. */
export const orderEditPayload = (triggeredAt: Instant) =>
  z
    .object({ order_edit: orderEdit }, { error: 'expected an order edit' })
    .transform(({ order_edit: edit }, context): Observation[] => {
      const order = requireId('Order', { id: edit.order_id }, 'order_edit.order_id', context);
      if (context.issues.length > 0) return z.NEVER;
      const { id: number, committed_at: at } = edit;
      // Without a name of its own it can't be told from another one, and only what it led to is kept.
      const isNamed = number != null && /^\d{1,20}$/.test(number);
      const told: Observation[] = isNamed
        ? [{ type: 'order.edited', order, edit: { number, at: at ?? triggeredAt } }]
        : [];
      return [{ type: 'order.touched', order }, ...told];
    });

/** `orders/delete` says no more than which order it was. */
export const deletedOrderPayload = (at: Instant) =>
  z.object(identityFields, { error: 'expected an order' }).transform((identity, context): Observation => {
    const order = requireId('Order', identity, 'id', context);
    return context.issues.length > 0 ? z.NEVER : { type: 'order.deleted', order, at };
  });
