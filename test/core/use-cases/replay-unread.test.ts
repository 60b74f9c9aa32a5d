import { expect, test } from 'vitest';
import { createMemoryStores } from '../../../adapters/memory/stores.ts';
import type { ParkedDelivery } from '../../../core/ports.ts';
import type { Chores } from '../../../core/shop.ts';
import { replayUnreadLater } from '../../../core/use-cases/replay-unread.ts';
import { type ChorePorts, runChores } from '../../../core/use-cases/run-chores.ts';
import { buildShop, HOUR_MS, NOW, shopDomain } from '../builders.ts';

const SHOP = shopDomain('atelier');
const MINUTE_MS = 60_000;

const DELIVERY: ParkedDelivery = {
  id: 'webhook',
  topic: 'orders/create',
  reason: 'the shop answered 503',
  source: 'unread',
  at: NOW,
  triggeredAt: NOW,
  replays: 0,
  body: 'e30=',
};

async function start() {
  const stores = createMemoryStores();
  const backoff = async () => undefined;
  await stores.shops.install(SHOP, buildShop(), NOW - HOUR_MS);
  const chores = async (): Promise<Chores> => {
    const shop = await stores.shops.find(SHOP);
    if (!shop) throw new Error('the shop is installed');
    return shop.chores;
  };
  await stores.shops.setChores(SHOP, await chores(), { ...(await chores()), sweepAt: NOW + 99 * HOUR_MS });
  const replayed: string[] = [];
  const work = {
    wake: async () => undefined,
    erase: async () => undefined,
    lookAt: async () => undefined,
    redact: async () => undefined,
    replay: async (_: unknown, { id }: ParkedDelivery) => void replayed.push(id),
  };
  const noted: unknown[] = [];
  const noteFailure = (error: unknown) => void noted.push(error);
  const ports = { ...stores, backoff, work, noteFailure } as unknown as ChorePorts;
  return {
    ...stores,
    work,
    replayed,
    chores,
    async park(id: string, over: Partial<ParkedDelivery> = {}, now = NOW) {
      await stores.parking.park(SHOP, { ...DELIVERY, id, ...over });
      await replayUnreadLater({ ...stores, backoff }, SHOP, now);
    },
    noted,
    run: (now: number, hasTime = () => true, over: Partial<ChorePorts> = {}) =>
      runChores({ ...ports, ...over }, SHOP, now, hasTime),
  };
}

test('what could not be read is replayed five minutes later, in the order in which the shop told of it', async () => {
  const { park, run, replayed, chores, schedule } = await start();
  await park('third', { triggeredAt: NOW + 2 });
  await park('first', { triggeredAt: NOW - 5 }, NOW + MINUTE_MS);
  await park('second', { triggeredAt: NOW + 1 });
  expect(await schedule.due(NOW + 5 * MINUTE_MS - 1, 10)).toEqual([]);
  expect(await run(NOW + 5 * MINUTE_MS - 1)).toBeNull();
  expect(await schedule.due(NOW + 5 * MINUTE_MS, 10)).toEqual([{ kind: 'chores', shop: SHOP }]);
  expect(await run(NOW + 5 * MINUTE_MS)).toBe('replayed');
  expect(replayed).toEqual(['first', 'second', 'third']);
  expect((await chores()).replayAt).toBeNull();
});

test('what makes no sense to us, failed by a bug, or is older than 48 hours waits for a person', async () => {
  const { park, run, replayed, parking } = await start();
  await park('garbage', { source: 'unusable' });
  await park('bug', { source: 'dead_letter' });
  await park('old', { triggeredAt: NOW - 48 * HOUR_MS });
  expect(await run(NOW + 5 * MINUTE_MS)).toBe('replayed');
  expect(replayed).toEqual([]);
  expect((await parking.list(SHOP, 10)).parked).toHaveLength(3);
});

test('what there is no time for stays due', async () => {
  const { park, run, replayed, chores } = await start();
  for (const id of ['a', 'b', 'c']) await park(id);
  let left = 2;
  const hasTime = () => {
    left -= 1;
    return left >= 0;
  };
  const dueAt = NOW + 5 * MINUTE_MS;
  expect(await run(dueAt, hasTime)).toBe('replayed');
  expect(replayed).toHaveLength(2);
  expect((await chores()).replayAt).toBe(dueAt);
  expect(await run(dueAt)).toBe('replayed');
  expect(replayed).toHaveLength(3);
});

test('a delivery that is parked while a replay runs is replayed once more', async () => {
  const { park, run, chores, work } = await start();
  await park('first');
  const dueAt = NOW + 5 * MINUTE_MS;
  const replay = work.replay;
  work.replay = async (...call) => {
    await replay(...call);
    await park('late', {}, dueAt);
  };
  expect(await run(dueAt)).toBe('replayed');
  expect((await chores()).replayAt).toBe(dueAt + 5 * MINUTE_MS);
});

test('many parked deliveries do not put off the replay of the first', async () => {
  const { park, chores } = await start();
  await park('first');
  const { replayAt } = await chores();
  await park('second', {}, NOW + 4 * MINUTE_MS);
  await park('third', {}, NOW + 6 * MINUTE_MS);
  expect((await chores()).replayAt).toBe(replayAt);
});

test('a shop that left has nothing replayed', async () => {
  const { park, run, shops, chores } = await start();
  await shops.uninstall(SHOP, NOW);
  await park('late');
  expect((await chores()).replayAt).toBeNull();
  expect(await run(NOW + HOUR_MS)).toBeNull();
});

test('while a sweep rests, new deliveries do not put the replay off', async () => {
  const { park, run, chores, shops, replayed } = await start();
  await park('first');
  const resting = { ...(await chores()), sweepAt: NOW, notBefore: NOW + 10 * MINUTE_MS };
  await shops.setChores(SHOP, await chores(), resting);
  for (const minute of [6, 7, 8, 9]) await park(`at ${minute}`, {}, NOW + minute * MINUTE_MS);
  expect((await chores()).replayAt).toBe(NOW + 5 * MINUTE_MS);
  expect(await run(NOW + 10 * MINUTE_MS)).toBe('replayed');
  expect(replayed).toHaveLength(5);
});

test('a replay whose process died is due again when its time is over', async () => {
  const { park, run, chores, work, shops, schedule, replayed } = await start();
  await park('first');
  await park('second');
  let writes = 0;
  const setChores: typeof shops.setChores = async (...call) => {
    writes += 1;
    if (writes > 1) throw new Error('the process ended');
    return shops.setChores(...call);
  };
  const replay = work.replay;
  work.replay = async (...call) => {
    if (replayed.length === 1) throw new Error('the process ended');
    await replay(...call);
  };
  const dueAt = NOW + 5 * MINUTE_MS;
  await expect(run(dueAt, () => true, { shops: { ...shops, setChores } })).rejects.toThrow('the process ended');
  expect((await chores()).replayAt).toBe(dueAt + 2 * MINUTE_MS);
  work.replay = replay;
  await park('third', {}, dueAt + 3 * MINUTE_MS);
  expect(await schedule.due(dueAt + 3 * MINUTE_MS, 5)).toEqual([{ kind: 'chores', shop: SHOP }]);
  expect(await run(dueAt + 3 * MINUTE_MS)).toBe('replayed');
  expect(replayed).toHaveLength(3);
});

test('where the replay can’t be noted the delivery is told so, and comes again', async () => {
  const { shops, chores } = await start();
  const ports = { shops: { ...shops, setChores: async () => false }, backoff: async () => undefined };
  await expect(replayUnreadLater(ports, SHOP, NOW)).rejects.toThrow(/kept changing/);
  expect((await chores()).replayAt).toBeNull();
});

test('of a long list only what was set aside in the last 48 hours is read', async () => {
  const { park, parking, run, replayed } = await start();
  for (let number = 1; number <= 200; number += 1) {
    const at = NOW - 49 * HOUR_MS - number;
    await parking.park(SHOP, { ...DELIVERY, id: `old ${number}`, at, triggeredAt: at });
  }
  await park('new');
  let pages = 0;
  const list: typeof parking.list = async (...call) => {
    pages += 1;
    return parking.list(...call);
  };
  await run(NOW + 5 * MINUTE_MS, () => true, { parking: { ...parking, list } });
  expect(replayed).toEqual(['new']);
  expect(pages).toBe(1);
});
