import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { expectTotals } from './expect-totals.ts';

const SLICE = fileURLToPath(new URL('../fixtures/retail/online_retail_slice.csv.gz', import.meta.url));

test('a month of a gift shop comes in by an export of its orders, and every sum is that of its invoices', async () => {
  const { sales, customers, asked } = await expectTotals(SLICE);
  expect({ sales, customers }).toEqual({ sales: 299, customers: 222 });
  // Each customer is looked for once.
  expect(asked).toBeLessThanOrEqual(customers);
});
