import { type Document, integer, records, text } from '../document.ts';
import { fulfillableQuantity } from '../fulfillment-document.ts';
import { gidDigits, gidOf, toGid } from '../gid.ts';
import { currentDocument } from '../store/current.ts';
import type { Entity } from '../store/entity.ts';
import { parseTime } from '../zoned-time.ts';
import { lineItemView } from './line-item.ts';
import { connectionOf, dateTime, type PageArguments, type Reading, type View } from './view.ts';

/** The one fulfilment order of an order: the stand-in ships from one place. It has the digits of the order's id. */
export function fulfillmentOrderView(order: Entity, reading: Reading): View {
  const document = currentDocument(order);
  const lines = records(document.line_items);
  return {
    __typename: 'FulfillmentOrder',
    id: toGid('FulfillmentOrder', gidDigits(order.id)),
    status: fulfillmentOrderStatus(document),
    requestStatus: 'UNSUBMITTED',
    orderId: order.id,
    orderName: text(document.name) ?? '',
    orderProcessedAt: dateTime(document.processed_at) ?? dateTime(document.created_at),
    createdAt: dateTime(document.created_at),
    updatedAt: dateTime(document.updated_at) ?? dateTime(document.created_at),
    assignedLocation: { __typename: 'FulfillmentOrderAssignedLocation', name: 'Main warehouse' },
    fulfillAt: null,
    fulfillBy: null,
    fulfillmentHolds: records(document.fulfillment_holds).map(fulfillmentHoldView),
    order: () => reading.viewOf(order),
    lineItems: (args: PageArguments) =>
      connectionOf(
        'FulfillmentOrderLineItem',
        lines.map((line) => fulfillmentOrderLineView(line, reading)),
        args,
      ),
  };
}

export function fulfillmentOrderStatus(order: Document): 'OPEN' | 'ON_HOLD' | 'IN_PROGRESS' | 'CLOSED' | 'CANCELLED' {
  if (parseTime(order.cancelled_at) !== null) return 'CANCELLED';
  if (order.fulfillment_status === 'fulfilled') return 'CLOSED';
  if (records(order.fulfillment_holds).length > 0) return 'ON_HOLD';
  return order.fulfillment_status === 'partial' ? 'IN_PROGRESS' : 'OPEN';
}

export function fulfillmentHoldView(hold: Document): View {
  const reason = text(hold.reason) ?? 'other';
  const words = reason.replaceAll('_', ' ');
  return {
    __typename: 'FulfillmentHold',
    id: text(hold.id),
    reason: reason.toUpperCase(),
    reasonNotes: text(hold.reason_notes),
    displayReason: words.charAt(0).toUpperCase() + words.slice(1),
    heldByRequestingApp: hold.held_by_requesting_app === true,
    handle: null,
  };
}

function fulfillmentOrderLineView(line: Document, reading: Reading): View {
  const lineItem = lineItemView(line, reading);
  return {
    __typename: 'FulfillmentOrderLineItem',
    id: toGid('FulfillmentOrderLineItem', gidDigits(gidOf('LineItem', line) ?? toGid('LineItem', '0'))),
    lineItem,
    productTitle: text(line.title) ?? '',
    variantTitle: text(line.variant_title),
    sku: text(line.sku),
    vendor: text(line.vendor),
    requiresShipping: line.requires_shipping !== false,
    totalQuantity: integer(line.quantity) ?? 0,
    remainingQuantity: fulfillableQuantity(line),
    warnings: [],
    variant: lineItem.variant,
  };
}
