import { assertNever } from '../../../core/assert-never.ts';
import { addressOf } from '../world/mail.ts';
import { type ShopOrder, stateOf } from '../world/order.ts';
import {
  customerPayload,
  mergePayload,
  orderEditPayload,
  orderPayload,
  refundPayload,
  reviewPayload,
  riskPayload,
} from '../world/payloads.ts';
import { mergeCustomers, type ShopCustomer, type SimulatedShop, whoIs } from '../world/shop.ts';
import type { World } from '../world/world.ts';
import { describe, type LifeEvent } from './events.ts';
import { liveKept } from './live-kept.ts';
import { livePrivacy } from './live-privacy.ts';
import { liveReturn } from './live-return.ts';
import { liveShipment } from './live-shipment.ts';
import { say } from './say.ts';
import { actOfStaff } from './staff.ts';

/** Lets one event happen: to the shop as it is at the platform, or through the app. */
export function live(world: World, event: LifeEvent): void {
  const shop = world.shops[event.shop];
  if (!shop) throw new Error(`there is no shop ${event.shop}`);
  world.ground.tell(describe(event));
  switch (event.kind) {
    case 'order':
      place(world, shop, event);
      return;
    case 'paid':
    case 'edited':
    case 'refunded':
    case 'cancelled':
    case 'shipped':
    case 'reassigned':
    case 'staff_tags':
    case 'staff_notes':
      change(world, shop, event);
      return;
    case 'return_requested':
    case 'return_moved':
      liveReturn(world, shop, orderId(event, event.order), event);
      return;
    case 'assessed':
      say(
        world,
        shop,
        'orders/risk_assessment_changed',
        riskPayload(orderId(event, event.order), event.answer),
        event.name,
      );
      return;
    case 'parcel_sent':
    case 'parcel_scanned':
      liveShipment(world, shop, orderId(event, event.order), event);
      return;
    case 'reviewed':
      review(world, shop, event);
      return;
    case 'customer_tagged':
    case 'consented':
    case 'product_changed':
    case 'product_deleted':
      liveKept(world, shop, event, (number) => person(shop, event, number));
      return;
    case 'merged':
      merge(world, shop, event);
      return;
    case 'customer':
      customerOf(world, shop, person(shop, event, event.customer));
      return;
    case 'redacted':
    case 'data_requested':
    case 'shop_redacted':
      livePrivacy(world, shop, event, (number) => person(shop, event, number));
      return;
    case 'staff_credits': {
      const customer = shop.customers.get(person(shop, event, event.customer));
      const at = world.ground.agenda.now();
      const credit = {
        at,
        amountMinor: event.amountMinor,
        expiresAt: event.endsAt,
        by: 'staff',
        notified: false,
      } as const;
      customer?.credits.push(credit);
      return;
    }
    case 'outage':
      shop.outage = { mode: event.mode, until: event.at + event.forMs };
      shop.outages.push({ from: event.at, until: event.at + event.forMs });
      return;
    case 'garbage':
      say(world, shop, 'orders/create', event.body, event.name);
      return;
    case 'installed':
    case 'uninstalled':
    case 'scopes':
    case 'published':
    case 'perks':
    case 'attended':
    case 'import':
      actOfStaff(world, shop, event);
      return;
    default:
      assertNever(event);
  }
}

type Of<Kind extends LifeEvent['kind']> = Extract<LifeEvent, { kind: Kind }>;

function customerId({ shop }: LifeEvent, number: number): string {
  return `gid://shopify/Customer/${(shop + 1) * 100 + number}`;
}

/** Whoever was merged is somebody else by now. */
function person(shop: SimulatedShop, event: LifeEvent, number: number): string {
  return whoIs(shop, customerId(event, number));
}

function orderId({ shop }: LifeEvent, number: number): string {
  return `gid://shopify/Order/${(shop + 1) * 1000 + number}`;
}

function customerOf(world: World, shop: SimulatedShop, id: string): ShopCustomer {
  const now = world.ground.agenda.now();
  const known = shop.customers.get(id);
  if (known) {
    known.updatedAt = now;
    return known;
  }
  const consent = { state: 'not_subscribed', at: null } as const;
  const customer: ShopCustomer = { id, createdAt: now, updatedAt: now, credits: [], tags: [], consent };
  shop.customers.set(id, customer);
  say(world, shop, 'customers/create', customerPayload(id), id);
  return customer;
}

function merge(world: World, shop: SimulatedShop, event: Of<'merged'>): void {
  const at = world.ground.agenda.now();
  const [gone, kept] = [person(shop, event, event.gone), person(shop, event, event.kept)];
  const merged = mergeCustomers(shop, { at, name: event.name, gone, kept });
  if (!merged) return;
  say(world, shop, 'customers/merge', mergePayload({ gone, kept }), event.name);
  if (!event.isTold) return;
  for (const order of merged.moved) {
    order.updatedAt = at;
    say(world, shop, 'orders/updated', orderPayload(order), order.name);
  }
}

function place(world: World, shop: SimulatedShop, event: Of<'order'>): void {
  const now = world.ground.agenda.now();
  const customer = event.customer === null ? null : customerOf(world, shop, person(shop, event, event.customer)).id;
  const id = orderId(event, event.order);
  const order: ShopOrder = {
    id,
    name: `#${(event.shop + 1) * 1000 + event.order}`,
    customer,
    createdAt: now,
    updatedAt: now,
    cancelledAt: null,
    shipped: false,
    test: event.test,
    status: event.paid ? 'paid' : 'pending',
    lines: linesOf(event, event.sizes),
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

/** The service tells whoever has connected it, whether the app is in the shop or not. */
function review(world: World, shop: SimulatedShop, event: Of<'reviewed'>): void {
  const now = world.ground.agenda.now();
  const customer = event.customer === null ? null : customerId(event, event.customer);
  const id = `${(event.shop + 1) * 100 + event.review}`;
  const known = shop.reviews.get(id);
  const written = { id, customer, rating: event.rating, postedAt: known?.postedAt ?? now, updatedAt: now };
  shop.reviews.set(id, { ...written, ratings: [...(known?.ratings ?? []), event.rating] });
  const body = reviewPayload(written, customer === null ? 'stranger@nowhere.example' : addressOf(customer));
  world.deliveries.tell({ shop: shop.domain, topic: 'reviews/judgeme', body, subject: `review ${id}` });
}

const SIZES = ['XS', 'S', 'M', 'L', 'XL'];

function linesOf({ shop }: LifeEvent, sizes: number): ShopOrder['lines'] {
  return SIZES.slice(0, sizes).map((size) => ({ product: `gid://shopify/Product/${shop + 1}0`, size, quantity: 1 }));
}

type Change = Of<
  'paid' | 'edited' | 'refunded' | 'cancelled' | 'shipped' | 'reassigned' | 'staff_tags' | 'staff_notes'
>;

function change(world: World, shop: SimulatedShop, event: Change): void {
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
      order.lines = linesOf(event, event.sizes);
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
    case 'reassigned':
      order.customer = customerOf(world, shop, person(shop, event, event.customer)).id;
      break;
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
