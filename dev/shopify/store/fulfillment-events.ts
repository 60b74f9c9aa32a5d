import { type Document, idDigits, records, text } from '../document.ts';
import { type Gid, gidOf, toGid } from '../gid.ts';
import { parseTime } from '../zoned-time.ts';
import { currentDocument } from './current.ts';
import { type Entity, newEntity } from './entity.ts';
import { orderWithPart } from './order-parts.ts';
import type { Store } from './store.ts';

/** What the carrier told of a shipment, in the order in which it happened. */
export function eventsOf(store: Store, domain: string, fulfillment: Gid): Document[] {
  return store
    .entities(domain, 'FulfillmentEvent')
    .map(({ document }) => document)
    .filter((event) => fulfillmentOf(event) === fulfillment)
    .sort((left, right) => happenedMs(left) - happenedMs(right));
}

/**
 * Keeps an event of a shipment; the newest of them is the status of the fulfilment. Answers the order whose shipment it
 * is, changed but not stored; undefined when the shop has no such fulfilment.
 */
export function addFulfillmentEvent(store: Store, domain: string, event: Document, at: string): Entity | undefined {
  const id = gidOf('FulfillmentEvent', event);
  const fulfillmentId = fulfillmentOf(event);
  if (id === null || fulfillmentId === null) return undefined;
  store.putEntity(domain, newEntity('FulfillmentEvent', id, event));
  const order = orderWithPart(store, domain, 'fulfillments', fulfillmentId);
  if (order === undefined) return undefined;
  const fulfillments = records(currentDocument(order).fulfillments);
  const fulfillment = fulfillments.find((candidate) => gidOf('Fulfillment', candidate) === fulfillmentId);
  const newest = eventsOf(store, domain, fulfillmentId).at(-1);
  const changed = { ...fulfillment, shipment_status: text(newest?.status), updated_at: at };
  const others = order.fulfillments.filter((candidate) => gidOf('Fulfillment', candidate) !== fulfillmentId);
  return { ...order, fulfillments: [...others, changed] };
}

function fulfillmentOf(event: Document): Gid | null {
  const digits = idDigits(event.fulfillment_id);
  return digits === null ? null : toGid('Fulfillment', digits);
}

function happenedMs(event: Document): number {
  return parseTime(event.happened_at) ?? parseTime(event.created_at) ?? 0;
}
