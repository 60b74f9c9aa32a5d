import type { RequestHandler } from 'express';
import type { Services } from '../../adapters/compose.ts';
import { windowTotals } from '../../core/profile.ts';
import { readId } from './decisions.ts';
import { fail, route } from './failure.ts';
import { shopOf } from './shop.ts';

const WINDOWS_DAYS = [30, 90, 365];

/** `GET /dev/stores/{shop}/profile?customer=gid`: what the app knows of a customer, its year summed up as rules see it. */
export function getProfile(services: Services): RequestHandler {
  return route(async (request, response) => {
    const customer = readId('Customer', String(request.query.customer ?? ''));
    if (customer === null) return fail(response, 400, 'customer must be an id such as gid://shopify/Customer/1');
    const { domain, currency } = shopOf(response);
    const record = await services.ledger.customer(domain, customer, 'latest');
    if (record === null) return fail(response, 404, `the app does not know the customer ${customer}`);
    const { knownSince, lifetime, days } = record.profile;
    const now = services.clock.now().getTime();
    const windows = WINDOWS_DAYS.map((length) => {
      const { netMinor, orders } = windowTotals(record.profile, now, length, null);
      return [`${length}d`, { spend: { amountMinor: netMinor, currency }, orders }];
    });
    response.json({
      customer,
      knownSince: knownSince === null ? null : new Date(knownSince).toISOString(),
      lifetime: { spend: { amountMinor: lifetime.netMinor, currency }, orders: lifetime.orders },
      ...Object.fromEntries(windows),
      daysWithOrders: days.length,
    });
  });
}
