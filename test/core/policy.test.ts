import { expect, test } from 'vitest';
import { parsePolicyDraft } from '../../core/policy.ts';
import { returnBagRule } from '../../core/templates.ts';
import { usd } from './builders.ts';
import { CREDIT_RULE } from './decisions.ts';

const bag = returnBagRule('USD');
const credit = (over: object) => ({ ...CREDIT_RULE, perk: { ...CREDIT_RULE.perk, ...over } });

test('the template is a valid policy in every kind of currency', () => {
  for (const currency of ['USD', 'EUR', 'JPY', 'KWD']) {
    expect(parsePolicyDraft({ rules: [returnBagRule(currency)] }, currency)).toEqual({
      kind: 'valid',
      draft: { rules: [returnBagRule(currency)] },
    });
  }
});

const condition = (over: object) => ({ ...bag, when: [{ ...bag.when[0], ...over }] });

test.each([
  ['an unknown fact', condition({ fact: 'customer.mood' }), 'rules.0.when.0.fact', 'There is no fact “customer.mood”'],
  ['an empty name', { ...bag, name: '  ' }, 'rules.0.name', 'Give the rule a name.'],
  ['a negative threshold', condition({ value: usd(-1) }), 'rules.0.when.0.value.amountMinor', 'can’t be negative'],
  [
    'money without currency',
    condition({ value: { amountMinor: 5 } }),
    'rules.0.when.0.value.currency',
    'Say the currency',
  ],
  ['a plain number for money', condition({ value: 1500 }), 'rules.0.when.0.value', 'an amount of money'],
  [
    'another currency',
    condition({ value: { amountMinor: 1, currency: 'EUR' } }),
    'rules.0.when.0.value.currency',
    'The shop’s currency is USD',
  ],
  ['an unknown operator', condition({ operator: 'roughly' }), 'rules.0.when.0.operator', 'Choose an operator'],
  [
    'a negative number of sizes',
    { ...bag, when: [{ ...bag.when[1], value: -3 }] },
    'rules.0.when.0.value',
    'can’t be negative',
  ],
  ['no condition', { ...bag, when: [] }, 'rules.0.when', 'at least one condition'],
  ['an empty tag', { ...bag, perk: { ...bag.perk, tag: '' } }, 'rules.0.perk.tag', 'Give the tag'],
  ['a tag with a comma', { ...bag, perk: { ...bag.perk, tag: 'a,b' } }, 'rules.0.perk.tag', 'comma'],
  ['an empty line', { ...bag, perk: { ...bag.perk, note: '' } }, 'rules.0.perk.note', 'Give the line'],
  ['a line break in the line', { ...bag, perk: { ...bag.perk, note: 'a\nb' } }, 'rules.0.perk.note', 'line break'],
  [
    'a cost in another currency',
    { ...bag, perk: { ...bag.perk, cost: { amountMinor: 1, currency: 'EUR' } } },
    'rules.0.perk.cost.currency',
    'The shop’s currency is USD',
  ],
  [
    'an event that nothing tells of',
    { ...bag, on: 'order.dreamt' },
    'rules.0.on',
    'A rule can listen to: order.placed, return.requested',
  ],
  [
    'a fact that the event does not carry',
    {
      ...CREDIT_RULE,
      on: 'return.requested',
      when: [condition({}).when[0], { fact: 'order.items', operator: 'over', value: 1 }],
    },
    'rules.0.when.1.fact',
    'A rule on return.requested can’t look at order.items. Choose one of: customer.spend.365d',
  ],
  [
    'a perk that can’t answer the event',
    { ...bag, on: 'review.posted', when: [{ fact: 'review.rating', operator: 'at_most', value: 2 }] },
    'rules.0.perk.kind',
    'The perk packing_instruction can’t answer review.posted. It answers: order.placed.',
  ],
  ['an unknown perk', { ...bag, perk: { kind: 'pony' } }, 'rules.0.perk.kind', 'Choose a perk'],
  ['no perk', { ...bag, perk: undefined }, 'rules.0.perk', 'perk'],
  ['a credit of nothing', credit({ amount: usd(0) }), 'rules.0.perk.amount', 'over zero'],
  ['a negative credit', credit({ amount: usd(-100) }), 'rules.0.perk.amount.amountMinor', 'can’t be negative'],
  [
    'a credit without an amount',
    credit({ amount: undefined }),
    'rules.0.perk.amount',
    'Give an amount with its currency',
  ],
  [
    'a credit in another currency',
    credit({ amount: { amountMinor: 100, currency: 'EUR' } }),
    'rules.0.perk.amount.currency',
    'The shop’s currency is USD',
  ],
  ['a credit that never lasts', credit({ expiresInDays: 0 }), 'rules.0.perk.expiresInDays', 'at least 1 day'],
  ['a credit for ever', credit({ expiresInDays: 1_826 }), 'rules.0.perk.expiresInDays', 'five years'],
  ['half a day', credit({ expiresInDays: 1.5 }), 'rules.0.perk.expiresInDays', 'whole number'],
  ['a credit without an end', credit({ expiresInDays: undefined }), 'rules.0.perk.expiresInDays', 'whole number'],
  ['a credit that says nothing of a mail', credit({ notify: undefined }), 'rules.0.perk.notify', 'true or false'],
  ['a credit with the field of a bag', credit({ tag: 'bag' }), 'rules.0.perk', 'tag'],
  ['an unknown field', { ...bag, colour: 'red' }, 'rules.0', 'colour'],
])('%s is refused at its place', (_, rule, path, message) => {
  const parsed = parsePolicyDraft({ rules: [rule] }, 'USD');
  if (parsed.kind !== 'invalid') throw new Error('the draft was accepted');
  expect(parsed.problems.map((problem) => problem.path.join('.'))).toContain(path);
  expect(parsed.problems.find((problem) => problem.path.join('.') === path)?.message).toContain(message);
});

test.each([1, 90, 1_825])('a credit for %i days is accepted as it is written', (expiresInDays) => {
  const rule = credit({ expiresInDays });
  expect(parsePolicyDraft({ rules: [rule] }, 'USD')).toEqual({ kind: 'valid', draft: { rules: [rule] } });
});

const waits = (waitForRisk: object, when: object[] = [{ fact: 'order.risk.high', operator: 'is', value: false }]) => ({
  ...bag,
  when,
  waitForRisk: { minutes: 10, without: 'refuse', ...waitForRisk },
});

test.each([
  ['no minute', waits({ minutes: 0 }), 'rules.0.waitForRisk.minutes', 'Wait for 1 to 60 whole minutes.'],
  ['more than an hour', waits({ minutes: 61 }), 'rules.0.waitForRisk.minutes', 'Wait for 1 to 60 whole minutes.'],
  ['half a minute', waits({ minutes: 1.5 }), 'rules.0.waitForRisk.minutes', 'Wait for 1 to 60 whole minutes.'],
  ['without saying what then', waits({ without: 'hope' }), 'rules.0.waitForRisk.without', 'grant or refuse'],
  ['without looking at it', waits({}, bag.when), 'rules.0.waitForRisk', 'has to look at it'],
])('a rule that waits for the risk %s is refused where it is wrong', (_, rule, path, message) => {
  const parsed = parsePolicyDraft({ rules: [rule] }, 'USD');
  if (parsed.kind === 'valid') throw new Error('it is valid');
  expect(parsed.problems.map((problem) => problem.path.join('.'))).toContain(path);
  expect(parsed.problems.map((problem) => problem.message).join()).toContain(message);
});

test('a rule that waits is kept as it is written, and one that does not says nothing of it', () => {
  const rules = [waits({ without: 'grant', minutes: 60 }), { ...bag, id: 'other' }];
  expect(parsePolicyDraft({ rules }, 'USD')).toEqual({ kind: 'valid', draft: { rules } });
});

test('two rules with one id are refused at the second', () => {
  const parsed = parsePolicyDraft({ rules: [bag, bag] }, 'USD');
  expect(parsed).toMatchObject({ kind: 'invalid', problems: [{ path: ['rules', 1, 'id'] }] });
});

test.each([null, 7, 'policy', [], { rules: 'all' }, { rules: [null] }])('%j is refused, not crashed on', (input) => {
  expect(parsePolicyDraft(input, 'USD').kind).toBe('invalid');
});

test('what no schema should go into is refused at once, wherever it comes from', () => {
  const nested = (depth: number): unknown => {
    let value: unknown = 1;
    for (let level = 0; level < depth; level += 1) value = [value];
    return value;
  };
  const refused = (input: unknown) => {
    const parsed = parsePolicyDraft(input, 'USD');
    return parsed.kind === 'invalid' ? parsed.problems.map(({ message }) => message) : [];
  };
  expect(refused({ rules: [condition({ fact: nested(100_000) })] })).toEqual([
    'Nothing in a policy stands 40 deep: this is none.',
  ]);
  expect(refused({ rules: nested(100_000) })).toEqual(['Nothing in a policy stands 40 deep: this is none.']);
  expect(refused(JSON.parse('{"rules":[],"__proto__":{}}'))).toEqual(['No field of a policy is called “__proto__”.']);
  expect(refused({ rules: Array.from({ length: 201 }, () => null) })).toEqual(['A policy has at most 200 rules.']);
  const tooLarge = ['This is too large for a policy.'];
  expect(refused({ rules: [{ when: Array.from({ length: 300_001 }, () => 0) }] })).toEqual(tooLarge);
  const wrong = (conditions: number) => ({ when: Array.from({ length: conditions }, () => ({})) });
  expect(refused({ rules: [wrong(250_000)] })).toEqual(['A rule has at most 20 conditions.']);
  expect(refused({ rules: Array.from({ length: 200 }, () => wrong(190)) })).toEqual(tooLarge);
});
