import { expect, test } from 'vitest';
import { orderFacts } from '../../core/facts/read.ts';
import { foldOrder, foldRefund } from '../../core/fold.ts';
import { newOrderRecord, type OrderSnapshot, type Refund } from '../../core/order.ts';
import { newCustomerRecord, replaceContribution } from '../../core/profile.ts';
import {
  buildOrder,
  buildRefund,
  buildShop,
  buildVersion,
  customerId,
  DAY_MS,
  HOUR_MS,
  NOW,
  orderId,
  refundId,
  usd,
} from './builders.ts';

interface Case {
  readonly title: string;
  readonly past: Partial<OrderSnapshot>;
  readonly refunds?: readonly Partial<Refund>[];
  readonly spendMinor: number;
  readonly orders: number;
}

const past = (daysAgo: number) => ({ id: orderId(1), createdAt: NOW - daysAgo * DAY_MS, total: usd(100_000) });

/** The table of cases: what one past order counts in `customer.spend.365d` of an order placed NOW. */
const CASES: readonly Case[] = [
  { title: 'a paid order counts its total', past: past(10), spendMinor: 100_000, orders: 1 },
  {
    title: 'an order of today, an hour before, counts',
    past: { ...past(0), createdAt: NOW - HOUR_MS },
    spendMinor: 100_000,
    orders: 1,
  },
  {
    title: 'an order placed after the event does not count',
    past: { ...past(0), createdAt: NOW + HOUR_MS },
    spendMinor: 0,
    orders: 0,
  },
  { title: 'an order of the next day does not count', past: past(-1), spendMinor: 0, orders: 0 },
  { title: 'an order of 364 days ago counts', past: past(364), spendMinor: 100_000, orders: 1 },
  { title: 'an order of 365 days ago counts', past: past(365), spendMinor: 100_000, orders: 1 },
  { title: 'an order of 366 days ago does not count', past: past(366), spendMinor: 0, orders: 0 },
  {
    title: 'a cancelled order counts nothing',
    past: { ...past(10), cancelledAt: NOW - 9 * DAY_MS },
    spendMinor: 0,
    orders: 0,
  },
  {
    title: 'a voided order counts nothing',
    past: { ...past(10), financialStatus: 'voided' },
    spendMinor: 0,
    orders: 0,
  },
  { title: 'a test order counts nothing', past: { ...past(10), test: true }, spendMinor: 0, orders: 0 },
  {
    title: 'an unpaid order counts nothing yet',
    past: { ...past(10), financialStatus: 'pending' },
    spendMinor: 0,
    orders: 0,
  },
  {
    title: 'an authorized order counts when captured',
    past: { ...past(10), financialStatus: 'authorized' },
    spendMinor: 0,
    orders: 0,
  },
  {
    title: 'a partly paid order counts when paid',
    past: { ...past(10), financialStatus: 'partially_paid' },
    spendMinor: 0,
    orders: 0,
  },
  {
    title: 'an expired order counts nothing',
    past: { ...past(10), financialStatus: 'expired' },
    spendMinor: 0,
    orders: 0,
  },
  {
    title: 'an order without a known status counts nothing',
    past: { ...past(10), financialStatus: null },
    spendMinor: 0,
    orders: 0,
  },
  {
    title: 'a partial refund that the snapshot does not show is taken off',
    past: past(10),
    refunds: [{ amount: usd(30_000) }],
    spendMinor: 70_000,
    orders: 1,
  },
  {
    title: 'a refund that the snapshot shows is not taken off twice',
    past: { ...past(10), financialStatus: 'partially_refunded', total: usd(70_000), refunds: [refundId(9001)] },
    refunds: [{ amount: usd(30_000) }],
    spendMinor: 70_000,
    orders: 1,
  },
  {
    title: 'a goodwill refund is taken off',
    past: past(10),
    refunds: [{ amount: usd(500) }],
    spendMinor: 99_500,
    orders: 1,
  },
  {
    title: 'two refunds are both taken off',
    past: past(10),
    refunds: [{ amount: usd(1_000) }, { id: refundId(9002), amount: usd(2_000) }],
    spendMinor: 97_000,
    orders: 1,
  },
  {
    title: 'a fully refunded order counts nothing but is an order',
    past: { ...past(10), financialStatus: 'refunded', total: usd(0), refunds: [refundId(9001)] },
    refunds: [{ amount: usd(100_000) }],
    spendMinor: 0,
    orders: 1,
  },
  {
    title: 'a refund never makes spend negative',
    past: past(10),
    refunds: [{ amount: usd(150_000) }],
    spendMinor: 0,
    orders: 1,
  },
  {
    title: 'an order whose shop money is in another currency counts nothing',
    past: { ...past(10), total: { amountMinor: 100_000, currency: 'EUR' } },
    spendMinor: 0,
    orders: 0,
  },
  {
    title: 'another customer’s order counts nothing',
    past: { ...past(10), customer: customerId(8) },
    spendMinor: 0,
    orders: 0,
  },
  { title: 'a guest’s order counts nothing', past: { ...past(10), customer: null }, spendMinor: 0, orders: 0 },
];

test.each(CASES)('$title', ({ past, refunds = [], spendMinor, orders }) => {
  expect(factsAfter(past, refunds)).toEqual({
    'customer.spend.365d': { type: 'money', money: usd(spendMinor) },
    'customer.orders.365d': { type: 'number', number: orders },
  });
});

test('the subject order is not counted, however large', () => {
  const shop = buildShop();
  const order = foldOrder(
    newOrderRecord(orderId(1001)),
    { order: buildOrder(), version: buildVersion() },
    'delivery',
    shop,
    NOW,
  );
  const profile = replaceContribution(newCustomerRecord(customerId(7)).profile, order.before, order.after);
  const facts = orderFacts({
    order: buildOrder(),
    contribution: order.after,
    profile,
    currencySince: null,
    shopCurrency: 'USD',
    timezone: 'America/New_York',
    at: NOW,
  });
  expect(profile.lifetime).toEqual({ netMinor: 18_000, orders: 1 });
  expect(facts['customer.spend.365d']).toEqual({ type: 'money', money: usd(0) });
});

test('a guest’s customer facts are unknown while order facts work', () => {
  const order = buildOrder({ customer: null });
  const facts = orderFacts({
    order,
    contribution: null,
    profile: null,
    currencySince: null,
    shopCurrency: 'USD',
    timezone: 'America/New_York',
    at: NOW,
  });
  expect(facts['customer.spend.365d']).toEqual({ type: 'unknown', reason: 'guest' });
  expect(facts['order.lines.sizesOfOneProduct']).toEqual({ type: 'number', number: 3 });
});

function factsAfter(past: Partial<OrderSnapshot>, refunds: readonly Partial<Refund>[]) {
  const shop = buildShop();
  const order = buildOrder({ ...past, id: orderId(1) });
  let record = newOrderRecord(orderId(1));
  let { profile } = newCustomerRecord(customerId(7));
  const folds = [
    ...refunds.map((refund) => buildRefund({ order: orderId(1), ...refund })),
    { order, version: buildVersion({ updatedAt: order.createdAt }) },
  ];
  for (const input of folds) {
    const fold = 'version' in input ? foldOrder(record, input, 'history', shop, NOW) : foldRefund(record, input, shop);
    record = fold.record;
    profile = replaceContribution(profile, fold.before, fold.after);
  }
  const facts = orderFacts({
    order: buildOrder(),
    contribution: null,
    profile,
    currencySince: null,
    shopCurrency: 'USD',
    timezone: 'America/New_York',
    at: NOW,
  });
  return {
    'customer.spend.365d': facts['customer.spend.365d'],
    'customer.orders.365d': facts['customer.orders.365d'],
  };
}

test('spend before and after a change of the shop’s currency is never one sum: unknown until the year holds none of before', () => {
  const change = NOW - 300 * DAY_MS;
  const inNew = {
    currencySince: change,
    shopCurrency: 'USD',
    timezone: 'America/New_York',
    order: buildOrder(),
    contribution: null,
  };
  const spend = (placedAt: readonly number[], at: number) => {
    const profile = placedAt.reduce(
      (before, placed) =>
        replaceContribution(before, null, { customer: customerId(7), placedAt: placed, netMinor: 500 }),
      newCustomerRecord(customerId(7)).profile,
    );
    return orderFacts({ ...inNew, profile, at })['customer.spend.365d'];
  };
  const unknown = { type: 'unknown', reason: 'other_currency' };
  expect(spend([change - DAY_MS, NOW - DAY_MS], NOW)).toEqual(unknown);
  expect(spend([change, NOW - DAY_MS], NOW)).toEqual(unknown);
  expect(spend([change - DAY_MS, NOW - DAY_MS], change + 366 * DAY_MS)).toEqual({ type: 'money', money: usd(500) });
  expect(spend([NOW - DAY_MS], NOW)).toEqual({ type: 'money', money: usd(500) });
  expect(spend([], NOW)).toEqual({ type: 'money', money: usd(0) });
});
