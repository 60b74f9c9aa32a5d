import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Dynamo } from '../../../adapters/dynamo/client.ts';
import { decisionItem } from '../../../adapters/dynamo/decision-item.ts';
import { pack } from '../../../adapters/dynamo/packed.ts';
import { createDynamoStores } from '../../../adapters/dynamo/stores.ts';
import { importPartition, sweepPartition } from '../../../adapters/dynamo/table.ts';
import type { Stores } from '../../../adapters/stores.ts';
import type { Effect } from '../../../core/effects.ts';
import { partAfter, partUnderWay } from '../../../core/past-import.ts';
import { buildDecision, withEffects } from '../../contracts/records.ts';
import { DAY_MS, NOW, shopDomain } from '../../core/builders.ts';
import { buildSweep } from '../../core/sweeps.ts';
import { scanAll, startTestDynamodb, type TestDynamodb } from '../../dynamodb.ts';

/** Items as they were stored before effects had a history, shops chores and parked deliveries replays. */

const SHOP = shopDomain('atelier');
const INSTALLED_AT = NOW - 30 * DAY_MS;
const FIRST_CHORES = { sweepAt: INSTALLED_AT, move: null, replayAt: null, notBefore: 0 };
const DETAILS = { currency: 'USD', timezone: 'UTC', scopes: [] };

let dynamodb: TestDynamodb;
let dynamo: Dynamo;
let stores: Stores;
beforeAll(async () => {
  dynamodb = await startTestDynamodb();
});
beforeEach(async () => {
  dynamo = await dynamodb.createTable();
  stores = createDynamoStores(dynamo, { now: () => new Date(NOW) }, 'secret');
});
afterAll(() => dynamodb.stop());

const put = (Item: Record<string, unknown>) => dynamo.client.send(new PutCommand({ TableName: dynamo.table, Item }));

const putShop = () =>
  put({
    ...{ pk: SHOP, sk: 'shop', ...DETAILS },
    ...{ installedAt: INSTALLED_AT, confirmedAt: INSTALLED_AT, firstInstalledAt: INSTALLED_AT, policyVersion: 1 },
  });

test('a shop without chores gives perks, its breaker is closed and its first sweep is open', async () => {
  await putShop();
  const expected = { perksStoppedAt: null, perksTurned: null, breaker: null, chores: FIRST_CHORES };
  expect(await stores.shops.find(SHOP)).toMatchObject(expected);
  expect(await stores.schedule.due(NOW, 5)).toEqual([]);
});

test('a shop without chores is due once it is confirmed', async () => {
  await putShop();
  expect(await stores.shops.install(SHOP, DETAILS, NOW)).toMatchObject({
    installedAt: INSTALLED_AT,
    chores: { sweepAt: NOW, move: null, replayAt: null, notBefore: 0 },
  });
  expect(await stores.schedule.due(NOW, 5)).toEqual([{ kind: 'chores', shop: SHOP }]);
});

test('a shop without chores takes new ones from who read what stands for none', async () => {
  await putShop();
  const next = { ...FIRST_CHORES, sweepAt: NOW };
  expect(await stores.shops.setChores(SHOP, { ...FIRST_CHORES, sweepAt: 0 }, next)).toBe(false);
  expect(await stores.shops.setChores(SHOP, { ...FIRST_CHORES, notBefore: 1 }, next)).toBe(false);
  expect(await stores.shops.setChores(SHOP, FIRST_CHORES, next)).toBe(true);
  expect(await stores.shops.setChores(SHOP, FIRST_CHORES, next)).toBe(false);
  expect(await stores.schedule.due(NOW, 5)).toEqual([{ kind: 'chores', shop: SHOP }]);
});

test('perks that were stopped before it was written down by whom go on', async () => {
  await put({
    ...{ pk: SHOP, sk: 'shop', ...DETAILS, chores: FIRST_CHORES, perksStoppedAt: NOW - 1 },
    ...{ installedAt: INSTALLED_AT, confirmedAt: INSTALLED_AT, firstInstalledAt: INSTALLED_AT, policyVersion: 1 },
  });
  expect(await stores.shops.find(SHOP)).toMatchObject({ perksStoppedAt: NOW - 1, perksTurned: null });
  await stores.shops.switchPerks(SHOP, 'given', NOW, '7');
  expect(await stores.shops.find(SHOP)).toMatchObject({ perksStoppedAt: null, perksTurned: { at: NOW, by: '7' } });
});

test('the kill switch of a shop without chores works', async () => {
  await putShop();
  await stores.shops.switchPerks(SHOP, 'stopped', NOW);
  expect(await stores.shops.find(SHOP)).toMatchObject({
    perksStoppedAt: NOW,
    chores: { ...FIRST_CHORES, move: 'hold' },
  });
  expect(await stores.schedule.due(NOW, 5)).toEqual([{ kind: 'chores', shop: SHOP }]);
});

test('effects without a history have waited since their decision; one that was tried may have happened', async () => {
  const fresh = buildDecision({ number: 1 });
  const tried = withEffects(buildDecision({ number: 2 }), { attempts: 1, attemptedAt: NOW, problem: 'down' });
  const done = withEffects(buildDecision({ number: 3 }), { state: 'done', attempts: 1, attemptedAt: NOW });
  for (const decision of [fresh, tried, done]) {
    const effects = decision.effects.map(({ uncertain: _, since: __, history: ___, ...old }: Effect) => old);
    await put({ ...decisionItem(SHOP, decision, NOW), effects: pack(effects) });
  }
  const read = (id: typeof fresh.id) => stores.ledger.decision(SHOP, id);
  expect(await read(fresh.id)).toEqual(fresh);
  expect(await read(tried.id)).toEqual({
    ...tried,
    effects: tried.effects.map((effect) => ({ ...effect, uncertain: true })),
  });
  expect(await read(done.id)).toEqual(done);
});

test('a parked delivery without replays was parked for its content, and can be removed or replaced', async () => {
  const { parking } = stores;
  const body = Buffer.from('{').toString('base64');
  const next = { topic: 'orders/create', source: 'dead_letter', triggeredAt: NOW, replays: 1, body } as const;
  for (const id of ['a', 'b']) {
    await parking.park(SHOP, { id, reason: 'no id', at: NOW, ...next, replays: 0 });
    const old = { id, topic: 'orders/create', reason: 'no id', at: NOW };
    const found = await scanAll(dynamo);
    for (const item of found.filter((each) => each.id === id)) {
      await put({ pk: item.pk, sk: item.sk, ...(item.bytes !== undefined && { bytes: item.bytes }), ...old });
    }
    const expected = { ...old, source: 'unusable', triggeredAt: NOW, replays: 0 };
    expect((await parking.list(SHOP, 1)).parked).toEqual([expected]);
    expect(await parking.find(SHOP, id)).toEqual({ ...expected, body });
    if (id === 'b') await parking.park(SHOP, { id, reason: 'no id', at: NOW + 1, ...next });
    await parking.remove(SHOP, { id, replays: id === 'b' ? 1 : 0 });
    expect(await scanAll(dynamo)).toEqual([]);
  }
});

test('a sweep that did not write down its finds beforehand goes on', async () => {
  const sweep = buildSweep({ finishedAt: null, place: { what: 'orders', cursor: null } });
  const { finding: _, uncheckedCount: __, ...old } = sweep;
  await put({ pk: sweepPartition(SHOP), sk: sweep.id, revision: 1, sweep: pack({ ...old, reportedUntil: NOW }) });
  expect(await stores.sweeps.latest(SHOP)).toMatchObject(sweep);
  expect(await stores.sweeps.save(SHOP, { ...sweep, revision: 2 })).toBe(true);
});

test('an import from before returns and customers were read goes on with its products', async () => {
  const file = { file: 'gid://shopify/BulkOperation/2', filesAsked: 1, place: { bytes: 9000, lines: 90 } };
  const record = {
    ...{ id: '2026-11-20T00:00:00.000Z', revision: 7, startedAt: INSTALLED_AT, state: 'running', endedAt: null },
    ...{ from: 0, until: INSTALLED_AT, ...file, collected: 500, total: 500, counts: { read: 500, unreadable: 0 } },
    ...{ unreadable: [], pace: null, problem: null },
    products: { ...file, total: 100, counts: { read: 90, unreadable: 0 } },
  };
  await put({ pk: importPartition(SHOP), sk: record.id, revision: 7, import: pack(record) });
  const stored = await stores.imports.latest(SHOP);
  expect(stored).toEqual(record);
  expect(stored && partUnderWay(stored)).toBe('products');
  expect(partAfter('products', { scopes: ['write_returns'] })).toBe('returns');
});
