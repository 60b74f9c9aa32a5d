import * as z from 'zod';
import type { CustomerId, Instant } from '../../core/identity.ts';
import type { Money } from '../../core/money.ts';
import type { Observation } from '../../core/observation.ts';
import type { OrderSnapshot } from '../../core/order.ts';
import { type MoreTold, moreOfLine, orderSnapshot } from './order-snapshot.ts';
import {
  decimalField,
  identify,
  identityFields,
  idField,
  instantField,
  listOf,
  type MoneySet,
  moneySetField,
  requireId,
  requireMoney,
} from './wire-fields.ts';

const quantityField = z.int({ error: 'expected a whole number' }).nonnegative({ error: 'expected no less than 0' });

/** What rules may ask beside is no reason not to read an order: told in another shape, it is not told. */
const asideText = z.string().nullish().catch(null);

const lineItem = z
  .object(
    {
      product_id: idField.nullish(),
      title: z.string().nullish(),
      variant_title: z.string().nullish(),
      current_quantity: quantityField.nullish(),
      quantity: quantityField.nullish(),
      sku: asideText,
      vendor: asideText,
      price_set: moneySetField.nullish().catch(null),
      discount_allocations: z
        .array(z.object({ amount_set: moneySetField }))
        .nullish()
        .catch(null),
    },
    { error: 'expected a line item' },
  )
  .transform((line, context) => {
    const quantity = line.current_quantity ?? line.quantity;
    if (quantity === null || quantity === undefined) {
      context.addIssue({ code: 'custom', path: ['current_quantity'], message: 'expected a whole number' });
      return z.NEVER;
    }
    const product = identify('Product', { id: line.product_id });
    const { title, variant_title: variantTitle, sku, vendor } = line;
    const more = { sku, vendor, ...pricesOf(line, quantity) };
    return { product, title: title ?? '', variantTitle: variantTitle ?? null, quantity, more };
  });

interface PricedLine {
  readonly quantity?: number | null | undefined;
  readonly price_set?: MoneySet | null | undefined;
  readonly discount_allocations?: readonly { readonly amount_set: MoneySet }[] | null | undefined;
}

/** Discounts are of all that was ordered: what is left of the line has its share of them. */
function pricesOf({ quantity: ordered, price_set: price, discount_allocations: parts = [] }: PricedLine, left: number) {
  const { amountMinor: unitMinor, currency } = price?.shop_money ?? { amountMinor: 0, currency: null };
  // Nothing is known of discounts that are told in another shape.
  if (!ordered || currency === null || parts === null) return {};
  const discountMinor = parts.reduce((sum, { amount_set: { shop_money: money } }) => sum + money.amountMinor, 0);
  const fullMinor = unitMinor * left;
  return { currency, fullMinor, paidMinor: fullMinor - Math.round((discountMinor * left) / ordered) };
}

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
    source_name: asideText,
    discount_codes: asideListOf(z.object({ code: z.string() })),
    shipping_lines: asideListOf(z.object({ title: z.string(), is_removed: z.boolean().nullish() })),
    shipping_address: z.object({ country_code: asideText }).nullish().catch(null),
  },
  { error: 'expected an order' },
);

/** Null where it is told in another shape. */
function asideListOf<Item extends z.ZodType>(item: Item) {
  return z.array(item).nullish().catch(null);
}

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
    lines: order.line_items.map(({ more, ...line }) => ({ ...line, more: inShopMoney(more, total) })),
    refunds: order.refunds,
    more: moreOf(order),
  });
  return { order: snapshot, updatedAt: order.updated_at ?? null };
});

function moreOf(order: Payload): MoreTold {
  return {
    source: order.source_name,
    codes: order.discount_codes?.map(({ code }) => code),
    methods: order.shipping_lines?.flatMap(({ title, is_removed: isRemoved }) => (isRemoved ? [] : title)),
    country: order.shipping_address?.country_code,
  };
}

/** A line’s amounts are those of the order’s total only where they are in its currency. */
function inShopMoney({ currency, ...more }: Payload['line_items'][number]['more'], total: Money) {
  return moreOfLine(currency === total.currency ? more : { sku: more.sku, vendor: more.vendor });
}

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
