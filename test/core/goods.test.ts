import { expect, test } from 'vitest';
import type { Condition } from '../../core/condition.ts';
import { decide } from '../../core/decide.ts';
import { GOODS_FACT_IDS, type GoodsFact } from '../../core/facts/goods.ts';
import { orderFacts } from '../../core/facts/read.ts';
import { type GoodsLine, grossMarginPercent } from '../../core/goods.ts';
import { parsePolicyDraft } from '../../core/policy.ts';
import { newCustomerRecord } from '../../core/profile.ts';
import { vipCardRule } from '../../core/templates.ts';
import { describeFact } from '../../core/words/fact.ts';
import { explainOutcome } from '../../core/words/reasons.ts';
import { describeRule } from '../../core/words/rule.ts';
import { buildOrder, buildPlaced, customerId, NOW, usd } from './builders.ts';
import { SCOPES } from './decisions.ts';

const line = (over: Partial<GoodsLine> = {}): GoodsLine => ({
  quantity: 1,
  price: usd(10_000),
  unitCost: usd(6_000),
  tags: ['linen'],
  collections: ['Sale, final'],
  ...over,
});
const EURO = { amountMinor: 100, currency: 'EUR' };

test.each([
  ['what one line leaves', [line()], 40],
  ['the cost of each of several items', [line({ quantity: 2, price: usd(20_000) })], 40],
  ['all lines together, not their average', [line(), line({ price: usd(30_000), unitCost: usd(0) })], 85],
  ['one decimal, rounded down', [line({ price: usd(300), unitCost: usd(200) })], 33.3],
  ['below 0 where it costs more than it brings, rounded down', [line({ price: usd(300), unitCost: usd(400) })], -33.4],
  ['nothing where something is given away', [line(), line({ price: usd(0), unitCost: usd(4_000) })], 0],
  ['unknown where nothing is paid', [line({ price: usd(0) })], null],
  ['unknown without goods', [], null],
  ['unknown where one cost is', [line(), line({ unitCost: null })], null],
  ['unknown where one price is', [line({ price: null })], null],
  ['unknown in another currency', [line({ unitCost: EURO })], null],
  ['unknown in two currencies', [line(), line({ price: EURO, unitCost: EURO })], null],
] as const)('the gross margin is%s', (_, lines, percent) => {
  expect(grossMarginPercent({ lines }, 'USD')).toBe(percent);
});

const RULE = vipCardRule('USD');

function decideOn(
  condition: Condition,
  lines: readonly GoodsLine[] | null,
  rulesAsk: readonly GoodsFact[] = GOODS_FACT_IDS,
) {
  const words = typeof condition.value === 'string' ? [condition.value] : [];
  const facts = orderFacts({
    order: buildOrder(),
    contribution: null,
    profile: newCustomerRecord(customerId(7)).profile,
    currencySince: null,
    shopCurrency: 'USD',
    timezone: 'America/New_York',
    at: NOW,
    asked: new Map(rulesAsk.map((fact) => [fact, words])),
    goods: lines && { lines },
  });
  const policy = { version: 1, publishedAt: NOW, author: '1', rules: [{ ...RULE, when: [condition] }] };
  const decision = decide(policy, buildPlaced(), facts, { now: NOW, arrival: 1, knownSince: NOW, scopes: SCOPES });
  const [outcome] = decision?.outcomes ?? [];
  if (!decision || !outcome) throw new Error('the rule did not listen');
  return { decision, outcome: outcome.outcome, why: explainOutcome(outcome, decision) };
}

const margin = (value: number): Condition => ({ fact: 'order.margin', operator: 'at_least', value });
const inSale = (operator: 'includes' | 'excludes', value = 'sale, final'): Condition => ({
  fact: 'order.products.collections',
  operator,
  value,
});

test.each([
  [margin(40), [line()], 'granted', 'The order’s gross margin is 40%: at least 40%.'],
  [margin(41), [line()], 'no_match', 'The order’s gross margin is 40%, not at least 41%.'],
  [
    margin(0),
    null,
    'no_match',
    'The order’s gross margin is unknown (the shop does not say it), so it can’t be at least 0%.',
  ],
  [inSale('includes'), [line()], 'granted', 'The collections of the order’s products include “sale, final”.'],
  [inSale('excludes'), [line()], 'no_match', 'The collections of the order’s products include “sale, final”.'],
  [
    inSale('excludes', 'New in'),
    [line()],
    'granted',
    'The collections of the order’s products don’t include “New in”.',
  ],
  [
    inSale('excludes', 'New in'),
    [line({ hasMoreCollections: true })],
    'no_match',
    'The collections of the order’s products are too many to know whether “New in” is among them.',
  ],
  [
    inSale('excludes', 'New in'),
    [],
    'no_match',
    'The collections of the order’s products are unknown (the shop does not say it), so “New in” can’t be looked for.',
  ],
  [
    { fact: 'order.products.tags', operator: 'includes', value: 'LINEN' },
    [line({ tags: [] }), line()],
    'granted',
    'The tags of the order’s products include “LINEN”.',
  ],
] as const)('%j is explained', (condition, lines, outcome, why) => {
  expect(decideOn(condition, lines)).toMatchObject({ outcome, why: [why] });
});

test('a decision keeps of the words those that a rule asked for, and says the margin in percent', () => {
  const { decision } = decideOn(inSale('includes'), [line({ collections: ['Sale, final', 'Winter'] })]);
  expect(JSON.stringify(decision)).not.toContain('Winter');
  expect(describeFact('order.margin', decision)).toBe('The order’s gross margin: 40%');
});

test('a decision keeps no fact that no rule asked for', () => {
  const { decision } = decideOn(inSale('includes'), [line()], ['order.products.collections']);
  expect(decision.facts).toHaveProperty(['order.products.collections']);
  expect(decision.facts).not.toHaveProperty(['order.margin']);
});

test('an order of which not all lines were read has no margin', () => {
  expect(grossMarginPercent({ lines: [line()], hasMore: true }, 'USD')).toBeNull();
});

test('rules on goods are valid, and read as sentences', () => {
  const rule = { ...RULE, when: [margin(40), inSale('excludes')] };
  expect(parsePolicyDraft({ rules: [rule] }, 'USD').kind).toBe('valid');
  expect(describeRule(rule)).toContain(
    'the order’s gross margin is at least 40% and the collections of the order’s products don’t include “sale, final”, then',
  );
});

test.each([
  [{ ...inSale('includes'), value: ' ' }, 'value', 'Give one collection’s title'],
  [{ ...inSale('includes'), operator: 'is' }, 'operator', 'Collections take the operators'],
  [{ fact: 'order.products.tags', operator: 'includes', value: 'a, b' }, 'value', 'a tag has no comma'],
  [{ ...margin(40), value: 0.4 }, 'value', 'Give a whole number'],
  [margin(140), 'value', 'Give a percentage of at most 100'],
])('%j is refused at its place', (condition, place, message) => {
  const parsed = parsePolicyDraft({ rules: [{ ...RULE, when: [condition] }] }, 'USD');
  expect(parsed).toMatchObject({ kind: 'invalid', problems: [{ path: ['rules', 0, 'when', 0, place] }] });
  expect(JSON.stringify(parsed)).toContain(message);
});
