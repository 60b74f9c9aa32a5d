import fc from 'fast-check';
import {
  type Clause,
  GROUP_KINDS,
  groupOf,
  LINE_MEASURES,
  LINE_QUANTIFIERS,
  type LinesClause,
} from '../../core/clause.ts';
import type { Condition } from '../../core/condition.ts';
import type { ConditionValue } from '../../core/condition-value.ts';
import { EVENT_TYPES, type EventType } from '../../core/event.ts';
import { type FactId, type Facts, factDefinition, factsOf, LINE_FACT_IDS } from '../../core/facts/catalogue.ts';
import type { FactType, FactValue } from '../../core/facts/value.ts';
import type { RuleId } from '../../core/identity.ts';
import { countsDays, OPERATORS_OF, type Operator } from '../../core/operators.ts';
import { eventsFor } from '../../core/perk-needs.ts';
import type { Rule } from '../../core/policy.ts';
import { returnBagRule, storeCreditRule } from '../../core/templates.ts';

/** Any rules that can be published in a shop of dollars, and facts that come near to what they ask. */

const TYPES: readonly FactType[] = ['number', 'money', 'boolean', 'words', 'date'];

const small = fc.integer({ min: 0, max: 5 });
const WORDS = ['VIP', 'Gold', 'Sale', 'été'];
/** A few of those that there are. */
const wordsFor = (fact: FactId) => factDefinition(fact).oneOf?.slice(0, 4) ?? WORDS;
const day = fc.constantFrom('2024-02-29', '2025-02-28', '2025-03-01', '2025-12-31');

const anyFactValue = (type: FactType, words: readonly string[]): fc.Arbitrary<FactValue> => {
  const known: Readonly<Record<FactType, fc.Arbitrary<FactValue>>> = {
    number: small.map((number) => ({ type: 'number', number })),
    money: fc
      .record({ amountMinor: small, currency: fc.constantFrom('USD', 'USD', 'USD', 'EUR') })
      .map((money) => ({ type: 'money', money })),
    boolean: fc.boolean().map((boolean) => ({ type: 'boolean', boolean })),
    words: fc
      .tuple(fc.uniqueArray(fc.constantFrom(...words, 'vip', ' gold '), { maxLength: 3 }), fc.boolean())
      .map(([there, isPartial]) => ({ type: 'words', words: there, ...(isPartial && { isPartial: true }) })),
    date: fc.tuple(day, fc.integer({ min: -1, max: 5 })).map(([date, daysAgo]) => ({ type: 'date', date, daysAgo })),
  };
  const unknown = fc.constant<FactValue>({ type: 'unknown', reason: 'not_told' });
  return fc.oneof({ arbitrary: known[type], weight: 4 }, { arbitrary: unknown, weight: 1 });
};

/** What every rule asks holds; some of the rest is of a type that the catalogue does not have for it any more. */
export const anyFacts = (on: EventType): fc.Arbitrary<Facts> =>
  anyFactsOf(factsOf(on)).map((facts) => ({ ...facts, ...GUARDED }));

function anyFactsOf(facts: readonly FactId[]): fc.Arbitrary<Facts> {
  const anyOf = (fact: FactId) =>
    fc.option(
      fc.oneof(
        { arbitrary: anyFactValue(factDefinition(fact).type, wordsFor(fact)), weight: 20 },
        { arbitrary: fc.constantFrom(...TYPES).chain((type) => anyFactValue(type, WORDS)), weight: 1 },
      ),
      { freq: 10, nil: undefined },
    );
  return fc.tuple(...facts.map((fact) => anyOf(fact).map((value) => [fact, value] as const))).map((values) => {
    return Object.fromEntries(values.filter(([, value]) => value !== undefined));
  });
}

/** With what is known of the order's lines, where it is. */
export const anyOrderFacts: fc.Arbitrary<Facts> = fc
  .tuple(
    anyFacts('order.placed'),
    fc.array(fc.tuple(anyFactsOf(LINE_FACT_IDS), small), { maxLength: 4 }),
    fc.constantFrom('all', 'some', 'none'),
  )
  .map(([facts, lines, known]) => {
    if (known === 'none') return facts;
    const seen = lines.map(([of, quantity], index) => ({ title: `Item ${index}`, quantity: quantity + 1, facts: of }));
    return { ...facts, 'order.lines': { lines: seen, ...(known === 'some' && { isPartial: true }) } };
  });

const GUARDED: Facts = {
  'order.cancelled': { type: 'boolean', boolean: false },
  'return.awaitsAnswer': { type: 'boolean', boolean: true },
  'shipment.delivered': { type: 'boolean', boolean: false },
};

const anyValue = (fact: FactId, operator: Operator): fc.Arbitrary<ConditionValue> => {
  const { type } = factDefinition(fact);
  const word = fc.constantFrom(...wordsFor(fact));
  const money = small.map((amountMinor) => ({ amountMinor, currency: 'USD' }));
  const ends = fc.tuple(small, small).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
  switch (type) {
    case 'number':
      return operator === 'between' ? ends : small;
    case 'money': {
      const usd = (amountMinor: number) => ({ amountMinor, currency: 'USD' });
      return operator === 'between' ? ends.map(([from, to]) => [usd(from), usd(to)] as const) : money;
    }
    case 'boolean':
      return fc.boolean();
    case 'words':
      return fc.oneof(word, fc.uniqueArray(word, { minLength: 2, maxLength: 3 }));
    case 'date':
      return countsDays(operator)
        ? small
        : fc.oneof(
            day,
            day.map((each) => `-${each.slice(4)}`),
          );
  }
};

/** Of every type alike, however many facts there are of it. */
const anyConditionOn = (facts: readonly FactId[]): fc.Arbitrary<Condition> => {
  const ofType = (type: FactType) => facts.filter((fact) => factDefinition(fact).type === type);
  const types = TYPES.filter((type) => ofType(type).length > 0);
  return fc
    .constantFrom(...types)
    .chain((type) =>
      fc
        .tuple(fc.constantFrom(...ofType(type)), fc.constantFrom(...OPERATORS_OF[type]))
        .chain(([fact, operator]) => anyValue(fact, operator).map((value) => ({ fact, operator, value }))),
    );
};

/** Of orders alone: nothing else has lines. */
const anyLines: fc.Arbitrary<LinesClause> = fc
  .record({
    lines: fc.constantFrom(...LINE_QUANTIFIERS, ...LINE_MEASURES),
    where: fc.array(anyConditionOn(LINE_FACT_IDS), { maxLength: 2 }),
    first: anyConditionOn(LINE_FACT_IDS),
    operator: fc.constantFrom(...OPERATORS_OF.number),
  })
  .chain(({ lines, where, first, operator }): fc.Arbitrary<LinesClause> => {
    if (lines !== 'count' && lines !== 'quantity') return fc.constant({ lines, where: [first, ...where] });
    return anyValue('line.quantity', operator).map((value) => ({ lines, where, operator, value }));
  });

export const anyClause = (on: EventType): fc.Arbitrary<Clause> =>
  fc.letrec<{ clause: Clause; leaf: Clause; group: Clause }>((tie) => ({
    clause: fc.oneof({ depthSize: 'small', maxDepth: 3 }, tie('leaf'), tie('group')),
    leaf:
      on === 'order.placed'
        ? fc.oneof({ arbitrary: anyConditionOn(factsOf(on)), weight: 3 }, { arbitrary: anyLines, weight: 1 })
        : anyConditionOn(factsOf(on)),
    group: fc
      .tuple(fc.constantFrom(...GROUP_KINDS), fc.array(tie('clause'), { minLength: 1, maxLength: 3 }))
      .map(([kind, clauses]) => groupOf(kind, clauses)),
  })).clause;

const anyRuleOn = (on: EventType, id: string): fc.Arbitrary<Rule> =>
  fc
    .record({
      when: fc.array(anyClause(on), { minLength: 1, maxLength: 3 }),
      enabled: fc.boolean(),
      without: fc.constantFrom('grant' as const, 'refuse' as const, null),
    })
    .map(({ when, enabled, without }) => {
      const made = eventsFor('packing_instruction').includes(on) ? returnBagRule('USD') : storeCreditRule('USD');
      const risk: Condition = { fact: 'order.risk.high', operator: 'is', value: false };
      const waits = on === 'order.placed' && without !== null;
      return {
        ...made,
        id: id as RuleId,
        on,
        enabled,
        when: waits ? [...when, risk] : when,
        ...(waits && { waitForRisk: { minutes: 10, without } }),
      };
    });

/** A policy's rules, some of them off, on any events. */
export const anyRules: fc.Arbitrary<Rule[]> = fc
  .array(fc.constantFrom(...EVENT_TYPES), { minLength: 1, maxLength: 4 })
  .chain((events) => fc.tuple(...events.map((on, index) => anyRuleOn(on, `rule-${index}`))));
