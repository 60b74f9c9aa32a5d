import { expect, test } from 'vitest';
import { createMemoryEffectQueue } from '../../../adapters/memory/effect-queue.ts';
import { createMemoryStores } from '../../../adapters/memory/stores.ts';
import type { Condition } from '../../../core/condition.ts';
import type { ShopReader } from '../../../core/ports.ts';
import { observe } from '../../../core/use-cases/observe.ts';
import { EMPTY_SHOP } from '../../functions/services.ts';
import { buildOrder, buildShop, buildVersion, DAY_MS, NOW, orderId } from '../builders.ts';
import { BAG_RULE } from '../decisions.ts';
import { SHOP } from './stage.ts';

const ABROAD: Condition = { fact: 'order.shippingCountry', operator: 'excludes', value: 'US' };
const SAME: Condition = { fact: 'order.addressesMatch', operator: 'is', value: true };
const order = buildOrder({ id: orderId(1) });
const told = buildOrder({ id: orderId(1), more: { country: 'AT', addressesMatch: true } });

type Answer = Awaited<ReturnType<ShopReader['order']>>;

async function start(condition: Condition) {
  const stores = createMemoryStores();
  await stores.shops.install(SHOP, buildShop(), NOW - 10 * DAY_MS);
  await stores.policies.publish(SHOP, { rules: [{ ...BAG_RULE, when: [condition] }] }, 0, '1', NOW - 10 * DAY_MS);
  const world = {
    answer: { kind: 'found', seen: { order: told, version: buildVersion() } } as Answer,
    asked: 0,
  };
  const ports = {
    ...stores,
    effects: createMemoryEffectQueue(),
    reader: {
      ...EMPTY_SHOP,
      async order() {
        world.asked += 1;
        return world.answer;
      },
    },
    backoff: async () => undefined,
    confirmInstallation: async () => 'confirmed' as const,
  };
  const see = (seen = order, updatedAt = NOW) =>
    observe(ports, SHOP, { type: 'order.seen', order: seen, version: buildVersion({ updatedAt }) }, NOW);
  const decision = async () => {
    const id = (await stores.ledger.order(SHOP, order.id, 'latest'))?.decision;
    return id ? await stores.ledger.decision(SHOP, id) : null;
  };
  return { world, see, decision };
}

const GRANTED = { kind: 'decided', decision: { outcomes: [{ outcome: 'granted' }] } };
const NO_MATCH = { kind: 'decided', decision: { outcomes: [{ outcome: 'no_match' }] } };

test('what a delivery tells the shop is not asked for', async () => {
  const { world, see } = await start(ABROAD);
  expect(await see(buildOrder({ id: order.id, more: { country: 'DE' } }))).toMatchObject(GRANTED);
  expect(world.asked).toBe(0);
});

test('the shop is asked for what nobody told, and where no rule asks it is not', async () => {
  const { world, see } = await start(ABROAD);
  expect(await see()).toMatchObject(GRANTED);
  expect(world.asked).toBe(1);
  const other = await start({ fact: 'order.items', operator: 'at_least', value: 1 });
  await other.see();
  expect(other.world.asked).toBe(0);
});

test('whether addresses match only the shop says', async () => {
  const { world, see } = await start(SAME);
  expect(await see(buildOrder({ id: order.id, more: { country: 'AT' } }))).toMatchObject(GRANTED);
  expect(world.asked).toBe(1);
});

test.each([
  ['is gone', { kind: 'missing' }],
  ['may not be read', { kind: 'denied', problem: 'read_orders is missing' }],
] as const)('an order that %s is decided without: what is unknown does not match', async (_, answer) => {
  const { world, see } = await start(ABROAD);
  world.answer = answer;
  expect(await see()).toMatchObject(NO_MATCH);
});

test('an order waits for a shop that can’t be asked', async () => {
  const { world, see } = await start(ABROAD);
  world.answer = { kind: 'unavailable', problem: 'the shop is down', afterMs: 500 };
  expect(await see()).toMatchObject({ kind: 'try_again', problem: 'the shop is down', afterMs: 500 });
});

test('a later state regrets nothing of what it leaves out, nor of what changed beside', async () => {
  const { see, decision } = await start(ABROAD);
  await see();
  await see(buildOrder({ id: order.id, lines: [] }), NOW + 1_000);
  expect((await decision())?.afterthoughts).toEqual([]);
  await see(buildOrder({ id: order.id, lines: [], more: { country: 'US' } }), NOW + 2_000);
  expect((await decision())?.afterthoughts).toEqual([]);
});
