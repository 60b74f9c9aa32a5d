import { expect, test } from 'vitest';
import { createMemoryStores } from '../../adapters/memory/stores.ts';
import type { CustomerId, Instant } from '../../core/identity.ts';
import type { Observation } from '../../core/observation.ts';
import type { ShopReader } from '../../core/ports.ts';
import { historyReach } from '../../core/shop.ts';
import { installShop } from '../../core/use-cases/install-shop.ts';
import { observe } from '../../core/use-cases/observe.ts';
import { buildOrder, buildShop, buildVersion, customerId, DAY_MS, installed, NOW, orderId, usd } from './builders.ts';

const SHOP = buildShop();
const PAGE = 30;

/** A shop with this many past orders of customer 7, one a day, that answers `calls` times and then asks to wait. */
function shopWith(orders: number, calls: number) {
  const past = Array.from({ length: orders }, (_, index) => ({
    order: buildOrder({ id: orderId(index + 1), createdAt: NOW - (index + 1) * DAY_MS, total: usd(100) }),
    version: buildVersion({ updatedAt: NOW - (index + 1) * DAY_MS }),
  }));
  const cursors: (string | null)[] = [];
  let left = calls;
  const reader: ShopReader = {
    order: async () => ({ kind: 'missing' }),
    customer: async () => ({ kind: 'missing' }),
    customerWithEmail: async () => ({ kind: 'missing' }),
    return: async () => ({ kind: 'missing' }),
    shipment: async () => ({ kind: 'missing' }),
    products: async () => ({ kind: 'found', seen: [] }),
    hold: async () => ({ kind: 'missing' }),
    company: async () => ({ kind: 'missing' }),
    goods: async () => ({ kind: 'missing' }),
    ordersNamed: async () => ({ kind: 'found', orders: [] }),
    changedOrders: async () => ({ kind: 'page', seen: [], parts: [], leftOut: [], cursor: null }),
    changedCustomers: async () => ({ kind: 'page', customers: [], cursor: null }),
    async ordersOf(_shop, _customer, _since, cursor) {
      if (left === 0) return { kind: 'unavailable', problem: 'the shop asks to call less often' };
      left -= 1;
      cursors.push(cursor);
      const start = Number(cursor ?? 0);
      const next = start + PAGE < orders ? String(start + PAGE) : null;
      return { kind: 'page', seen: past.slice(start, start + PAGE), cursor: next };
    },
  };
  return { reader, cursors, allow: (more: number) => (left = more) };
}

async function playedBy(shop: ReturnType<typeof shopWith>) {
  const stores = createMemoryStores();
  await installShop(stores, SHOP.domain, SHOP, SHOP.installedAt);
  const ports = {
    ...stores,
    reader: shop.reader,
    effects: { send: async () => undefined },
    backoff: async () => undefined,
    confirmInstallation: async () => 'confirmed' as const,
  };
  return {
    stores,
    place: (now = NOW) => {
      const order = buildOrder({ id: orderId(9001), createdAt: now });
      const version = buildVersion({ updatedAt: now, triggeredAt: now });
      return observe(ports, SHOP.domain, { type: 'order.seen', order, version }, now);
    },
    tell: (observation: Observation, now: Instant) => observe(ports, SHOP.domain, observation, now),
    customer: () => stores.ledger.customer(SHOP.domain, customerId(7), 'latest'),
  };
}

test('a past that can’t be read at once goes on where it stopped, and the order is decided in the end', async () => {
  const shop = shopWith(100, 2);
  const { place, customer } = await playedBy(shop);
  expect(await place()).toMatchObject({ kind: 'try_again' });
  expect(await customer()).toMatchObject({
    learnedAt: null,
    pastCursor: { cursor: '60', begunAt: NOW, read: 60 },
    profile: { lifetime: { orders: 60 } },
  });
  shop.allow(10);
  const observed = await place();
  expect(observed).toMatchObject({ kind: 'decided', decision: { outcomes: [{ outcome: 'no_match' }] } });
  expect(shop.cursors).toEqual([null, '30', null, '60', '90']);
  expect(await customer()).toMatchObject({ learnedAt: NOW, pastCursor: null, profile: { lifetime: { orders: 101 } } });
});

test('at most 500 past orders are read, and known since says how far back that goes', async () => {
  const shop = shopWith(900, 100);
  const { place, customer } = await playedBy(shop);
  await place();
  const known = await customer();
  expect(shop.cursors).toHaveLength(Math.ceil(500 / PAGE));
  expect(known?.profile.knownSince).toBe(NOW - 510 * DAY_MS);
});

test('what was read before an interruption counts towards the 500', async () => {
  const shop = shopWith(900, 10);
  const { place } = await playedBy(shop);
  let observed = await place();
  for (let deliveries = 1; observed.kind === 'try_again' && deliveries < 5; deliveries += 1) {
    shop.allow(10);
    observed = await place();
  }
  expect(observed.kind).toBe('decided');
  expect(shop.cursors.length).toBeLessThanOrEqual(Math.ceil(500 / PAGE) + 1);
});

test('after a gap without the app the past is read anew, and what was known before it joins on only if nothing is missing', async () => {
  const shop = shopWith(3, 100);
  const { stores, place, customer } = await playedBy(shop);
  await place();
  const first = await customer();
  expect(first?.profile.knownSince).toBe(historyReach(SHOP, NOW));
  await stores.shops.uninstall(SHOP.domain, NOW + DAY_MS);
  const back = NOW + 200 * DAY_MS;
  const limited = await installed(stores.shops, SHOP.domain, { ...SHOP, scopes: ['read_orders'] }, back);
  await place(back + 1000);
  expect((await customer())?.profile.knownSince).toBe(historyReach(limited, back + 1000));
  expect((await customer())?.learnedAt).toBe(back + 1000);
});

/** A shop with one past order, which nobody has before it moves and `owner` after it. */
function ordersMovingTo(owner: CustomerId) {
  const seen = {
    order: buildOrder({ createdAt: NOW - DAY_MS, total: usd(100), customer: owner }),
    version: buildVersion(),
  };
  let hasMoved = false;
  const none = shopWith(0, 0);
  const ordersOf: ShopReader['ordersOf'] = async (_shop, customer) => ({
    kind: 'page',
    seen: hasMoved && customer === owner ? [seen] : [],
    cursor: null,
  });
  return { shop: { ...none, reader: { ...none.reader, ordersOf } }, move: () => (hasMoved = true) };
}

test('orders that had moved to another customer before the merge was told of are read with that one’s next order', async () => {
  const moving = ordersMovingTo(customerId(8));
  const { stores, place, tell } = await playedBy(moving.shop);
  await tell({ type: 'customer.seen', customer: customerId(8) }, NOW);
  moving.move();
  await place(NOW + DAY_MS);
  const merged = { type: 'customers.merged', kept: customerId(8), gone: customerId(7), toldAt: NOW + DAY_MS } as const;
  await tell(merged, NOW + DAY_MS);
  await tell({ type: 'customer.seen', customer: customerId(8) }, NOW + 2 * DAY_MS);
  const kept = await stores.ledger.customer(SHOP.domain, customerId(8), 'latest');
  expect(kept?.profile.lifetime.orders).toBe(2);
});

test('also over two merges that are told the other way round', async () => {
  const moving = ordersMovingTo(customerId(9));
  const { stores, tell } = await playedBy(moving.shop);
  await tell({ type: 'customer.seen', customer: customerId(8) }, NOW);
  await tell({ type: 'customer.seen', customer: customerId(9) }, NOW);
  moving.move();
  const later = NOW + DAY_MS;
  const merge = (gone: number, kept: number) =>
    tell({ type: 'customers.merged', kept: customerId(kept), gone: customerId(gone), toldAt: later }, later);
  await merge(8, 9);
  await merge(7, 8);
  await tell({ type: 'customer.seen', customer: customerId(9) }, later + DAY_MS);
  const kept = await stores.ledger.customer(SHOP.domain, customerId(9), 'latest');
  expect(kept?.profile.lifetime.orders).toBe(1);
});

test('what was read long before a merge is not read again', async () => {
  const shop = shopWith(3, 100);
  const { stores, place, tell } = await playedBy(shop);
  await place();
  await tell({ type: 'customer.seen', customer: customerId(8) }, NOW);
  const calls = shop.cursors.length;
  const merged = { type: 'customers.merged', kept: customerId(8), gone: customerId(7), toldAt: NOW + DAY_MS } as const;
  await tell(merged, NOW + DAY_MS);
  await tell({ type: 'customer.seen', customer: customerId(8) }, NOW + 2 * DAY_MS);
  expect(shop.cursors).toHaveLength(calls);
  expect((await stores.ledger.customer(SHOP.domain, customerId(8), 'latest'))?.learnedAt).toBe(NOW);
});
