import fc from 'fast-check';
import { expect, test } from 'vitest';
import { orderFacts } from '../../core/facts/read.ts';
import type { FactValue } from '../../core/facts/value.ts';
import type { Contribution } from '../../core/order.ts';
import { dayOf, newCustomerRecord, type Profile, replaceContribution, seeOrder } from '../../core/profile.ts';
import { buildOrder, customerId, DAY_MS, NOW, usd } from './builders.ts';

const CUSTOMER = customerId(7);

/** What their orders tell beside their year. */
const HISTORY_FACTS = [
  'customer.spend.30d',
  'customer.spend.90d',
  'customer.spend.lifetime',
  'customer.orders.30d',
  'customer.orders.90d',
  'customer.orders.lifetime',
  'customer.averageOrder',
  'customer.daysSinceLastOrder',
  'customer.usualDaysBetweenOrders',
] as const;

type HistoryFact = (typeof HISTORY_FACTS)[number];

interface Past {
  readonly placedAt: number;
  readonly netMinor: number;
}

const contribution = ({ placedAt, netMinor }: Past): Contribution => ({
  customer: CUSTOMER,
  placedAt,
  netMinor,
});

/** As deliveries make it, in this order. */
function profileOf(orders: readonly Past[]): Profile {
  return orders.reduce<Profile>(
    (profile, order) => replaceContribution(seeOrder(profile, order.placedAt, NOW), null, contribution(order)),
    newCustomerRecord(CUSTOMER).profile,
  );
}

function told(orders: readonly Past[], own: Past | null, at = NOW, currencySince: number | null = null) {
  const facts = orderFacts({
    order: buildOrder(),
    profile: profileOf(orders),
    contribution: own && contribution(own),
    shopCurrency: 'USD',
    timezone: 'America/New_York',
    currencySince,
    at,
    asked: new Map(HISTORY_FACTS.map((fact) => [fact, []])),
  });
  return Object.fromEntries(HISTORY_FACTS.map((fact) => [fact, facts[fact]])) as Record<HistoryFact, FactValue>;
}

const number = (value: number) => ({ type: 'number', number: value });
const money = (amountMinor: number) => ({ type: 'money', money: usd(amountMinor) });

/** From the list of orders itself, without any profile. */
function expected(others: readonly Past[], at: number) {
  const before = others.filter(({ placedAt }) => placedAt <= at);
  const within = (days: number) => before.filter(({ placedAt }) => dayOf(placedAt) >= dayOf(at) - days);
  const net = (orders: readonly Past[]) => orders.reduce((sum, { netMinor }) => sum + netMinor, 0);
  const days = [...new Set(before.map(({ placedAt }) => dayOf(placedAt)))].sort((a, b) => a - b);
  const gaps = days
    .slice(1)
    .map((day, index) => day - (days[index] ?? day))
    .sort((a, b) => a - b);
  const never = { type: 'unknown', reason: 'never_ordered' };
  return {
    'customer.spend.30d': money(net(within(30))),
    'customer.spend.90d': money(net(within(90))),
    'customer.spend.lifetime': money(net(before)),
    'customer.orders.30d': number(within(30).length),
    'customer.orders.90d': number(within(90).length),
    'customer.orders.lifetime': number(before.length),
    'customer.averageOrder': before.length === 0 ? never : money(Math.round(net(before) / before.length)),
    'customer.daysSinceLastOrder': before.length === 0 ? never : number(dayOf(at) - (days.at(-1) ?? 0)),
    'customer.usualDaysBetweenOrders':
      days.length < 3
        ? { type: 'unknown', reason: 'too_few_orders' }
        : number(gaps[Math.floor((gaps.length - 1) / 2)] ?? 0),
  };
}

const past = fc.record({
  placedAt: fc.integer({ min: NOW - 390 * DAY_MS, max: NOW }),
  netMinor: fc.integer({ min: 0, max: 50_000 }),
});

test('a customer’s history is what their list of orders says, whatever order it was told in, without the order itself', () => {
  fc.assert(
    fc.property(fc.array(past, { maxLength: 12 }), fc.nat(), fc.boolean(), (orders, pick, hasOwn) => {
      const own = hasOwn ? (orders[pick % Math.max(1, orders.length)] ?? null) : null;
      const others = orders.filter((order) => order !== own);
      // An event of an order is at that order's own time.
      const at = own?.placedAt ?? NOW;
      fc.pre(dayOf(at) >= dayOf(NOW) - 2);
      expect(told(orders, own, at)).toEqual(expected(others, at));
    }),
  );
});

test('what came after the event is none of its history', () => {
  const orders = [30, 20, 0].map((days) => ({ placedAt: NOW - days * DAY_MS - 1_000, netMinor: 1_000 }));
  const late = { placedAt: NOW + 1_000, netMinor: 9_000 };
  expect(told([...orders, late], null)).toEqual(told(orders, null));
});

test('who never ordered has no average and no last order, and has no order before', () => {
  const own = { placedAt: NOW, netMinor: 5_000 };
  const first = told([own], own);
  expect(first['customer.orders.lifetime']).toEqual(number(0));
  for (const fact of ['customer.averageOrder', 'customer.daysSinceLastOrder'] as const) {
    expect(first[fact]).toEqual({ type: 'unknown', reason: 'never_ordered' });
  }
});

test('an order of more than 400 days ago counts in all and is 400 days ago', () => {
  const own = { placedAt: NOW, netMinor: 5_000 };
  const facts = told([{ placedAt: NOW - 500 * DAY_MS, netMinor: 2_000 }, own], own);
  expect(facts['customer.daysSinceLastOrder']).toEqual(number(400));
  expect(facts['customer.spend.lifetime']).toEqual(money(2_000));
  expect(facts['customer.spend.90d']).toEqual(money(0));
});

test('of a return or a review, too, an order of more than 400 days ago is 400 days ago and in no gap', () => {
  const orders = [600, 500, 405].map((days) => ({ placedAt: NOW - days * DAY_MS, netMinor: 1_000 }));
  const facts = told(orders, null);
  expect(facts['customer.daysSinceLastOrder']).toEqual(number(400));
  expect(facts['customer.usualDaysBetweenOrders']).toEqual({ type: 'unknown', reason: 'too_few_orders' });
  expect(facts['customer.orders.lifetime']).toEqual(number(3));
});

test('money of two currencies is never added up, and counts are', () => {
  const orders = [60, 10].map((days) => ({ placedAt: NOW - days * DAY_MS, netMinor: 1_000 }));
  const facts = told(orders, null, NOW, NOW - 45 * DAY_MS);
  const other = { type: 'unknown', reason: 'other_currency' };
  expect(facts['customer.spend.30d']).toEqual(money(1_000));
  expect(facts['customer.spend.90d']).toEqual(other);
  expect(facts['customer.spend.lifetime']).toEqual(other);
  expect(facts['customer.averageOrder']).toEqual(other);
  expect(facts['customer.orders.lifetime']).toEqual(number(2));
  expect(told(orders, null, NOW, NOW - 90 * DAY_MS)['customer.spend.lifetime']).toEqual(money(2_000));
});

test('a decision keeps of the history what a rule asks for, and a guest has none', () => {
  const sources = {
    order: buildOrder(),
    contribution: null,
    shopCurrency: 'USD',
    timezone: 'America/New_York',
    currencySince: null,
    at: NOW,
  };
  const asked = new Map([['customer.orders.lifetime', []]]);
  const known = orderFacts({ ...sources, profile: profileOf([]), asked });
  expect(HISTORY_FACTS.filter((fact) => fact in known)).toEqual(['customer.orders.lifetime']);
  expect(orderFacts({ ...sources, profile: null, asked })['customer.orders.lifetime']).toEqual({
    type: 'unknown',
    reason: 'guest',
  });
  const unasked = orderFacts({ ...sources, profile: profileOf([]) });
  expect(HISTORY_FACTS.filter((fact) => fact in unasked)).toEqual([]);
});
