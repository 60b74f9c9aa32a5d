import { expect, test } from 'vitest';
import { importKilled } from './killed-import.ts';

/** `npm run bench -- --only import --orders 1000000` does the same with more of everything. */
const ORDERS = 2_000;
const KILLS = 3;

test('an import whose process is killed on the way counts each order once, as deliveries would have', async () => {
  const { record, kills, wrong, peakBytes } = await importKilled(ORDERS, KILLS);
  expect(record).toMatchObject({ state: 'finished', counts: { read: ORDERS, unreadable: 0 } });
  expect(kills).toBe(KILLS);
  expect(wrong).toEqual([]);
  expect(peakBytes / 2 ** 20).toBeLessThan(300);
}, 180_000);
