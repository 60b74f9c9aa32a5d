import { type Document, integer, records, text, texts } from '../document.ts';
import { fulfillmentLineItemId } from '../fulfillment-document.ts';
import { type Gid, gidDigits, gidOf, toGid } from '../gid.ts';
import { amountOf } from '../store/current.ts';
import { eventsOf } from '../store/fulfillment-events.ts';
import { lineItemView } from './line-item.ts';
import { connectionOf, dateTime, money, type PageArguments, type Reading, shopMoneyBag, type View } from './view.ts';

export function fulfillmentView(fulfillment: Document, order: () => View, reading: Reading): View {
  const id = gidOf('Fulfillment', fulfillment) ?? toGid('Fulfillment', '0');
  const lines = records(fulfillment.line_items);
  const shipment = text(fulfillment.shipment_status);
  const events = eventsOf(reading.store, reading.shop.domain, id);
  const firstAt = (status: string) => dateTime(events.find((event) => event.status === status)?.happened_at);
  return {
    __typename: 'Fulfillment',
    id,
    legacyResourceId: gidDigits(id),
    name: text(fulfillment.name) ?? '',
    status: (text(fulfillment.status) ?? 'success').toUpperCase(),
    displayStatus: shipment === null ? 'FULFILLED' : shipment.toUpperCase(),
    createdAt: dateTime(fulfillment.created_at),
    updatedAt: dateTime(fulfillment.updated_at) ?? dateTime(fulfillment.created_at),
    deliveredAt: firstAt('delivered') ?? (shipment === 'delivered' ? dateTime(fulfillment.updated_at) : null),
    inTransitAt: firstAt('in_transit'),
    estimatedDeliveryAt: dateTime(
      events.findLast((event) => event.estimated_delivery_at != null)?.estimated_delivery_at,
    ),
    requiresShipping: true,
    totalQuantity: lines.reduce((sum, line) => sum + (integer(line.quantity) ?? 0), 0),
    location: null,
    order,
    trackingInfo: ({ first }: { first?: number | null }) => trackingViews(fulfillment).slice(0, first ?? undefined),
    events: (args: PageArguments) => connectionOf('FulfillmentEvent', events.map(fulfillmentEventView), args),
    fulfillmentLineItems: (args: PageArguments) =>
      connectionOf(
        'FulfillmentLineItem',
        lines.map((line) =>
          fulfillmentLineItemView(fulfillmentLineItemId(fulfillment, line), line, integer(line.quantity) ?? 0, reading),
        ),
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

export function fulfillmentLineItemView(id: Gid, line: Document, quantity: number, reading: Reading): View {
  const ordered = BigInt(integer(line.quantity) ?? quantity);
  const original = amountOf(line, 'price') * BigInt(quantity);
  const discount = ordered === 0n ? 0n : (amountOf(line, 'total_discount') * BigInt(quantity)) / ordered;
  return {
    __typename: 'FulfillmentLineItem',
    id,
    quantity,
    originalTotal: money(original),
    originalTotalSet: shopMoneyBag(original, reading.shop.currency),
    discountedTotal: money(original - discount),
    discountedTotalSet: shopMoneyBag(original - discount, reading.shop.currency),
    lineItem: () => lineItemView(line, reading),
  };
}

export function fulfillmentEventView(event: Document): View {
  const number = (value: unknown) => (typeof value === 'number' ? value : null);
  const happenedAt = dateTime(event.happened_at) ?? dateTime(event.created_at);
  return {
    __typename: 'FulfillmentEvent',
    id: gidOf('FulfillmentEvent', event),
    status: (text(event.status) ?? 'in_transit').toUpperCase(),
    message: text(event.message),
    happenedAt,
    createdAt: dateTime(event.created_at) ?? happenedAt,
    estimatedDeliveryAt: dateTime(event.estimated_delivery_at),
    address1: text(event.address1),
    city: text(event.city),
    country: text(event.country),
    province: text(event.province),
    zip: text(event.zip),
    latitude: number(event.latitude),
    longitude: number(event.longitude),
  };
}
