import { expect, test } from 'vitest';
import { type ConditionForm, formOfRule, type RuleForm } from '../../app/rule-form.ts';
import { unreadable, warningsOf } from '../../app/rule-warnings.ts';
import type { RuleId } from '../../core/identity.ts';
import type { Rule } from '../../core/policy.ts';
import { returnBagRule, trustedCreditRule } from '../../core/templates.ts';

const bag = returnBagRule('USD');
const form = formOfRule(bag);
const items = (operator: ConditionForm['operator'], value: string): ConditionForm => ({
  fact: 'order.items',
  operator,
  value,
});
const warned = (typed: RuleForm, original: Rule = bag, rules: readonly Rule[] = [original]) =>
  warningsOf(typed, original, 'USD', rules);

test('what is hardly meant is said at the place that says it', () => {
  expect(warned(form)).toEqual({});
  expect(warned({ ...form, conditions: [...form.conditions, items('under', '0')] })).toEqual({
    'values.2': 'This never holds, whatever the number of items in the order is.',
  });
  const group = { group: 'any' as const, clauses: [items('at_least', '2'), items('at_least', '3')] };
  expect(Object.keys(warned({ ...form, conditions: [...form.conditions, group] }))).toEqual(['values.2.1']);
});

test('a rule that does what another does is told of as a whole', () => {
  const twin: Rule = { ...bag, id: 'twin' as RuleId, name: 'Twin' };
  expect(warned(form, bag, [twin, bag]).rule).toMatch(/^“Twin” does the same/);
  expect(warned(form, { ...bag, id: 'new' as RuleId }, [twin]).rule).toMatch(/^“Twin” does the same/);
  expect(warned({ ...form, isEnabled: false }, bag, [twin, bag])).toEqual({});
});

test('nothing is said as long as a text can’t be read, but for that', () => {
  const typed = { ...form, conditions: [...form.conditions, items('under', '0'), items('over', 'many')] };
  expect(warned(typed)).toEqual({});
  expect(unreadable(typed, bag, 'USD')).toEqual({ 'values.3': 'Give a whole number, such as 3.' });
  expect(unreadable({ ...form, conditions: [items('over', ' ')] }, bag, 'USD')).toEqual({});
});

test('a choice about the risk that was given up moves no warning to another place', () => {
  const trusted = trustedCreditRule('USD');
  const typed = formOfRule({
    ...trusted,
    when: [...trusted.when, { fact: 'order.items', operator: 'under', value: 0 }],
  });
  if (!typed.risk) throw new Error('an order has a risk');
  const given = { ...typed, risk: { ...typed.risk, only: 'any' as const } };
  expect(Object.keys(warned(typed, trusted))).toEqual(['values.3']);
  expect(Object.keys(warned(given, trusted))).toEqual(['values.3']);
});
