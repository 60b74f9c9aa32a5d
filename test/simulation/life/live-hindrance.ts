import { type DisputeChange, disputePayload, type HoldChange, holdPayload, movedPayload } from '../world/hindrance.ts';
import type { SimulatedShop } from '../world/shop.ts';
import type { World } from '../world/world.ts';
import type { LifeEvent } from './events.ts';
import { say } from './say.ts';

type Hindrance = Extract<LifeEvent, { kind: 'disputed' | 'held' | 'hold_released' | 'moved' }>;

/** Something keeps an order from going its way, or no longer does: what makes no sense as it stands does not happen. */
export function liveHindrance(world: World, shop: SimulatedShop, order: string, event: Hindrance): void {
  if (!shop.orders.has(order)) return;
  if (event.kind === 'disputed') {
    dispute(world, shop, order, event);
    return;
  }
  const at = world.ground.agenda.now();
  const { name } = event;
  const id = `${order.replace('Order', 'FulfillmentOrder')}${event.part}`;
  const before = shop.holds.findLast((each) => each.id === id) ?? { reasons: [], place: 'Lyon' };
  if (event.kind === 'moved') {
    const topic = 'fulfillment_orders/moved';
    const moved: HoldChange = { ...before, at, name, topic, id, order, place: event.place };
    shop.holds.push(moved);
    say(world, shop, topic, movedPayload(moved), name);
    return;
  }
  const reasons = event.kind === 'held' ? [...new Set([...before.reasons, event.reason])] : before.reasons.slice(1);
  if (reasons.length === before.reasons.length) return;
  // The first of several is told, and the last release.
  const isTold = before.reasons.length === 0 || reasons.length === 0;
  const topic = `fulfillment_orders/${event.kind === 'held' ? 'placed_on_hold' : 'hold_released'}`;
  const changed: HoldChange = { ...before, at, name, topic: isTold ? topic : null, id, order, reasons };
  shop.holds.push(changed);
  if (isTold) say(world, shop, topic, holdPayload(changed), name);
}

function dispute(world: World, shop: SimulatedShop, order: string, event: Extract<Hindrance, { kind: 'disputed' }>) {
  const at = world.ground.agenda.now();
  const id = `${order.replace('Order', 'ShopifyPaymentsDispute')}${event.number}`;
  const before = shop.disputes.find((each) => each.id === id);
  const topic = before ? 'disputes/update' : 'disputes/create';
  const { name, type, status } = event;
  const changed: DisputeChange = { at, name, topic, id, order, openedAt: before?.openedAt ?? at, type, status };
  shop.disputes.push(changed);
  say(world, shop, topic, disputePayload(changed), name);
}
