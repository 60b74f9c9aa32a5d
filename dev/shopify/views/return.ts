import { type Document, integer, record, records, text } from '../document.ts';
import { gidDigits, gidOf, toGid } from '../gid.ts';
import { amountOf, currentDocument } from '../store/current.ts';
import type { Entity } from '../store/entity.ts';
import { lineOfReturnItem, orderOfReturn, returnableLines, totalQuantity } from '../store/returns.ts';
import { fulfillmentLineItemView, fulfillmentView } from './fulfillment.ts';
import { reverseFulfillmentOrderView } from './reverse-delivery.ts';
import { connectionOf, dateTime, type PageArguments, type Reading, shopMoneyBag, type View } from './view.ts';
import { visibleOrder } from './visible-order.ts';

export function returnView(entity: Entity, reading: Reading): View {
  const { document, id, version } = entity;
  const seenAt = version === null ? null : new Date(version.triggeredAtMs).toISOString();
  const items = records(document.return_line_items);
  const decline = record(document.decline);
  const view: View = {
    __typename: 'Return',
    id,
    name: text(document.name) ?? '',
    status: (text(document.status) ?? 'open').toUpperCase(),
    totalQuantity: items.length > 0 ? totalQuantity(items) : (integer(document.total_return_line_items) ?? 0),
    createdAt: dateTime(document.created_at) ?? dateTime(seenAt),
    closedAt: dateTime(document.closed_at),
    requestApprovedAt: dateTime(document.request_approved_at),
    decline:
      decline === null
        ? null
        : {
            __typename: 'ReturnDecline',
            reason: (text(decline.reason) ?? 'other').toUpperCase(),
            note: text(decline.note),
          },
    staffMember: null,
    returnShippingFees: [],
    reverseFulfillmentOrders: (args: PageArguments) =>
      connectionOf('ReverseFulfillmentOrder', [reverseFulfillmentOrderView(entity, reading)], args),
    returnLineItems: (args: PageArguments) =>
      connectionOf(
        'ReturnLineItemType',
        items.map((item) => returnLineItemView(item, entity, reading)),
        args,
      ),
    order: () => {
      const order = orderOf(entity, reading);
      return order === undefined ? null : reading.viewOf(order);
    },
  };
  return view;
}

function orderOf(entity: Entity, reading: Reading): Entity | undefined {
  const id = orderOfReturn(entity);
  return id === null ? undefined : visibleOrder(id, reading);
}

/** A delivered return names fulfilment lines by ids that the store never gave; the order's line tells which it is. */
function returnLineItemView(item: Document, entity: Entity, reading: Reading): View {
  const order = orderOf(entity, reading);
  const lineId = lineOfReturnItem(item);
  const stated = record(item.fulfillment_line_item) ?? {};
  const lines = order === undefined ? [] : records(currentDocument(order).line_items);
  const line = lines.find((candidate) => gidOf('LineItem', candidate) === lineId) ?? record(stated.line_item) ?? {};
  const quantity = integer(item.quantity) ?? 0;
  const refundable = Math.min(quantity, integer(line.current_quantity) ?? quantity);
  const isOpen = entity.document.status === 'open';
  const reason = (text(item.return_reason) ?? 'unknown').toUpperCase();
  const note = text(item.customer_note);
  return {
    __typename: 'ReturnLineItem',
    id: gidOf('ReturnLineItem', item) ?? toGid('ReturnLineItem', '0'),
    quantity,
    processableQuantity: isOpen ? quantity : 0,
    processedQuantity: 0,
    unprocessedQuantity: quantity,
    refundableQuantity: refundable,
    refundedQuantity: quantity - refundable,
    returnReason: reason,
    returnReasonDefinition: reasonDefinitionView(reason),
    returnReasonNote: text(item.return_reason_note) ?? '',
    customerNote: note === '' ? null : note,
    restockingFee: null,
    fulfillmentLineItem: () => {
      const id = gidOf('FulfillmentLineItem', stated) ?? toGid('FulfillmentLineItem', '0');
      return fulfillmentLineItemView(id, line, quantity, reading);
    },
    withCodeDiscountedTotalPriceSet: () => shopMoneyBag(paidFor(line, quantity), reading.shop.currency),
  };
}

/** Shopify's library of reasons has the older ones under these names (“Return reasons” of its product taxonomy). */
const REASONS: Readonly<Record<string, { number: string; handle: string; name: string }>> = {
  UNKNOWN: { number: '1', handle: 'unknown', name: 'Unknown' },
  UNWANTED: { number: '2', handle: 'changed-my-mind', name: 'Changed my mind' },
  NOT_AS_DESCRIBED: { number: '3', handle: 'item-not-as-described', name: 'Item not as described' },
  WRONG_ITEM: { number: '4', handle: 'received-the-wrong-item', name: 'Received the wrong item' },
  OTHER: { number: '5', handle: 'other-reason', name: 'Other' },
  DEFECTIVE: { number: '6', handle: 'damaged-or-defective', name: 'Damaged or defective' },
  SIZE_TOO_SMALL: { number: '7', handle: 'too-small', name: 'Too small' },
  SIZE_TOO_LARGE: { number: '8', handle: 'too-big', name: 'Too big' },
  STYLE: { number: '9', handle: 'style', name: 'Style' },
  COLOR: { number: '10', handle: 'color', name: 'Color' },
};

function reasonDefinitionView(reason: string): View | null {
  const known = REASONS[reason];
  if (known === undefined) return null;
  const { number, handle, name } = known;
  return {
    __typename: 'ReturnReasonDefinition',
    id: toGid('ReturnReasonDefinition', number),
    handle,
    name,
    deleted: false,
  };
}

/** The price of some pieces of a line after its discounts. */
function paidFor(line: Document, quantity: number): bigint {
  const ordered = BigInt(integer(line.quantity) ?? quantity);
  const allocated = records(line.discount_allocations).reduce((sum, part) => sum + amountOf(part, 'amount'), 0n);
  const total = amountOf(line, 'price') * ordered - allocated;
  return ordered === 0n ? 0n : (total * BigInt(quantity)) / ordered;
}

/** The shipments of an order of which something can still be sent back. */
export function returnableFulfillmentViews(order: Entity, reading: Reading): View[] {
  const lines = returnableLines(reading.store, reading.shop.domain, order).filter(({ quantity }) => quantity > 0);
  const fulfillments = [...new Set(lines.map(({ fulfillment }) => fulfillment))];
  return fulfillments.map((fulfillment) => ({
    __typename: 'ReturnableFulfillment',
    id: toGid('ReturnableFulfillment', gidDigits(gidOf('Fulfillment', fulfillment) ?? toGid('Fulfillment', '0'))),
    fulfillment: () => fulfillmentView(fulfillment, () => reading.viewOf(order), reading),
    returnableFulfillmentLineItems: (args: PageArguments) =>
      connectionOf(
        'ReturnableFulfillmentLineItem',
        lines
          .filter((candidate) => candidate.fulfillment === fulfillment)
          .map(({ id, line, quantity }) => ({
            __typename: 'ReturnableFulfillmentLineItem',
            quantity,
            fulfillmentLineItem: () => fulfillmentLineItemView(id, line, quantity, reading),
          })),
        args,
      ),
  }));
}
