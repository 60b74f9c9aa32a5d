import { expect, test } from 'vitest';
import { importAttention, viewPast } from '../../app/past-import.server.ts';
import { beginImport, NO_FILE_YET, type PastImport } from '../../core/past-import.ts';
import { buildShop, DAY_MS, NOW } from '../core/builders.ts';

const SHOP = buildShop({ timezone: 'UTC' });

const buildImport = (over: Partial<PastImport> = {}): PastImport => ({ ...beginImport(SHOP, NOW), ...over });
const viewOf = (over: Partial<PastImport>, shop = SHOP) => viewPast(buildImport(over), shop).latest;

test('before the first import there is nothing to show', () => {
  expect(viewPast(null, SHOP)).toEqual({ knownSince: null, latest: null });
  expect(importAttention(null, SHOP, NOW)).toEqual([]);
});

test('while it reads, counts, rate and what remains are told', () => {
  const reading = {
    total: 45_210,
    counts: { read: 12_000, unreadable: 2 },
    unreadable: [{ line: 1234, reason: 'id: expected an id' }],
    pace: { since: NOW, read: 0, at: NOW + 12_000 },
  };
  expect(viewOf(reading)).toMatchObject({
    state: 'running',
    progress: '12,000 of 45,210 orders read',
    percent: 26,
    pace: 'About 1,000 orders a second, less than a minute left',
    unreadable: { count: 2, lines: [{ line: '1,234', reason: 'id: expected an id' }] },
    canPause: true,
    canResume: false,
    canCancel: true,
  });
  expect(viewOf({ ...reading, state: 'paused' })).toMatchObject({ pace: null, canPause: false, canResume: true });
});

test.each([
  [{ collected: 30 }, 'collecting', '30 orders collected by Shopify so far'],
  [{ problem: 'its server answered 503' }, 'standing_still', 'No order read yet'],
  [{ total: 1, counts: { read: 1, unreadable: 0 }, state: 'finished' as const }, 'finished', '1 of 1 order read'],
  [{ state: 'cancelled' as const, endedAt: NOW }, 'cancelled', 'No order read yet'],
])('an import as %o is %s', (over, state, progress) => {
  expect(viewOf(over)).toMatchObject({ state, progress });
});

test('after the orders, what else is read is told of too', () => {
  const done = { total: 2, counts: { read: 2, unreadable: 1 } };
  expect(viewOf({ ...done, products: NO_FILE_YET })).toMatchObject({
    progress: '2 of 2 orders read. Products are being collected',
  });
  const products = { ...NO_FILE_YET, total: 1200, counts: { read: 1000, unreadable: 2 } };
  expect(viewOf({ ...done, products })).toMatchObject({
    progress: '2 of 2 orders read. 1,000 of 1,200 products read',
    unreadable: { count: 3 },
  });
  const denied = { ...NO_FILE_YET, leftOut: 'the shop did not grant reading them' };
  const returns = { ...NO_FILE_YET, counts: { read: 1, unreadable: 1 } };
  expect(viewOf({ ...done, products: denied, returns })).toMatchObject({
    progress: '2 of 2 orders read. Products were left out: the shop did not grant reading them. 1 return read so far',
    unreadable: { count: 2 },
  });
  expect(viewOf({ ...done, state: 'cancelled', returns: NO_FILE_YET, customers: products })).toMatchObject({
    progress: '2 of 2 orders read. Returns were not read. 1,000 of 1,200 customers read',
  });
});

test('percent, rate and what remains are those of what is read after the orders, on the page and on Home', () => {
  const done = { total: 2000, counts: { read: 2000, unreadable: 0 } };
  const pace = { since: NOW, read: 0, at: NOW + 60_000 };
  const products = { ...NO_FILE_YET, total: 1200, counts: { read: 300, unreadable: 0 } };
  const read = '2,000 of 2,000 orders read. 300 of 1,200 products read';
  const remaining = 'About 5 products a second, about 3 minutes left';
  expect(viewOf({ ...done, pace, products })).toMatchObject({ percent: 25, progress: read, pace: remaining });
  expect(importAttention(buildImport({ ...done, pace, products }), SHOP, NOW)[0]?.advice).toBe(
    `${read}. ${remaining}. Nobody gets a perk for anything of the past.`,
  );
  // How many returns there are only reading them tells.
  const place = { bytes: 9000, lines: 90 };
  const returns = { ...NO_FILE_YET, lineCount: 300, place, counts: { read: 30, unreadable: 0 } };
  expect(viewOf({ ...done, pace: { ...pace, at: NOW + 10_000 }, returns })).toMatchObject({
    state: 'running',
    percent: 30,
    pace: 'About 3 returns a second, less than a minute left',
  });
  expect(viewOf({ ...done, customers: NO_FILE_YET })).toMatchObject({ state: 'collecting', percent: null, pace: null });
  expect(viewOf({ ...done, state: 'finished', customers: NO_FILE_YET })).toMatchObject({ percent: 100 });
});

test('a reason that ends with a full stop ends with no second one', () => {
  const done = { total: 1, counts: { read: 1, unreadable: 0 } };
  const returns = { ...NO_FILE_YET, leftOut: 'Access denied for returns.' };
  expect(viewOf({ ...done, returns, customers: NO_FILE_YET })?.progress).toBe(
    '1 of 1 order read. Returns were left out: Access denied for returns. Customers are being collected',
  );
  const failed = { ...done, state: 'failed' as const, endedAt: NOW, problem: 'Access denied.' };
  expect(importAttention(buildImport(failed), SHOP, NOW)[0]?.advice).toMatch(/ Reason: Access denied\. You can/);
});

test('one of an earlier installation can’t be steered any more', () => {
  const reinstalled = { ...SHOP, installedAt: NOW + 1 };
  expect(viewOf({}, reinstalled)).toMatchObject({ state: 'broken_off', canPause: false, canCancel: false });
  expect(importAttention(buildImport(), reinstalled, NOW + 2)).toEqual([]);
});

test('Home tells of one that runs, rests, or failed within a week', () => {
  const kindOf = (over: Partial<PastImport>, now = NOW) => importAttention(buildImport(over), SHOP, now)[0]?.kind;
  const failed = { state: 'failed' as const, endedAt: NOW, problem: 'denied' };
  expect(kindOf({})).toBe('import_running');
  expect(kindOf({ state: 'paused' })).toBe('import_paused');
  expect(kindOf(failed, NOW + DAY_MS)).toBe('import_failed');
  expect(kindOf(failed, NOW + 8 * DAY_MS)).toBeUndefined();
  expect(kindOf({ state: 'finished' })).toBeUndefined();
});
