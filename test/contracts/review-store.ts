import { expect, test } from 'vitest';
import type { Stores } from '../../adapters/stores.ts';
import type { ShopDomain } from '../../core/identity.ts';
import { newOrderRecord } from '../../core/order.ts';
import type { ReviewRecord } from '../../core/review.ts';
import { buildOrder, buildVersion, customerId, NOW, orderId, shopDomain } from '../core/builders.ts';
import { NO_CHANGES } from '../core/decisions.ts';
import { buildReview, buildReviewRecord, reviewIdOf } from '../core/reviews.ts';

const SHOP = shopDomain('atelier');
const OTHER = shopDomain('other');

const recordOf = (number: number, firstSeenAt = NOW + number) =>
  buildReviewRecord({ review: buildReview({ id: reviewIdOf(number) }), firstSeenAt });

/** What every store of reviews keeps. */
export function reviewStoreContract(createStores: () => Promise<Stores>): void {
  async function create(stores?: Stores) {
    const { ledger, reviews } = stores ?? (await createStores());
    const save = async (shop: ShopDomain, review: ReviewRecord) =>
      (await ledger.commit(shop, { ...NO_CHANGES, reviews: [review] })) === 'committed';
    return { ...reviews, save };
  }

  test('a review is read as it was saved last, matched or not', async () => {
    const reviews = await create();
    const unmatched = buildReviewRecord({ match: { kind: 'unmatched', reason: 'no_customer' }, placement: 'history' });
    expect(await reviews.find(SHOP, reviewIdOf(1))).toBeNull();
    expect(await reviews.save(SHOP, unmatched)).toBe(true);
    expect(await reviews.find(SHOP, reviewIdOf(1))).toEqual(unmatched);
    const changed = {
      ...unmatched,
      revision: 2,
      review: buildReview({ rating: 5 }),
      version: buildVersion({ updatedAt: 9 }),
    };
    expect(await reviews.save(SHOP, changed)).toBe(true);
    expect(await reviews.find(SHOP, reviewIdOf(1))).toEqual(changed);
    expect((await reviews.list(SHOP, 5)).reviews).toEqual([changed]);
  });

  test('a stale or a skipped revision is not saved, and of those who save at once, one does', async () => {
    const reviews = await create();
    expect(await reviews.save(SHOP, buildReviewRecord({ revision: 2 }))).toBe(false);
    const saved = await Promise.all([1, 2, 3].map((at) => reviews.save(SHOP, recordOf(1, NOW + at))));
    expect(saved.filter(Boolean)).toHaveLength(1);
    expect(await reviews.save(SHOP, buildReviewRecord({ revision: 3 }))).toBe(false);
    expect((await reviews.list(SHOP, 5)).reviews).toHaveLength(1);
  });

  test('the list is newest first, and its pages leave none out and show none twice', async () => {
    const reviews = await create();
    const records = [3, 1, 2, 5, 4].map((number) => recordOf(number));
    for (const record of records) await reviews.save(SHOP, record);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await reviews.list(SHOP, 2, cursor ?? undefined);
      seen.push(...page.reviews.map(({ review }) => review.id));
      cursor = page.cursor;
    } while (cursor !== null);
    expect(seen).toEqual([5, 4, 3, 2, 1].map(reviewIdOf));
  });

  test('a review belongs to the customer it was matched to, by when it was posted, until it is nobody’s', async () => {
    const stores = await createStores();
    const { ledger, save } = { ...stores, ...(await create(stores)) };
    const listed = async (shop: ShopDomain, customer = customerId(7)) =>
      (await ledger.belongings(shop, customer, 5)).belongings;
    const order = { ...newOrderRecord(orderId(1001)), revision: 1, snapshot: buildOrder({ customer: customerId(7) }) };
    const older = buildReviewRecord({ review: buildReview({ postedAt: order.snapshot.createdAt - 1 }) });
    const newer = recordOf(2);
    const ofNobody = { ...recordOf(3), match: { kind: 'unmatched', reason: 'no_customer' } } as const;
    await ledger.commit(SHOP, { ...NO_CHANGES, orders: [order], reviews: [older, newer, ofNobody] });
    const oldest = { kind: 'review', id: older.review.id, at: older.review.postedAt };
    const ofOrder = { kind: 'order', id: order.id, at: order.snapshot.createdAt };
    expect(await listed(SHOP)).toEqual([{ kind: 'review', id: newer.review.id, at: NOW }, ofOrder, oldest]);
    expect(await listed(SHOP, customerId(8))).toEqual([]);
    expect(await listed(OTHER)).toEqual([]);
    expect(await save(SHOP, { ...newer, revision: 2, match: ofNobody.match })).toBe(true);
    expect(await save(SHOP, { ...older, revision: 2, review: { ...older.review, rating: 5 } })).toBe(true);
    expect(await listed(SHOP)).toEqual([ofOrder, oldest]);
  });

  test('one shop never sees another’s reviews', async () => {
    const reviews = await create();
    await reviews.save(SHOP, buildReviewRecord());
    expect(await reviews.find(OTHER, reviewIdOf(1))).toBeNull();
    expect(await reviews.list(OTHER, 5)).toEqual({ reviews: [], cursor: null });
    expect(await reviews.save(OTHER, buildReviewRecord())).toBe(true);
  });
}
