import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Clause, clauseAt, GROUP_KINDS, groupOf } from '../../core/clause.ts';
import type { Condition } from '../../core/condition.ts';
import { evaluateRule } from '../../core/evaluate.ts';
import type { Facts } from '../../core/facts/catalogue.ts';
import type { FactValue } from '../../core/facts/value.ts';
import type { RuleId } from '../../core/identity.ts';
import type { Rule } from '../../core/policy.ts';
import { policyWarnings } from '../../core/policy-checks.ts';
import { approveReturnRule, returnBagRule } from '../../core/templates.ts';
import { usd } from './builders.ts';

const bag = returnBagRule('USD');
const asking = (...when: Clause[]): Rule => ({ ...bag, when });
const items = (operator: 'at_least' | 'at_most' | 'over' | 'under' | 'is', value: number): Condition => ({
  fact: 'order.items',
  operator,
  value,
});
const total = (operator: 'at_least' | 'under', amountMinor: number): Condition => ({
  fact: 'order.total',
  operator,
  value: usd(amountMinor),
});
const tagged = (operator: 'includes' | 'excludes', value: string): Condition => ({
  fact: 'customer.tags',
  operator,
  value,
});
const said = (...rules: Rule[]) => policyWarnings(rules).map(({ path, message }) => `${path.join('.')}: ${message}`);

test('a number between two whole ones may be one with a decimal', () => {
  const between = (fact: 'order.margin' | 'order.items') =>
    said(asking({ fact, operator: 'over', value: 4 }, { fact, operator: 'under', value: 5 }));
  expect(between('order.margin')).toEqual([]);
  expect(between('order.items')).toHaveLength(1);
});

test('what there is one of at most is not two at once', () => {
  const status = (value: string): Condition => ({ fact: 'shipment.status', operator: 'includes', value });
  const late = (...when: Clause[]): Rule => ({ ...asking(...when), on: 'shipment.delayed' });
  expect(said(late(status('delayed'), status('delivered')))).toEqual([
    'rules.0.when.1: This can’t hold together with the other conditions: the rule would give to nobody.',
  ]);
  expect(said(late({ any: [status('delayed'), status('delivered')] }))).toEqual([]);
});

describe('what a policy hardly means is said at its place', () => {
  const NOTHING_CHANGED = 'This changes nothing: it holds wherever the other conditions do.';
  const AGAINST = 'This can’t hold together with the other conditions: the rule would give to nobody.';

  test.each<[string, Clause[], string]>([
    [
      'a condition that never holds',
      [items('at_least', 1), items('under', 0)],
      'rules.0.when.1: This never holds, whatever the number of items in the order is.',
    ],
    [
      'one in a group',
      [{ any: [total('at_least', 100), items('under', 0)] }],
      'rules.0.when.0.any.1: This never holds, whatever the number of items in the order is.',
    ],
    [
      'a condition that always holds',
      [items('at_least', 0)],
      'rules.0.when.0: This always holds where the number of items in the order is known.',
    ],
    [
      'two that rule each other out',
      [items('over', 5), total('at_least', 100), items('at_most', 5)],
      `rules.0.when.2: ${AGAINST}`,
    ],
    [
      'a tag that is there and not there',
      [tagged('includes', 'VIP'), tagged('excludes', 'vip')],
      `rules.0.when.1: ${AGAINST}`,
    ],
    ['a cancelled order', [{ fact: 'order.cancelled', operator: 'is', value: true }], `rules.0.when.0: ${AGAINST}`],
    [
      'a group of which nothing is left',
      [items('over', 5), { any: [items('is', 2), items('is', 3)] }],
      `rules.0.when.1: ${AGAINST}`,
    ],
    ['a weaker one beside a stronger', [items('over', 5), items('over', 3)], `rules.0.when.1: ${NOTHING_CHANGED}`],
    [
      'the same twice',
      [items('over', 5), total('at_least', 5), items('over', 5)],
      `rules.0.when.2: ${NOTHING_CHANGED}`,
    ],
    [
      'one of a group that is enough with another',
      [{ any: [items('over', 3), items('over', 5)] }, total('at_least', 100)],
      'rules.0.when.0.any.1: This changes nothing: where it holds, another one of its group does, or the rule gives nothing all the same.',
    ],
    [
      'what is ruled out twice',
      [{ none: [items('over', 3), items('over', 5)] }],
      'rules.0.when.0.none.1: This changes nothing: what it rules out is ruled out without it.',
    ],
  ])('%s', (_, when, message) => {
    expect(said(asking(...when))).toEqual([message]);
  });

  test('a rule whose people another gives the same', () => {
    const wide = { ...asking(total('at_least', 100)), id: 'wide' as RuleId, name: 'Wide' };
    const narrow = { ...asking(total('at_least', 200)), id: 'narrow' as RuleId };
    const message = '“Wide” does the same wherever this rule matches: change one of the two, or turn it off.';
    expect(said(narrow, wide)).toEqual([`rules.0: ${message}`]);
    expect(said(wide, { ...wide, id: 'again' as RuleId })).toEqual([`rules.1: ${message}`]);
    expect(said(narrow, { ...wide, enabled: false })).toEqual([]);
    expect(said(narrow, { ...wide, perk: { ...bag.perk, tag: 'another' } as Rule['perk'] })).toEqual([]);
    expect(said(asking(total('under', 200)), wide)).toEqual([]);
  });

  test('nothing where all is meant', () => {
    expect(
      said(bag, approveReturnRule('USD'), asking(items('over', 3), items('under', 9), tagged('includes', 'VIP'))),
    ).toEqual([]);
  });
});

const number = fc.integer({ min: 0, max: 4 });
const leaf: fc.Arbitrary<Condition> = fc.oneof(
  fc
    .tuple(fc.constantFrom('at_least', 'at_most', 'over', 'under', 'is'), number)
    .map(([operator, value]) => items(operator as 'is', value)),
  fc.tuple(fc.constantFrom('at_least', 'under'), number).map(([operator, value]) => total(operator as 'under', value)),
  fc
    .tuple(fc.constantFrom('includes', 'excludes'), fc.constantFrom('VIP', 'vip', 'staff'))
    .map(([operator, word]) => tagged(operator as 'includes', word)),
  fc.boolean().map((value): Condition => ({ fact: 'order.risk.high', operator: 'is', value })),
);
const clause: fc.Arbitrary<Clause> = fc.letrec<{ clause: Clause; leaf: Clause; group: Clause }>((tie) => ({
  clause: fc.oneof({ depthSize: 'small', maxDepth: 2 }, tie('leaf'), tie('group')),
  leaf,
  group: fc
    .tuple(fc.constantFrom(...GROUP_KINDS), fc.array(tie('clause'), { minLength: 1, maxLength: 3 }))
    .map(([kind, clauses]) => groupOf(kind, clauses)),
})).clause;
const rule: fc.Arbitrary<Rule> = fc
  .tuple(fc.array(clause, { minLength: 1, maxLength: 4 }), fc.constantFrom(null, 'grant' as const, 'refuse' as const))
  .map(([when, without]) => ({ ...asking(...when), ...(without && { waitForRisk: { minutes: 5, without } }) }));

const UNKNOWN: FactValue = { type: 'unknown', reason: 'not_told' };
const orUnknown = (values: fc.Arbitrary<FactValue>) => fc.oneof({ weight: 4, arbitrary: values }, fc.constant(UNKNOWN));
const facts: fc.Arbitrary<Facts> = fc.record({
  'order.cancelled': fc.boolean().map((boolean): FactValue => ({ type: 'boolean', boolean })),
  'order.items': orUnknown(
    fc.integer({ min: 0, max: 6 }).map((value): FactValue => ({ type: 'number', number: value })),
  ),
  'order.total': orUnknown(
    fc.integer({ min: 0, max: 6 }).map((amount): FactValue => ({ type: 'money', money: usd(amount) })),
  ),
  'customer.tags': orUnknown(
    fc
      .tuple(fc.subarray(['VIP', 'staff']), fc.boolean())
      .map(([words, isPartial]): FactValue => ({ type: 'words', words, ...(isPartial && { isPartial: true }) })),
  ),
  'order.risk.high': orUnknown(fc.boolean().map((boolean): FactValue => ({ type: 'boolean', boolean }))),
});

/** The rule without what stands at the place that a warning points to. */
function without(given: Rule, path: readonly (string | number)[]): Rule {
  const when = structuredClone(given.when) as Clause[];
  const list = path.slice(3, -1).reduce<unknown>((inner, part) => (inner as Record<string, unknown>)[part], when);
  (list as unknown[]).splice(path.at(-1) as number, 1);
  return { ...given, when };
}

test('what is said of conditions is true whatever the facts are', () => {
  fc.assert(
    fc.property(rule, fc.array(facts, { minLength: 50, maxLength: 50 }), (given, lives) => {
      const matches = (each: Rule) => lives.map((life) => evaluateRule(each, life).matches);
      for (const { path, message } of policyWarnings([given])) {
        if (message.startsWith('This can’t hold')) expect(matches(given)).not.toContain(true);
        if (message.startsWith('This changes nothing')) expect(matches(without(given, path))).toEqual(matches(given));
        const verdicts = () =>
          lives.map(
            (life) => evaluateRule(asking(clauseAt(given.when, path.slice(3)) as Clause), life).conditions[1]?.verdict,
          );
        if (message.startsWith('This never holds')) expect(verdicts()).not.toContain('holds');
        if (message.startsWith('This always holds')) expect(verdicts()).not.toContain('fails');
      }
    }),
    { numRuns: 300 },
  );
});

test('what is said to be done by another rule already is done by it, whatever the facts are', () => {
  let said = 0;
  fc.assert(
    fc.property(
      rule,
      rule,
      fc.boolean(),
      fc.array(facts, { minLength: 50, maxLength: 50 }),
      (one, any, isWider, lives) => {
        const other = isWider ? { ...one, when: one.when.slice(0, 1) } : any;
        const rules = [one, { ...other, id: 'other' as RuleId }] as const;
        for (const { path, message } of policyWarnings(rules)) {
          if (!message.includes('does the same')) continue;
          said += 1;
          const [shadowed, shadow] = path[1] === 0 ? rules : [rules[1], rules[0]];
          for (const life of lives) {
            if (evaluateRule(shadowed, life).matches) expect(evaluateRule(shadow, life).matches).toBe(true);
          }
        }
      },
    ),
    { numRuns: 300 },
  );
  expect(said).toBeGreaterThan(10);
});
