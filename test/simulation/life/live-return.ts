import { orderPayload } from '../world/payloads.ts';
import { noteReturn, RETURN_STEPS, returnPayload, type ShopReturn, takeReturnStep } from '../world/return.ts';
import type { SimulatedShop } from '../world/shop.ts';
import type { World } from '../world/world.ts';
import type { LifeEvent } from './events.ts';
import { say } from './say.ts';

/** Lets something happen to a return of the order: what makes no sense as it stands does not. */
export function liveReturn(
  world: World,
  shop: SimulatedShop,
  orderId: string,
  event: Extract<LifeEvent, { kind: 'return_requested' | 'return_moved' }>,
): void {
  const order = shop.orders.get(orderId);
  const id = `${orderId.replace('Order', 'Return')}${event.number}`;
  if (!order?.shipped) return;
  const now = world.ground.agenda.now();
  const known = shop.returns.get(id);
  const told = (topic: string, changed: ShopReturn) => {
    say(world, shop, topic, returnPayload(changed, topic), changed.name);
    // Nobody says whether a return that is asked for changes its order.
    const isSilent = topic === 'returns/request' && world.ground.chance.of(`silent ${changed.name}`) < 0.5;
    if (isSilent) return;
    order.updatedAt = now;
    say(world, shop, 'orders/updated', orderPayload(order), order.name);
  };
  if (event.kind === 'return_moved') {
    if (known && takeReturnStep(known, event.step, 'staff', now)) told(RETURN_STEPS[event.step].topic, known);
    return;
  }
  if (known || order.cancelledAt !== null) return;
  const valueMinor = Math.floor((order.orderedMinor * event.percent) / 100);
  const name = `${order.name}-R${event.number}`;
  const asked = { id, name, order: orderId, requestedAt: now, items: event.items, valueMinor };
  const requested: ShopReturn = {
    ...asked,
    status: 'REQUESTED',
    approved: null,
    closedAt: null,
    labelledAt: null,
    was: [],
  };
  shop.returns.set(id, requested);
  noteReturn(requested, 'returns/request', now);
  told('returns/request', requested);
}
