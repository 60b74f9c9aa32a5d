import fc from 'fast-check';
import { assertNever } from '../../core/assert-never.ts';
import { asGroup, type Clause, conditionsOf, GROUP_KINDS, groupOf } from '../../core/clause.ts';
import type { Condition } from '../../core/condition.ts';
import type { ConditionValue } from '../../core/condition-value.ts';
import { EVENT_TYPES, type EventType } from '../../core/event.ts';
import { type FactId, factDefinition, factsOf } from '../../core/facts/catalogue.ts';
import { isRiskFact } from '../../core/facts/risk.ts';
import { countsDays, OPERATORS_OF, type Operator } from '../../core/operators.ts';
import { eventsFor } from '../../core/perk-needs.ts';
import type { Perk } from '../../core/perks.ts';
import type { Rule } from '../../core/policy.ts';
import { usd } from './builders.ts';

/** Any rule that a policy of a shop in USD may have; few values, so that two of them are often alike but for one thing. */

/** Clauses made of others, in groups of groups. */
export function clausesOf(leaf: fc.Arbitrary<Clause>): fc.Arbitrary<Clause> {
  return fc.letrec<{ clause: Clause; group: Clause }>((tie) => ({
    clause: fc.oneof({ depthSize: 'small', maxDepth: 3 }, leaf, tie('group')),
    group: fc
      .tuple(fc.constantFrom(...GROUP_KINDS), fc.array(tie('clause'), { minLength: 1, maxLength: 3 }))
      .map(([kind, clauses]) => groupOf(kind, clauses)),
  })).clause;
}

const amount = fc.constantFrom(0, 1, 99, 100, 150_000, Number.MAX_SAFE_INTEGER - 1, Number.MAX_SAFE_INTEGER).map(usd);
const number = fc.constantFrom(0, 1, 2, 15, 100);
/** What could be taken for the words around it, too. */
const word = fc.constantFrom('VIP', 'vip', 'A', 'B', 'A” and “B', 'A“ und „B', '”', '“', 'is at least 3', 'gift; none');

/** @param fact one of those of the rule’s event. */
export function conditionOn(fact: FactId): fc.Arbitrary<Condition> {
  return fc
    .constantFrom(...OPERATORS_OF[factDefinition(fact).type])
    .chain((operator) => valueFor(fact, operator).map((value) => ({ fact, operator, value })));
}

export function valueFor(fact: FactId, operator: Operator): fc.Arbitrary<ConditionValue> {
  const { type, oneOf } = factDefinition(fact);
  switch (type) {
    case 'money':
      return operator === 'between' ? rangeOf(amount, ({ amountMinor }) => amountMinor) : amount;
    case 'number':
      return operator === 'between' ? rangeOf(number, Number) : number;
    case 'boolean':
      return fc.boolean();
    case 'words':
      return fc
        .uniqueArray(oneOf ? fc.constantFrom(...oneOf) : word, {
          minLength: 1,
          maxLength: 3,
          selector: (each) => each.toLowerCase(),
        })
        .map(([first, ...others]) => (others.length > 0 ? [first, ...others] : first) as ConditionValue);
    case 'date':
      return countsDays(operator) ? number : fc.constantFrom('2026-11-29', '2027-11-29', '--11-29', '--02-29');
    default:
      return assertNever(type);
  }
}

/** Both ends, the smaller one first. */
function rangeOf<Value>(end: fc.Arbitrary<Value>, size: (value: Value) => number) {
  return fc.tuple(end, end).map((ends) => ends.toSorted((one, other) => size(one) - size(other)) as never);
}

function perkFor(on: EventType): fc.Arbitrary<Perk> {
  const perks: Readonly<Record<Perk['kind'], fc.Arbitrary<Perk>>> = {
    packing_instruction: fc.record({
      kind: fc.constant('packing_instruction'),
      tag: word,
      note: word,
      cost: amount,
    }),
    store_credit: fc.record({
      kind: fc.constant('store_credit'),
      amount: fc.constantFrom(1, 1_500).map(usd),
      expiresInDays: fc.constantFrom(1, 2, 1_200),
      notify: fc.boolean(),
    }),
    message: fc.record({ kind: fc.constant('message'), subject: word, body: word, cost: amount }),
    approve_return: fc.record({ kind: fc.constant('approve_return'), notify: fc.boolean(), cost: amount }),
  };
  const kinds = (Object.keys(perks) as Perk['kind'][]).filter((kind) => eventsFor(kind).includes(on));
  return fc.oneof(...kinds.map((kind) => perks[kind]));
}

const wait = fc.record({
  minutes: fc.constantFrom(1, 2, 60),
  without: fc.constantFrom('grant' as const, 'refuse' as const),
});

export function clausesOn(on: EventType): fc.Arbitrary<Clause[]> {
  const clause = clausesOf(fc.constantFrom(...factsOf(on)).chain(conditionOn));
  return fc.array(clause, { minLength: 1, maxLength: 3 }).filter((when) => conditionsOf(when).length <= 20);
}

/** @param on its event; any if not given. */
export function randomRule(on?: EventType): fc.Arbitrary<Rule> {
  const event = on ? fc.constant(on) : fc.constantFrom(...EVENT_TYPES);
  return event.chain((type) =>
    fc
      .record({
        id: fc.constantFrom('a', 'b'),
        name: fc.constantFrom('A', 'B'),
        enabled: fc.boolean(),
        on: fc.constant(type),
        when: clausesOn(type),
        perk: perkFor(type),
        waitForRisk: fc.option(wait, { nil: undefined }),
      })
      .map(({ waitForRisk, ...rule }) => fitting({ ...rule, ...(waitForRisk && { waitForRisk }) } as Rule)),
  );
}

/** Only who looks at the risk may wait for it. */
export function fitting(rule: Rule): Rule {
  if (conditionsOf(rule.when).some(({ fact }) => isRiskFact(fact))) return rule;
  const { waitForRisk: _, ...without } = rule;
  return without;
}

/** One thing in it is another’s; so that nothing is overlooked because all else differs too. */
export function crossed(rule: Rule, other: Rule): Rule[] {
  const [first, ...rest] = rule.when;
  const [foreign] = other.when;
  if (!first || !foreign) return [];
  const group = asGroup(first);
  const others = GROUP_KINDS.filter((kind) => kind !== group?.kind);
  return [
    { ...rule, when: other.when },
    { ...rule, when: [foreign, ...rest] },
    { ...rule, when: rest.length > 0 ? rest : rule.when },
    { ...rule, when: [...rest, first] },
    ...GROUP_KINDS.map((kind) => ({ ...rule, when: [groupOf(kind, rule.when)] })),
    ...(group ? others.map((kind) => ({ ...rule, when: [groupOf(kind, group.clauses), ...rest] })) : []),
    ...(group ? [{ ...rule, when: [...group.clauses, ...rest] }] : []),
    { ...rule, perk: other.perk },
    { ...rule, id: other.id },
    { ...rule, name: other.name },
    { ...rule, enabled: !rule.enabled },
    { ...rule, perk: alike(rule.perk) },
    ...(other.waitForRisk ? [{ ...rule, waitForRisk: other.waitForRisk }] : []),
  ].map(fitting);
}

/** What its sentence does not tell is another. */
function alike(perk: Perk): Perk {
  switch (perk.kind) {
    case 'packing_instruction':
      return { ...perk, cost: usd(perk.cost.amountMinor === 0 ? 1 : perk.cost.amountMinor - 1) };
    case 'message':
      return { ...perk, body: `${perk.body}.` };
    case 'store_credit':
    case 'approve_return':
      return { ...perk, notify: !perk.notify };
    default:
      return assertNever(perk);
  }
}
