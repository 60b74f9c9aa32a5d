import { expect, test } from 'vitest';
import { createMemoryStores } from '../../../adapters/memory/stores.ts';
import type { ParkedDelivery, ParkingLot } from '../../../core/ports.ts';
import { replayAllParked, replayParked } from '../../../core/use-cases/replay-parked.ts';
import { NOW, shopDomain } from '../builders.ts';

const SHOP = shopDomain('atelier');
const ALWAYS = () => true;

function buildParked(number: number, over: Partial<ParkedDelivery> = {}): ParkedDelivery {
  return {
    id: `webhook-${number}`,
    topic: 'orders/create',
    reason: 'HTTP 503',
    source: 'unread',
    at: NOW + number,
    triggeredAt: NOW,
    replays: 0,
    body: 'e30=',
    ...over,
  };
}

async function start(count: number) {
  const { parking } = createMemoryStores();
  const replayed: ParkedDelivery[] = [];
  for (let number = 1; number <= count; number += 1) await parking.park(SHOP, buildParked(number));
  const work = {
    wake: async () => undefined,
    erase: async () => undefined,
    lookAt: async () => undefined,
    decide: async () => undefined,
    redact: async () => undefined,
    replay: async (_: unknown, delivery: ParkedDelivery) => void replayed.push(delivery),
  };
  return {
    parking,
    replayed,
    work,
    left: async () => (await parking.list(SHOP, 1_000)).parked.map(({ id }) => id),
    replay: (id: string, over: Partial<ParkingLot> = {}) =>
      replayParked({ parking: { ...parking, ...over }, work }, SHOP, id),
    replayAll: (hasTime = ALWAYS) => replayAllParked({ parking, work }, SHOP, hasTime),
  };
}

test('a parked delivery goes to the queue with its body, and leaves the list', async () => {
  const { replay, replayed, left } = await start(2);
  expect(await replay('webhook-1')).toBe('replayed');
  expect(replayed).toEqual([buildParked(1)]);
  expect(await left()).toEqual(['webhook-2']);
});

test('what is not parked, or not any more, is unknown and sent nowhere', async () => {
  const { replay, replayed } = await start(1);
  expect(await replay('webhook-9')).toBe('unknown');
  await replay('webhook-1');
  expect(await replay('webhook-1')).toBe('unknown');
  expect(replayed).toHaveLength(1);
});

test('what could not be sent stays parked', async () => {
  const { parking, left } = await start(1);
  const work = {
    wake: async () => undefined,
    erase: async () => undefined,
    lookAt: async () => undefined,
    decide: async () => undefined,
    redact: async () => undefined,
    replay: async () => Promise.reject(new Error('no queue')),
  };
  await expect(replayParked({ parking, work }, SHOP, 'webhook-1')).rejects.toThrow('no queue');
  expect(await left()).toEqual(['webhook-1']);
});

test('what failed again before it was removed stays parked, with its new reason', async () => {
  const { parking, replay } = await start(1);
  const remove: ParkingLot['remove'] = async (...call) => {
    await parking.park(SHOP, buildParked(1, { replays: 1, reason: 'HTTP 500', at: NOW + 99 }));
    return parking.remove(...call);
  };
  await replay('webhook-1', { remove });
  expect(await parking.find(SHOP, 'webhook-1')).toMatchObject({ replays: 1, reason: 'HTTP 500' });
});

test('after a crash before the removal it is replayed once more, and never lost', async () => {
  const { replay, replayed, left } = await start(1);
  const remove = async () => Promise.reject(new Error('the process ended'));
  await expect(replay('webhook-1', { remove })).rejects.toThrow('the process ended');
  expect(await left()).toEqual(['webhook-1']);
  expect(await replay('webhook-1')).toBe('replayed');
  expect(replayed).toHaveLength(2);
});

test('all of them are replayed, page by page', async () => {
  const { replayAll, replayed, left } = await start(120);
  expect(await replayAll()).toBe(120);
  expect(new Set(replayed.map(({ id }) => id)).size).toBe(120);
  expect(await left()).toEqual([]);
});

test('those that fail again at once are not replayed in a circle', async () => {
  const { parking, left } = await start(60);
  let sent = 0;
  const work = {
    wake: async () => undefined,
    erase: async () => undefined,
    lookAt: async () => undefined,
    decide: async () => undefined,
    redact: async () => undefined,
    async replay(_: unknown, delivery: ParkedDelivery) {
      sent += 1;
      if (sent > 200) throw new Error('in a circle');
      await parking.park(SHOP, { ...delivery, replays: delivery.replays + 1, at: delivery.at + 1_000_000 });
    },
  };
  expect(await replayAllParked({ parking, work }, SHOP, ALWAYS)).toBe(60);
  expect(await left()).toHaveLength(60);
});

test('where time ends the rest stays parked', async () => {
  const { replayAll, left } = await start(5);
  let more = 2;
  const hasTime = () => {
    more -= 1;
    return more >= 0;
  };
  expect(await replayAll(hasTime)).toBe(2);
  expect(await left()).toHaveLength(3);
});
