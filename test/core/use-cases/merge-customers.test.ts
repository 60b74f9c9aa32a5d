import { expect, test } from 'vitest';
import { createMemoryEffectQueue } from '../../../adapters/memory/effect-queue.ts';
import { createMemoryStores } from '../../../adapters/memory/stores.ts';
import { newCustomerRecord } from '../../../core/profile.ts';
import { observe } from '../../../core/use-cases/observe.ts';
import { EMPTY_SHOP } from '../../functions/services.ts';
import { buildShop, customerId, DAY_MS, NOW } from '../builders.ts';
import { NO_CHANGES, SCOPES } from '../decisions.ts';
import { buildReviewRecord, reviewIdOf } from '../reviews.ts';
import { SHOP } from './stage.ts';

const GONE = customerId(7);
const KEPT = customerId(8);

test('what the list of a customer’s belongings does not show at the first look moves all the same', async () => {
  const stores = createMemoryStores();
  await stores.shops.install(SHOP, buildShop({ scopes: SCOPES }), NOW - 10 * DAY_MS);
  await stores.ledger.commit(SHOP, {
    ...NO_CHANGES,
    customers: [{ ...newCustomerRecord(GONE), revision: 1 }],
    reviews: [buildReviewRecord({ match: { kind: 'matched', customer: GONE } })],
  });
  let looks = 0;
  const ledger: typeof stores.ledger = {
    ...stores.ledger,
    async belongings(...of) {
      looks += 1;
      return looks === 1 ? { belongings: [], cursor: null } : stores.ledger.belongings(...of);
    },
  };
  const ports = {
    ...stores,
    ledger,
    effects: createMemoryEffectQueue(),
    reader: EMPTY_SHOP,
    backoff: async () => undefined,
    confirmInstallation: async () => 'confirmed' as const,
  };
  const merged = { type: 'customers.merged', gone: GONE, kept: KEPT, toldAt: NOW } as const;
  expect(await observe(ports, SHOP, merged, NOW)).toEqual({ kind: 'folded' });
  expect((await stores.reviews.find(SHOP, reviewIdOf(1)))?.match).toEqual({ kind: 'matched', customer: KEPT });
});
