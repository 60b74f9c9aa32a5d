import { describe, expect, test } from 'vitest';
import { readConditionValue } from '../../core/condition-value-schema.ts';
import type { CustomerCard } from '../../core/customer-card.ts';
import { type FactId, factDefinition } from '../../core/facts/catalogue.ts';
import { returnFacts, reviewFacts, shipmentFacts } from '../../core/facts/read.ts';
import type { FactValue } from '../../core/facts/value.ts';
import type { Operator } from '../../core/operators.ts';
import { newCustomerRecord, type Profile, replaceContribution, seeOrder } from '../../core/profile.ts';
import { describeConditionLead, describeConditionOutcome } from '../../core/words/condition.ts';
import { germanCondition } from '../../core/words/german-condition.ts';
import { buildDelayed, buildReturn, buildShipment, customerId, DAY_MS, HOUR_MS, NOW, usd } from './builders.ts';
import { buildReview } from './reviews.ts';

const NEW = newCustomerRecord(customerId(7)).profile;
const about = { profile: NEW, shopCurrency: 'USD', timezone: 'America/New_York', currencySince: null, at: NOW };
const asking = (fact: FactId, ...words: readonly string[]) => new Map([[fact, words]]);

describe('a return', () => {
  const DETAILS = { reasons: ['color', 'too-small'], orderValue: usd(18_000), deliveredAt: NOW - 3 * DAY_MS - HOUR_MS };
  const fact = (id: FactId, over: object = {}, ...words: readonly string[]) =>
    returnFacts({
      ...about,
      asked: asking(id, ...words),
      seen: buildReturn(),
      details: DETAILS,
      note: 'It was too tight.',
      ...over,
    })[id];

  test.each<[FactId, object, FactValue]>([
    ['return.valueShare', {}, { type: 'number', number: 33.3 }],
    ['return.valueShare', { seen: buildReturn({ value: usd(18_000) }) }, { type: 'number', number: 100 }],
    ['return.valueShare', { details: { ...DETAILS, orderValue: null } }, { type: 'unknown', reason: 'not_told' }],
    ['return.valueShare', { details: { ...DETAILS, orderValue: usd(0) } }, { type: 'unknown', reason: 'not_told' }],
    ['return.valueShare', { seen: buildReturn({ value: null }) }, { type: 'unknown', reason: 'not_told' }],
    [
      'return.valueShare',
      { details: { ...DETAILS, orderValue: { amountMinor: 1, currency: 'EUR' } } },
      { type: 'unknown', reason: 'not_told' },
    ],
    ['return.sizeRelated', {}, { type: 'boolean', boolean: true }],
    ['return.sizeRelated', { details: { ...DETAILS, reasons: ['color'] } }, { type: 'boolean', boolean: false }],
    ['return.sizeRelated', { details: undefined }, { type: 'unknown', reason: 'not_told' }],
    ['return.daysSinceDelivery', {}, { type: 'number', number: 3 }],
    ['return.daysSinceDelivery', { details: { ...DETAILS, deliveredAt: NOW + DAY_MS } }, { type: 'number', number: 0 }],
    [
      'return.daysSinceDelivery',
      { details: { ...DETAILS, deliveredAt: null } },
      { type: 'unknown', reason: 'not_delivered' },
    ],
    ['return.daysSinceDelivery', { details: undefined }, { type: 'unknown', reason: 'not_told' }],
  ])('has %s', (id, over, value) => {
    expect(fact(id, over)).toEqual(value);
  });

  test('keeps of its reasons and of the customer’s words those that rules ask for', () => {
    expect(fact('return.reasons', {}, 'Too-Small', 'quality')).toEqual({ type: 'words', words: ['Too-Small'] });
    expect(fact('return.reasons', { details: undefined }, 'quality')).toMatchObject({ type: 'unknown' });
    expect(fact('return.note', {}, 'too tight', 'late')).toEqual({ type: 'words', words: ['too tight'] });
    expect(fact('return.note', { note: undefined }, 'late')).toEqual({ type: 'unknown', reason: 'not_told' });
  });

  test('keeps none of them where no rule asks', () => {
    const facts = returnFacts({ ...about, seen: buildReturn(), details: DETAILS, note: 'It was too tight.' });
    expect(Object.keys(facts).filter((id) => /reason|note|share|size|delivery/i.test(id))).toEqual([]);
  });
});

describe('a review', () => {
  const fact = (id: FactId, over: object = {}, ...words: readonly string[]) =>
    reviewFacts({ ...about, asked: asking(id, ...words), seen: buildReview(over), text: 'Broken. Never again' })[id];

  test.each<[FactId, object, FactValue]>([
    ['review.length', {}, { type: 'number', number: 40 }],
    ['review.photo', { hasPhoto: true }, { type: 'boolean', boolean: true }],
    ['review.photo', { hasPhoto: null }, { type: 'unknown', reason: 'not_told' }],
    ['review.photo', {}, { type: 'unknown', reason: 'not_told' }],
    ['review.verified', {}, { type: 'boolean', boolean: true }],
    ['review.verified', { verifiedBuyer: null }, { type: 'unknown', reason: 'not_told' }],
  ])('has %s', (id, over, value) => {
    expect(fact(id, over)).toEqual(value);
  });

  test('keeps of its words those that rules ask for', () => {
    expect(fact('review.text', {}, 'broken', 'late')).toEqual({ type: 'words', words: ['broken'] });
    const later = reviewFacts({ ...about, asked: asking('review.text', 'broken'), seen: buildReview() });
    expect(later['review.text']).toEqual({ type: 'unknown', reason: 'not_told' });
  });
});

describe('a shipment', () => {
  const fact = (id: FactId, over: object = {}, ...words: readonly string[]) =>
    shipmentFacts({ ...about, asked: asking(id, ...words), seen: buildShipment(over), timezone: 'UTC', now: NOW })[id];

  test('has the status that the shop shows, as people read it, and how often it was tried in vain', () => {
    const shown = { shownAs: 'out_for_delivery', attempts: 2 } as const;
    expect(fact('shipment.status', shown, 'Out for delivery', 'delivered')).toEqual({
      type: 'words',
      words: ['Out for delivery'],
    });
    expect(fact('shipment.attempts', shown)).toEqual({ type: 'number', number: 2 });
    expect(fact('shipment.status')).toEqual({ type: 'unknown', reason: 'not_told' });
    expect(fact('shipment.attempts')).toEqual({ type: 'unknown', reason: 'not_told' });
  });
});

describe('a customer', () => {
  const CARD: CustomerCard = {
    readAt: NOW,
    tags: [],
    email: null,
    sms: { state: 'subscribed', at: null },
    traits: { since: NOW - 40 * DAY_MS - HOUR_MS, country: 'AT', language: 'de' },
  };
  const fact = (id: FactId, over: object = {}, ...words: readonly string[]) =>
    reviewFacts({ ...about, asked: asking(id, ...words), seen: buildReview(), card: CARD, ...over })[id];
  const { traits: _, ...PLAIN } = CARD;

  test('has a country and a language, a time since when the shop knows them, and a word on text messages', () => {
    expect(fact('customer.country', {}, 'at', 'DE')).toEqual({ type: 'words', words: ['at'] });
    expect(fact('customer.language', {}, 'en')).toEqual({ type: 'words', words: [] });
    expect(fact('customer.daysKnown')).toEqual({ type: 'number', number: 40 });
    expect(fact('customer.smsConsent')).toEqual({ type: 'boolean', boolean: true });
    expect(fact('customer.smsConsent', { card: { ...CARD, sms: { state: 'pending', at: null } } })).toEqual({
      type: 'boolean',
      boolean: false,
    });
  });

  test.each<FactId>(['customer.country', 'customer.language', 'customer.daysKnown', 'customer.smsConsent'])(
    'has no %s where the shop says none',
    (id) => {
      expect(fact(id, { card: { ...PLAIN, sms: null } }, 'de')).toEqual({ type: 'unknown', reason: 'not_told' });
      expect(fact(id, { profile: null }, 'de')).toEqual({ type: 'unknown', reason: 'no_customer' });
    },
  );
});

describe('the days since the first order', () => {
  const ordered =
    (daysAgo: number, paid = true) =>
    (before: Profile) => {
      const placedAt = NOW - daysAgo * DAY_MS;
      const counted = { customer: before.customer, placedAt, netMinor: 1_000 };
      return replaceContribution(seeOrder(before, placedAt, NOW), null, paid ? counted : null);
    };
  const days = (profile: Profile) =>
    reviewFacts({ ...about, profile, asked: asking('customer.daysSinceFirstOrder'), seen: buildReview() })[
      'customer.daysSinceFirstOrder'
    ];

  test('are counted from whatever order is the oldest, in whatever order they come', () => {
    const steps = [ordered(3), ordered(900), ordered(30), ordered(1_000, false)];
    for (const order of [steps, steps.toReversed()])
      expect(days(order.reduce((profile, step) => step(profile), NEW))).toEqual({ type: 'number', number: 1_000 });
    expect(days(NEW)).toEqual({ type: 'unknown', reason: 'never_ordered' });
    expect(days(ordered(3, false)(NEW))).toEqual({ type: 'unknown', reason: 'never_ordered' });
  });

  test('have a date, and so has the last one, however long ago', () => {
    const dates = (profile: Profile) => {
      const asked = new Map<FactId, string[]>([
        ['customer.firstOrderOn', []],
        ['customer.lastOrderOn', []],
      ]);
      const facts = reviewFacts({ ...about, profile, asked, seen: buildReview() });
      return [facts['customer.firstOrderOn'], facts['customer.lastOrderOn']];
    };
    const date = (text: string, daysAgo: number) => ({ type: 'date', date: text, daysAgo });
    expect(dates(ordered(3)(ordered(30)(NEW)))).toEqual([date('2026-10-21', 30), date('2026-11-17', 3)]);
    expect(dates(ordered(800)(NEW))).toEqual([date('2024-09-11', 800), date('2024-09-11', 800)]);
    expect(dates(NEW)).toEqual(Array(2).fill({ type: 'unknown', reason: 'never_ordered' }));
    expect(dates(ordered(3, false)(ordered(800)(NEW)))[1]).toEqual({ type: 'unknown', reason: 'not_told' });
  });

  test('of a profile from before they were kept follow from its days, where those hold all', () => {
    const { oldestDay: _, ...kept } = ordered(30)(ordered(3)(NEW));
    expect(days(ordered(1)(kept))).toEqual({ type: 'number', number: 30 });
    expect(days({ ...kept, lifetime: { netMinor: 9, orders: 3 } })).toEqual({ type: 'unknown', reason: 'not_told' });
  });
});

test('a status is one of those that there are, in whatever case it is written', () => {
  const read = (value: unknown) => readConditionValue(factDefinition('shipment.status'), 'includes', value);
  expect(read('Out For Delivery')).toEqual({ value: 'out for delivery' });
  expect(read(['delivered', 'lost'])).toMatchObject({
    wrong: [
      {
        path: ['value', 1],
        message: expect.stringMatching(/^There is no status “lost”\. Choose among: attempted delivery, /),
      },
    ],
  });
});

test('and so it is in German', () => {
  const say = (operator: Operator, value: string | string[]) =>
    germanCondition({ fact: 'shipment.status', operator, value }, 'shipment.delayed');
  expect(say('includes', 'delayed')).toBe('der Status der Sendung „verspätet“ ist');
  expect(say('excludes', ['delayed', 'delivered'])).toBe(
    'der Status der Sendung weder „verspätet“ noch „zugestellt“ ist',
  );
});

test('what there is one of at most is, or is not, one of the words', () => {
  const condition = (operator: Operator, value: string | string[]) =>
    ({ fact: 'shipment.status', operator, value }) as const;
  const lead = (operator: Operator) => describeConditionLead(condition(operator, 'delayed'), 'shipment.delayed');
  expect(lead('includes')).toBe('The shipment’s status is');
  expect(lead('excludes')).toBe('The shipment’s status is not');
  const explain = (operator: Operator, expected: string | string[], words: string[], verdict: 'holds' | 'fails') =>
    describeConditionOutcome(
      { fact: 'shipment.status', operator, expected, verdict },
      { event: buildDelayed(), facts: { 'shipment.status': { type: 'words', words } } },
    );
  expect(explain('includes', ['delayed', 'delivered'], ['delayed'], 'holds')).toBe(
    'The shipment’s status is “delayed”.',
  );
  expect(explain('includes', ['delayed', 'delivered'], [], 'fails')).toBe(
    'The shipment’s status is not “delayed” or “delivered”.',
  );
  expect(explain('excludes', 'delayed', [], 'holds')).toBe('The shipment’s status is not “delayed”.');
});
