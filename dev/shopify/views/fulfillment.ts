import { type Document, integer, records, text, texts } from '../document.ts';
import { gidDigits, gidOf, toGid } from '../gid.ts';
import type { Entity } from '../store/entity.ts';
import { lineItemView } from './line-item.ts';
import { connectionOf, dateTime, type PageArguments, type Reading, type View } from './view.ts';

export function fulfillmentView(fulfillment: Document, order: () => View, reading: Reading): View {
  const id = gidOf('Fulfillment', fulfillment) ?? toGid('Fulfillment', '0');
  const lines = records(fulfillment.line_items);
  const shipment = text(fulfillment.shipment_status);
  return {
    __typename: 'Fulfillment',
    id,
    legacyResourceId: gidDigits(id),
    name: text(fulfillment.name) ?? '',
    status: (text(fulfillment.status) ?? 'success').toUpperCase(),
    displayStatus: shipment === null ? 'FULFILLED' : shipment.toUpperCase(),
    createdAt: dateTime(fulfillment.created_at),
    updatedAt: dateTime(fulfillment.updated_at) ?? dateTime(fulfillment.created_at),
    deliveredAt: shipment === 'delivered' ? dateTime(fulfillment.updated_at) : null,
    inTransitAt: null,
    estimatedDeliveryAt: null,
    requiresShipping: true,
    totalQuantity: lines.reduce((sum, line) => sum + (integer(line.quantity) ?? 0), 0),
    location: null,
    order,
    trackingInfo: ({ first }: { first?: number | null }) => trackingViews(fulfillment).slice(0, first ?? undefined),
    fulfillmentLineItems: (args: PageArguments) =>
      connectionOf(
        'FulfillmentLineItem',
        lines.map((line) => ({
          __typename: 'FulfillmentLineItem',
          id: toGid(
            'FulfillmentLineItem',
            `${gidDigits(id)}${gidDigits(gidOf('LineItem', line) ?? toGid('LineItem', '0'))}`,
          ),
          quantity: integer(line.quantity) ?? 0,
          lineItem: () => lineItemView(line, reading),
        })),
        args,
      ),
  };
}

function trackingViews(fulfillment: Document): View[] {
  const numbers = texts(fulfillment.tracking_numbers);
  const urls = texts(fulfillment.tracking_urls);
  return numbers.map((number, index) => ({
    __typename: 'FulfillmentTrackingInfo',
    company: text(fulfillment.tracking_company),
    number,
    url: urls[index] ?? null,
  }));
}

/** A return, as far as its webhooks tell: status and name; its lines name fulfilment lines the store doesn't hold. */
export function returnView(entity: Entity, order: () => View | null): View {
  const { document, id } = entity;
  return {
    __typename: 'Return',
    id,
    name: text(document.name) ?? '',
    status: (text(document.status) ?? 'open').toUpperCase(),
    totalQuantity: integer(document.total_return_line_items) ?? 0,
    decline: null,
    staffMember: null,
    returnShippingFees: [],
    order,
  };
}
