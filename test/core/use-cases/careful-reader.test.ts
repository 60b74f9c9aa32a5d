import { expect, test } from 'vitest';
import { createMemoryStores } from '../../../adapters/memory/stores.ts';
import { type Breaker, FAILURES_BEFORE_OPEN } from '../../../core/breaker.ts';
import type { ReadFailure, ShopReader, ShopStore } from '../../../core/ports.ts';
import { carefulReader } from '../../../core/use-cases/careful-reader.ts';
import { noteTrouble, type ShopHealth } from '../../../core/use-cases/shop-health.ts';
import { buildShop, customerId, NOW, orderId } from '../builders.ts';
import { DOWN as EFFECT_DOWN, OTHER, SHOP } from './stage.ts';

const DOWN: ReadFailure = { kind: 'unavailable', problem: 'HTTP 503', shopWide: 'down' };
const CLOSED: ReadFailure = { kind: 'unavailable', problem: 'HTTP 401', shopWide: 'closed' };
const THROTTLED: ReadFailure = { kind: 'unavailable', problem: 'throttled', shopWide: 'throttled', afterMs: 30_000 };
const ONE_CALL: ReadFailure = { kind: 'unavailable', problem: 'an error of this query' };
const DENIED: ReadFailure = { kind: 'denied', problem: 'read_orders is not granted' };
const SPAN = { from: NOW - 1, until: NOW };

async function start() {
  const { shops } = createMemoryStores();
  for (const shop of [SHOP, OTHER]) await shops.install(shop, buildShop(), NOW);
  const world = { now: NOW, failure: null as ReadFailure | null };
  const calls: string[] = [];
  const reads: string[] = [];
  const find: ShopStore['find'] = (shop, reading = 'latest') => {
    reads.push(reading);
    return shops.find(shop, reading);
  };
  function answer<Found>(name: string, found: Found): Found | ReadFailure {
    calls.push(name);
    return world.failure ?? found;
  }
  const reader: ShopReader = {
    order: async (shop) => answer(`order of ${shop}`, { kind: 'missing' }),
    return: async () => ({ kind: 'missing' }),
    shipment: async () => ({ kind: 'missing' }),
    products: async () => answer('products', { kind: 'found', seen: [] }),
    hold: async () => ({ kind: 'missing' }),
    company: async () => ({ kind: 'missing' }),
    ordersOf: async () => answer('ordersOf', { kind: 'page', seen: [], cursor: null }),
    changedOrders: async () =>
      answer('changedOrders', { kind: 'page', seen: [], parts: [], leftOut: [], cursor: null }),
    changedCustomers: async () => answer('changedCustomers', { kind: 'page', customers: [], cursor: null }),
    customer: async () => answer('customer', { kind: 'missing' }),
    customerWithEmail: async () => answer('customerWithEmail', { kind: 'missing' }),
    goods: async () => answer('goods', { kind: 'missing' }),
    ordersNamed: async () => answer('ordersNamed', { kind: 'found', orders: [] }),
  };
  const ports = { shops: { ...shops, find }, reader, random: () => 0.5 };
  const health: ShopHealth = new Map();
  const ofProcess = (own: ShopHealth) => carefulReader(ports, own, () => world.now);
  const careful = ofProcess(health);
  return {
    shops,
    world,
    calls,
    reads,
    ports,
    health,
    careful,
    ofProcess,
    read: (shop = SHOP, by = careful) => by.order(shop, orderId('1')),
    breaker: async () => (await shops.find(SHOP))?.breaker ?? null,
    open: (breaker: Breaker | null) => shops.setBreaker(SHOP, null, breaker),
  };
}

test('a shop that answers is read as it is, for one cheap look at the shop and no write', async () => {
  const { ports, calls, reads, careful } = await start();
  const setBreaker: ShopStore['setBreaker'] = async () => {
    throw new Error('nothing is to be written');
  };
  const shops = { ...ports.shops, setBreaker };
  expect(await carefulReader({ ...ports, shops }, new Map(), () => NOW).order(SHOP, orderId('1'))).toEqual({
    kind: 'missing',
  });
  expect(reads).toEqual(['cheap']);
  expect(await careful.ordersOf(SHOP, customerId(7), NOW, null)).toMatchObject({ kind: 'page' });
  expect(await careful.changedOrders(SHOP, SPAN, null, [])).toMatchObject({ kind: 'page' });
  expect(await careful.changedCustomers(SHOP, SPAN, null, true)).toMatchObject({ kind: 'page' });
  expect(await careful.ordersNamed(SHOP, '#1')).toMatchObject({ kind: 'found' });
  expect(await careful.customerWithEmail(SHOP, 'a@example.com')).toMatchObject({ kind: 'missing' });
  expect(await careful.customer(SHOP, customerId(7))).toEqual({ kind: 'missing' });
  expect(await careful.products(SHOP, [])).toMatchObject({ kind: 'found' });
  const named = ['ordersNamed', 'customerWithEmail', 'customer', 'products'];
  expect(calls.slice(1)).toEqual(['ordersOf', 'changedOrders', 'changedCustomers', ...named]);
});

test('after five failures in a row a shop is called no more, whatever is asked, and the other shop is', async () => {
  const { world, calls, read, careful, breaker } = await start();
  world.failure = DOWN;
  for (let time = 0; time < 10; time += 1) expect(await read()).toEqual(DOWN);
  expect(await careful.changedOrders(SHOP, SPAN, null, [])).toEqual(DOWN);
  expect(calls).toHaveLength(FAILURES_BEFORE_OPEN);
  expect(await breaker()).toEqual({ openUntil: NOW + 5_000, trips: 1, problem: 'HTTP 503', since: NOW });
  world.failure = null;
  expect(await read(OTHER)).toEqual({ kind: 'missing' });
});

test('failures of reads and of effects count together', async () => {
  const { shops, world, calls, read, ports, health, breaker } = await start();
  for (let time = 1; time < FAILURES_BEFORE_OPEN; time += 1)
    await noteTrouble(ports, health, (await shops.find(SHOP)) ?? buildShop(), EFFECT_DOWN, NOW);
  world.failure = DOWN;
  await read();
  expect(await breaker()).toMatchObject({ trips: 1 });
  await read();
  expect(calls).toHaveLength(1);
});

test('a shop that lets nobody in is called once', async () => {
  const { world, calls, read } = await start();
  world.failure = CLOSED;
  await read();
  expect(await read()).toMatchObject({ kind: 'unavailable', problem: 'HTTP 401' });
  expect(calls).toHaveLength(1);
});

test('what another process opened is respected, also while the perks are stopped', async () => {
  const { shops, calls, read, open } = await start();
  await open({ openUntil: NOW + 1, trips: 1, problem: 'unreachable', since: NOW });
  expect(await read()).toMatchObject({ kind: 'unavailable', problem: 'unreachable' });
  await shops.switchPerks(SHOP, 'stopped', NOW);
  expect(await read()).toMatchObject({ kind: 'unavailable', problem: 'unreachable' });
  expect(calls).toEqual([]);
});

test('half open one failure opens it again for longer, and an answer closes it', async () => {
  const { world, calls, read, open, breaker, ofProcess } = await start();
  await open({ openUntil: NOW, trips: 1, problem: 'unreachable', since: NOW - 5_000 });
  world.failure = DOWN;
  const other = ofProcess(new Map());
  for (let time = 0; time < 5; time += 1) await read(SHOP, other);
  expect(calls).toHaveLength(1);
  expect(await breaker()).toMatchObject({ trips: 2, openUntil: NOW + 10_000 });
  world.failure = null;
  world.now = NOW + 10_000;
  expect(await read()).toEqual({ kind: 'missing' });
  expect(await breaker()).toBeNull();
});

test.each([
  ['is missing', null],
  ['may not be read', DENIED],
  ['fails by an error of this one query', ONE_CALL],
])('what %s is an answer: the shop is there', async (_, failure) => {
  const { world, calls, read, open, breaker } = await start();
  await open({ openUntil: NOW, trips: 1, problem: 'unreachable', since: NOW });
  world.failure = failure;
  for (let time = 0; time < 5; time += 1) await read();
  expect(calls).toHaveLength(5);
  expect(await breaker()).toBeNull();
});

test('a shop that asks to wait is not called by this process until then, without a look at it, and opens nothing', async () => {
  const { world, calls, reads, read, ofProcess, breaker } = await start();
  world.failure = THROTTLED;
  await read();
  world.failure = null;
  world.now = NOW + 20_000;
  const looks = reads.length;
  expect(await read()).toEqual({
    kind: 'unavailable',
    problem: 'the shop asks to call less often',
    shopWide: 'throttled',
    afterMs: 10_000,
  });
  expect(reads).toHaveLength(looks);
  expect(calls).toHaveLength(1);
  expect(await read(SHOP, ofProcess(new Map()))).toEqual({ kind: 'missing' });
  world.now = NOW + 30_000;
  expect(await read()).toEqual({ kind: 'missing' });
  expect(await breaker()).toBeNull();
});

test('a process that has lately met trouble looks twice, so that it sees what it wrote itself', async () => {
  const { world, reads, read } = await start();
  world.failure = DOWN;
  await read();
  await read();
  world.failure = null;
  await read();
  await read();
  expect(reads).toEqual(['cheap', 'latest', 'latest', 'cheap']);
});

test('a bug is thrown on and says nothing of the shop', async () => {
  const { ports, health, breaker } = await start();
  const order = async () => {
    throw new RangeError('a bug');
  };
  const careful = carefulReader({ ...ports, reader: { ...ports.reader, order } }, health, () => NOW);
  await expect(careful.order(SHOP, orderId('1'))).rejects.toThrow('a bug');
  expect(health.size).toBe(0);
  expect(await breaker()).toBeNull();
});
