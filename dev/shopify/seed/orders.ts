import { formatDecimal } from '../decimal.ts';
import { type Document, integer, records } from '../document.ts';
import { fulfillmentDocument, shippedState } from '../fulfillment-document.ts';
import { restId, toGid } from '../gid.ts';
import { moneySet, type OrderLine, orderDocument, priceOf } from '../order-document.ts';
import { withRefund } from '../store/current.ts';
import { formatZoned } from '../zoned-time.ts';
import type { Random } from './random.ts';

export type OrderSeed = { customer: Document; createdAtMs: number; items: number; wantsDear: boolean };
export type OrderNumbers = { orderId: string; number: number; firstLineId: bigint };

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const SHIPPED_AFTER_MS = 3 * DAY_MS;
const DELIVERED_AFTER_MS = 5 * DAY_MS;

/** How one past order came about: a few lines of the catalogue, most shipped, some refunded, cancelled or unpaid. */
export function demoOrder(
  seed: OrderSeed,
  numbers: OrderNumbers,
  products: { all: readonly Document[]; dear: readonly Document[] },
  random: Random,
  shop: { currency: string; timezone: string },
  nowMs: number,
): Document {
  const lines: OrderLine[] = Array.from({ length: seed.items }, (_unused, index) => {
    const product = random.pick(seed.wantsDear ? products.dear : products.all);
    const lineId = (numbers.firstLineId + BigInt(index)).toString();
    return { product, variant: random.pick(records(product.variants)), quantity: 1, lineId };
  });
  const fate = random.next();
  const order = orderDocument({
    orderId: numbers.orderId,
    number: numbers.number,
    currency: shop.currency,
    createdAt: formatZoned(new Date(seed.createdAtMs), shop.timezone),
    customer: seed.customer,
    email: typeof seed.customer.email === 'string' ? seed.customer.email : null,
    lines,
    financialStatus: fate < 0.02 ? 'pending' : 'paid',
  });
  const at = (delayMs: number) => formatZoned(new Date(Math.min(seed.createdAtMs + delayMs, nowMs)), shop.timezone);
  if (fate < 0.02) return order;
  if (fate < 0.04) return cancelled(order, lines, at(5 * HOUR_MS), shop.currency);
  const ageMs = nowMs - seed.createdAtMs;
  const sent = ageMs > SHIPPED_AFTER_MS ? shipped(order, at, ageMs > DELIVERED_AFTER_MS) : order;
  return fate < 0.1 ? refunded(sent, lines.slice(0, 1), at(12 * DAY_MS), shop.currency) : sent;
}

/** The order after all of it was sent in one shipment. */
function shipped(order: Document, at: (delayMs: number) => string, isDelivered: boolean): Document {
  const id = toGid('Fulfillment', (BigInt(String(order.id)) - 1_000_000_000_000n).toString());
  const lines = records(order.line_items).map((line) => ({ line, quantity: integer(line.quantity) ?? 0 }));
  const sentAt = at(SHIPPED_AFTER_MS);
  const shipmentStatus = isDelivered ? 'delivered' : 'in_transit';
  const fulfillment = fulfillmentDocument({ id, order, lines, at: sentAt, shipmentStatus });
  const newestAt = isDelivered ? at(DELIVERED_AFTER_MS) : sentAt;
  return {
    ...order,
    ...shippedState(order, lines),
    fulfillments: [{ ...fulfillment, updated_at: newestAt }],
    updated_at: sentAt,
  };
}

function cancelled(order: Document, lines: OrderLine[], at: string, currency: string): Document {
  return { ...refunded(order, lines, at, currency), cancelled_at: at, cancel_reason: 'customer' };
}

/** The order after these lines were sent back and their money returned. */
function refunded(order: Document, lines: OrderLine[], at: string, currency: string): Document {
  const id = BigInt(String(order.id)) - 5_000_000_000_000n;
  const refundId = toGid('Refund', id.toString());
  const amount = formatDecimal(lines.reduce((sum, line) => sum + priceOf(line), 0n));
  const transactionId = toGid('OrderTransaction', (id + 3_000_000_000_000n).toString());
  const refund: Document = {
    id: restId(refundId),
    admin_graphql_api_id: refundId,
    order_id: order.id,
    created_at: at,
    processed_at: at,
    note: null,
    user_id: null,
    restock: true,
    duties: [],
    order_adjustments: [],
    refund_shipping_lines: [],
    refund_line_items: lines.map((line) => refundLine(line, currency)),
    transactions: [
      {
        id: restId(transactionId),
        admin_graphql_api_id: transactionId,
        order_id: order.id,
        kind: 'refund',
        status: 'success',
        gateway: 'shopify_payments',
        amount,
        amount_set: moneySet(amount, currency),
        currency,
        created_at: at,
        processed_at: at,
        test: false,
      },
    ],
  };
  return { ...withRefund(order, refund), updated_at: at };
}

function refundLine(line: OrderLine, currency: string): Document {
  const subtotal = formatDecimal(priceOf(line));
  return {
    id: restId(toGid('RefundLineItem', (BigInt(line.lineId) - 14_000_000_000_000n).toString())),
    line_item_id: Number(line.lineId),
    quantity: 1,
    location_id: null,
    restock_type: 'return',
    subtotal,
    subtotal_set: moneySet(subtotal, currency),
    total_tax: '0.00',
    total_tax_set: moneySet('0.00', currency),
  };
}
