import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { askedBy } from '../../core/asked.ts';
import { isBeforeDay, isCalendarDay, isDayOfYear } from '../../core/calendar-day.ts';
import type { Condition } from '../../core/condition.ts';
import type { ConditionValue } from '../../core/condition-value.ts';
import { readConditionValue } from '../../core/condition-value-schema.ts';
import type { Facts } from '../../core/facts/catalogue.ts';
import type { FactValue } from '../../core/facts/value.ts';
import type { Operator } from '../../core/operators.ts';
import { parsePolicyDraft } from '../../core/policy.ts';
import { returnBagRule } from '../../core/templates.ts';
import { type Verdict, verdictOf } from '../../core/verdict.ts';
import { describeConditionOutcome } from '../../core/words/condition.ts';
import { describeDay } from '../../core/words/phrases.ts';
import { describeRule } from '../../core/words/rule.ts';
import { buildPlaced, DAY_MS, NOW, usd } from './builders.ts';

const bag = returnBagRule('USD');
const words = (...there: string[]): FactValue => ({ type: 'words', words: there });
const some = (...there: string[]): FactValue => ({ type: 'words', words: there, isPartial: true });
const number = (value: number): FactValue => ({ type: 'number', number: value });
const money = (amountMinor: number, currency = 'USD'): FactValue => ({
  type: 'money',
  money: { amountMinor, currency },
});
const date = (day: string, daysAgo = 0): FactValue => ({ type: 'date', date: day, daysAgo });
const unknown: FactValue = { type: 'unknown', reason: 'guest' };

describe('how a value compares', () => {
  test.each<[Operator, ConditionValue, FactValue, Verdict]>([
    ['includes', ['VIP', 'Gold'], words('gold'), 'holds'],
    ['includes', ['VIP', 'Gold'], words('silver'), 'fails'],
    ['includes', ['VIP', 'Gold'], some('silver'), 'unknown'],
    ['includes', ['VIP', 'Gold'], some('vip'), 'holds'],
    ['includes_all', ['VIP', 'Gold'], words('vip', 'GOLD', 'x'), 'holds'],
    ['includes_all', ['VIP', 'Gold'], words('vip'), 'fails'],
    ['includes_all', ['VIP', 'Gold'], some('vip'), 'unknown'],
    ['includes_all', ['VIP', 'Gold'], some('vip', 'gold'), 'holds'],
    ['excludes', ['VIP', 'Gold'], words('silver'), 'holds'],
    ['excludes', ['VIP', 'Gold'], words('gold'), 'fails'],
    ['excludes', ['VIP', 'Gold'], some('gold'), 'fails'],
    ['excludes', ['VIP', 'Gold'], some(), 'unknown'],
    ['includes', 'VIP', words('vip'), 'holds'],
    ['includes_all', ['VIP', 'Gold'], unknown, 'unknown'],
    ['between', [2, 5], number(1), 'fails'],
    ['between', [2, 5], number(2), 'holds'],
    ['between', [2, 5], number(5), 'holds'],
    ['between', [2, 5], number(6), 'fails'],
    ['between', [usd(100), usd(200)], money(100), 'holds'],
    ['between', [usd(100), usd(200)], money(200), 'holds'],
    ['between', [usd(100), usd(200)], money(201), 'fails'],
    ['between', [usd(100), usd(200)], money(150, 'EUR'), 'unknown'],
    ['on_or_after', '2026-11-29', date('2026-11-28'), 'fails'],
    ['on_or_after', '2026-11-29', date('2026-11-29'), 'holds'],
    ['on_or_after', '2026-11-29', date('2027-01-01'), 'holds'],
    ['before', '2026-11-29', date('2026-11-28'), 'holds'],
    ['before', '2026-11-29', date('2026-11-29'), 'fails'],
    ['before', '2026-11-29', unknown, 'unknown'],
    ['on_or_after', '--11-20', date('2026-11-19'), 'fails'],
    ['on_or_after', '--11-20', date('2031-11-20'), 'holds'],
    ['before', '--01-07', date('2026-01-06'), 'holds'],
    ['before', '--01-07', date('2026-12-24'), 'fails'],
    // 29 February stands between 28 February and 1 March, also in a year without it.
    ['on_or_after', '--02-29', date('2026-02-28'), 'fails'],
    ['on_or_after', '--02-29', date('2026-03-01'), 'holds'],
    ['on_or_after', '--02-29', date('2028-02-29'), 'holds'],
    ['before', '--02-29', date('2026-02-28'), 'holds'],
    ['before', '--03-01', date('2028-02-29'), 'holds'],
    ['before', '--02-29', date('2026-03-01'), 'fails'],
    ['within_last', 30, date('2026-11-29', 0), 'holds'],
    ['within_last', 30, date('2026-10-30', 30), 'holds'],
    ['within_last', 30, date('2026-10-29', 31), 'fails'],
    ['within_last', 30, date('2026-12-01', -2), 'fails'],
    ['longer_ago_than', 30, date('2026-10-30', 30), 'fails'],
    ['longer_ago_than', 30, date('2026-10-29', 31), 'holds'],
    ['longer_ago_than', 0, date('2026-11-29', 0), 'fails'],
  ])('%s %j of %j: %s', (operator, expected, fact, verdict) => {
    expect(verdictOf(operator, expected, fact)).toBe(verdict);
  });

  const day = fc
    .integer({ min: -25_000, max: 60_000 })
    .map((days) => new Date(days * DAY_MS).toISOString().slice(0, 10));

  test('days are before one another as the calendar has it, of every year as their months and days are', () => {
    fc.assert(
      fc.property(day, day, (one, other) => {
        expect(isCalendarDay(one)).toBe(true);
        expect(isBeforeDay(one, other)).toBe(Date.parse(one) < Date.parse(other));
        const ofYear = `-${other.slice(4)}`;
        expect(isDayOfYear(ofYear)).toBe(true);
        const inYear = (text: string) => Number(text.slice(5, 7)) * 100 + Number(text.slice(8));
        expect(isBeforeDay(one, ofYear)).toBe(inYear(one) < inYear(other));
      }),
    );
  });

  test.each(['2026-02-29', '2026-13-01', '2026-00-10', '2026-1-1', '26-01-01', '2026-04-31', '', '2026-11-29T00:00'])(
    '“%s” is no day of the calendar',
    (text) => {
      expect(isCalendarDay(text)).toBe(false);
      expect(isDayOfYear(text)).toBe(false);
    },
  );

  test.each(['--02-30', '--13-01', '-02-29', '--2-9'])('“%s” is no day of each year', (text) => {
    expect(isDayOfYear(text)).toBe(false);
  });
});

const tags = (value: unknown, operator = 'includes') => ({ fact: 'customer.tags', operator, value });
const total = (value: unknown, operator = 'between') => ({ fact: 'order.total', operator, value });
const weekday = (value: unknown) => ({ fact: 'time.weekday', operator: 'includes', value });
const items = (value: unknown) => ({ fact: 'order.items', operator: 'between', value });
const parse = (...when: unknown[]) => parsePolicyDraft({ rules: [{ ...bag, when }] }, 'USD');

test('lists and ranges are kept as they are written; a list of one word as the word', () => {
  const when = [
    tags(['VIP', 'Gold'], 'includes_all'),
    tags(Array.from({ length: 50 }, (_, index) => `tag ${index}`)),
    total([usd(100), usd(100)]),
    items([0, 3]),
  ];
  expect(parse(...when)).toMatchObject({ kind: 'valid', draft: { rules: [{ when }] } });
  expect(parse(tags([' VIP ']))).toMatchObject({ kind: 'valid', draft: { rules: [{ when: [tags('VIP')] }] } });
});

test.each<[string, unknown, string, string]>([
  ['no word', tags([]), 'value', 'Give at least one tag.'],
  ['too many words', tags(Array(51).fill('a')), 'value', 'Give at most 50 tags.'],
  ['one of them empty', tags(['VIP', ' ']), 'value.1', 'Give one tag of at most 255 characters'],
  ['no text among them', tags(['VIP', 3]), 'value.1', 'Give one tag'],
  [
    'a day that no week has',
    weekday(['saturday', 'Caturday']),
    'value.1',
    'There is no day of the week “Caturday”. Choose among',
  ],
  ['a comma in one of them', tags(['VIP', 'a, b']), 'value.1', 'a tag has no comma'],
  ['the same word twice', tags(['VIP', 'Gold', 'vip']), 'value.2', '“vip” is there twice'],
  ['one amount', total(usd(5)), 'value', 'Give a list of two amounts'],
  ['three amounts', total([usd(1), usd(2), usd(3)]), 'value', 'Give a list of two amounts'],
  ['a negative amount', total([usd(-1), usd(2)]), 'value.0.amountMinor', 'can’t be negative'],
  ['two currencies', total([usd(1), { ...usd(2), currency: 'EUR' }]), 'value.1.currency', 'in one currency'],
  ['the larger amount first', total([usd(2), usd(1)]), 'value', 'Give the smaller amount first.'],
  ['one number', items(3), 'value', 'Give a list of two whole numbers'],
  ['half a number', items([1, 2.5]), 'value.1', 'Give a whole number.'],
  ['the larger number first', items([3, 1]), 'value', 'Give the smaller number first.'],
  ['a range over one amount', total([usd(1), usd(2)], 'over'), 'value', 'is an amount of money'],
  ['days of an amount', total(usd(1), 'within_last'), 'operator', 'The order’s total takes the operators at_least,'],
  ['nothing', { fact: 'order.items', operator: 'over' }, 'value', 'Give a whole number.'],
])('%s is refused at its place', (_, condition, place, message) => {
  const parsed = parse(condition);
  if (parsed.kind !== 'invalid') throw new Error('it was accepted');
  expect(parsed.problems).toEqual([{ path: expect.anything(), message: expect.stringContaining(message) }]);
  expect(parsed.problems[0]?.path.join('.')).toBe(`rules.0.when.0.${place}`);
});

test('a range in another currency than the shop’s is refused at both ends', () => {
  const eur = { amountMinor: 1, currency: 'EUR' };
  const parsed = parse({ any: [total([eur, eur])] });
  if (parsed.kind !== 'invalid') throw new Error('it was accepted');
  expect(parsed.problems.map(({ path }) => path.join('.'))).toEqual([
    'rules.0.when.0.any.0.value.0.currency',
    'rules.0.when.0.any.0.value.1.currency',
  ]);
});

test.each<[Operator, unknown, string | null]>([
  ['on_or_after', '2026-11-29', null],
  ['before', '--02-29', null],
  ['within_last', 30, null],
  ['longer_ago_than', 0, null],
  ['on_or_after', '2026-02-29', '2026-02-29 is no day of the calendar'],
  ['before', '--04-31', '--04-31 is no day of the calendar'],
  ['before', 'Christmas', 'Give a day such as 2026-11-29, or --11-29'],
  ['before', 20261129, 'Give a day such as'],
  ['within_last', '30', 'Give a whole number.'],
  ['within_last', -1, 'can’t be negative'],
  ['at_least', 3, 'takes the operators on_or_after, before, within_last, longer_ago_than.'],
])('of a date: %s %j', (operator, value, message) => {
  const read = readConditionValue({ label: 'customer’s first order', type: 'date' }, operator, value);
  if (message === null) expect(read).toEqual({ value });
  else expect(read).toMatchObject({ wrong: [{ message: expect.stringContaining(message) }] });
});

test('a decision keeps of the words in lists those that are there, as of single ones', () => {
  const when: Condition[] = [
    { fact: 'customer.tags', operator: 'includes', value: ['VIP', 'Gold'] },
    { fact: 'customer.tags', operator: 'excludes', value: ['gold', 'Staff'] },
    { fact: 'customer.tags', operator: 'includes', value: 'Press' },
  ];
  const policy = { version: 1, publishedAt: NOW, author: '1', rules: [{ ...bag, when }] };
  expect(askedBy(policy, 'order.placed').get('customer.tags')).toEqual(['VIP', 'gold', 'Staff', 'Press']);
});

const said = (condition: Condition) =>
  describeRule({ ...bag, when: [condition] })
    .split(' and ')
    .slice(1)
    .join(' and ');

test('what is asked of lists and ranges is said', () => {
  const asked = (operator: Operator, ...value: string[]) => said({ fact: 'customer.tags', operator, value });
  expect(asked('includes', 'VIP', 'Gold')).toContain('the customer’s tags include “VIP” or “Gold”, then');
  expect(asked('includes_all', 'VIP', 'Gold')).toContain('the customer’s tags include all of “VIP” and “Gold”, then');
  expect(asked('excludes', 'VIP', 'Gold')).toContain('the customer’s tags don’t include “VIP” or “Gold”, then');
  expect(said({ fact: 'order.total', operator: 'between', value: [usd(1_000), usd(2_500)] })).toContain(
    'the order’s total is between 10.00 USD and 25.00 USD, then',
  );
  expect(said({ fact: 'order.items', operator: 'between', value: [2, 1_200] })).toContain(
    'is between 2 and 1,200, then',
  );
  expect(describeDay('2026-11-29')).toBe('Nov 29, 2026');
  expect(describeDay('--02-29')).toBe('Feb 29 (each year)');
});

test('why words came out as they did is said with those that made it so', () => {
  const explain = (operator: Operator, value: FactValue) => {
    const facts: Facts = { 'customer.tags': value };
    const expected = ['VIP', 'Gold'];
    const verdict = verdictOf(operator, expected, value);
    return describeConditionOutcome(
      { fact: 'customer.tags', operator, expected, verdict },
      { event: buildPlaced(), facts },
    );
  };
  expect(explain('includes', words('Gold'))).toBe('The customer’s tags include “Gold”.');
  expect(explain('includes', words())).toBe('The customer’s tags don’t include “VIP” or “Gold”.');
  expect(explain('includes_all', words('vip', 'gold'))).toBe('The customer’s tags include “VIP” and “Gold”.');
  expect(explain('includes_all', words('VIP'))).toBe('The customer’s tags don’t include “Gold”.');
  expect(explain('includes_all', some('VIP'))).toBe(
    'The customer’s tags are too many to know whether “Gold” is among them.',
  );
  expect(explain('excludes', words('VIP'))).toBe('The customer’s tags include “VIP”.');
  expect(explain('excludes', words())).toBe('The customer’s tags don’t include “VIP” or “Gold”.');
  expect(explain('excludes', unknown)).toBe(
    'The customer’s tags are unknown (a guest order), so “VIP” and “Gold” can’t be looked for.',
  );
  const range: Facts = { 'order.items': number(7) };
  const between = { fact: 'order.items', operator: 'between', expected: [2, 5], verdict: 'fails' } as const;
  expect(describeConditionOutcome(between, { event: buildPlaced(), facts: range })).toBe(
    'The number of items in the order is 7, not between 2 and 5.',
  );
});
