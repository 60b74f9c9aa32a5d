import { expect, test } from 'vitest';
import { createMemoryStores } from '../../../adapters/memory/stores.ts';
import type { CustomerId } from '../../../core/identity.ts';
import { newCustomerRecord } from '../../../core/profile.ts';
import type { ReviewRecord } from '../../../core/review.ts';
import { matchReviews, readUnmatched } from '../../../core/use-cases/match-reviews.ts';
import { buildShop, customerId, DAY_MS, NOW } from '../builders.ts';
import { NO_CHANGES } from '../decisions.ts';
import { buildReview, buildReviewRecord, reviewIdOf } from '../reviews.ts';
import { SHOP } from './stage.ts';

const ADA = customerId(7);
const EMAIL = 'ada@example.com';
const UNMATCHED = { kind: 'unmatched', reason: 'no_customer' } as const;

async function start(over: Partial<ReviewRecord> = {}) {
  const stores = createMemoryStores();
  const shop = buildShop();
  const author = stores.erasures.authorOf(SHOP, EMAIL);
  const other = stores.erasures.authorOf(SHOP, 'ben@example.com');
  const review = (number: number, by: string | null, more: Partial<ReviewRecord> = {}) =>
    buildReviewRecord({ review: buildReview({ id: reviewIdOf(number), author: by }), match: UNMATCHED, ...more });
  await stores.ledger.commit(SHOP, {
    ...NO_CHANGES,
    reviews: [review(1, author, over), review(2, other), review(3, null)],
  });
  const ports = { ...stores, backoff: async () => undefined };
  const match = async (emails: [CustomerId, string][] = [[ADA, EMAIL]], over: Partial<typeof ports> = {}) => {
    const all = { ...ports, ...over };
    const of = { ...shop, domain: SHOP };
    return matchReviews(all, of, new Map(emails), await readUnmatched(all, of, NOW), () => true);
  };
  const matched = async () => {
    const { reviews } = await stores.reviews.list(SHOP, 10);
    return reviews.flatMap(({ review: { id }, match: { kind, ...rest } }) => (kind === 'matched' ? [[id, rest]] : []));
  };
  return { stores, match, matched };
}

test('a review that found nobody belongs to who has its address by now, and nothing is decided', async () => {
  const { stores, match, matched } = await start();
  expect(await matched()).toEqual([]);
  for (const _again of [1, 2]) {
    await match([
      [customerId(8), 'cleo@example.com'],
      [ADA, EMAIL.toUpperCase()],
    ]);
    expect(await matched()).toEqual([[reviewIdOf(1), { customer: ADA }]]);
  }
  expect((await stores.reviews.find(SHOP, reviewIdOf(1)))?.revision).toBe(2);
  const { belongings } = await stores.ledger.belongings(SHOP, ADA, 9);
  expect(belongings).toMatchObject([{ kind: 'review', id: reviewIdOf(1) }]);
  expect((await stores.ledger.decisions(SHOP, { limit: 9 })).decisions).toEqual([]);
});

test('one that was matched stays whose it is, and one of long ago is looked at no more', async () => {
  const known = await start({ match: { kind: 'matched', customer: customerId(9) } });
  await known.match();
  expect(await known.matched()).toEqual([[reviewIdOf(1), { customer: customerId(9) }]]);
  const old = await start({ firstSeenAt: NOW - 61 * DAY_MS });
  await old.match();
  expect(await old.matched()).toEqual([]);
});

test('who was merged since is who they are now, and who was erased is nobody', async () => {
  const merged = await start();
  const gone = { at: NOW, mergedInto: customerId(8) };
  await merged.stores.ledger.commit(SHOP, {
    ...NO_CHANGES,
    customers: [{ ...newCustomerRecord(ADA), revision: 1, gone }],
  });
  await merged.match();
  expect(await merged.matched()).toEqual([[reviewIdOf(1), { customer: customerId(8) }]]);
  const erased = await start();
  const traces = { contacts: [], orders: [], settling: false, parkedCursor: null };
  await erased.stores.erasures.begin(SHOP, { customer: ADA, ...traces }, NOW);
  await erased.match();
  expect(await erased.matched()).toEqual([]);
});

test('who is merged at that very moment keeps nothing: it is written for the one who is kept', async () => {
  const { stores, match, matched } = await start();
  await stores.ledger.commit(SHOP, { ...NO_CHANGES, customers: [{ ...newCustomerRecord(ADA), revision: 1 }] });
  let isMerged = false;
  const commit: typeof stores.ledger.commit = async (shop, changes) => {
    if (!isMerged) {
      isMerged = true;
      const gone = { at: NOW, mergedInto: customerId(8) };
      const customers = [{ ...newCustomerRecord(ADA), revision: 2, gone }];
      expect(await stores.ledger.commit(shop, { ...NO_CHANGES, customers })).toBe('committed');
    }
    return stores.ledger.commit(shop, changes);
  };
  await match([[ADA, EMAIL]], { ledger: { ...stores.ledger, commit } });
  expect(await matched()).toEqual([[reviewIdOf(1), { customer: customerId(8) }]]);
});

test('of very many reviews the newest 5,000 are read', async () => {
  const { stores } = await start();
  let read = 0;
  const reviews: typeof stores.reviews = {
    ...stores.reviews,
    async list(_shop, limit) {
      read += limit;
      return { reviews: Array.from({ length: limit }, () => buildReviewRecord({ match: UNMATCHED })), cursor: 'more' };
    },
  };
  await readUnmatched({ reviews }, { ...buildShop(), domain: SHOP }, NOW);
  expect(read).toBe(5_000);
});
