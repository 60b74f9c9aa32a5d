import { assertNever } from '../../../core/assert-never.ts';
import { type ShopOrder, stateOf } from '../world/order.ts';
import { deletedOrderPayload, orderEditPayload, orderPayload, refundPayload } from '../world/payloads.ts';
import { productOf } from '../world/product.ts';
import type { SimulatedShop } from '../world/shop.ts';
import type { World } from '../world/world.ts';
import type { LifeEvent } from './events.ts';
import { companyId } from './live-company.ts';
import { say } from './say.ts';
import { customerOf, orderId, person } from './who.ts';

type Of<Kind extends LifeEvent['kind']> = Extract<LifeEvent, { kind: Kind }>;

export function placeOrder(world: World, shop: SimulatedShop, event: Of<'order'>): void {
  const now = world.ground.agenda.now();
  const buyer = event.customer === null ? null : customerOf(world, shop, person(shop, event, event.customer));
  const id = orderId(event, event.order);
  const order: ShopOrder = {
    id,
    name: `#${(event.shop + 1) * 1000 + event.order}`,
    customer: buyer?.id ?? null,
    createdAt: now,
    updatedAt: now,
    cancelledAt: null,
    shipped: false,
    test: event.test,
    company: event.company === undefined ? null : companyId(shop, event.company),
    currency: shop.settings.currency,
    status: event.paid ? 'paid' : 'pending',
    lines: linesOf(shop, event.sizes),
    orderedMinor: event.totalMinor,
    refunds: [],
    tags: [],
    note: null,
  };
  shop.orders.set(id, order);
  shop.states.push({ order: id, at: now, state: stateOf(order) });
  say(world, shop, 'orders/create', orderPayload(order), order.name);
  say(world, shop, 'orders/updated', orderPayload(order), order.name);
  if (event.paid) say(world, shop, 'orders/paid', orderPayload(order), order.name);
}

const SIZES = ['XS', 'S', 'M', 'L', 'XL'];

function linesOf(shop: SimulatedShop, sizes: number): ShopOrder['lines'] {
  const id = `gid://shopify/Product/${shop.number}0`;
  const product = productOf(shop, id).isDeleted ? null : id;
  return SIZES.slice(0, sizes).map((size) => ({ product, size, quantity: 1 }));
}

/** The platform objects where a part of it was sent, or is to be sent back. */
export function deleteOrder(world: World, shop: SimulatedShop, event: Of<'order_deleted'>): void {
  const id = orderId(event, event.order);
  const was = shop.orders.get(id);
  const isGoing = [...shop.shipments.values(), ...shop.returns.values()].some(({ order }) => order === id);
  if (!was || was.shipped || isGoing) return;
  shop.orders.delete(id);
  shop.deletedOrders.set(id, { at: world.ground.agenda.now(), name: event.name, was });
  say(world, shop, 'orders/delete', deletedOrderPayload(was), event.name);
}

type Change = Of<
  'paid' | 'edited' | 'refunded' | 'cancelled' | 'shipped' | 'reassigned' | 'staff_tags' | 'staff_notes'
>;

/** What makes no sense as it stands does not happen. */
export function changeOrder(world: World, shop: SimulatedShop, event: Change): void {
  const order = shop.orders.get(orderId(event, event.order));
  if (!order) return;
  const now = world.ground.agenda.now();
  const also: [topic: string, body: string][] = [];
  switch (event.kind) {
    case 'paid':
      if (order.status === 'pending') order.status = 'paid';
      also.push(['orders/paid', '']);
      break;
    case 'edited':
      order.lines = linesOf(shop, event.sizes);
      order.orderedMinor += event.addedMinor;
      also.push(['orders/edited', orderEditPayload(order)]);
      break;
    case 'refunded': {
      const left = order.orderedMinor - order.refunds.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
      const amountMinor = Math.floor((left * event.percent) / 100);
      const id = `${order.id.replace('Order', 'Refund')}${order.refunds.length + 1}`;
      const refund = { id, at: now, amountMinor };
      order.refunds = [...order.refunds, refund];
      if (order.status !== 'pending') order.status = amountMinor === left ? 'refunded' : 'partially_refunded';
      also.push(['refunds/create', refundPayload(order, refund)]);
      break;
    }
    case 'cancelled':
      order.cancelledAt ??= now;
      also.push(['orders/cancelled', '']);
      break;
    case 'shipped':
      order.shipped = true;
      also.push(['orders/fulfilled', '']);
      break;
    case 'reassigned': {
      const buyer = customerOf(world, shop, person(shop, event, event.customer));
      if (!buyer) return;
      order.customer = buyer.id;
      break;
    }
    case 'staff_tags':
      order.tags = [...new Set([...order.tags, event.tag])];
      break;
    case 'staff_notes':
      order.note = order.note === null ? event.line : `${order.note}\n${event.line}`;
      break;
    default:
      assertNever(event);
  }
  order.updatedAt = now;
  shop.states.push({ order: order.id, at: now, state: stateOf(order) });
  const body = orderPayload(order);
  for (const [topic, own] of [['orders/updated', ''] as const, ...also]) {
    say(world, shop, topic, own === '' ? body : own, order.name);
  }
}
