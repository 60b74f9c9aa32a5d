import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asGroup, type Clause, conditionsOf } from '../../core/clause.ts';
import type { Condition } from '../../core/condition.ts';
import type { Decision, RuleOutcome } from '../../core/decide.ts';
import { evaluateRule } from '../../core/evaluate.ts';
import type { Facts } from '../../core/facts/catalogue.ts';
import { parsePolicyDraft } from '../../core/policy.ts';
import { returnBagRule } from '../../core/templates.ts';
import type { Verdict } from '../../core/verdict.ts';
import { explainOutcome } from '../../core/words/reasons.ts';
import { describeRule } from '../../core/words/rule.ts';
import { NOW, orderId, usd } from './builders.ts';
import { clausesOf } from './random-rules.ts';

const bag = returnBagRule('USD');
const rule = (...when: Clause[]) => ({ ...bag, when });
const items = (value: number): Condition => ({ fact: 'order.items', operator: 'at_least', value });
const total = (amountMinor: number): Condition => ({
  fact: 'order.total',
  operator: 'at_least',
  value: usd(amountMinor),
});
const isVip: Condition = { fact: 'customer.tags', operator: 'includes', value: 'VIP' };

const FACTS: Facts = {
  'order.cancelled': { type: 'boolean', boolean: false },
  'order.items': { type: 'number', number: 3 },
  'order.total': { type: 'money', money: usd(5_000) },
  'customer.tags': { type: 'unknown', reason: 'guest' },
};

/** Conditions whose outcome is known beforehand, each its own: nothing depends on two of them at once. */
const OF: Readonly<Record<'holds' | 'fails' | 'unknown', Condition>> = {
  holds: items(1),
  fails: items(9),
  unknown: isVip,
};

const clause = clausesOf(fc.constantFrom(...Object.values(OF)));

/** What holds however each unknown condition would come out; `unknown` where that depends on it. */
function byAllCompletions(clauses: readonly Clause[]): Exclude<Verdict, 'left_out'> {
  const open = conditionsOf(clauses).filter((condition) => condition === OF.unknown).length;
  const results = new Set<boolean>();
  for (let bits = 0; bits < 2 ** open; bits += 1) {
    let next = 0;
    const truth = (each: Clause): boolean => {
      const group = asGroup(each);
      if (!group) return each === OF.unknown ? ((bits >> next++) & 1) === 1 : each === OF.holds;
      const truths = group.clauses.map(truth);
      if (group.kind === 'all') return truths.every(Boolean);
      return truths.some(Boolean) === (group.kind === 'any');
    };
    results.add(clauses.map(truth).every(Boolean));
  }
  if (results.size === 2) return 'unknown';
  return results.has(true) ? 'holds' : 'fails';
}

test('a rule matches when its clauses hold whatever the unknown is, and is explained by what made it so', () => {
  fc.assert(
    fc.property(fc.array(clause, { minLength: 1, maxLength: 3 }), (when) => {
      fc.pre(conditionsOf(when).filter((condition) => condition === OF.unknown).length <= 6);
      const { matches, conditions } = evaluateRule(rule(...when), FACTS);
      expect(matches).toBe(byAllCompletions(when) === 'holds');
      const told = { rule: bag.id, name: bag.name, cost: null, conditions } as const;
      const outcome: RuleOutcome = matches
        ? { ...told, outcome: 'granted', cost: usd(1) }
        : { ...told, outcome: 'no_match' };
      const reasons = explainOutcome(outcome, { event: EVENT, facts: FACTS });
      expect(reasons.length).toBeGreaterThan(0);
      expect(reasons.every((reason) => reason.endsWith('.') && !reason.includes('undefined'))).toBe(true);
    }),
  );
});

const EVENT: Decision['event'] = {
  type: 'order.placed',
  order: orderId(1),
  orderName: '#1',
  customer: null,
  at: NOW,
} as Decision['event'];

const reasonsOf = (...when: Clause[]) => {
  const { matches, conditions } = evaluateRule(rule(...when), FACTS);
  const outcome = { rule: bag.id, name: bag.name, conditions, outcome: matches ? 'granted' : 'no_match' };
  return explainOutcome(outcome as RuleOutcome, { event: EVENT, facts: FACTS });
};

test('a “no” of a group names what it asked and what was found; what held is not in the way', () => {
  expect(reasonsOf(items(1), { any: [items(4), total(9_900)] })).toEqual([
    'None of these holds (the number of items in the order is 3, not at least 4; the order’s total is 50.00 USD, not at least 99.00 USD).',
  ]);
  expect(reasonsOf({ any: [items(4), isVip] })).toEqual([
    'None of these is known to hold (the number of items in the order is 3, not at least 4; the customer’s tags are unknown (a guest order), so “VIP” can’t be looked for).',
  ]);
  expect(reasonsOf({ none: [total(100), items(4)] })).toEqual([
    'This rules it out (the order’s total is 50.00 USD: at least 1.00 USD).',
  ]);
  expect(reasonsOf({ all: [items(1), items(4)] })).toEqual(['The number of items in the order is 3, not at least 4.']);
});

test('a “yes” of a group names what was enough', () => {
  expect(reasonsOf({ any: [items(4), total(100), isVip] })).toEqual([
    'The order’s total is 50.00 USD: at least 1.00 USD.',
  ]);
});

test('what a rule asks in groups is said in brackets, each group with how many of it must hold', () => {
  expect(describeRule(rule(items(2), { any: [total(9_900), { none: [isVip, items(7)] }] }))).toContain(
    'and the number of items in the order is at least 2 and at least one of these holds (the order’s total is at least ' +
      '99.00 USD; none of these holds (the customer’s tags include “VIP”; the number of items in the order is at least 7)), then',
  );
});

test('what a rule gives without is no reason against giving, in whatever group it stands', () => {
  const risky: Condition = { fact: 'order.risk.high', operator: 'is', value: false };
  const facts: Facts = { ...FACTS, 'order.risk.high': { type: 'unknown', reason: 'not_assessed' } };
  const waiting = (...when: Clause[]) => ({
    ...rule(...when),
    waitForRisk: { minutes: 10, without: 'grant' as const },
  });
  expect(evaluateRule(waiting({ any: [risky, items(9)] }), facts).matches).toBe(true);
  expect(evaluateRule(waiting({ all: [risky, items(9)] }), facts).matches).toBe(false);
  expect(evaluateRule(waiting({ none: [risky, items(9)] }), facts).matches).toBe(true);
  expect(evaluateRule(waiting({ any: [risky, items(1)] }), facts).matches).toBe(true);
  expect(evaluateRule(waiting({ any: [risky] }), facts).matches).toBe(true);
  expect(evaluateRule(waiting({ none: [risky, items(1)] }), facts).matches).toBe(false);
});

const parse = (...when: unknown[]) => parsePolicyDraft({ rules: [{ ...bag, when }] }, 'USD');
const deep = (levels: number): unknown => (levels === 0 ? items(1) : { all: [deep(levels - 1)] });

test('a policy with groups is kept as it is written', () => {
  fc.assert(
    fc.property(fc.array(clause, { minLength: 1, maxLength: 3 }), (when) => {
      fc.pre(conditionsOf(when).length <= 20);
      const parsed = parsePolicyDraft(JSON.parse(JSON.stringify({ rules: [rule(...when)] })), 'USD');
      expect(parsed).toEqual({ kind: 'valid', draft: { rules: [rule(...when)] } });
    }),
  );
});

test.each<[string, unknown[], string, string]>([
  ['an empty group', [{ any: [] }], 'rules.0.when.0.any', 'A group needs at least one condition.'],
  [
    'what is wrong within',
    [items(1), { any: [items(1), items(-1)] }],
    'rules.0.when.1.any.1.value',
    'can’t be negative',
  ],
  [
    'another currency within',
    [{ none: [{ all: [{ ...total(1), value: { amountMinor: 1, currency: 'EUR' } }] }] }],
    'rules.0.when.0.none.0.all.0.value.currency',
    'The shop’s currency is USD',
  ],
  [
    'a fact that the event does not carry',
    [{ any: [{ fact: 'review.rating', operator: 'at_most', value: 2 }] }],
    'rules.0.when.0.any.0.fact',
    'can’t look at review.rating',
  ],
  ['two kinds at once', [{ any: [items(1)], all: [items(1)] }], 'rules.0.when.0', 'any'],
  ['no list', [{ any: items(1) }], 'rules.0.when.0.any', 'Give the list of conditions.'],
  ['too deep', [deep(5)], 'rules.0.when.0.all.0.all.0.all.0.all.0', 'at most 4 deep'],
  [
    'too many in all',
    [{ any: Array(11).fill(items(1)) }, { all: Array(10).fill(items(1)) }],
    'rules.0.when',
    'at most 20',
  ],
])('%s is refused at its place', (_, when, place, message) => {
  const parsed = parse(...when);
  if (parsed.kind !== 'invalid') throw new Error('it was accepted');
  expect(parsed.problems.map(({ path, message: said }) => `${path.join('.')}: ${said}`)).toEqual([
    expect.stringContaining(`${place}: `),
  ]);
  expect(parsed.problems[0]?.message).toContain(message);
});

test('a hostile depth is refused, not crashed on', () => {
  expect(parse(deep(2_000)).kind).toBe('invalid');
});
