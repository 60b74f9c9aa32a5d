import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { expectTotals } from './expect-totals.ts';

/** Beside the project where it is at hand; the fixture is its beginning. */
const WHOLE = fileURLToPath(new URL('../../../shared/data/retail/online_retail.csv.gz', import.meta.url));

test.runIf(existsSync(WHOLE))(
  'a year of a gift shop comes in by an export of its orders, and every sum is that of its invoices',
  async () => {
    const { sales, customers, asked } = await expectTotals(WHOLE);
    expect({ sales, customers }).toEqual({ sales: 22_061, customers: 4_372 });
    expect(asked).toBeLessThanOrEqual(customers);
  },
  240_000,
);
