import { formatDecimal, parseDecimal } from '../decimal.ts';
import { type Document, idDigits, integer, record, records, splitTags, text } from '../document.ts';
import { gidOf } from '../gid.ts';
import { parseTime } from '../zoned-time.ts';
import type { Entity } from './entity.ts';

const current = new WeakMap<Entity, Document>();

/**
 * The resource as the store holds it now, REST-shaped: the newest delivered snapshot, what mutations wrote on top of
 * it, and for an order the refunds and fulfilments that were delivered on their own.
 */
export function currentDocument(entity: Entity): Document {
  let document = current.get(entity);
  if (document === undefined) {
    document = compute(entity);
    current.set(entity, document);
  }
  return document;
}

export function currentTags(entity: Entity): string[] {
  const { written, document } = entity;
  const base = splitTags('tags' in written.fields ? written.fields.tags : document.tags);
  const removed = new Set(written.tagsRemoved.map(tagKey));
  const kept = base.filter((tag) => !removed.has(tagKey(tag)));
  const present = new Set(kept.map(tagKey));
  return [...kept, ...written.tagsAdded.filter((tag) => !present.has(tagKey(tag)))];
}

/** Tags differ only if they differ in more than case. */
export function tagKey(tag: string): string {
  return tag.toLowerCase();
}

function compute(entity: Entity): Document {
  const { document, written } = entity;
  const merged: Document = {
    ...document,
    ...written.fields,
    ...(entity.type === 'Order' || entity.type === 'Customer' || entity.type === 'Product'
      ? { tags: currentTags(entity).join(', ') }
      : {}),
    ...(written.updatedAt === null ? {} : { updated_at: later(text(document.updated_at), written.updatedAt) }),
  };
  return entity.type === 'Order' ? withLateParts(merged, entity) : merged;
}

function later(first: string | null, second: string): string {
  return (parseTime(first) ?? Number.NEGATIVE_INFINITY) > (parseTime(second) ?? 0) && first !== null ? first : second;
}

function withLateParts(order: Document, entity: Entity): Document {
  const contained = new Set(records(order.refunds).map((refund) => gidOf('Refund', refund)));
  const late = entity.refunds.filter((refund) => !contained.has(gidOf('Refund', refund)));
  const apart = new Set(entity.fulfillments.map((fulfillment) => gidOf('Fulfillment', fulfillment)));
  const fulfillments = [
    ...records(order.fulfillments).filter((fulfillment) => !apart.has(gidOf('Fulfillment', fulfillment))),
    ...entity.fulfillments,
  ];
  return late.reduce(withRefund, { ...order, fulfillments });
}

/**
 * The order after a refund: the refund listed, its lines no longer counted, its payment status moved on. The total is
 * less what was given back, goodwill included (“current_total_price … reflects order edits, returns, and refunds”).
 */
export function withRefund(order: Document, refund: Document): Document {
  const lines = records(refund.refund_line_items);
  const returnedValue = lines.reduce((sum, line) => sum + amountOf(line, 'subtotal') + amountOf(line, 'total_tax'), 0n);
  const returnedSubtotal = lines.reduce((sum, line) => sum + amountOf(line, 'subtotal'), 0n);
  const givenBack = refundedAmount(refund, order);
  const quantities = new Map(lines.map((line) => [idDigits(line.line_item_id), integer(line.quantity) ?? 0]));
  const refunds = [...records(order.refunds), refund];
  const refunded = refunds.reduce((sum, item) => sum + refundedAmount(item, order), 0n);
  const total = parseDecimal(order.total_price) ?? 0n;
  return {
    ...order,
    ...reduced(order, 'current_total_price', givenBack > 0n ? givenBack : returnedValue),
    ...reduced(order, 'current_subtotal_price', returnedSubtotal),
    line_items: records(order.line_items).map((line) => {
      const quantity = quantities.get(idDigits(line.id)) ?? 0;
      const before = integer(line.current_quantity) ?? integer(line.quantity) ?? 0;
      return quantity === 0 ? line : { ...line, current_quantity: Math.max(0, before - quantity) };
    }),
    refunds,
    ...(refunded > 0n ? { financial_status: refunded >= total ? 'refunded' : 'partially_refunded' } : {}),
  };
}

/**
 * The money that a refund gave back, in shop money: its successful refund transactions. They are in the currency that
 * the customer paid in, and are converted at the order's own rate.
 */
export function refundedAmount(refund: Document, order: Document): bigint {
  const set = record(order.total_price_set);
  const [shop, paid] = [record(set?.shop_money), record(set?.presentment_money)];
  const [shopTotal, paidTotal] = [parseDecimal(shop?.amount) ?? 0n, parseDecimal(paid?.amount) ?? 0n];
  const foreign = paid !== undefined && paid?.currency_code !== shop?.currency_code && paidTotal > 0n;
  return records(refund.transactions)
    .filter((transaction) => transaction.kind === 'refund' && transaction.status === 'success')
    .reduce((sum, transaction) => {
      const amount = parseDecimal(transaction.amount) ?? 0n;
      const isForeign = foreign && transaction.currency === paid?.currency_code;
      return sum + (isForeign ? (amount * shopTotal + paidTotal / 2n) / paidTotal : amount);
    }, 0n);
}

/** An amount of a resource in shop money: its `…_set` where there is one, else the plain field. */
export function amountOf(document: Document, field: string): bigint {
  const set = record(record(document[`${field}_set`])?.shop_money);
  return parseDecimal(set?.amount) ?? parseDecimal(document[field]) ?? 0n;
}

function reduced(order: Document, field: string, by: bigint): Document {
  if (by === 0n) return {};
  const amount = formatDecimal(amountOf(order, field) - by);
  const set = record(order[`${field}_set`]);
  const before = amountOf(order, field);
  const paid = parseDecimal(record(set?.presentment_money)?.amount) ?? before;
  const paidLess = before === 0n ? 0n : (paid * by + before / 2n) / before;
  return {
    [field]: amount,
    [`${field}_set`]: {
      ...set,
      shop_money: { ...record(set?.shop_money), amount },
      presentment_money: { ...record(set?.presentment_money), amount: formatDecimal(paid - paidLess) },
    },
  };
}
