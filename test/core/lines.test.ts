import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formOfRule, readRule } from '../../app/rule-form.ts';
import { formSchema } from '../../app/rule-request.server.ts';
import { askedBy } from '../../core/asked.ts';
import type { LinesClause } from '../../core/clause.ts';
import type { Condition } from '../../core/condition.ts';
import { decide } from '../../core/decide.ts';
import { evaluateRule } from '../../core/evaluate.ts';
import { orderFacts } from '../../core/facts/read.ts';
import { outcomeOfLines, type SeenLine, type SeenLines } from '../../core/lines.ts';
import type { OrderLine } from '../../core/order.ts';
import { parsePolicyDraft } from '../../core/policy.ts';
import { returnBagRule } from '../../core/templates.ts';
import { explainOutcome } from '../../core/words/reasons.ts';
import { describeRule } from '../../core/words/rule.ts';
import { buildOrder, buildPlaced, NOW, productId } from './builders.ts';
import { SCOPES } from './decisions.ts';

const bag = returnBagRule('USD');
const isShirt: Condition = { fact: 'line.product', operator: 'includes', value: 'Oxford shirt' };
const isLarge: Condition = { fact: 'line.size', operator: 'includes', value: ['L', 'XL'] };
const areTwo: Condition = { fact: 'line.quantity', operator: 'at_least', value: 2 };

const line = (title: string, variantTitle: string | null, quantity = 1): OrderLine => ({
  product: productId(title.length),
  title,
  variantTitle,
  quantity,
});
const SHIRTS = line('Oxford shirt', 'L', 2);
const CHINOS = line('Chinos', 'M', 3);
const CARD = line('Gift card', null);

function decideOn(lines: readonly OrderLine[], ...when: LinesClause[]) {
  const policy = { version: 1, publishedAt: NOW, author: '1', rules: [{ ...bag, when }] };
  const order = buildOrder({ lines });
  const asked = askedBy(policy, 'order.placed');
  const sources = {
    order,
    contribution: null,
    profile: null,
    currencySince: null,
    shopCurrency: 'USD',
    timezone: 'UTC',
    at: NOW,
    asked,
  };
  const facts = orderFacts(sources);
  const decision = decide(policy, buildPlaced(), facts, { now: NOW, arrival: 1, knownSince: null, scopes: SCOPES });
  const outcome = decision?.outcomes[0];
  if (!decision || !outcome) throw new Error('no rule listened');
  return { isGiven: outcome.outcome === 'granted', why: explainOutcome(outcome, decision), facts };
}

const all = [SHIRTS, CHINOS, CARD];

describe('of an order’s lines', () => {
  test.each<[string, readonly OrderLine[], LinesClause, boolean]>([
    ['any: one is as asked', all, { lines: 'any', where: [isShirt, isLarge] }, true],
    ['any: what is asked stands in two lines', all, { lines: 'any', where: [isShirt, { ...areTwo, value: 3 }] }, false],
    ['any: the size is not known', [CARD], { lines: 'any', where: [isLarge] }, false],
    ['none: none is', [CHINOS], { lines: 'none', where: [isShirt] }, true],
    ['none: one is', all, { lines: 'none', where: [isShirt] }, false],
    ['none: a size is not known', [CHINOS, CARD], { lines: 'none', where: [isLarge] }, false],
    ['every: all are', [SHIRTS, CHINOS], { lines: 'every', where: [areTwo] }, true],
    ['every: one is not', all, { lines: 'every', where: [areTwo] }, false],
    ['every: nothing is left', [{ ...CARD, quantity: 0 }], { lines: 'every', where: [areTwo] }, false],
    ['count: enough', all, { lines: 'count', where: [areTwo], operator: 'at_least', value: 2 }, true],
    ['count: too few', all, { lines: 'count', where: [areTwo], operator: 'over', value: 2 }, false],
    ['count of all', all, { lines: 'count', where: [], operator: 'is', value: 3 }, true],
    [
      'count: what was taken back does not count',
      [...all, { ...CARD, quantity: 0 }],
      { lines: 'count', where: [], operator: 'is', value: 3 },
      true,
    ],
    ['quantity', all, { lines: 'quantity', where: [areTwo], operator: 'between', value: [5, 5] }, true],
    [
      'quantity that one unknown leaves open',
      [SHIRTS, CARD],
      { lines: 'quantity', where: [isLarge], operator: 'at_most', value: 2 },
      false,
    ],
    [
      'quantity that one unknown can’t change',
      [SHIRTS, CARD],
      { lines: 'quantity', where: [isLarge], operator: 'at_most', value: 3 },
      true,
    ],
  ])('%s', (_, lines, clause, isGiven) => {
    const decided = decideOn(lines, clause);
    expect(decided.isGiven).toBe(isGiven);
    expect(decided.why).toHaveLength(1);
  });

  test('a decision keeps of them what rules ask for', () => {
    const { facts } = decideOn(all, { lines: 'any', where: [isShirt] });
    expect(facts['order.lines']).toEqual({
      lines: [
        { title: 'Oxford shirt', quantity: 2, facts: { 'line.product': { type: 'words', words: ['Oxford shirt'] } } },
        { title: 'Chinos', quantity: 3, facts: { 'line.product': { type: 'words', words: [] } } },
        { title: 'Gift card', quantity: 1, facts: { 'line.product': { type: 'words', words: [] } } },
      ],
    });
    expect(decideOn(all).facts['order.lines']).toBeUndefined();
  });

  test('of an order with very many lines as many are kept as fit, and the rest is not known', () => {
    const many = Array.from({ length: 120 }, () => CHINOS);
    const { facts, isGiven } = decideOn(many, { lines: 'none', where: [isShirt] });
    expect(facts['order.lines']).toMatchObject({ isPartial: true, lines: { length: 100 } });
    expect(isGiven).toBe(false);
    expect(decideOn(many, { lines: 'count', where: [areTwo], operator: 'at_least', value: 100 }).isGiven).toBe(true);
  });

  test('what is said of a “yes” and a “no” names some lines', () => {
    expect(decideOn(all, { lines: 'any', where: [isShirt, areTwo] }).why).toEqual([
      'At least one line of the order has all of this (the line’s product is “Oxford shirt”; the line’s quantity is at least 2): found 1, among them “Oxford shirt”.',
    ]);
    expect(decideOn(all, { lines: 'every', where: [areTwo] }).why).toEqual([
      'It is not so that every line of the order has all of this (the line’s quantity is at least 2): found 2, which is not so for “Gift card”.',
    ]);
    expect(decideOn([CARD], { lines: 'any', where: [isLarge] }).why).toEqual([
      'It is not known whether at least one line of the order has all of this (the line’s size is “L” or “XL”): found 0 to 1.',
    ]);
  });

  test('what came before lines were looked at is not known', () => {
    const clause: LinesClause = { lines: 'none', where: [isShirt] };
    const { matches, conditions } = evaluateRule({ ...bag, when: [clause] }, {});
    expect(matches).toBe(false);
    expect(conditions).toContainEqual({ clause, verdict: 'unknown', counted: null, titles: [] });
  });
});

/** How a line comes out is all that matters here. */
const VALUES = { holds: 5, fails: 0, unknown: null } as const;

test('what is unknown of lines decides nothing, however it would turn out', () => {
  const clause = fc.oneof(
    fc.constantFrom('any' as const, 'every' as const, 'none' as const).map((lines) => ({ lines, where: [areTwo] })),
    fc
      .tuple(
        fc.constantFrom('count' as const, 'quantity' as const),
        fc.constantFrom('over', 'at_most', 'is', 'under', 'at_least'),
        fc.nat({ max: 6 }),
      )
      .map(([lines, operator, value]) => ({ lines, where: [areTwo], operator, value }) as LinesClause),
  );
  const seen = (verdict: keyof typeof VALUES, quantity: number): SeenLine => {
    const number = VALUES[verdict];
    const value =
      number === null ? ({ type: 'unknown', reason: 'not_told' } as const) : ({ type: 'number', number } as const);
    return { title: verdict, quantity, facts: { 'line.quantity': value } };
  };
  const judged = fc.record({
    verdict: fc.constantFrom('holds', 'fails', 'unknown'),
    quantity: fc.integer({ min: 1, max: 3 }),
  });
  fc.assert(
    fc.property(clause, fc.array(judged, { maxLength: 4 }), (asked, lines) => {
      const open = lines.filter(({ verdict }) => verdict === 'unknown').length;
      const found = new Set<string>();
      for (let bits = 0; bits < 2 ** open; bits += 1) {
        let next = 0;
        const settled: SeenLines = {
          lines: lines.map(({ verdict, quantity }) =>
            seen(verdict === 'unknown' ? (((bits >> next++) & 1) === 1 ? 'holds' : 'fails') : verdict, quantity),
          ),
        };
        found.add(outcomeOfLines(asked, settled).verdict);
      }
      const { verdict } = outcomeOfLines(asked, { lines: lines.map((each) => seen(each.verdict, each.quantity)) });
      // Of a sum it is only said between which numbers it is: a gap within is not looked for.
      if (verdict !== 'unknown' || asked.lines !== 'quantity') {
        expect([...found]).toEqual(verdict === 'unknown' ? expect.arrayContaining(['holds', 'fails']) : [verdict]);
      }
    }),
  );
});

const parse = (on: typeof bag.on, ...when: unknown[]) => parsePolicyDraft({ rules: [{ ...bag, on, when }] }, 'USD');

test.each<[string, unknown, string, string]>([
  ['no condition', { lines: 'any', where: [] }, 'where', 'at least one condition'],
  [
    'a fact of the order',
    { lines: 'any', where: [{ ...areTwo, fact: 'order.items' }] },
    'where.0.fact',
    'order.items is not of one line',
  ],
  ['a wrong value', { lines: 'any', where: [isShirt, { ...areTwo, value: -1 }] }, 'where.1.value', 'can’t be negative'],
  ['a number without one', { lines: 'count', where: [] }, 'operator', 'give an operator and a value'],
  ['half a number', { lines: 'count', where: [], operator: 'over', value: 1.5 }, 'value', 'whole number'],
  [
    'a word for a number',
    { lines: 'quantity', where: [], operator: 'includes', value: 'x' },
    'operator',
    'takes the operators',
  ],
  [
    'a number where none is counted',
    { lines: 'any', where: [isShirt], operator: 'over', value: 1 },
    'operator',
    'leave operator and value out',
  ],
  ['an unknown word', { lines: 'most', where: [isShirt] }, 'lines', 'any, every, none, count, quantity'],
])('%s is refused at its place', (_, clause, place, message) => {
  const parsed = parse('order.placed', { any: [clause] });
  if (parsed.kind !== 'invalid') throw new Error('it was accepted');
  expect(parsed.problems.map(({ path, message: said }) => `${path.join('.')}: ${said}`)).toEqual([
    expect.stringContaining(`rules.0.when.0.any.0.${place}: `),
  ]);
  expect(parsed.problems[0]?.message).toContain(message);
});

test('lines are of placed orders alone, and what is asked of one stands in no other place', () => {
  const places = (parsed: ReturnType<typeof parse>) =>
    parsed.kind === 'invalid' ? parsed.problems.map(({ path }) => path.join('.')) : [];
  expect(places(parse('return.requested', { lines: 'any', where: [isShirt] }))).toContain('rules.0.when.0.lines');
  expect(places(parse('order.placed', isShirt))).toEqual(['rules.0.when.0.fact']);
  expect(places(parse('order.placed', ...Array(11).fill({ lines: 'any', where: [isShirt, areTwo] })))).toEqual([
    'rules.0.when',
  ]);
});

test('what is asked of lines is said in both languages', () => {
  const rule = {
    ...bag,
    when: [{ lines: 'count', where: [isShirt, areTwo], operator: 'at_least', value: 2 } as const],
  };
  expect(describeRule(rule)).toContain(
    'When an order is placed and the number of lines of the order that have all of this is at least 2 (the line’s product is “Oxford shirt”; the line’s quantity is at least 2), then',
  );
  expect(describeRule(rule, 'de')).toContain(
    'Wenn eine Bestellung eingeht und die Anzahl der Positionen der Bestellung, die all das erfüllen, mindestens 2 beträgt (das Produkt der Position „Oxford shirt“ ist; die Menge der Position mindestens 2 beträgt), dann',
  );
});

test('the form keeps what is asked of lines, and a browser sends it back', () => {
  const rule = { ...bag, when: [...bag.when, { any: [{ lines: 'every', where: [isLarge] } as const] }] };
  const form = formSchema.parse(JSON.parse(JSON.stringify(formOfRule(rule))));
  expect(readRule(form, rule, 'USD')).toEqual({ rule, problems: {} });
});
