import { expect, test } from 'vitest';
import { createMemoryEffectQueue } from '../../../adapters/memory/effect-queue.ts';
import { createMemoryStores } from '../../../adapters/memory/stores.ts';
import type { Condition } from '../../../core/condition.ts';
import type { GoodsAsked, GoodsLine } from '../../../core/goods.ts';
import type { ReadFailure } from '../../../core/ports.ts';
import { observe } from '../../../core/use-cases/observe.ts';
import { EMPTY_SHOP } from '../../functions/services.ts';
import { buildOrder, buildShop, buildVersion, DAY_MS, NOW, orderId, usd } from '../builders.ts';
import { BAG_RULE, SCOPES } from '../decisions.ts';
import { SHOP } from './stage.ts';

const MARGIN: Condition = { fact: 'order.margin', operator: 'at_least', value: 40 };
const SALE: Condition = { fact: 'order.products.collections', operator: 'excludes', value: 'Sale' };
const SHIRT: GoodsLine = {
  quantity: 1,
  price: usd(10_000),
  unitCost: usd(5_000),
  tags: ['linen'],
  collections: ['Shirts'],
};

async function start(when: Condition[], scopes = [...SCOPES, 'read_products']) {
  const stores = createMemoryStores();
  await stores.shops.install(SHOP, buildShop({ scopes }), NOW - 10 * DAY_MS);
  await stores.policies.publish(SHOP, { rules: [{ ...BAG_RULE, when }] }, 0, '1', NOW - 10 * DAY_MS);
  const world = {
    lines: [SHIRT] as readonly GoodsLine[],
    failure: null as ReadFailure | null,
    deniesCosts: false,
    asked: [] as GoodsAsked[],
  };
  const ports = {
    ...stores,
    effects: createMemoryEffectQueue(),
    reader: {
      ...EMPTY_SHOP,
      async goods(_shop: unknown, _order: unknown, asked: GoodsAsked) {
        world.asked.push(asked);
        if (world.failure && !(asked.costs === false && world.deniesCosts)) return world.failure;
        return { kind: 'found' as const, goods: { lines: world.lines } };
      },
    },
    backoff: async () => undefined,
    confirmInstallation: async () => 'confirmed' as const,
  };
  const order = buildOrder({ id: orderId(1) });
  return {
    world,
    place: (over: Partial<typeof order> = {}, updatedAt = NOW) =>
      observe(
        ports,
        SHOP,
        { type: 'order.seen', order: { ...order, ...over }, version: buildVersion({ updatedAt }) },
        NOW,
      ),
    decision: async () => {
      const id = (await stores.ledger.order(SHOP, order.id, 'latest'))?.decision;
      return id ? await stores.ledger.decision(SHOP, id) : null;
    },
  };
}

test('a shop is asked for what a rule looks at, and for nothing else', async () => {
  const costs = await start([MARGIN]);
  expect(await costs.place()).toMatchObject({ kind: 'decided', decision: { outcomes: [{ outcome: 'granted' }] } });
  expect(costs.world.asked).toEqual([{ costs: true, collections: false }]);
  const both = await start([MARGIN, SALE]);
  both.world.lines = [{ ...SHIRT, collections: ['sale'] }];
  expect(await both.place()).toMatchObject({ decision: { outcomes: [{ outcome: 'no_match' }] } });
  expect(both.world.asked).toEqual([{ costs: true, collections: true }]);
  const neither = await start([{ fact: 'order.items', operator: 'at_least', value: 1 }]);
  await neither.place();
  expect(neither.world.asked).toEqual([]);
  expect((await neither.decision())?.facts).not.toHaveProperty('order.margin');
});

test('an order waits for a shop that can’t be asked, and is decided once it answers', async () => {
  const { world, place, decision } = await start([MARGIN]);
  world.failure = { kind: 'unavailable', problem: 'the shop is down', afterMs: 500 };
  expect(await place()).toEqual({ kind: 'try_again', problem: 'the shop is down', afterMs: 500 });
  expect(await decision()).toBeNull();
  world.failure = null;
  expect(await place()).toMatchObject({ kind: 'decided' });
});

test('what the shop does not let us read is unknown, and nobody matches by it', async () => {
  const unknown = {
    facts: { 'order.margin': { type: 'unknown', reason: 'not_told' } },
    outcomes: [{ outcome: 'no_match' }],
  };
  const without = await start([MARGIN], [...SCOPES]);
  await without.place();
  expect(await without.decision()).toMatchObject(unknown);
  expect(without.world.asked).toEqual([]);
  const denied = await start([MARGIN]);
  denied.world.failure = { kind: 'denied', problem: 'access denied' };
  await denied.place();
  expect(await denied.decision()).toMatchObject(unknown);
});

test('a shop that hides its costs alone tells the rest', async () => {
  const { world, place, decision } = await start([SALE, MARGIN]);
  world.failure = { kind: 'denied', problem: 'access denied' };
  world.deniesCosts = true;
  world.lines = [{ ...SHIRT, unitCost: null }];
  await place();
  expect(world.asked).toEqual([
    { costs: true, collections: true },
    { costs: false, collections: true },
  ]);
  expect((await decision())?.facts).toMatchObject({
    'order.margin': { type: 'unknown' },
    'order.products.collections': { type: 'words', words: [] },
  });
});

test('where a product is gone nobody knows what it was in', async () => {
  const { world, place, decision } = await start([SALE]);
  world.lines = [{ ...SHIRT, isBare: true, tags: [], collections: [] }];
  await place();
  expect(await decision()).toMatchObject({
    outcomes: [{ outcome: 'no_match', conditions: [{}, { verdict: 'unknown' }] }],
  });
  const custom = await start([SALE]);
  custom.world.lines = world.lines;
  await custom.place({ lines: [{ product: null, title: 'Gift wrap', variantTitle: null, quantity: 1 }] });
  expect(await custom.decision()).toMatchObject({ outcomes: [{ outcome: 'granted' }] });
});

test('an edit that comes later is held against what the shop said then, and nothing is regretted for it', async () => {
  const { world, place, decision } = await start([MARGIN, SALE]);
  await place();
  world.lines = [{ ...SHIRT, unitCost: usd(9_900), collections: ['Sale'] }];
  await place({ total: usd(9_000) }, NOW + 60_000);
  expect(world.asked).toHaveLength(1);
  expect(await decision()).toMatchObject({ facts: { 'order.margin': { number: 50 } }, afterthoughts: [] });
});
