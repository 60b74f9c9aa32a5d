import { asGroup, type Clause, type GroupKind } from './clause.ts';
import type { Condition } from './condition.ts';
import { amountsOf, numbersOf, wordsOf } from './condition-value.ts';
import { tagKey } from './customer-card.ts';
import { clausesOf, givesWithout } from './evaluate.ts';
import type { EventType } from './event.ts';
import { type FactId, type Facts, factDefinition, factIn } from './facts/catalogue.ts';
import type { FactValue } from './facts/value.ts';
import type { Operator } from './operators.ts';
import type { PolicyDraft, Rule } from './policy.ts';
import { rulesOn } from './rules-on.ts';
import { type Verdict, verdictOf } from './verdict.ts';

/** A policy's rules made ready to be asked of many events: what `evaluateRule` says, without its reasons. */

export interface CompiledRules {
  /** Those that listen to the event, in the policy's order. */
  readonly rules: readonly Rule[];
  /** By rule, whether it matches. */
  matches(facts: Facts): readonly boolean[];
}

const compiled = new WeakMap<PolicyDraft, Map<EventType, CompiledRules>>();

/** Compiled at the first event of its type: a policy never changes. */
export function compiledRules(policy: PolicyDraft, event: EventType): CompiledRules {
  const ofPolicy = compiled.get(policy) ?? new Map<EventType, CompiledRules>();
  compiled.set(policy, ofPolicy);
  const ready = ofPolicy.get(event) ?? compile(rulesOn(policy, event));
  ofPolicy.set(event, ready);
  return ready;
}

function compile(rules: readonly Rule[]): CompiledRules {
  const facts: FactId[] = [];
  const placeOf = (fact: FactId) => {
    const place = facts.indexOf(fact);
    return place === -1 ? facts.push(fact) - 1 : place;
  };
  const tests = rules.map((rule) => compileRule(rule, placeOf));
  return {
    rules,
    matches(known) {
      const values = facts.map((fact) => prepared(factIn(known, fact)));
      return tests.map((test) => test(values));
    },
  };
}

/** The values of the facts that any rule looks at, each at its place. */
type Values = readonly FactValue[];

/** Upper and lower case are the same: made so once for all conditions. */
function prepared(value: FactValue): FactValue {
  return value.type === 'words' && value.words.length > 0 ? { ...value, words: value.words.map(tagKey) } : value;
}

/** Verdicts in the order in which one decides over another in `all`; from `HOLDS` on they let the rule give. */
const FAILS = 0;
const UNKNOWN = 1;
const HOLDS = 2;
const LEFT_OUT = 3;
type Code = typeof FAILS | typeof UNKNOWN | typeof HOLDS | typeof LEFT_OUT;

const CODES: Readonly<Record<Verdict, Code>> = { fails: FAILS, unknown: UNKNOWN, holds: HOLDS, left_out: LEFT_OUT };

type Test = (values: Values) => Code;

function compileRule(rule: Rule, placeOf: (fact: FactId) => number): (values: Values) => boolean {
  const tests = clausesOf(rule).map((clause) => compileClause(clause, rule, placeOf));
  return (values) => {
    for (const test of tests) if (test(values) < HOLDS) return false;
    return true;
  };
}

function compileClause(clause: Clause, rule: Rule, placeOf: (fact: FactId) => number): Test {
  const group = asGroup(clause);
  if (group) {
    const tests = group.clauses.map((each) => compileClause(each, rule, placeOf));
    return GROUP_TESTS[group.kind](tests);
  }
  const condition = clause as Condition;
  const ifUnknown = givesWithout(rule, condition.fact) ? LEFT_OUT : UNKNOWN;
  return compileCondition(condition, placeOf(condition.fact), ifUnknown);
}

/** As `verdictOfGroup` has it; no more is asked once it is settled. */
const GROUP_TESTS: Readonly<Record<GroupKind, (tests: readonly Test[]) => Test>> = {
  all: (tests) => (values) => {
    let least: Code = LEFT_OUT;
    for (const test of tests) {
      const code = test(values);
      if (code === FAILS) return FAILS;
      if (code < least) least = code;
    }
    return least;
  },
  any: (tests) => (values) => {
    let best: Code = FAILS;
    for (const test of tests) {
      const code = test(values);
      if (code === HOLDS) return HOLDS;
      if (code > best) best = code;
    }
    return best;
  },
  none: (tests) => (values) => {
    let least: Code = LEFT_OUT;
    for (const test of tests) {
      const code = test(values);
      if (code === HOLDS) return FAILS;
      const turned = code === FAILS ? HOLDS : code;
      if (turned < least) least = turned;
    }
    return least;
  },
};

/** A value of another type than the catalogue's today is one that an older version kept. */
function compileCondition({ fact, operator, value: expected }: Condition, place: number, ifUnknown: Code): Test {
  const otherwise = (value: FactValue | undefined): Code =>
    value === undefined || value.type === 'unknown' ? ifUnknown : CODES[verdictOf(operator, expected, value)];
  switch (factDefinition(fact).type) {
    case 'number': {
      const compares = comparison(operator, numbersOf(expected));
      return (values) => {
        const value = values[place];
        return value?.type === 'number' ? (compares(value.number) ? HOLDS : FAILS) : otherwise(value);
      };
    }
    case 'money': {
      const amounts = amountsOf(expected);
      const currency = amounts[0]?.currency;
      if (amounts.some((amount) => amount.currency !== currency)) return (values) => otherwise(values[place]);
      const compares = comparison(
        operator,
        amounts.map(({ amountMinor }) => amountMinor),
      );
      return (values) => {
        const value = values[place];
        if (value?.type !== 'money' || value.money.currency !== currency) return otherwise(value);
        return compares(value.money.amountMinor) ? HOLDS : FAILS;
      };
    }
    case 'words':
      return compileWords(operator, wordsOf(expected).map(tagKey), place, otherwise);
    case 'boolean':
      return (values) => {
        const value = values[place];
        return value?.type === 'boolean' ? (value.boolean === expected ? HOLDS : FAILS) : otherwise(value);
      };
    case 'date':
      return (values) => otherwise(values[place]);
  }
}

function compileWords(
  operator: Operator,
  keys: readonly string[],
  place: number,
  otherwise: (value: FactValue | undefined) => Code,
): Test {
  const [enough, less]: [Code, Code] = operator === 'excludes' ? [FAILS, HOLDS] : [HOLDS, FAILS];
  const ends = operator === 'includes_all' ? 'missing' : 'found';
  return (values) => {
    const value = values[place];
    if (value?.type !== 'words') return otherwise(value);
    let isEnough = ends === 'missing';
    for (const key of keys) {
      if (value.words.includes(key) === isEnough) continue;
      isEnough = !isEnough;
      break;
    }
    return isEnough ? enough : value.isPartial ? UNKNOWN : less;
  };
}

const NEVER = () => false;

/** @param limits both ends of a range, or the one number. */
function comparison(operator: Operator, [limit, end]: readonly number[]): (actual: number) => boolean {
  if (limit === undefined) return NEVER;
  switch (operator) {
    case 'over':
      return (actual) => actual > limit;
    case 'at_least':
      return (actual) => actual >= limit;
    case 'at_most':
      return (actual) => actual <= limit;
    case 'under':
      return (actual) => actual < limit;
    case 'is':
      return (actual) => actual === limit;
    case 'between':
      return end === undefined ? NEVER : (actual) => limit <= actual && actual <= end;
    default:
      return NEVER;
  }
}
