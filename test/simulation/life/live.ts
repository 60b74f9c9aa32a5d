import { assertNever } from '../../../core/assert-never.ts';
import { mergeCustomers } from '../world/customer.ts';
import { exportOrders } from '../world/order-file.ts';
import { mergePayload, orderPayload, riskPayload } from '../world/payloads.ts';
import type { SimulatedShop } from '../world/shop.ts';
import type { World } from '../world/world.ts';
import { describe, type LifeEvent } from './events.ts';
import { liveCompany } from './live-company.ts';
import { liveCustomer } from './live-customer.ts';
import { liveHindrance } from './live-hindrance.ts';
import { changeOrder, deleteOrder, placeOrder } from './live-order.ts';
import { livePrivacy } from './live-privacy.ts';
import { liveProduct } from './live-product.ts';
import { liveReturn } from './live-return.ts';
import { liveReview } from './live-review.ts';
import { liveSettings } from './live-settings.ts';
import { liveShipment } from './live-shipment.ts';
import { say } from './say.ts';
import { actOfStaff } from './staff.ts';
import { customerId, customerOf, orderId, person } from './who.ts';

/** Lets one event happen: to the shop as it is at the platform, or through the app. */
export function live(world: World, event: LifeEvent): void {
  const shop = world.shops[event.shop];
  if (!shop) throw new Error(`there is no shop ${event.shop}`);
  world.ground.tell(describe(event));
  switch (event.kind) {
    case 'order':
      placeOrder(world, shop, event);
      return;
    case 'paid':
    case 'edited':
    case 'refunded':
    case 'cancelled':
    case 'shipped':
    case 'reassigned':
    case 'staff_tags':
    case 'staff_notes':
      changeOrder(world, shop, event);
      return;
    case 'order_deleted':
      deleteOrder(world, shop, event);
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
      liveReview(world, shop, event, event.customer === null ? null : customerId(event, event.customer));
      return;
    case 'disputed':
    case 'held':
    case 'hold_released':
    case 'moved':
      liveHindrance(world, shop, orderId(event, event.order), event);
      return;
    case 'customer_tagged':
    case 'consented':
    case 'customer_deleted':
      liveCustomer(world, shop, person(shop, event, event.customer), event);
      return;
    case 'company_joined':
    case 'company_left':
      liveCompany(world, shop, event, person(shop, event, event.customer));
      return;
    case 'company_deleted':
      liveCompany(world, shop, event, null);
      return;
    case 'product_changed':
    case 'product_deleted':
    case 'goods_changed':
    case 'costs_hidden':
      liveProduct(world, shop, event);
      return;
    case 'settings':
      liveSettings(world, shop, event);
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
        currency: shop.settings.currency,
        expiresAt: event.endsAt,
        by: 'staff',
        notified: false,
      } as const;
      customer?.credits.push(credit);
      return;
    }
    case 'file_exported':
      shop.orderFile = exportOrders(shop, world.ground.agenda.now());
      return;
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
    case 'file_read':
      actOfStaff(world, shop, event);
      return;
    default:
      assertNever(event);
  }
}

type Of<Kind extends LifeEvent['kind']> = Extract<LifeEvent, { kind: Kind }>;

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
