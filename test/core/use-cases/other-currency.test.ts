import { expect, test } from 'vitest';
import { createMemoryEffectQueue } from '../../../adapters/memory/effect-queue.ts';
import { createMemoryStores } from '../../../adapters/memory/stores.ts';
import { observe } from '../../../core/use-cases/observe.ts';
import { EMPTY_SHOP } from '../../functions/services.ts';
import { buildOrder, buildShop, buildVersion, customerId, DAY_MS, NOW, orderId } from '../builders.ts';
import { SHOP } from './stage.ts';

const MINUTE_MS = 60_000;

test('old news of an order after the shop changed its currency takes out what it counted, once', async () => {
  const stores = createMemoryStores();
  await stores.shops.install(SHOP, buildShop(), NOW - 10 * DAY_MS);
  const ports = {
    ...stores,
    effects: createMemoryEffectQueue(),
    reader: EMPTY_SHOP,
    backoff: async () => undefined,
    confirmInstallation: async () => 'confirmed' as const,
  };
  const tell = (financialStatus: 'pending' | 'paid', updatedAt: number) => {
    const order = buildOrder({ financialStatus });
    const version = buildVersion({ updatedAt, bodyHash: financialStatus });
    return observe(ports, SHOP, { type: 'order.seen', order, version }, NOW);
  };
  const counted = async () => (await stores.ledger.customer(SHOP, customerId(7), 'latest'))?.profile.lifetime;
  await tell('paid', NOW);
  expect(await counted()).toEqual({ netMinor: 18_000, orders: 1 });
  await stores.shops.install(SHOP, buildShop({ currency: 'EUR' }), NOW + MINUTE_MS);
  for (let time = 1; time <= 3; time += 1) await tell('pending', NOW - MINUTE_MS);
  expect(await counted()).toEqual({ netMinor: 0, orders: 0 });
  expect((await stores.ledger.order(SHOP, orderId(1001), 'latest'))?.contribution).toBeNull();
});
