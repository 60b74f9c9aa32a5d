import { deliveredAt, type ShopShipment, scanPayload, shipmentPayload } from '../world/shipment.ts';
import type { SimulatedShop } from '../world/shop.ts';
import type { World } from '../world/world.ts';
import type { LifeEvent } from './events.ts';
import { say } from './say.ts';

/** Lets something happen to the parcel of an order: what makes no sense as it stands does not. */
export function liveShipment(
  world: World,
  shop: SimulatedShop,
  orderId: string,
  event: Extract<LifeEvent, { kind: 'parcel_sent' | 'parcel_scanned' }>,
): void {
  const order = shop.orders.get(orderId);
  if (!order) return;
  const now = world.ground.agenda.now();
  const id = `${orderId.replace('Order', 'Fulfillment')}1`;
  const known = shop.shipments.get(id);
  if (event.kind === 'parcel_sent') {
    if (known || order.cancelledAt !== null) return;
    const promisedAt = event.promisedMs === null ? null : now + event.promisedMs;
    const sent: ShopShipment = { id, name: `${order.name}.1`, order: orderId, sentAt: now, promisedAt, scans: [] };
    shop.shipments.set(id, sent);
    order.updatedAt = now;
    say(world, shop, 'fulfillments/create', shipmentPayload(sent), sent.name);
    return;
  }
  if (!known || deliveredAt(known) !== null) return;
  known.scans.push({ at: now, status: event.status });
  say(world, shop, 'fulfillment_events/create', scanPayload(known), known.name);
  say(world, shop, 'fulfillments/update', shipmentPayload(known), known.name);
}
