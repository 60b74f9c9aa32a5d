import type { RecipientReader } from '../../core/ports.ts';
import type { AdminGateway } from './admin.ts';
import { MESSAGE_RECIPIENT } from './documents/customers.ts';
import { readFailure } from './read-failure.ts';

/** Reads who gets a message through the Admin API. Needs `read_customers`. */
export function createRecipientReader(gateway: AdminGateway): RecipientReader {
  return {
    async recipient(shop, customer) {
      const result = await gateway.request(shop, MESSAGE_RECIPIENT, { customer });
      if (result.kind !== 'data') return readFailure(result);
      const { customer: found, shop: store } = result.data;
      if (!found) return { kind: 'missing' };
      const email = found.defaultEmailAddress?.emailAddress ?? null;
      const firstName = found.firstName ?? null;
      return { kind: 'found', recipient: { email, firstName, shopName: store.name, shopEmail: store.contactEmail } };
    },
  };
}
