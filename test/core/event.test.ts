import { expect, test } from 'vitest';
import { decide } from '../../core/decide.ts';
import { effectsOfPerk } from '../../core/effects-of-perk.ts';
import { type DomainEvent, EVENT_TYPES, subjectOf } from '../../core/event.ts';
import { FACT_IDS, type Facts, factIn, factsOf } from '../../core/facts/catalogue.ts';
import { orderFacts, returnFacts, reviewFacts, shipmentFacts } from '../../core/facts/read.ts';
import { reviewId } from '../../core/identity.ts';
import type { Rule } from '../../core/policy.ts';
import { newCustomerRecord, replaceContribution, seeOrder } from '../../core/profile.ts';
import { describeSubject } from '../../core/words/action.ts';
import { explainKnowledge, explainOutcome } from '../../core/words/reasons.ts';
import {
  buildDelayed,
  buildOrder,
  buildPlaced,
  buildRequested,
  buildReturn,
  buildReview,
  buildShipment,
  customerId,
  DAY_MS,
  NOW,
  usd,
} from './builders.ts';
import { CREDIT_RULE, SCOPES } from './decisions.ts';
import { buildReview as buildReviewSeen } from './reviews.ts';

const EVENTS: readonly DomainEvent[] = [buildPlaced(), buildRequested(), buildDelayed(), buildReview()];

/** A customer who spent 180.00 on the order that comes back. */
const order = { customer: customerId(7), placedAt: NOW - 10 * DAY_MS, netMinor: 18_000 };
const profile = replaceContribution(
  seeOrder(newCustomerRecord(customerId(7)).profile, order.placedAt, NOW),
  null,
  order,
);
const known = {
  profile,
  shopCurrency: 'USD',
  timezone: 'America/New_York',
  currencySince: null,
  at: NOW,
  asked: new Map(FACT_IDS.map((id) => [id, []])),
};

const FACTS_OF: Record<DomainEvent['type'], Facts> = {
  'order.placed': orderFacts({
    ...known,
    order: buildOrder(),
    contribution: null,
    company: { orders: [], knownSince: 0 },
    goods: { lines: [] },
  }),
  'return.requested': returnFacts({ ...known, seen: buildReturn({ orderedAt: order.placedAt }) }),
  'shipment.delayed': shipmentFacts({ ...known, seen: buildShipment(), timezone: 'America/New_York', now: NOW }),
  'review.posted': reviewFacts({ ...known, seen: buildReviewSeen() }),
};

test('every event carries exactly the facts that the catalogue says of it', () => {
  for (const type of EVENT_TYPES) expect(Object.keys(FACTS_OF[type]).sort()).toEqual([...factsOf(type)].sort());
});

test('the subject of an event gives decisions and effects their ids; an order keeps its plain number', () => {
  const decided = EVENTS.map((event) => {
    const rule: Rule = {
      ...CREDIT_RULE,
      on: event.type,
      when: [{ fact: 'customer.orders.365d', operator: 'at_least', value: 0 }],
    };
    const policy = { version: 1, publishedAt: NOW, author: '1', rules: [rule] };
    const decision = decide(policy, event, FACTS_OF[event.type], {
      now: NOW,
      arrival: 1,
      knownSince: NOW,
      scopes: SCOPES,
    });
    return [decision?.id, decision?.effects[0]?.id];
  });
  expect(decided).toEqual([
    ['2026-11-20T12:00:00.000Z~order.placed~1001', 'thank-you/1001/customer.credit'],
    ['2026-11-20T12:00:00.000Z~return.requested~return-501', 'thank-you/return-501/customer.credit'],
    ['2026-11-20T12:00:00.000Z~shipment.delayed~shipment-701', 'thank-you/shipment-701/customer.credit'],
    ['2026-11-20T12:00:00.000Z~review.posted~review-judgeme-120441', 'thank-you/review-judgeme-120441/customer.credit'],
  ]);
});

test('an effect names the order of its subject, also where that is none', () => {
  const orderOf = (event: DomainEvent) => effectsOfPerk(CREDIT_RULE, event, NOW)[0]?.order;
  expect(EVENTS.map(orderOf)).toEqual(EVENTS.map((event) => event.order));
  expect(orderOf(buildReview({ order: null, orderName: null }))).toBeNull();
});

test('a return counts the order that it is of, and so does a review; an order does not count itself', () => {
  expect(FACTS_OF['return.requested']['customer.spend.365d']).toEqual({ type: 'money', money: usd(18_000) });
  expect(FACTS_OF['review.posted']['customer.orders.365d']).toEqual({ type: 'number', number: 1 });
  const own = orderFacts({ ...known, order: buildOrder({ createdAt: order.placedAt }), contribution: order });
  expect(own['customer.orders.365d']).toEqual({ type: 'number', number: 0 });
});

test('of a return the facts say what comes back, what it was worth and how late it is asked for', () => {
  const facts = returnFacts({
    ...known,
    seen: buildReturn({ orderedAt: NOW - 30 * DAY_MS + 1, value: usd(14_999), items: 2 }),
  });
  expect(facts['return.value']).toEqual({ type: 'money', money: usd(14_999) });
  expect(facts['return.items']).toEqual({ type: 'number', number: 2 });
  expect(facts['return.daysSinceOrder']).toEqual({ type: 'number', number: 29 });
  expect(facts['return.awaitsAnswer']).toEqual({ type: 'boolean', boolean: true });
  const other = returnFacts({ ...known, seen: buildReturn({ status: 'declined', value: null }) });
  expect(other['return.awaitsAnswer']).toEqual({ type: 'boolean', boolean: false });
  expect(other['return.value']).toEqual({ type: 'unknown', reason: 'not_told' });
});

test('a fact that the decision was made without is unknown, and never matches', () => {
  expect(factIn({}, 'return.value')).toEqual({ type: 'unknown', reason: 'not_looked_at' });
  const rule: Rule = {
    ...CREDIT_RULE,
    on: 'return.requested',
    when: [{ fact: 'return.items', operator: 'at_least', value: 0 }],
  };
  const policy = { version: 1, publishedAt: NOW, author: '1', rules: [rule] };
  const { 'return.items': _, ...older } = FACTS_OF['return.requested'];
  const decision = decide(policy, buildRequested(), older, { now: NOW, arrival: 1, knownSince: NOW, scopes: SCOPES });
  const [outcome] = decision?.outcomes ?? [];
  expect(outcome?.outcome).toBe('no_match');
  expect(decision && outcome && explainOutcome(outcome, decision)).toEqual([
    'The number of items in the return is unknown (not looked at then), so it can’t be at least 0.',
  ]);
});

test('a return that was answered already gets nothing, and that is the reason', () => {
  const rule: Rule = {
    ...CREDIT_RULE,
    on: 'return.requested',
    when: [{ fact: 'return.items', operator: 'at_least', value: 0 }],
  };
  const policy = { version: 1, publishedAt: NOW, author: '1', rules: [rule] };
  const facts = returnFacts({ ...known, seen: buildReturn({ status: 'declined' }) });
  const decision = decide(policy, buildRequested(), facts, { now: NOW, arrival: 1, knownSince: NOW, scopes: SCOPES });
  const [outcome] = decision?.outcomes ?? [];
  expect(decision && outcome && explainOutcome(outcome, decision)).toEqual([
    'The return is waiting for an answer: no.',
  ]);
});

test('each subject is named, and where nobody is known the explanation says so', () => {
  expect(EVENTS.map(describeSubject)).toEqual([
    'order #1001',
    'return #1001-R1',
    'shipment #1001.1',
    'review of Oxford shirt',
  ]);
  const rule: Rule = {
    ...CREDIT_RULE,
    on: 'review.posted',
    when: [{ fact: 'customer.spend.365d', operator: 'over', value: usd(0) }],
  };
  const policy = { version: 1, publishedAt: NOW, author: '1', rules: [rule] };
  const facts = reviewFacts({ ...known, profile: null, seen: buildReviewSeen({ rating: 1 }) });
  const context = { now: NOW, arrival: 1, knownSince: null, scopes: SCOPES };
  const decision = decide(policy, buildReview({ customer: null }), facts, context);
  expect(decision && explainKnowledge(decision)).toBe(
    'A review of somebody unknown: nothing is known about the customer.',
  );
  const [outcome] = decision?.outcomes ?? [];
  expect(decision && outcome && explainOutcome(outcome, decision)).toEqual([
    'The customer’s net spend in the last 365 days is unknown (no customer known), so it can’t be over 0.00 USD.',
  ]);
});

test('a review’s id is its provider’s name and number, and nothing that would break an id made of it', () => {
  expect(reviewId('judgeme', '120441')).toBe('judgeme/120441');
  for (const [provider, number] of [
    ['judge-me', '1'],
    ['', '1'],
    ['yotpo', ''],
    ['yotpo', '1/2'],
    ['yotpo', '1~2'],
  ] as const) {
    expect(reviewId(provider, number)).toBeNull();
  }
  expect(subjectOf(buildReview()).key).toBe('review-judgeme-120441');
});
