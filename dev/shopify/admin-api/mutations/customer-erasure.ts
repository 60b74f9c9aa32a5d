import { restId, toGid } from '../../gid.ts';
import { payloadOf } from '../../webhooks/payload.ts';
import type { Resolver } from '../context.ts';
import { requireGidOf } from '../ids.ts';
import { userError } from './user-error.ts';
import { visibleEntity } from './visible-entity.ts';

/** Within these days the request can be taken back (help page “Processing customer data requests”). */
const ERASED_AFTER_DAYS = 10;

/**
 * Asks for a customer's personal data to be erased: apps are told ten days later. Shopify waits longer where the customer
 * ordered within half a year; here nobody has to.
 */
export const customerRequestDataErasure: Resolver = (args, context) => {
  const { store, shop } = context.reading;
  const id = requireGidOf('Customer', args.customerId);
  const answer = (customerId: string | null, userErrors: object[]) => ({
    __typename: 'CustomerRequestDataErasurePayload',
    customerId,
    userErrors,
  });
  const customer = visibleEntity(id, context);
  if (customer === undefined) {
    return answer(null, [{ ...userError(['customerId'], 'Customer does not exist'), code: 'DOES_NOT_EXIST' }]);
  }
  const { email, phone } = payloadOf(customer, shop);
  context.emitInDays(ERASED_AFTER_DAYS, 'customers/redact', {
    shop_id: restId(toGid('Shop', shop.id)),
    shop_domain: shop.domain,
    customer: { id: restId(id), email: email ?? null, phone: phone ?? null },
    orders_to_redact: store.ordersOfCustomer(shop.domain, id).map((order) => restId(order.id)),
  });
  return answer(id, []);
};
