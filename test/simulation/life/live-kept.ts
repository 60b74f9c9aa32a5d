import { assertNever } from '../../../core/assert-never.ts';
import { consentPayload, deletedProductPayload, productPayload, tagsPayload } from '../world/payloads.ts';
import { changeCustomer, type SimulatedShop } from '../world/shop.ts';
import type { World } from '../world/world.ts';
import type { LifeEvent } from './events.ts';
import { say } from './say.ts';

type Change = Extract<LifeEvent, { kind: 'customer_tagged' | 'consented' | 'product_changed' | 'product_deleted' }>;

/** What the shop keeps of a customer or a product becomes something else. */
export function liveKept(
  world: World,
  shop: SimulatedShop,
  event: Change,
  customerOf: (number: number) => string,
): void {
  const at = world.ground.agenda.now();
  const { name } = event;
  switch (event.kind) {
    case 'customer_tagged': {
      const customer = shop.customers.get(customerOf(event.customer));
      if (!customer || customer.tags.includes(event.tag) === event.isAdded) return;
      const others = customer.tags.filter((tag) => tag !== event.tag);
      const topic = event.isAdded ? 'customer.tags_added' : 'customer.tags_removed';
      changeCustomer(shop, customer, { tags: event.isAdded ? [...others, event.tag] : others }, { at, name, topic });
      say(world, shop, topic, tagsPayload(customer, event.tag), name);
      return;
    }
    case 'consented': {
      const customer = shop.customers.get(customerOf(event.customer));
      if (!customer) return;
      const topic = 'customers_email_marketing_consent/update';
      changeCustomer(shop, customer, { consent: { state: event.state, at } }, { at, name, topic });
      say(world, shop, topic, consentPayload(customer), name);
      return;
    }
    case 'product_changed':
    case 'product_deleted': {
      const id = `gid://shopify/Product/${shop.number}${event.product}`;
      const before = shop.products.findLast((each) => each.id === id);
      if (before?.isDeleted) return;
      const isDeleted = event.kind === 'product_deleted';
      const topic = isDeleted ? 'products/delete' : 'products/update';
      const title = event.kind === 'product_changed' ? event.title : (before?.title ?? '');
      const changed = { id, at, name, topic, title, isDeleted };
      shop.products.push(changed);
      say(world, shop, topic, isDeleted ? deletedProductPayload(id) : productPayload(changed), name);
      return;
    }
    default:
      assertNever(event);
  }
}
