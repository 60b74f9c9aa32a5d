import { assertNever } from '../../../core/assert-never.ts';
import { dataRequestPayload, redactPayload } from '../world/payloads.ts';
import type { SimulatedShop } from '../world/shop.ts';
import type { World } from '../world/world.ts';
import type { LifeEvent } from './events.ts';

type Asked = Extract<LifeEvent, { kind: 'redacted' | 'data_requested' | 'shop_redacted' }>;

/** What the law lets people ask for: the platform tells the app of it whether it is installed or not. */
export function livePrivacy(world: World, shop: SimulatedShop, event: Asked, customerOf: (number: number) => string) {
  const { domain } = shop;
  const at = world.ground.agenda.now();
  const tell = (topic: string, body: string, subject: string) =>
    world.deliveries.tell({ shop: domain, topic, body, subject });
  switch (event.kind) {
    case 'redacted': {
      // Orders that are told of later name the customer all the same.
      const customer = customerOf(event.customer);
      shop.redacted.add(customer);
      const orders = [...shop.orders.values()].filter((order) => order.customer === customer).map(({ id }) => id);
      tell('customers/redact', redactPayload(domain, customer, orders), customer);
      return;
    }
    case 'data_requested': {
      const customer = customerOf(event.customer);
      if (!shop.customers.has(customer)) return;
      const id = `${9000 + event.request}`;
      shop.dataRequests.push({ id, at, customer });
      tell('customers/data_request', dataRequestPayload(domain, customer, id), id);
      return;
    }
    case 'shop_redacted':
      if (!shop.presence.some(({ installed }) => !installed)) return;
      shop.deletionsAsked.push({ at, name: event.name });
      tell('shop/redact', JSON.stringify({ shop_id: 1, shop_domain: domain }), event.name);
      return;
    default:
      assertNever(event);
  }
}
