import { expect, test } from 'vitest';
import { importKilled } from './killed-import.ts';

/** `npm run bench -- --only import --orders 1000000` does the same with more of everything. */
const ORDERS = 2_000;
const RETURNS = 200;
/** Some of them never ordered. */
const CUSTOMERS = 220;
const KILLS = { orders: 3, returns: 2, customers: 2 };

test('an import whose process is killed on the way through each part counts everything once, as deliveries would have', async () => {
  const { record, parts, wrong, wrongReturns, peakBytes } = await importKilled(ORDERS, KILLS);
  const all = (read: number) => ({ total: read, counts: { read, unreadable: 0 } });
  expect(record).toMatchObject({
    ...{ state: 'finished', ...all(ORDERS) },
    ...{ returns: all(RETURNS), customers: all(CUSTOMERS) },
  });
  for (const part of ['orders', 'returns', 'customers'] as const) expect(parts[part].kills).toBe(KILLS[part]);
  expect(wrong).toEqual([]);
  expect(wrongReturns).toEqual([]);
  expect(peakBytes / 2 ** 20).toBeLessThan(300);
}, 180_000);
