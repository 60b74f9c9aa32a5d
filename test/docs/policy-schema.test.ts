import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RULE_TEMPLATES } from '../../app/rule-templates.ts';
import { type Clause, GROUP_KINDS, groupOf } from '../../core/clause.ts';
import type { Condition } from '../../core/condition.ts';
import type { ConditionValue } from '../../core/condition-value.ts';
import { EVENT_TYPES } from '../../core/event.ts';
import { factDefinition, factsOf } from '../../core/facts/catalogue.ts';
import type { RuleId } from '../../core/identity.ts';
import { countsDays, OPERATORS_OF, type Operator } from '../../core/operators.ts';
import { eventsFor } from '../../core/perk-needs.ts';
import type { Perk } from '../../core/perks.ts';
import { parsePolicyDraft, type Rule } from '../../core/policy.ts';
import { policyJsonSchema } from '../../core/policy-json-schema.ts';
import { approveReturnRule, makeItRightRule, returnBagRule, storeCreditRule } from '../../core/templates.ts';
import { usd } from '../core/builders.ts';

const fits = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false }).compile(policyJsonSchema());
const bag = returnBagRule('USD');

test('the published schema is that of today’s facts, operators and perks', async () => {
  const published = `${JSON.stringify(policyJsonSchema(), null, 2)}\n`;
  // Written anew by `npx vitest run test/docs/policy-schema.test.ts --update`.
  await expect(published).toMatchFileSnapshot('../../docs/policy.schema.json');
});

test('every template fits, also as it is exported', () => {
  const rules = Object.values(RULE_TEMPLATES).map((template) => template('USD'));
  expect(fits({ rules }), JSON.stringify(fits.errors)).toBe(true);
  expect(fits({ $schema: 'https://x', version: 3, note: 'why', publishedAt: 0, author: '7', rules: [] })).toBe(true);
});

/** What each type of fact may be compared with. */
function valueFor(fact: Condition['fact'], operator: Operator): fc.Arbitrary<unknown> {
  const { type, unit } = factDefinition(fact);
  const number = fc.nat(unit === '%' ? 100 : 5_000);
  const pair = (ends: fc.Arbitrary<[number, number]>) =>
    ends.map(([one, other]) => [one, other].toSorted((a, b) => a - b));
  switch (type) {
    case 'money':
      return operator === 'between' ? pair(fc.tuple(number, number)).map((ends) => ends.map(usd)) : number.map(usd);
    case 'number':
      return operator === 'between' ? pair(fc.tuple(number, number)) : number;
    case 'boolean':
      return fc.boolean();
    case 'words':
      return fc.constantFrom<unknown>(...wordsFor(fact));
    case 'date':
      return countsDays(operator) ? number : fc.constantFrom('2026-11-29', '--11-29');
  }
}

function wordsFor(fact: Condition['fact']): unknown[] {
  const { example } = factDefinition(fact);
  return [example, [example]];
}

const conditionOn = (on: Rule['on']) =>
  fc
    .constantFrom(...factsOf(on))
    .chain((fact) =>
      fc
        .constantFrom(...OPERATORS_OF[factDefinition(fact).type])
        .chain((operator) => valueFor(fact, operator).map((value) => ({ fact, operator, value }) as Condition)),
    );
const ofLine = fc.constantFrom<Condition>(
  { fact: 'line.product', operator: 'includes', value: ['Oxford shirt'] },
  { fact: 'line.quantity', operator: 'at_least', value: 2 },
);
const anyLines = fc.constantFrom(...OPERATORS_OF.number).chain((operator) =>
  fc.oneof(
    fc.record({
      lines: fc.constantFrom('any' as const, 'every' as const, 'none' as const),
      where: fc.array(ofLine, { minLength: 1, maxLength: 2 }),
    }),
    fc.record({
      lines: fc.constantFrom('count' as const, 'quantity' as const),
      where: fc.array(ofLine, { maxLength: 2 }),
      operator: fc.constant(operator),
      value: fc.constant<ConditionValue>(operator === 'between' ? [1, 3] : 2),
    }),
  ),
);
const clauseOn = (on: Rule['on']) =>
  fc.letrec<{ clause: Clause }>((tie) => ({
    clause: fc.oneof(
      { depthSize: 'small', maxDepth: 3 },
      conditionOn(on),
      ...(on === 'order.placed' ? [anyLines] : []),
      fc
        .tuple(fc.constantFrom(...GROUP_KINDS), fc.array(tie('clause'), { minLength: 1, maxLength: 2 }))
        .map(([kind, clauses]) => groupOf(kind, clauses)),
    ),
  })).clause;
const PERKS: readonly Perk[] = [bag, storeCreditRule('USD'), makeItRightRule('USD'), approveReturnRule('USD')].map(
  ({ perk }) => perk,
);
const anyRule = fc.constantFrom(...EVENT_TYPES).chain((on) =>
  fc.record({
    id: fc.constant('any' as RuleId),
    name: fc.constantFrom('Any', ' spaced '),
    enabled: fc.boolean(),
    on: fc.constant(on),
    when: fc.array(clauseOn(on), { minLength: 1, maxLength: 3 }),
    perk: fc.constantFrom(...PERKS.filter(({ kind }) => eventsFor(kind).includes(on))),
  }),
);

/** Puts something else, or nothing, in one place of it. */
const ODD = [null, -1, 0.5, '', 'x', [], {}, true, 'a,b', { amountMinor: -1, currency: 'USD' }, 'x'.repeat(300)];

function damaged(rule: unknown, place: number, odd: unknown): unknown {
  let seen = -1;
  const walk = (value: unknown): unknown => {
    seen += 1;
    if (seen === place) return odd;
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).flatMap(([name, each]) => {
        const now = walk(each);
        return now === undefined ? [] : [[name, now]];
      }),
    );
  };
  return walk(rule);
}

/** What publishing knows and no such schema can say. */
const ONLY_PUBLISHING =
  /currency is USD|one currency|at most 20 conditions|deep in each other|smaller .* first|twice|no day of the calendar|has to look at it|at most \d+ characters|can’t look at|is not of one line|That is no/;

test('a rule that can be published fits, and one that can’t does not, unless only publishing can know', () => {
  fc.assert(
    fc.property(
      anyRule,
      fc.option(fc.tuple(fc.nat(40), fc.constantFrom<unknown>(undefined, ...ODD))),
      (rule, damage) => {
        const given = damage ? damaged(rule, damage[0], damage[1]) : rule;
        const policy = { rules: [given] };
        const parsed = parsePolicyDraft(policy, 'USD');
        const isFit = fits(JSON.parse(JSON.stringify(policy)));
        if (parsed.kind === 'valid') expect(isFit, JSON.stringify([given, fits.errors])).toBe(true);
        else if (!parsed.problems.every(({ message }) => ONLY_PUBLISHING.test(message)))
          expect(isFit, JSON.stringify([given, parsed.problems])).toBe(false);
      },
    ),
    { numRuns: 300 },
  );
});

test.each([
  ['an unknown field', { ...bag, colour: 'red' }],
  ['an unknown fact', { ...bag, when: [{ fact: 'customer.mood', operator: 'is', value: 1 }] }],
  [
    'a fact of another event',
    { ...makeItRightRule('USD'), when: [{ fact: 'order.items', operator: 'over', value: 1 }] },
  ],
  ['a perk of another event', { ...makeItRightRule('USD'), perk: bag.perk }],
  ['a plain number for money', { ...bag, when: [{ ...bag.when[0], value: 1500 }] }],
  ['an operator of another type', { ...bag, when: [{ ...bag.when[0], operator: 'includes' }] }],
  ['no condition', { ...bag, when: [] }],
  ['an empty group', { ...bag, when: [{ any: [] }] }],
  ['an id with spaces', { ...bag, id: 'my rule' }],
  ['an archived rule that is on', { ...bag, archived: true }],
  ['a wait of an hour and a minute', { ...bag, waitForRisk: { minutes: 61, without: 'grant' } }],
])('%s does not fit', (_, rule) => {
  expect(fits({ rules: [rule] })).toBe(false);
  expect(parsePolicyDraft({ rules: [rule] }, 'USD').kind).toBe('invalid');
});
