import { expect, test } from 'vitest';
import { createMemoryStores } from '../../../adapters/memory/stores.ts';
import { type Breaker, FAILURES_BEFORE_OPEN } from '../../../core/breaker.ts';
import type { TryAgain } from '../../../core/effects.ts';
import { noteAnswer, noteTrouble, type ShopHealth, throttledUntil } from '../../../core/use-cases/shop-health.ts';
import { buildShop, NOW, shopDomain } from '../builders.ts';
import { CLOSED, DOWN, THROTTLED } from './stage.ts';

const SHOP = shopDomain('atelier');

async function start() {
  const { shops } = createMemoryStores();
  await shops.install(SHOP, buildShop(), NOW);
  const shop = async () => (await shops.find(SHOP)) ?? buildShop();
  const health: ShopHealth = new Map();
  return {
    shops,
    shop,
    health,
    meet: async (trouble: TryAgain, now = NOW, of = health) =>
      noteTrouble({ shops, random: () => 0.5 }, of, await shop(), trouble, now),
    answer: async (of = health) => noteAnswer({ shops, random: () => 0.5 }, of, await shop()),
  };
}

test('the fifth failure in a row opens the breaker, the first four leave the shop open', async () => {
  const { shop, meet } = await start();
  expect(FAILURES_BEFORE_OPEN).toBe(5);
  for (let failure = 1; failure < FAILURES_BEFORE_OPEN; failure += 1) expect(await meet(DOWN)).toBe(NOW);
  expect((await shop()).breaker).toBeNull();
  expect(await meet(DOWN)).toBe(NOW + 5_000);
  expect((await shop()).breaker).toEqual({ openUntil: NOW + 5_000, trips: 1, problem: 'unreachable', since: NOW });
});

test('an answer between failures starts the count anew', async () => {
  const { shop, meet, answer } = await start();
  for (let failure = 1; failure < FAILURES_BEFORE_OPEN; failure += 1) await meet(DOWN);
  await answer();
  for (let failure = 1; failure < FAILURES_BEFORE_OPEN; failure += 1) await meet(DOWN);
  expect((await shop()).breaker).toBeNull();
});

test('a shop that lets nobody in opens the breaker at once', async () => {
  const { shop, meet } = await start();
  expect(await meet(CLOSED)).toBe(NOW + 5_000);
  expect((await shop()).breaker).toMatchObject({ trips: 1, problem: 'HTTP 401' });
});

test('half open one failure is enough, in a process that knows nothing of those before, and since when is kept', async () => {
  const { shop, meet } = await start();
  await meet(CLOSED);
  const later = NOW + 6_000;
  expect(await meet(DOWN, later, new Map())).toBe(later + 10_000);
  expect((await shop()).breaker).toMatchObject({ trips: 2, since: NOW });
});

test('an answer closes it, and the next trouble begins with the shortest pause', async () => {
  const { shop, meet, answer } = await start();
  await meet(CLOSED);
  await meet(CLOSED, NOW + 6_000);
  await answer();
  expect((await shop()).breaker).toBeNull();
  expect(await meet(CLOSED, NOW + 60_000)).toBe(NOW + 65_000);
});

test('throttling holds back this process alone and opens nothing', async () => {
  const { shop, meet, health } = await start();
  expect(await meet(THROTTLED)).toBe(NOW + 60_000);
  expect(throttledUntil(health, SHOP, NOW + 59_999)).toBe(NOW + 60_000);
  expect(throttledUntil(health, SHOP, NOW + 60_000)).toBeNull();
  expect(throttledUntil(health, shopDomain('other'), NOW)).toBeNull();
  expect(throttledUntil(new Map(), SHOP, NOW)).toBeNull();
  expect((await shop()).breaker).toBeNull();
});

test('two workers whose calls fail together open it once, not twice as long', async () => {
  const { shops, shop, meet } = await start();
  const seen = await shop();
  await meet(CLOSED);
  await noteTrouble({ shops, random: () => 1 }, new Map(), seen, CLOSED, NOW + 1);
  expect((await shop()).breaker).toMatchObject({ trips: 1, openUntil: NOW + 5_000 });
});

test('the answer to a call that began before it opened does not close it', async () => {
  const { shops, shop } = await start();
  const before = { ...(await shop()), breaker: { openUntil: NOW, trips: 1, problem: 'x', since: NOW } };
  const now: Breaker = { openUntil: NOW + 9_000, trips: 2, problem: 'x', since: NOW };
  await shops.setBreaker(SHOP, null, now);
  await noteAnswer({ shops, random: () => 0.5 }, new Map(), before);
  expect((await shop()).breaker).toEqual(now);
});
