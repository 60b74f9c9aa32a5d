import { describe, expect, test } from 'vitest';
import { factGroups } from '../../app/fact-groups.ts';
import {
  type ConditionForm,
  comparedBy,
  formOfRule,
  newCondition,
  type PerkForm,
  problemsAfter,
  problemsOfRule,
  type RuleForm,
  readAmount,
  readRule,
} from '../../app/rule-form.ts';
import { conditionsOf } from '../../core/clause.ts';
import type { Condition } from '../../core/condition.ts';
import { EVENT_TYPES } from '../../core/event.ts';
import { FACT_IDS, type FactId, factDefinition } from '../../core/facts/catalogue.ts';
import { countsDays, OPERATORS, OPERATORS_OF, type Operator } from '../../core/operators.ts';
import type { Rule } from '../../core/policy.ts';
import { parsePolicyDraft } from '../../core/policy.ts';
import { approveReturnRule, returnBagRule, storeCreditRule, trustedCreditRule } from '../../core/templates.ts';
import { usd } from '../core/builders.ts';

const bag = returnBagRule('USD');
const form = formOfRule(bag);
const credit = storeCreditRule('USD');
const creditForm = formOfRule(credit);
const withPerk = <Kind extends PerkForm['kind']>(
  of: RuleForm,
  kind: Kind,
  over: Partial<Extract<PerkForm, { kind: Kind }>>,
) => ({
  ...of,
  perk: { ...of.perk, ...over, kind } as PerkForm,
});
const withPacking = (over: Partial<Extract<PerkForm, { kind: 'packing_instruction' }>>) =>
  withPerk(form, 'packing_instruction', over);
const withCredit = (over: Partial<Extract<PerkForm, { kind: 'store_credit' }>>) =>
  withPerk(creditForm, 'store_credit', over);

const withValues = ({ conditions }: RuleForm, ...values: string[]) =>
  conditions.map((condition, index) => ({ ...condition, value: values[index] ?? '' }));

const low: Rule = { ...bag, when: [{ fact: 'order.risk.raised', operator: 'is', value: false }, ...bag.when] };

const fromElsewhere: Rule = {
  ...bag,
  when: [
    { fact: 'order.total', operator: 'under', value: usd(123_456) },
    { fact: 'order.cancelled', operator: 'is', value: false },
    { fact: 'customer.orders.365d', operator: 'at_most', value: 1_200 },
    { fact: 'order.total', operator: 'at_least', value: usd(5) },
  ] satisfies Condition[],
};

const withLists: Rule = {
  ...bag,
  when: [
    { fact: 'customer.tags', operator: 'includes_all', value: ['VIP', 'Gold "club"'] },
    { fact: 'order.products.collections', operator: 'excludes', value: ['Sale', 'Shirts, blue', '"Last" chance'] },
    { fact: 'order.products.collections', operator: 'includes', value: 'Shirts, blue' },
    { fact: 'order.total', operator: 'between', value: [usd(150_000), usd(200_000)] },
    { fact: 'order.items', operator: 'between', value: [3, 1_200] },
  ],
};

test('lists and ranges are shown as people write them', () => {
  expect(formOfRule(withLists).conditions.map((clause) => 'value' in clause && clause.value)).toEqual([
    'VIP, Gold "club"',
    'Sale, "Shirts, blue", """Last"" chance"',
    '"Shirts, blue"',
    '1,500.00 to 2,000.00',
    '3 to 1,200',
  ]);
});

test.each<[string, ConditionForm, string]>([
  [
    'one amount',
    { fact: 'order.total', operator: 'between', value: '5' },
    'Give two amounts, such as 1,500.00 to 2,000.00.',
  ],
  [
    'three numbers',
    { fact: 'order.items', operator: 'between', value: '1 to 2 to 3' },
    'Give two whole numbers, such as 3 to 5.',
  ],
  ['no word', { fact: 'customer.tags', operator: 'includes', value: ' , ' }, 'Give a tag, such as VIP.'],
])('%s where more is asked is told at its field', (_, condition, advice) => {
  const { problems } = readRule({ ...form, conditions: [condition] }, bag, 'USD');
  expect(problems).toEqual({ 'values.0': advice });
});

test('what is wrong with one of several words is told at their field', () => {
  const when = [
    ...bag.when,
    { any: [{ fact: 'customer.tags', operator: 'includes', value: ['VIP', 'vip'] } as const] },
  ];
  const parsed = parsePolicyDraft({ rules: [{ ...bag, when }] }, 'USD');
  if (parsed.kind !== 'invalid') throw new Error('the rule was accepted');
  expect(problemsOfRule(parsed.problems, 0)).toEqual({
    'values.2.0': '“vip” is there twice: upper and lower case are the same.',
  });
});

test('a rule is shown as people write it', () => {
  expect(form).toEqual({
    name: 'Return bag for regulars',
    isEnabled: true,
    conditions: [
      { fact: 'customer.spend.365d', operator: 'over', value: '1,500.00' },
      { fact: 'order.lines.sizesOfOneProduct', operator: 'at_least', value: '3' },
    ],
    perk: {
      kind: 'packing_instruction',
      tag: 'include-return-bag',
      note: 'Put a return bag in the parcel: a regular is trying several sizes.',
      cost: '0.40',
    },
    risk: { only: 'any', unknown: 'refuse', minutes: '10' },
  });
});

test('a rule that gives store credit is shown as people write it', () => {
  expect(creditForm.perk).toEqual({ kind: 'store_credit', amount: '10.00', expiresInDays: '180', notify: true });
});

test.each([
  ['the template', bag, 'USD'],
  ['the template in a currency without decimals', returnBagRule('JPY'), 'JPY'],
  ['the template in a currency with three decimals', returnBagRule('KWD'), 'KWD'],
  ['a rule that was published with other conditions', fromElsewhere, 'USD'],
  ['the template of store credit', credit, 'USD'],
  ['a rule that waits for the risk', trustedCreditRule('USD'), 'USD'],
  ['a rule that gives without it', { ...low, waitForRisk: { minutes: 60, without: 'grant' } } as Rule, 'USD'],
  [
    'a rule for risky orders',
    { ...bag, when: [{ fact: 'order.risk.high', operator: 'is', value: true }] } as Rule,
    'USD',
  ],
  ['a rule that does not wait', low, 'USD'],
  ['a rule about returns', approveReturnRule('USD'), 'USD'],
  ['a rule with lists and ranges', withLists, 'USD'],
  ['the template of store credit in a currency without decimals', storeCreditRule('JPY'), 'JPY'],
])('%s comes back unchanged from its form', (_, rule, currency) => {
  expect(readRule(formOfRule(rule), rule, currency)).toEqual({ rule, problems: {} });
});

test('what was typed is in the rule, and what the form does not show is kept', () => {
  const typed = {
    ...form,
    name: 'Bags',
    isEnabled: false,
    conditions: withValues(form, '2,000', '4'),
    perk: { kind: 'packing_instruction' as const, tag: 'bag', note: 'Bag!', cost: '.5' },
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
  const { problems } = readRule(
    { ...withPacking({ cost: '' }), conditions: withValues(form, 'plenty', '2.5') },
    bag,
    'USD',
  );
  expect(problems).toEqual({
    'values.0': 'Write the amount in digits, such as 1,500.00.',
    'values.1': 'Give a whole number, such as 3.',
    cost: 'Give an amount, such as 1,500.00.',
  });
});

test('what can’t be read of a condition leaves it where it is, so that the others are judged at their places', () => {
  const { rule, problems } = readRule({ ...form, conditions: withValues(form, '', '') }, bag, 'USD');
  expect(Object.keys(problems)).toEqual(['values.0', 'values.1']);
  const factsIn = ({ when }: Rule) => conditionsOf(when).map(({ fact }) => fact);
  expect(factsIn(rule)).toEqual(factsIn(bag));
  expect(parsePolicyDraft({ rules: [rule] }, 'USD').kind).toBe('valid');
});

test('a rule without a condition is refused where one is added', () => {
  const { rule } = readRule({ ...form, conditions: [] }, bag, 'USD');
  const parsed = parsePolicyDraft({ rules: [rule] }, 'USD');
  if (parsed.kind !== 'invalid') throw new Error('the rule was accepted');
  expect(Object.keys(problemsOfRule(parsed.problems, 0))).toEqual(['conditions']);
});

test('once conditions were added or removed, no problem of one of them is told any more', () => {
  const problems = { name: 'a', 'values.0': 'b', 'values.1': 'c', conditions: 'd' };
  expect(problemsAfter(problems, 'values.0')).toEqual({ name: 'a', 'values.1': 'c', conditions: 'd' });
  expect(problemsAfter(problems, 'conditions')).toEqual({ name: 'a' });
});

test('what validation finds is put at the fields of the rule', () => {
  const typed = {
    ...withPacking({ tag: 'a,b', note: '', cost: '-0.10' }),
    name: ' ',
    conditions: withValues(form, '-1', '-3'),
  };
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

test('what was typed of store credit is in the rule', () => {
  const typed = withCredit({ amount: '$25', expiresInDays: '1,095', notify: false });
  expect(readRule(typed, credit, 'USD')).toEqual({
    problems: {},
    rule: { ...credit, perk: { kind: 'store_credit', amount: usd(2_500), expiresInDays: 1_095, notify: false } },
  });
});

test('what can’t be read of store credit is a problem at its own field, and the rule keeps what it had', () => {
  const { rule, problems } = readRule(withCredit({ amount: 'much', expiresInDays: 'half a year' }), credit, 'USD');
  expect(problems).toEqual({
    amount: 'Write the amount in digits, such as 1,500.00.',
    expiresInDays: 'Give a whole number of days, such as 90.',
  });
  expect(rule).toEqual(credit);
});

test('what validation finds wrong with store credit is put at its fields', () => {
  const { rule } = readRule(withCredit({ amount: '0', expiresInDays: '9,999' }), credit, 'USD');
  const parsed = parsePolicyDraft({ rules: [rule] }, 'USD');
  if (parsed.kind !== 'invalid') throw new Error('the rule was accepted');
  expect(problemsOfRule(parsed.problems, 0)).toEqual({
    amount: 'Give an amount over zero.',
    expiresInDays: 'The credit can last at most 1,825 days, which is five years.',
  });
});

describe('the fraud risk', () => {
  const risk = { only: 'not_high', unknown: 'refuse', minutes: '5' } as const;
  const notHigh = { fact: 'order.risk.high', operator: 'is', value: false };
  const read = (over: Partial<NonNullable<RuleForm['risk']>>, original = bag) =>
    readRule({ ...formOfRule(original), risk: { ...risk, ...over } }, original, 'USD');

  test('is one condition more, last, and waited for as chosen', () => {
    const { rule } = read({});
    expect(rule.when).toEqual([...bag.when, notHigh]);
    expect(rule.waitForRisk).toEqual({ minutes: 5, without: 'refuse' });
    expect(read({ unknown: 'no_wait' }).rule).toEqual({ ...bag, when: [...bag.when, notHigh] });
    expect(parsePolicyDraft({ rules: [rule] }, 'USD').kind).toBe('valid');
  });

  test('is one condition less when it does not matter any more, and nothing is waited for', () => {
    expect(read({ only: 'any' }, read({}).rule).rule).toEqual(bag);
    expect(read({ only: 'any' }, low).rule).toEqual(bag);
  });

  test('changes in its place', () => {
    expect(read({ only: 'not_high' }, low).rule.when).toEqual([notHigh, ...bag.when]);
  });

  test('needs minutes that can be read, and says which are too many', () => {
    expect(read({ minutes: 'ten' }).problems).toEqual({ minutes: 'Give a whole number of minutes, such as 10.' });
    expect(read({ minutes: 'ten', only: 'any' }).problems).toEqual({});
    const parsed = parsePolicyDraft({ rules: [read({ minutes: '61' }).rule] }, 'USD');
    if (parsed.kind === 'valid') throw new Error('it is not valid');
    expect(problemsOfRule(parsed.problems, 0)).toEqual({ minutes: 'Wait for 1 to 60 whole minutes.' });
  });
});

test('a percentage may be typed with its sign', () => {
  const margin = { fact: 'order.margin', operator: 'at_least', value: ' 40 %' } as const;
  const { rule, problems } = readRule({ ...formOfRule(bag), conditions: [margin] }, bag, 'USD');
  expect(problems).toEqual({});
  expect(rule.when).toEqual([{ fact: 'order.margin', operator: 'at_least', value: 40 }]);
});

describe.each(EVENT_TYPES)('a rule on %s', (on) => {
  const ofEvent: Rule = { ...bag, on, when: [], perk: storeCreditRule('USD').perk };
  const typedFor = (fact: FactId, operator: Operator) => {
    const { type, example } = factDefinition(fact);
    if (operator === 'between') return `${example} to ${example}`;
    return type === 'date' && countsDays(operator) ? '30' : String(example);
  };
  const ruleWith = (condition: ReturnType<typeof newCondition>) => {
    const conditions = [{ ...condition, value: condition.value || typedFor(condition.fact, condition.operator) }];
    const { rule, problems } = readRule({ ...formOfRule(ofEvent), conditions }, ofEvent, 'USD');
    expect(problems).toEqual({});
    // The perk may answer other events: that is said elsewhere.
    const parsed = parsePolicyDraft({ rules: [rule] }, 'USD');
    const refused = parsed.kind === 'invalid' && parsed.problems.some(({ path }) => path.includes('when'));
    return { rule, isAccepted: !refused };
  };

  test('may look at every fact that the event carries, compared in every way that the fact can be', () => {
    const choices = factGroups(on, '', 'USD').flatMap(({ facts }) => facts.map(({ fact }) => fact));
    expect(choices.toSorted()).toEqual(
      FACT_IDS.filter((fact) => factDefinition(fact).events.some((event) => event === on)).toSorted(),
    );
    for (const fact of FACT_IDS) {
      const offered = choices.includes(fact) ? OPERATORS_OF[factDefinition(fact).type] : [];
      for (const operator of OPERATORS) {
        const { rule, isAccepted } = ruleWith({ ...newCondition(fact), operator });
        expect(rule.when, `${fact} ${operator}`).toMatchObject([{ fact, operator }]);
        expect(isAccepted, `${fact} ${operator}`).toBe(offered.includes(operator));
      }
    }
  });
});

test('facts are found by any words of what is said of them, under what they are about', () => {
  const found = (search: string) =>
    factGroups('order.placed', search, 'USD').map(({ title, facts }) => [title, facts.map(({ fact }) => fact)]);
  expect(found('  SIZES of one product ').at(0)).toEqual([
    'Order',
    expect.arrayContaining(['order.lines.sizesOfOneProduct']),
  ]);
  expect(found('customer subscribed').at(0)).toEqual(['Customer', expect.arrayContaining(['customer.emailConsent'])]);
  expect(found('mood')).toEqual([]);
});

test.each([
  ['at_least', '3', 'over', '3'],
  ['at_least', '3', 'between', '3 to '],
  ['between', '3 to 5', 'is', '3'],
] as const)(
  'a condition that is compared otherwise keeps what makes sense: %s %s, %s',
  (before, typed, after, kept) => {
    const condition = { fact: 'order.items', operator: before, value: typed } as const;
    expect(comparedBy(condition, after)).toEqual({ ...condition, operator: after, value: kept });
  },
);

describe('groups', () => {
  const grouped: Rule = {
    ...bag,
    when: [
      { fact: 'order.items', operator: 'at_least', value: 2 },
      {
        any: [
          { fact: 'order.total', operator: 'over', value: usd(9_900) },
          { none: [{ fact: 'order.risk.high', operator: 'is', value: false }] },
        ],
      },
    ],
  };

  test('come back unchanged from their form', () => {
    expect(readRule(formOfRule(grouped), grouped, 'USD')).toEqual({ rule: grouped, problems: {} });
  });

  test('say at the place of a condition that its value can’t be read', () => {
    const typed = formOfRule(grouped);
    const [first, group] = typed.conditions;
    if (!first || !group || !('group' in group)) throw new Error('the form has no group');
    const [inner, ...others] = group.clauses;
    const broken = { ...inner, value: 'much' } as ConditionForm;
    const form = { ...typed, conditions: [first, { ...group, clauses: [broken, ...others] }] };
    expect(readRule(form, grouped, 'USD').problems).toEqual({
      'values.1.0': 'Write the amount in digits, such as 1,500.00.',
    });
  });

  test('have their problems at their own fields, which are over once their list changes', () => {
    const draft = { rules: [{ ...grouped, when: [{ any: [] }, { all: [{ ...grouped.when[0], value: -1 }] }] }] };
    const parsed = parsePolicyDraft(draft, 'USD');
    if (parsed.kind !== 'invalid') throw new Error('the rule was accepted');
    const problems = problemsOfRule(parsed.problems, 0);
    expect(problems).toEqual({
      'conditions.0': 'A group needs at least one condition.',
      'values.1.0': 'The number can’t be negative.',
    });
    expect(problemsAfter(problems, 'conditions.0')).toEqual({});
    expect(problemsAfter(problems, 'values.1.0')).toEqual({ 'conditions.0': problems['conditions.0'] });
  });

  test('may ask for a risk that is not high, which a rule of its own choice does not', () => {
    expect(formOfRule(grouped).risk).toEqual({ only: 'any', unknown: 'no_wait', minutes: '10' });
  });
});
