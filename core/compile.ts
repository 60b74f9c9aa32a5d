import { asGroup, type Clause, type GroupKind, type LinesClause } from './clause.ts';
import type { Condition } from './condition.ts';
import { amountsOf, numbersOf, wordsOf } from './condition-value.ts';
import { tagKey } from './customer-card.ts';
import { givesWithout, guardsOf } from './evaluate.ts';
import type { EventType } from './event.ts';
import { type FactId, type Facts, factIn } from './facts/catalogue.ts';
import type { FactValue } from './facts/value.ts';
import { type SeenLines, verdictOfCounted, weightIn } from './lines.ts';
import { oncePerPolicy } from './once-per-policy.ts';
import type { Operator } from './operators.ts';
import type { Rule } from './policy.ts';
import { rulesOn } from './rules-on.ts';
import { askedType, rangeOf, type Verdict, verdictOf } from './verdict.ts';

/** A policy's rules made ready to be asked of many events: what `evaluateRule` says, without its reasons. */

export interface CompiledRules {
  /** Those that listen to the event, in the policy's order. */
  readonly rules: readonly Rule[];
  /** By rule, whether it matches. */
  matches(facts: Facts): readonly boolean[];
}

export const compiledRules = oncePerPolicy((policy, event) => compile(event, rulesOn(policy, event)));

function compile(event: EventType, rules: readonly Rule[]): CompiledRules {
  const seen = new Seen();
  const guards = compileRule(guardsOf(event), null, seen);
  const tests = rules.map((rule) => compileRule(rule.when, rule, seen));
  return {
    rules,
    matches(facts) {
      seen.read(facts);
      const isOpen = stands(guards);
      return tests.map((ofRule) => isOpen && stands(ofRule));
    },
  };
}

/** What the rules look at of one event, each value at its place, where it is read once for all conditions. */
class Seen {
  /** Amounts are in minor units of the place's currency, yes is 1 and no is 0; NaN where it is not known. */
  readonly numbers: number[] = [];
  /** Null where they are not known. */
  readonly words: (SeenWords | null)[] = [];
  readonly dates: FactValue[] = [];
  /** Undefined where they are not known. */
  lines: SeenLines | undefined;
  readonly #numbers: { readonly fact: FactId; readonly type: FactValue['type']; readonly currency: string }[] = [];
  readonly #words: FactId[] = [];
  readonly #dates: FactId[] = [];

  /** @param currency of an amount. */
  numberAt(fact: FactId, type: FactValue['type'], currency = ''): number {
    const known = this.#numbers.findIndex(
      (each) => each.fact === fact && each.type === type && each.currency === currency,
    );
    if (known >= 0) return known;
    this.numbers.push(Number.NaN);
    return this.#numbers.push({ fact, type, currency }) - 1;
  }

  wordsAt(fact: FactId): number {
    return placeIn(this.#words, fact);
  }

  dateAt(fact: FactId): number {
    return placeIn(this.#dates, fact);
  }

  read(facts: Facts): void {
    this.lines = facts['order.lines'];
    let place = 0;
    for (const { fact, type, currency } of this.#numbers) this.numbers[place++] = numberOf(facts[fact], type, currency);
    for (const [place, fact] of this.#words.entries()) this.words[place] = seenWords(facts[fact]);
    for (const [place, fact] of this.#dates.entries()) this.dates[place] = factIn(facts, fact);
  }
}

function placeIn(facts: FactId[], fact: FactId): number {
  const known = facts.indexOf(fact);
  return known >= 0 ? known : facts.push(fact) - 1;
}

function numberOf(value: FactValue | undefined, type: FactValue['type'], currency: string): number {
  if (value === undefined || value.type !== type) return Number.NaN;
  switch (value.type) {
    case 'number':
      return value.number;
    case 'money':
      return value.money.currency === currency ? value.money.amountMinor : Number.NaN;
    case 'boolean':
      return value.boolean ? 1 : 0;
    default:
      return Number.NaN;
  }
}

interface SeenWords {
  /** In small letters. */
  readonly keys: readonly string[];
  readonly isPartial: boolean;
}

function seenWords(value: FactValue | undefined): SeenWords | null {
  return value?.type === 'words' ? { keys: value.words.map(tagKey), isPartial: value.isPartial === true } : null;
}

/** Verdicts in the order in which one decides over another in `all`; from `HOLDS` on they let the rule give. */
const FAILS = 0;
const UNKNOWN = 1;
const HOLDS = 2;
const LEFT_OUT = 3;
type Code = typeof FAILS | typeof UNKNOWN | typeof HOLDS | typeof LEFT_OUT;

const CODES: Readonly<Record<Verdict, Code>> = { fails: FAILS, unknown: UNKNOWN, holds: HOLDS, left_out: LEFT_OUT };

/** Of what was read last. */
type Test = () => Code;

/** All of which must stand. Most of what rules ask are ranges: they are looked at first, and without a call. */
interface CompiledRule {
  readonly ranges: readonly Range[];
  readonly tests: readonly Test[];
}

function compileRule(clauses: readonly Clause[], rule: Rule | null, seen: Seen): CompiledRule {
  const ranges: Range[] = [];
  const tests: Test[] = [];
  for (const clause of clauses) {
    const made = compileClause(clause, rule, seen);
    if (typeof made === 'function') tests.push(made);
    else ranges.push(made);
  }
  return { ranges, tests };
}

function stands({ ranges, tests }: CompiledRule): boolean {
  for (const range of ranges) if (codeOf(range) < HOLDS) return false;
  for (const test of tests) if (test() < HOLDS) return false;
  return true;
}

function compileClause(clause: Clause, rule: Rule | null, seen: Seen): Test | Range {
  const group = asGroup(clause);
  if (group) {
    const tests = group.clauses.map((each) => asTest(compileClause(each, rule, seen)));
    return GROUP_TESTS[group.kind](tests);
  }
  if ('lines' in clause) return compileLines(clause, seen);
  const condition = clause as Condition;
  return compileCondition(condition, seen, rule && givesWithout(rule, condition.fact) ? LEFT_OUT : UNKNOWN);
}

function asTest(made: Test | Range): Test {
  return typeof made === 'function' ? made : () => codeOf(made);
}

/** Of each line its facts are read in turn. */
function compileLines(clause: LinesClause, seen: Seen): Test {
  const ofLine = new Seen();
  const isAsAsked = GROUP_TESTS.all(
    clause.where.map((condition) => asTest(compileCondition(condition, ofLine, UNKNOWN))),
  );
  return () => {
    if (!seen.lines) return UNKNOWN;
    let [from, open, failing] = [0, 0, 0];
    for (const line of seen.lines.lines) {
      ofLine.read(line.facts);
      const code = isAsAsked();
      if (code >= HOLDS) from += weightIn(clause, line);
      else if (code === UNKNOWN) open += weightIn(clause, line);
      else failing += 1;
    }
    const to = seen.lines.isPartial ? null : from + open;
    return CODES[verdictOfCounted(clause, { from, to, failing })];
  };
}

/** As `verdictOfGroup` has it; no more is asked once it is settled. */
const GROUP_TESTS: Readonly<Record<GroupKind, (tests: readonly Test[]) => Test>> = {
  all: (tests) => () => {
    let least: Code = LEFT_OUT;
    for (const test of tests) {
      const code = test();
      if (code === FAILS) return FAILS;
      if (code < least) least = code;
    }
    return least;
  },
  any: (tests) => () => {
    let best: Code = FAILS;
    for (const test of tests) {
      const code = test();
      if (code === HOLDS) return HOLDS;
      if (code > best) best = code;
    }
    return best;
  },
  none: (tests) => () => {
    let least: Code = LEFT_OUT;
    for (const test of tests) {
      const code = test();
      if (code === HOLDS) return FAILS;
      const turned = code === FAILS ? HOLDS : code;
      if (turned < least) least = turned;
    }
    return least;
  },
};

function compileCondition({ fact, operator, value }: Condition, seen: Seen, ifUnknown: Code): Test | Range {
  const type = askedType(operator, value);
  const range = (limits: readonly number[], currency?: string): Range => {
    const { low, high, isOutside } = rangeOf(operator, limits);
    const [inside, outside]: [Code, Code] = isOutside ? [FAILS, HOLDS] : [HOLDS, FAILS];
    const place = seen.numberAt(fact, type, currency);
    return { numbers: seen.numbers, place, low, high, inside, outside, ifUnknown };
  };
  switch (type) {
    case 'number':
      return range(numbersOf(value));
    case 'boolean':
      return range([Number(value)]);
    case 'money': {
      const [amount, other = amount] = amountsOf(value);
      // No amount is in two currencies.
      if (!amount || other?.currency !== amount.currency) return () => ifUnknown;
      return range([amount.amountMinor, other.amountMinor], amount.currency);
    }
    case 'words':
      return compileWords(operator, wordsOf(value).map(tagKey), seen.words, seen.wordsAt(fact), ifUnknown);
    case 'date': {
      const place = seen.dateAt(fact);
      return () => {
        const known = seen.dates[place];
        return known?.type === 'date' ? CODES[verdictOf(operator, value, known)] : ifUnknown;
      };
    }
  }
}

/** A range that a number must be in, with what it means that it is, that it is not, and that it is not known. */
interface Range {
  readonly numbers: readonly number[];
  readonly place: number;
  readonly low: number;
  readonly high: number;
  readonly inside: Code;
  readonly outside: Code;
  readonly ifUnknown: Code;
}

function codeOf({ numbers, place, low, high, inside, outside, ifUnknown }: Range): Code {
  const number = numbers[place] ?? Number.NaN;
  if (low <= number && number <= high) return inside;
  return Number.isNaN(number) ? ifUnknown : outside;
}

function compileWords(
  operator: Operator,
  keys: readonly string[],
  words: Seen['words'],
  place: number,
  ifUnknown: Code,
): Test {
  const [enough, less]: [Code, Code] = operator === 'excludes' ? [FAILS, HOLDS] : [HOLDS, FAILS];
  const areAllAsked = operator === 'includes_all';
  return () => {
    const there = words[place];
    if (!there) return ifUnknown;
    // Of all, the first that is missing settles it; of any, the first that is there.
    let isEnough = areAllAsked;
    for (const key of keys) {
      if (there.keys.includes(key) === areAllAsked) continue;
      isEnough = !areAllAsked;
      break;
    }
    return isEnough ? enough : there.isPartial ? UNKNOWN : less;
  };
}
