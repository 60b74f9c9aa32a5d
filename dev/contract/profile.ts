import type { RequestHandler } from 'express';
import type { Services } from '../../adapters/compose.ts';
import { readId } from './decisions.ts';
import { fail, route } from './failure.ts';
import { shopOf } from './shop.ts';

/** `GET /dev/stores/{shop}/profile?customer=gid`: what the app knows of a customer, as it is folded. */
export function getProfile(services: Services): RequestHandler {
  return route(async (request, response) => {
    const customer = readId('Customer', String(request.query.customer ?? ''));
    if (customer === null) return fail(response, 400, 'customer must be an id such as gid://shopify/Customer/1');
    const record = await services.ledger.customer(shopOf(response).domain, customer, 'latest');
    if (record === null) return fail(response, 404, `the app does not know the customer ${customer}`);
    response.json(record.profile);
  });
}
