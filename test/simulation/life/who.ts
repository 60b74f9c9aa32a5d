import { newCustomer, type ShopCustomer } from '../world/customer.ts';
import { customerPayload } from '../world/payloads.ts';
import { type SimulatedShop, whoIs } from '../world/shop.ts';
import type { World } from '../world/world.ts';
import type { LifeEvent } from './events.ts';
import { say } from './say.ts';

/** Whom and what the numbers of events mean. */

export function customerId({ shop }: LifeEvent, number: number): string {
  return `gid://shopify/Customer/${(shop + 1) * 100 + number}`;
}

/** Whoever was merged is somebody else by now. */
export function person(shop: SimulatedShop, event: LifeEvent, number: number): string {
  return whoIs(shop, customerId(event, number));
}

export function orderId({ shop }: LifeEvent, number: number): string {
  return `gid://shopify/Order/${(shop + 1) * 1000 + number}`;
}

/** Null once the shop deleted them: the platform gives no id twice. */
export function customerOf(world: World, shop: SimulatedShop, id: string): ShopCustomer | null {
  if (shop.deleted.has(id)) return null;
  const now = world.ground.agenda.now();
  const known = shop.customers.get(id);
  if (known) {
    known.updatedAt = now;
    return known;
  }
  const customer = newCustomer(id, now);
  shop.customers.set(id, customer);
  say(world, shop, 'customers/create', customerPayload(id), id);
  return customer;
}
