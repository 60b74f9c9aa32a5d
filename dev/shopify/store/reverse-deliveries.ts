import { type Document, record, records } from '../document.ts';
import { type Gid, gidOf } from '../gid.ts';
import { formatUtc } from '../zoned-time.ts';
import type { Entity } from './entity.ts';
import type { Delivered } from './snapshot.ts';
import type { Store } from './store.ts';

/** What was attached to send a return back stands with the return, by the parcel. */
export function reverseDeliveriesOf({ document }: Entity): Document[] {
  return records(document.reverse_deliveries);
}

export function withReverseDelivery(entity: Entity, delivery: Document): Entity {
  const id = gidOf('ReverseDelivery', delivery);
  const others = reverseDeliveriesOf(entity).filter((known) => gidOf('ReverseDelivery', known) !== id);
  return { ...entity, document: { ...entity.document, reverse_deliveries: [...others, delivery] } };
}

/**
 * As `reverse_deliveries/attach_deliverable` tells it; of a return that the store does not know nothing is kept. A delivered
 * label may have no time; the Admin API has none without.
 */
export function applyReverseDelivery(store: Store, domain: string, { payload, triggeredAt }: Delivered): void {
  const id: Gid | null = gidOf('Return', record(payload.return) ?? {});
  const entity = id === null ? undefined : store.entity(domain, id);
  if (entity === undefined) return;
  const attached = record(payload.shipping_deliverable) ?? {};
  const label = record(attached.label);
  const dated = label && { ...label, created_at: label.created_at ?? formatUtc(triggeredAt) };
  const delivery = { ...payload, shipping_deliverable: { ...attached, label: dated } };
  store.putEntity(domain, withReverseDelivery(entity, delivery));
}
