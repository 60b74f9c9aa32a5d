import { type Document, integer, record, records, text, texts } from '../../document.ts';
import { fulfillableQuantity, fulfillmentDocument, shippedState } from '../../fulfillment-document.ts';
import { gidDigits, gidOf, restId, toGid } from '../../gid.ts';
import { currentDocument } from '../../store/current.ts';
import type { Entity } from '../../store/entity.ts';
import { addFulfillmentEvent } from '../../store/fulfillment-events.ts';
import { orderWithPart } from '../../store/order-parts.ts';
import { fulfillmentEventView, fulfillmentView } from '../../views/fulfillment.ts';
import { fulfillmentOrderStatus } from '../../views/fulfillment-order.ts';
import type { View } from '../../views/view.ts';
import { withShopTimes } from '../../webhooks/payload.ts';
import { formatUtc } from '../../zoned-time.ts';
import type { Context, Resolver } from '../context.ts';
import { requireGidOf } from '../ids.ts';
import { notEmulated } from '../queries.ts';
import { userError } from './user-error.ts';
import { visibleEntity } from './visible-entity.ts';

type Shipped = { line: Document; quantity: number }[];

/** Ships lines of one fulfilment order: all that is left of it, or the lines named. */
export const fulfillmentCreate: Resolver = (args, context) => {
  const input = record(args.fulfillment) ?? {};
  if (input.originAddress != null) throw notEmulated('FulfillmentInput.originAddress');
  const [named, ...others] = records(input.lineItemsByFulfillmentOrder);
  if (others.length > 0) throw notEmulated('fulfillmentCreate of several fulfillment orders');
  const answer = (fulfillment: unknown, userErrors: View[]) => ({
    __typename: 'FulfillmentCreatePayload',
    fulfillment,
    userErrors,
  });
  const fulfillmentOrder = requireGidOf('FulfillmentOrder', named?.fulfillmentOrderId);
  const order = visibleEntity(toGid('Order', gidDigits(fulfillmentOrder)), context);
  if (order === undefined) return answer(null, [userError(['fulfillment'], 'Fulfillment order does not exist.')]);
  const lines = linesToShip(order, named ?? {});
  if (!Array.isArray(lines)) return answer(null, [lines]);
  const { changed, fulfillment } = ship(order, lines, trackingOf(record(input.trackingInfo) ?? {}), context);
  return answer(() => fulfillmentView(fulfillment, () => context.reading.viewOf(changed), context.reading), []);
};

function linesToShip(order: Entity, named: Document): Shipped | View {
  const document = currentDocument(order);
  const status = fulfillmentOrderStatus(document);
  if (status === 'CLOSED' || status === 'CANCELLED' || status === 'ON_HOLD') {
    const message = `Fulfillment order ${gidDigits(order.id)} has an unfulfillable status= ${status.toLowerCase()}.`;
    return userError(['fulfillment'], message);
  }
  const open = records(document.line_items).filter((line) => fulfillableQuantity(line) > 0);
  const wanted = records(named.fulfillmentOrderLineItems);
  if (wanted.length === 0) return open.map((line) => ({ line, quantity: fulfillableQuantity(line) }));
  const lines = wanted.flatMap(({ id, quantity }) => {
    const digits = gidDigits(requireGidOf('FulfillmentOrderLineItem', id));
    const line = open.find((candidate) => gidOf('LineItem', candidate) === toGid('LineItem', digits));
    const count = integer(quantity) ?? 0;
    return line === undefined || count < 1 || count > fulfillableQuantity(line) ? [] : [{ line, quantity: count }];
  });
  if (lines.length === wanted.length) return lines;
  return userError(['fulfillment'], 'Invalid fulfillment order line item quantity requested.');
}

function ship(order: Entity, lines: Shipped, tracking: ReturnType<typeof trackingOf>, context: Context) {
  const at = formatUtc(context.reading.now);
  const before = currentDocument(order);
  const id = toGid('Fulfillment', context.newId('Fulfillment'));
  const fulfillment = fulfillmentDocument({ id, order: before, lines, at, tracking });
  const state = shippedState(before, lines);
  const changed: Entity = {
    ...order,
    document: { ...order.document, ...state },
    fulfillments: [...order.fulfillments, fulfillment],
    written: { ...order.written, updatedAt: at },
  };
  context.emit('fulfillments/create', withShopTimes(fulfillment, context.reading.shop));
  const isDone = state.fulfillment_status === 'fulfilled';
  context.save(changed, [isDone ? 'orders/fulfilled' : 'orders/partially_fulfilled', 'orders/updated']);
  return { changed, fulfillment };
}

function trackingOf(input: Document) {
  const one = (value: unknown) => (text(value) === null ? [] : [text(value) ?? '']);
  return {
    company: text(input.company),
    numbers: input.numbers == null ? one(input.number) : texts(input.numbers),
    urls: input.urls == null ? one(input.url) : texts(input.urls),
  };
}

/** What the carrier tells of a shipment; the shipment's status follows. */
export const fulfillmentEventCreate: Resolver = (args, context) => {
  const { store, shop, now } = context.reading;
  const input = record(args.fulfillmentEvent) ?? {};
  const answer = (event: Document | null, userErrors: View[]) => ({
    __typename: 'FulfillmentEventCreatePayload',
    fulfillmentEvent: event === null ? null : fulfillmentEventView(event),
    userErrors,
  });
  const fulfillment = requireGidOf('Fulfillment', input.fulfillmentId);
  const order = orderWithPart(store, shop.domain, 'fulfillments', fulfillment);
  if (order === undefined || visibleEntity(order.id, context) === undefined) {
    return answer(null, [userError(['fulfillmentEvent', 'fulfillmentId'], 'Fulfillment does not exist.')]);
  }
  const at = formatUtc(now);
  const id = toGid('FulfillmentEvent', context.newId('FulfillmentEvent'));
  const event: Document = {
    id: restId(id),
    fulfillment_id: restId(fulfillment),
    status: (text(input.status) ?? '').toLowerCase(),
    message: text(input.message),
    happened_at: text(input.happenedAt) ?? at,
    city: text(input.city),
    province: text(input.province),
    country: text(input.country),
    zip: text(input.zip),
    address1: text(input.address1),
    latitude: input.latitude ?? null,
    longitude: input.longitude ?? null,
    shop_id: restId(toGid('Shop', shop.id)),
    created_at: at,
    updated_at: at,
    estimated_delivery_at: text(input.estimatedDeliveryAt),
    order_id: restId(order.id),
    admin_graphql_api_id: id,
  };
  const changed = addFulfillmentEvent(store, shop.domain, event, at) ?? order;
  context.emit('fulfillment_events/create', withShopTimes(event, shop));
  const shipment = changed.fulfillments.find((candidate) => gidOf('Fulfillment', candidate) === fulfillment);
  if (shipment !== undefined) context.emit('fulfillments/update', withShopTimes(shipment, shop));
  context.save({ ...changed, written: { ...changed.written, updatedAt: at } }, ['orders/updated']);
  return answer(event, []);
};
