import { assertNever } from '../../../core/assert-never.ts';
import { changeCustomer, deleteCustomer } from '../world/customer.ts';
import { consentPayload, customerPayload, smsConsentPayload, tagsPayload } from '../world/payloads.ts';
import type { SimulatedShop } from '../world/shop.ts';
import type { World } from '../world/world.ts';
import type { LifeEvent } from './events.ts';
import { say } from './say.ts';

type Change = Extract<LifeEvent, { kind: 'customer_tagged' | 'consented' | 'customer_deleted' }>;

/** What the shop keeps of a customer becomes something else, or is deleted. */
export function liveCustomer(world: World, shop: SimulatedShop, id: string, event: Change): void {
  const at = world.ground.agenda.now();
  const { name } = event;
  const customer = shop.customers.get(id);
  if (!customer) return;
  switch (event.kind) {
    case 'customer_tagged': {
      if (customer.tags.includes(event.tag) === event.isAdded) return;
      const others = customer.tags.filter((tag) => tag !== event.tag);
      const topic = event.isAdded ? 'customer.tags_added' : 'customer.tags_removed';
      const what = { kind: event.isAdded ? 'tags_added' : 'tags_removed', tags: [event.tag] } as const;
      const tags = event.isAdded ? [...others, event.tag] : others;
      changeCustomer(shop, customer, { tags }, { at, name, topic }, what);
      say(world, shop, topic, tagsPayload(customer, event.tag), name);
      return;
    }
    case 'consented': {
      const { state } = event;
      const consent = { state, at };
      if (event.to === 'text_messages') {
        if (!customer.sms) return;
        const topic = 'customers_marketing_consent/update';
        changeCustomer(shop, customer, { sms: consent }, { at, name, topic }, { kind: 'sms_consent', state });
        say(world, shop, topic, smsConsentPayload(customer), name);
        return;
      }
      const topic = 'customers_email_marketing_consent/update';
      changeCustomer(shop, customer, { consent }, { at, name, topic }, { kind: 'email_consent', state });
      say(world, shop, topic, consentPayload(customer), name);
      return;
    }
    case 'customer_deleted':
      if (deleteCustomer(shop, id, at, name)) say(world, shop, 'customers/delete', customerPayload(id), name);
      return;
    default:
      assertNever(event);
  }
}
