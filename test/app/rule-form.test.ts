import { describe, expect, test } from 'vitest';
import { formOfRule, problemsOfRule, readAmount, readRule } from '../../app/rule-form.ts';
import type { Condition, Rule } from '../../core/policy.ts';
import { parsePolicyDraft } from '../../core/policy.ts';
import { returnBagRule } from '../../core/templates.ts';
import { usd } from '../core/builders.ts';

const bag = returnBagRule('USD');
const form = formOfRule(bag);

const fromElsewhere: Rule = {
  ...bag,
  when: [
    { fact: 'order.total', operator: 'under', value: usd(123_456) },
    { fact: 'order.cancelled', operator: 'is', value: false },
    { fact: 'customer.orders.365d', operator: 'at_most', value: 1_200 },
    { fact: 'order.total', operator: 'at_least', value: usd(5) },
  ] satisfies Condition[],
};

test('a rule is shown as people write it', () => {
  expect(form).toEqual({
    name: 'Return bag for regulars',
    isEnabled: true,
    values: ['1,500.00', '3'],
    tag: 'include-return-bag',
    note: 'Put a return bag in the parcel: a regular is trying several sizes.',
    cost: '0.40',
  });
});

test.each([
  ['the template', bag, 'USD'],
  ['the template in a currency without decimals', returnBagRule('JPY'), 'JPY'],
  ['the template in a currency with three decimals', returnBagRule('KWD'), 'KWD'],
  ['a rule that was published with other conditions', fromElsewhere, 'USD'],
])('%s comes back unchanged from its form', (_, rule, currency) => {
  expect(readRule(formOfRule(rule), rule, currency)).toEqual({ rule, problems: {} });
});

test('what was typed is in the rule, and what the form does not show is kept', () => {
  const typed = {
    ...form,
    name: 'Bags',
    isEnabled: false,
    values: ['2,000', '4'],
    tag: 'bag',
    note: 'Bag!',
    cost: '.5',
  };
  expect(readRule(typed, bag, 'USD')).toEqual({
    problems: {},
    rule: {
      id: bag.id,
      on: 'order.placed',
      name: 'Bags',
      enabled: false,
      when: [
        { fact: 'customer.spend.365d', operator: 'over', value: usd(200_000) },
        { fact: 'order.lines.sizesOfOneProduct', operator: 'at_least', value: 4 },
      ],
      perk: { kind: 'packing_instruction', tag: 'bag', note: 'Bag!', cost: usd(50) },
    },
  });
});

describe('amounts', () => {
  test.each([
    ['1500', 150_000],
    ['1500.00', 150_000],
    ['1,500', 150_000],
    ['1,500.5', 150_050],
    ['1 500', 150_000],
    ['1’500', 150_000],
    ['1,234,567.89', 123_456_789],
    [' $1,500 ', 150_000],
    ['1500 USD', 150_000],
    ['.40', 40],
    ['0', 0],
    ['-5', -500],
  ])('“%s” is read exactly', (text, amountMinor) => {
    expect(readAmount(text, 'USD')).toEqual(usd(amountMinor));
  });

  test.each(['', 'a lot', '1,5', '1.500,00', '15,00', '1,50,000', '1.005', '1e3', '--1', '90071992547409.92'])(
    '“%s” is refused rather than guessed',
    (text) => {
      expect(readAmount(text, 'USD')).toBeNull();
    },
  );

  test('digits that the currency does not have are refused', () => {
    expect(readAmount('1500.5', 'JPY')).toBeNull();
    expect(readAmount('1,500', 'JPY')).toEqual({ amountMinor: 1500, currency: 'JPY' });
    expect(readAmount('1.234', 'KWD')).toEqual({ amountMinor: 1234, currency: 'KWD' });
  });
});

test('each text that cannot be read is a problem at its own field', () => {
  const { problems } = readRule({ ...form, values: ['plenty', '2.5'], cost: '' }, bag, 'USD');
  expect(problems).toEqual({
    'values.0': 'Write the amount in digits, such as 1,500.00.',
    'values.1': 'Give a whole number, such as 3.',
    cost: 'Give an amount, such as 1,500.00.',
  });
});

test('a form with too few values is a problem, not a rule with fewer conditions', () => {
  const { rule, problems } = readRule({ ...form, values: [] }, bag, 'USD');
  expect(Object.keys(problems)).toEqual(['values.0', 'values.1']);
  expect(rule.when).toHaveLength(2);
});

test('what validation finds is put at the fields of the rule', () => {
  const typed = { ...form, name: ' ', values: ['-1', '-3'], tag: 'a,b', note: '', cost: '-0.10' };
  const { rule } = readRule(typed, bag, 'USD');
  const parsed = parsePolicyDraft({ rules: [fromElsewhere, { ...rule, id: 'other' }] }, 'USD');
  if (parsed.kind !== 'invalid') throw new Error('the rule was accepted');
  expect(problemsOfRule(parsed.problems, 1)).toEqual({
    name: 'Give the rule a name.',
    'values.0': 'The amount can’t be negative.',
    'values.1': 'The number can’t be negative.',
    tag: 'A tag can’t contain a comma: the shop would read two tags.',
    note: 'Give the line that the packer reads.',
    cost: 'The amount can’t be negative.',
  });
});

test('what is wrong with another rule belongs to no field of this one', () => {
  const broken = { ...bag, name: '' };
  const parsed = parsePolicyDraft({ rules: [broken, { ...bag, id: 'other' }] }, 'USD');
  if (parsed.kind !== 'invalid') throw new Error('the rule was accepted');
  expect(problemsOfRule(parsed.problems, 1)).toEqual({ rule: 'Give the rule a name.' });
});
