import { parseShopDomain } from '../../core/identity.ts';
import type { RoutesOptions } from '../platform/routes.ts';
import { iso } from './effect-row.ts';
import { allParked } from './parked.ts';

/** What functions failed at each time: still in a dead-letter queue, or moved into its shop's parking lot by tick. */
export async function listDeadLetters({ queues, services, shopify }: RoutesOptions) {
  const shops = shopify.installedShops().flatMap(({ domain }) => parseShopDomain(domain) ?? []);
  const parked = await Promise.all(
    shops.map(async (shop) => {
      const deliveries = await allParked(services, shop);
      const dead = deliveries.filter(({ source }) => source === 'dead_letter');
      return dead.map(({ id, topic, reason, at }) => ({ shop, parked: id, topic, reason, at: iso(at) }));
    }),
  );
  return [...queues.deadLetters(), ...parked.flat()];
}
