import { expect, test } from 'vitest';
import { createMemoryEffectQueue } from '../../../adapters/memory/effect-queue.ts';
import { createMemoryStores } from '../../../adapters/memory/stores.ts';
import type { Decision } from '../../../core/decide.ts';
import { factIn } from '../../../core/facts/catalogue.ts';
import type { ProductId } from '../../../core/identity.ts';
import type { Observation } from '../../../core/observation.ts';
import type { OrderSnapshot } from '../../../core/order.ts';
import type { ReadFailure } from '../../../core/ports.ts';
import type { ProductSnapshot, ToldOfProduct } from '../../../core/product.ts';
import { observe } from '../../../core/use-cases/observe.ts';
import { EMPTY_SHOP } from '../../functions/services.ts';
import { buildOrder, buildProduct, buildShop, buildVersion, DAY_MS, NOW, orderId, productId } from '../builders.ts';
import { BAG_RULE, SCOPES } from '../decisions.ts';
import { SHOP } from './stage.ts';

const SHIRT = productId(501);
const UNAVAILABLE: ReadFailure = { kind: 'unavailable', problem: 'the shop is down' };

async function start({ scopes = [...SCOPES, 'read_products'], rules = [BAG_RULE] } = {}) {
  const stores = createMemoryStores();
  await stores.shops.install(SHOP, buildShop({ scopes }), NOW - 10 * DAY_MS);
  await stores.policies.publish(SHOP, { rules }, 0, '1', NOW - 10 * DAY_MS);
  const world = { shelf: [] as ProductSnapshot[], failure: null as ReadFailure | null, asked: [] as ProductId[][] };
  const ports = {
    ...stores,
    effects: createMemoryEffectQueue(),
    reader: {
      ...EMPTY_SHOP,
      async products(_: unknown, ids: readonly ProductId[]) {
        world.asked.push([...ids]);
        if (world.failure) return world.failure;
        const found = world.shelf.filter(({ id }) => ids.includes(id));
        return { kind: 'found' as const, seen: found.map((product) => ({ product, version: buildVersion() })) };
      },
    },
    backoff: async () => undefined,
    confirmInstallation: async () => 'confirmed' as const,
  };
  const tell = (observation: Observation) => observe(ports, SHOP, observation, NOW);
  const place = (order: OrderSnapshot, updatedAt = NOW) =>
    tell({ type: 'order.seen', order, version: buildVersion({ updatedAt }) });
  const decisionOf = async (number: number): Promise<Decision> => {
    const id = (await stores.ledger.order(SHOP, orderId(number), 'latest'))?.decision;
    const decision = id ? await stores.ledger.decision(SHOP, id) : null;
    if (!decision) throw new Error('nothing was decided');
    return decision;
  };
  const sizesOf = async (number: number) => factIn((await decisionOf(number)).facts, 'order.lines.sizesOfOneProduct');
  return { world, stores, tell, place, decisionOf, sizesOf };
}

const told = (over: Partial<ProductSnapshot>, seconds = 0): ToldOfProduct => ({
  type: 'product.seen',
  product: buildProduct(over),
  version: buildVersion({ updatedAt: NOW + seconds * 1000 }),
});

const line = (variantTitle: string, product = SHIRT) => ({ product, title: 'Hemd', variantTitle, quantity: 1 });
/** Three sizes, which nobody could tell by these words. */
const WORDS = [line('Rot / One'), line('Rot / Slim/Regular'), line('Blau / Riesig')];
const order = (number: number, lines = WORDS) => buildOrder({ id: orderId(number), name: `#${number}`, lines });
const number = (value: number) => ({ type: 'number', number: value });

test('sizes are told by the options of a product that deliveries told of, and the shop is not asked', async () => {
  const { world, tell, place, sizesOf, decisionOf } = await start();
  await tell(told({ options: ['Farbe', 'Größe'] }));
  await place(order(1));
  expect(await sizesOf(1)).toEqual(number(3));
  expect((await decisionOf(1)).titleParts).toEqual({ [SHIRT]: ['colour', 'size'] });
  expect(world.asked).toEqual([]);
});

test('a product that nobody told of is read from the shop once, with all of its order in one call', async () => {
  const { world, place, sizesOf, stores } = await start();
  const trousers = productId(502);
  world.shelf = [buildProduct({ options: ['Farbe', 'Größe'] }), buildProduct({ id: trousers, options: ['Länge'] })];
  const lengths = ['30', '32', '34', '36'].map((length) => line(length, trousers));
  await place(order(1, [...WORDS, ...lengths]));
  expect(await sizesOf(1)).toEqual(number(3));
  await place(order(2, [...WORDS, ...lengths]));
  expect(await sizesOf(2)).toEqual(number(3));
  expect(world.asked).toEqual([[SHIRT, trousers]]);
  expect(await stores.products.find(SHOP, [SHIRT, trousers], 'latest')).toHaveLength(2);
});

test.each([
  ['does not answer', { failure: UNAVAILABLE }],
  ['does not let us', { failure: { kind: 'denied', problem: 'read_products is missing' } as ReadFailure }],
  ['does not know it', {}],
])('an order does not wait for a shop that %s: it is decided by the names of the variants', async (_, over) => {
  const { world, place, sizesOf, decisionOf, stores } = await start();
  Object.assign(world, over);
  await place(order(1, [line('S / Rot'), line('M / Rot')]));
  expect(await sizesOf(1)).toEqual(number(2));
  expect((await decisionOf(1)).titleParts).toBeUndefined();
  expect(world.asked).toEqual([[SHIRT]]);
  expect(await stores.products.find(SHOP, [SHIRT], 'latest')).toEqual([]);
});

test('the shop is not asked for one variant of each product, without the scope, or when no rule listens', async () => {
  const single = await start();
  await single.place(order(1, [line('S'), line('M', productId(502))]));
  const denied = await start({ scopes: SCOPES.filter((scope) => scope !== 'read_products') });
  await denied.place(order(1));
  const silent = await start({ rules: [{ ...BAG_RULE, enabled: false }] });
  await silent.place(order(1));
  expect([single, denied, silent].flatMap(({ world }) => world.asked)).toEqual([]);
});

test('a closed decision is looked at again by what was known of the product then', async () => {
  const { world, tell, place, sizesOf, decisionOf } = await start();
  world.failure = UNAVAILABLE;
  await place(order(1));
  expect(await sizesOf(1)).toEqual(number(0));
  await tell(told({ options: ['Farbe', 'Größe'] }));
  await place({ ...order(1), lines: [...WORDS, line('Rot / Winzig')] }, NOW + 60_000);
  expect((await decisionOf(1)).afterthoughts).toEqual([]);

  await place(order(2));
  expect(await sizesOf(2)).toEqual(number(3));
  await tell(told({ options: ['Größe', 'Farbe'] }, 60));
  await place({ ...order(2), lines: [...WORDS, line('Rot / Winzig')] }, NOW + 60_000);
  expect((await decisionOf(2)).afterthoughts).toEqual([]);
});

test('a product that is gone is still known to an order that comes late', async () => {
  const { tell, place, sizesOf, world } = await start();
  await tell(told({ options: ['Farbe', 'Größe'] }));
  await tell({ type: 'product.deleted', product: SHIRT });
  await place(order(1));
  expect(await sizesOf(1)).toEqual(number(3));
  expect(world.asked).toEqual([]);
});

test('of whom a delivery says too little, the shop is asked', async () => {
  const { world, tell, stores } = await start();
  const touched = { type: 'product.touched', product: SHIRT } as const;
  expect(await tell(touched)).toEqual({ kind: 'ignored', reason: 'product_missing' });
  world.failure = UNAVAILABLE;
  expect(await tell(touched)).toMatchObject({ kind: 'try_again', problem: 'the shop is down' });
  world.failure = null;
  world.shelf = [buildProduct()];
  expect(await tell(touched)).toEqual({ kind: 'folded' });
  expect(await tell(touched)).toEqual({ kind: 'known' });
  expect(await stores.products.find(SHOP, [SHIRT], 'latest')).toMatchObject([{ snapshot: buildProduct() }]);
});

test('nobody’s telling of a product is lost when several tell at once', async () => {
  const { tell, stores } = await start();
  const seen = [1, 3, 2].map((seconds) => told({ title: `after ${seconds}` }, seconds));
  await Promise.all([...seen, { type: 'product.deleted', product: SHIRT } as const].map(tell));
  const [record] = await stores.products.find(SHOP, [SHIRT], 'latest');
  expect(record).toMatchObject({ isDeleted: true, snapshot: { title: 'after 3' } });
});
