import { describe, expect, test } from 'vitest';
import { createMemoryStores } from '../../../adapters/memory/stores.ts';
import type { OwnSubject } from '../../../core/dealings.ts';
import type { FactId } from '../../../core/facts/catalogue.ts';
import { reviewFacts } from '../../../core/facts/read.ts';
import type { CustomerId } from '../../../core/identity.ts';
import type { OrderSnapshot } from '../../../core/order.ts';
import { newOrderRecord } from '../../../core/order.ts';
import type { Changes } from '../../../core/ports.ts';
import { type CustomerRecord, newCustomerRecord, replaceContribution, seeOrder } from '../../../core/profile.ts';
import type { ReturnRecord, ReturnSnapshot } from '../../../core/return.ts';
import type { ShipmentSnapshot } from '../../../core/shipment.ts';
import { dealingsBefore } from '../../../core/use-cases/look-up-dealings.ts';
import {
  buildOrder,
  buildRefund,
  buildReturn,
  buildShipment,
  buildShipmentRecord,
  buildShop,
  customerId,
  DAY_MS,
  HOUR_MS,
  NOW,
  orderId,
  refundId,
  returnId,
  shipmentId,
  usd,
} from '../builders.ts';
import { CREDIT_RULE, NO_CHANGES } from '../decisions.ts';
import { buildReview, buildReviewRecord, reviewIdOf } from '../reviews.ts';
import { SHOP } from './stage.ts';

const ADA = customerId(7);
const DEALINGS = [
  'customer.returnRate.value.365d',
  'customer.openReturns',
  'customer.refunds.365d',
  'customer.refunded.365d',
  'customer.lateDeliveries.365d',
  'customer.lastReview.365d',
  'customer.averageReview.365d',
] as const satisfies readonly FactId[];

/** A policy whose rule on reviews asks for these facts. */
function policyAsking(facts: readonly FactId[]) {
  const when = facts.map((fact) => ({ fact, operator: 'over' as const, value: 0 }));
  return { version: 1, publishedAt: NOW, author: '1', rules: [{ ...CREDIT_RULE, on: 'review.posted' as const, when }] };
}

function start({ spentMinor = 20_000, imported = true } = {}) {
  const { ledger, reviews } = createMemoryStores();
  const placedAt = NOW - 100 * DAY_MS;
  const spent = { customer: ADA, placedAt, netMinor: spentMinor };
  const { profile, ...rest } = newCustomerRecord(ADA);
  const known: CustomerRecord = {
    ...rest,
    learnedAt: NOW,
    profile: spentMinor === 0 ? profile : replaceContribution(seeOrder(profile, placedAt, NOW), null, spent),
  };
  const shop = buildShop({ imported: imported ? { at: NOW - DAY_MS, since: 0 } : null });
  const write = (changes: Partial<Changes>) => ledger.commit(SHOP, { ...NO_CHANGES, ...changes });
  return {
    returned: (number: number, over: Partial<ReturnSnapshot> = {}) => {
      const snapshot = buildReturn({ id: returnId(number), requestedAt: NOW - DAY_MS, ...over });
      const record: ReturnRecord = { revision: 1, snapshot, readAt: NOW, request: 'past', decision: null };
      return write({ returns: [record] });
    },
    refunded: (number: number, amounts: readonly number[], over: Partial<OrderSnapshot> = {}, daysAgo = 5) => {
      const snapshot = buildOrder({ id: orderId(number), createdAt: NOW - 100 * DAY_MS, ...over });
      const refunds = amounts.map((amountMinor, index) =>
        buildRefund({
          id: refundId(number * 100 + index),
          order: snapshot.id,
          amount: usd(amountMinor),
          createdAt: NOW - daysAgo * DAY_MS,
        }),
      );
      return write({ orders: [{ ...newOrderRecord(snapshot.id), revision: 1, snapshot, refunds }] });
    },
    sent: (number: number, over: Partial<ShipmentSnapshot> = {}, delayedAt = NOW - DAY_MS) =>
      write({
        shipments: [
          buildShipmentRecord({
            snapshot: buildShipment({ id: shipmentId(number), ...over }),
            delayedAt,
            lookAt: null,
          }),
        ],
      }),
    reviewed: (number: number, rating: 1 | 3 | 4 | 5, daysAgo: number, customer: CustomerId = ADA) =>
      write({
        reviews: [
          buildReviewRecord({
            review: buildReview({ id: reviewIdOf(number), rating, postedAt: NOW - daysAgo * DAY_MS }),
            match: { kind: 'matched', customer },
          }),
        ],
      }),
    facts: async (own: OwnSubject = null, at = NOW, customer: CustomerRecord | null = known) => {
      const policy = policyAsking(DEALINGS);
      const dealings = await dealingsBefore('review.posted', { ledger, reviews }, shop, policy, customer, {
        ...{ at, now: NOW + HOUR_MS * (imported ? 1 : 0), own },
      });
      const facts = reviewFacts({
        ...{
          profile: customer?.profile ?? null,
          shopCurrency: 'USD',
          timezone: 'America/New_York',
          currencySince: null,
          at,
          dealings,
        },
        ...{ seen: buildReview(), asked: new Map(DEALINGS.map((id) => [id, []])) },
      });
      return Object.fromEntries(
        DEALINGS.map((id) => {
          const value = facts[id];
          const said =
            value?.type === 'number' ? value.number : value?.type === 'money' ? value.money.amountMinor : null;
          return [id.split('.')[1], value?.type === 'unknown' ? value.reason : said];
        }),
      );
    },
    asked: (facts: readonly FactId[], customer: CustomerRecord | null = known) =>
      dealingsBefore('review.posted', { ledger, reviews }, shop, policyAsking(facts), customer, {
        ...{ at: NOW, now: NOW, own: null },
      }),
  };
}

test('of somebody to whom nothing happened nothing is told but that', async () => {
  expect(await start().facts()).toEqual({
    returnRate: 0,
    openReturns: 0,
    refunds: 0,
    refunded: 0,
    lateDeliveries: 0,
    lastReview: 'never_reviewed',
    averageReview: 'never_reviewed',
  });
});

describe('returns', () => {
  test('count within the year by what was paid for them, but for those that were turned down or called off', async () => {
    const shop = start();
    await shop.returned(1, { status: 'requested', value: usd(2_000) });
    await shop.returned(2, { status: 'open', value: usd(1_000) });
    await shop.returned(3, { status: 'closed', value: usd(1_003) });
    await shop.returned(4, { status: 'declined', value: usd(5_000) });
    await shop.returned(5, { status: 'cancelled', value: usd(5_000) });
    await shop.returned(6, { status: 'closed', value: usd(5_000), requestedAt: NOW - 366 * DAY_MS });
    await shop.returned(7, { status: 'closed', value: usd(5_000), customer: customerId(8) });
    expect(await shop.facts()).toMatchObject({ returnRate: 20, openReturns: 2 });
  });

  test('leave the one out that is decided about, and those that came after', async () => {
    const shop = start();
    await shop.returned(1, { value: usd(2_000) });
    await shop.returned(2, { value: usd(3_000), requestedAt: NOW + HOUR_MS });
    expect(await shop.facts()).toMatchObject({ returnRate: 10, openReturns: 1 });
    expect(await shop.facts(returnId(1))).toMatchObject({ returnRate: 0, openReturns: 0 });
  });

  test('are held against all that was paid, what was given back of it included', async () => {
    const shop = start({ spentMinor: 10_000 });
    await shop.returned(1, { status: 'closed', value: usd(10_000) });
    await shop.refunded(1, [10_000]);
    expect(await shop.facts()).toMatchObject({ returnRate: 50 });
  });

  test('have no rate where nothing was bought, where one has no known value, and where the currency was another', async () => {
    const idle = start({ spentMinor: 0 });
    await idle.returned(1);
    expect(await idle.facts()).toMatchObject({ returnRate: 'never_ordered', openReturns: 1 });
    const unpriced = start();
    await unpriced.returned(1, { value: null });
    expect(await unpriced.facts()).toMatchObject({ returnRate: 'not_told' });
    const euros = start();
    await euros.returned(1, { value: { amountMinor: 1, currency: 'EUR' } });
    expect(await euros.facts()).toMatchObject({ returnRate: 'other_currency' });
  });
});

describe('refunds', () => {
  test('count within the year, each of an order', async () => {
    const shop = start();
    await shop.refunded(1, [1_000, 500]);
    await shop.refunded(2, [250]);
    await shop.refunded(3, [9_000], {}, 367);
    expect(await shop.facts()).toMatchObject({ refunds: 3, refunded: 1_750 });
  });

  test('of an order that was cancelled are no part of what was bought', async () => {
    const shop = start({ spentMinor: 10_000 });
    await shop.refunded(1, [10_000], { cancelledAt: NOW - DAY_MS });
    await shop.returned(1, { status: 'closed', value: usd(1_000) });
    expect(await shop.facts()).toMatchObject({ refunds: 1, returnRate: 10 });
  });

  test('are not known in the moment in which their past is read, unless everybody’s was', async () => {
    const shop = start({ imported: false });
    await shop.refunded(1, [1_000]);
    expect(await shop.facts()).toMatchObject({
      refunds: 'just_met',
      refunded: 'just_met',
      returnRate: 'just_met',
      openReturns: 0,
    });
  });
});

test('parcels count that came a whole day or more after the promise, or have not come since', async () => {
  const shop = start();
  const promisedAt = NOW - 10 * DAY_MS;
  await shop.sent(1, { promisedAt, deliveredAt: NOW - 8 * DAY_MS });
  await shop.sent(2, { promisedAt, deliveredAt: promisedAt + HOUR_MS });
  await shop.sent(3, { promisedAt });
  await shop.sent(4, { promisedAt: null });
  await shop.sent(5, { promisedAt: NOW - 380 * DAY_MS }, NOW - 379 * DAY_MS);
  expect(await shop.facts()).toMatchObject({ lateDeliveries: 2 });
  expect(await shop.facts(shipmentId(3))).toMatchObject({ lateDeliveries: 1 });
});

test('reviews tell the last of the year and all of it on average, but for the one that is decided about', async () => {
  const shop = start();
  await shop.reviewed(1, 5, 30);
  await shop.reviewed(2, 3, 2);
  await shop.reviewed(3, 4, 20);
  await shop.reviewed(4, 1, 400);
  await shop.reviewed(5, 1, 1, customerId(8));
  expect(await shop.facts()).toMatchObject({ lastReview: 3, averageReview: 4 });
  expect(await shop.facts(reviewIdOf(2))).toMatchObject({ lastReview: 4, averageReview: 4.5 });
});

test('beyond 200 records of a kind none is read, and all of it is unknown', async () => {
  const shop = start();
  await shop.refunded(
    1,
    Array.from({ length: 201 }, () => 1),
  );
  expect(await shop.facts()).toMatchObject({
    refunds: 'too_many',
    openReturns: 'too_many',
    lateDeliveries: 'too_many',
  });
  expect(await shop.asked(['customer.openReturns'])).toMatchObject({ returns: [] });
});

test('nothing is read where no rule asks for it, and of nobody', async () => {
  const shop = start();
  expect(await shop.asked(['customer.orders.365d'])).toBeUndefined();
  expect(await shop.asked(['customer.openReturns'], null)).toBeUndefined();
  expect(await shop.facts(null, NOW, null)).toMatchObject({ returnRate: 'no_customer', openReturns: 'no_customer' });
});
