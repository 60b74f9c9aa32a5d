import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countedDisputes, DISPUTE_STATUSES, type Dispute, withDispute } from '../../core/dispute.ts';
import { riskFacts } from '../../core/facts/risk.ts';
import { foldDispute, foldOrder } from '../../core/fold.ts';
import { newOrderRecord } from '../../core/order.ts';
import { isAssessed, RISK_ANSWERS, type RiskAssessment, riskLevel, withAssessment } from '../../core/risk.ts';
import {
  buildAssessment,
  buildDispute,
  buildOrder,
  buildShop,
  buildVersion,
  disputeId,
  NOW,
  orderId,
} from './builders.ts';

const said = (...answers: RiskAssessment['answer'][]) =>
  answers.map((answer, index) => buildAssessment({ provider: String(index), answer }));

test.each([
  [said(), null, false],
  [said('pending'), null, false],
  // It will never say anything: another may.
  [said('none'), null, false],
  [said('low'), 'low', true],
  [said('low', 'none'), 'low', true],
  // Somebody is still at it, and it may become worse.
  [said('low', 'pending'), 'low', false],
  [said('medium', 'pending'), 'medium', false],
  [said('low', 'medium'), 'medium', true],
  // It can’t become worse.
  [said('high', 'pending', 'low'), 'high', true],
] as const)('of what all assessors said the worst counts: %j', (risk, level, assessed) => {
  expect(riskLevel(risk)).toBe(level);
  expect(isAssessed(risk)).toBe(assessed);
});

test('a risk is known as two answers, and both are unknown until somebody has assessed the order', () => {
  const yes = { type: 'boolean', boolean: true };
  const no = { type: 'boolean', boolean: false };
  const unknown = { type: 'unknown', reason: 'not_assessed' };
  const answers = (risk?: RiskAssessment[]) => Object.values(riskFacts(risk));
  expect(answers(said('high'))).toEqual([yes, yes]);
  expect(answers(said('medium'))).toEqual([no, yes]);
  expect(answers(said('low'))).toEqual([no, no]);
  expect(answers(said('pending'))).toEqual([unknown, unknown]);
  expect(answers()).toEqual([unknown, unknown]);
});

const assessment = fc.record({
  provider: fc.constantFrom(null, '1', '2'),
  answer: fc.constantFrom(...RISK_ANSWERS),
  at: fc.integer({ min: NOW, max: NOW + 4 }),
});

const dispute = fc.record({
  id: fc.integer({ min: 1, max: 3 }).map(disputeId),
  type: fc.constantFrom<Dispute['type']>('inquiry', 'chargeback'),
  status: fc.constantFrom(...DISPUTE_STATUSES),
  openedAt: fc.constant(NOW),
  toldAt: fc.integer({ min: NOW, max: NOW + 4 }),
});

/** What comes of all, and of all in another order with some of them again. */
function bothWays<Told>(all: readonly Told[], random: readonly number[], fold: (told: readonly Told[]) => unknown) {
  const shuffled = all
    .flatMap((each, index) => [[each, random[index] ?? 0] as const, [each, random.at(-index) ?? 0] as const])
    .sort(([, a], [, b]) => a - b)
    .map(([each]) => each);
  return [fold(all), fold(shuffled)];
}

test('whatever the order of arrival, and however often each arrives, the same risk comes out', () => {
  fc.assert(
    fc.property(fc.array(assessment), fc.array(fc.nat(), { minLength: 20 }), (all, random) => {
      const [once, again] = bothWays(all, random, (told) =>
        told.reduce<readonly RiskAssessment[]>((known, seen) => withAssessment(known, seen), []),
      );
      expect(again).toEqual(once);
    }),
  );
});

test('whatever the order of arrival, and however often each arrives, the same disputes come out', () => {
  fc.assert(
    fc.property(fc.array(dispute), fc.array(fc.nat(), { minLength: 20 }), (all, random) => {
      const [once, again] = bothWays(all, random, (told) =>
        told.reduce<readonly Dispute[]>((known, seen) => withDispute(known, seen), []),
      );
      expect(again).toEqual(once);
    }),
  );
});

test('a dispute counts until it is won or prevented', () => {
  const counts = DISPUTE_STATUSES.filter((status) => countedDisputes({ disputes: [buildDispute({ status })] }) === 1);
  expect(counts).toEqual(['needs_response', 'under_review', 'charge_refunded', 'accepted', 'lost']);
});

test.each([
  ['paid', {}, { netMinor: 18_000, disputes: 1 }],
  ['cancelled', { cancelledAt: NOW }, { netMinor: 0, orders: 0, disputes: 1 }],
  ['not paid', { financialStatus: 'pending' }, { netMinor: 0, orders: 0, disputes: 1 }],
  ['a test', { test: true }, null],
  ['a guest’s', { customer: null }, null],
] as const)('a dispute of an order that is %s counts once, before or after its order', (_, over, counted) => {
  const order = buildOrder(over);
  const told = { order: orderId(1001), dispute: buildDispute() };
  const seen = { order, version: buildVersion() };
  const shop = buildShop();
  const empty = newOrderRecord(order.id);
  const first = foldOrder(foldDispute(empty, told, shop).record, seen, 'delivery', shop, NOW);
  const last = foldDispute(foldOrder(empty, seen, 'delivery', shop, NOW).record, told, shop);
  expect(first.record).toEqual(last.record);
  if (counted === null) expect(last.after).toBeNull();
  else expect(last.after).toEqual({ customer: order.customer, placedAt: NOW, ...counted });
  expect(foldDispute(last.record, told, shop).changed).toBe(false);
});
