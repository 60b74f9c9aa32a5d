import { createHash } from 'node:crypto';
import { type Document, integer, records, text } from './document.ts';
import { type Gid, gidOf, restId, toGid } from './gid.ts';

export type NewFulfillment = {
  id: Gid;
  /** The order as it is before. */
  order: Document;
  lines: readonly { line: Document; quantity: number }[];
  /** ISO 8601. */
  at: string;
  tracking?: { company: string | null; numbers: readonly string[]; urls: readonly string[] };
  /** `delivered` and the like; null while the carrier has told nothing. */
  shipmentStatus?: string | null;
};

/** A fulfilment in the shape of fulfillments/create: the shipment of some lines of an order. */
export function fulfillmentDocument(parts: NewFulfillment): Document {
  const { id, order, lines, at, tracking = { company: null, numbers: [], urls: [] } } = parts;
  return {
    id: restId(id),
    admin_graphql_api_id: id,
    order_id: order.id,
    status: 'success',
    created_at: at,
    service: 'manual',
    updated_at: at,
    tracking_company: tracking.company,
    shipment_status: parts.shipmentStatus ?? null,
    location_id: null,
    origin_address: null,
    email: order.email ?? null,
    destination: order.shipping_address ?? null,
    line_items: lines.map(({ line, quantity }) => ({ ...line, quantity })),
    tracking_number: tracking.numbers[0] ?? null,
    tracking_numbers: tracking.numbers,
    tracking_url: tracking.urls[0] ?? null,
    tracking_urls: tracking.urls,
    receipt: {},
    name: `${text(order.name) ?? ''}.${records(order.fulfillments).length + 1}`,
  };
}

/** What changes on an order when these lines are shipped: its status and how much of each line is left to ship. */
export function shippedState(order: Document, lines: NewFulfillment['lines']): Document {
  const shipped = new Map(lines.map(({ line, quantity }) => [gidOf('LineItem', line), quantity]));
  const after = records(order.line_items).map((line) => {
    const quantity = shipped.get(gidOf('LineItem', line)) ?? 0;
    if (quantity === 0) return line;
    const left = fulfillableQuantity(line) - quantity;
    return { ...line, fulfillable_quantity: left, fulfillment_status: left === 0 ? 'fulfilled' : 'partial' };
  });
  const isDone = after.every((line) => fulfillableQuantity(line) === 0);
  return { line_items: after, fulfillment_status: isDone ? 'fulfilled' : 'partial' };
}

export function fulfillableQuantity(line: Document): number {
  return integer(line.fulfillable_quantity) ?? integer(line.current_quantity) ?? integer(line.quantity) ?? 0;
}

/** Payloads of fulfilments name no ids of their lines, so these follow from the fulfilment and the order's line. */
export function fulfillmentLineItemId(fulfillment: Document, line: Document): Gid {
  const source = `${gidOf('Fulfillment', fulfillment)} ${gidOf('LineItem', line)}`;
  const number = createHash('sha256').update(source).digest().readUIntBE(0, 5);
  return toGid('FulfillmentLineItem', String(16_000_000_000_000 + number));
}
