import { assertNever } from './assert-never.ts';
import { isBeforeDay } from './calendar-day.ts';
import type { GroupKind } from './clause.ts';
import { amountsOf, type ConditionValue, numbersOf, wordsOf } from './condition-value.ts';
import { tagKey } from './customer-card.ts';
import type { FactType, FactValue } from './facts/value.ts';
import type { Operator } from './operators.ts';

/** How one condition came out. Unknown never matches. `left_out`: unknown, and the rule gives without it. */
export type Verdict = 'holds' | 'fails' | 'unknown' | 'left_out';

/**
 * How a group comes out, as far as what is unknown leaves it open, by Kleene's logic of three values: one that holds is
 * enough for `any`, whatever else is unknown. What is left out is no reason against giving: enough for `any`, and nothing to
 * `all` and `none`.
 */
export function verdictOfGroup(kind: GroupKind, of: readonly { readonly verdict: Verdict }[]): Verdict {
  const verdicts = new Set(of.map(({ verdict }) => verdict));
  const isLeftOut = verdicts.delete('left_out');
  if (isLeftOut && (verdicts.size === 0 || (kind === 'any' && !verdicts.has('holds')))) return 'left_out';
  switch (kind) {
    case 'all':
      return verdicts.has('fails') ? 'fails' : verdicts.has('unknown') ? 'unknown' : 'holds';
    case 'any':
      return verdicts.has('holds') ? 'holds' : verdicts.has('unknown') ? 'unknown' : 'fails';
    case 'none':
      return verdicts.has('holds') ? 'fails' : verdicts.has('unknown') ? 'unknown' : 'holds';
    default:
      return assertNever(kind);
  }
}

/** How one value compares. What is of another type than what is asked, or in another currency, is not known. */
export function verdictOf(operator: Operator, expected: ConditionValue, fact: FactValue): Verdict {
  if (fact.type !== askedType(operator, expected)) return 'unknown';
  switch (fact.type) {
    case 'boolean':
      return verdictWhere(fact.boolean === expected);
    case 'number':
      return verdictWhere(compare(operator, fact.number, numbersOf(expected)));
    case 'money': {
      const amounts = amountsOf(expected);
      if (amounts.some(({ currency }) => currency !== fact.money.currency)) return 'unknown';
      const limits = amounts.map(({ amountMinor }) => amountMinor);
      return verdictWhere(compare(operator, fact.money.amountMinor, limits));
    }
    case 'words':
      return verdictOfWords(operator, wordsOf(expected), fact);
    case 'date':
      return verdictWhere(compareDate(operator, fact, expected));
    default:
      return assertNever(fact);
  }
}

/** Of which facts a condition is asked. */
export function askedType(operator: Operator, expected: ConditionValue): FactType {
  switch (operator) {
    case 'includes':
    case 'includes_all':
    case 'excludes':
      return 'words';
    case 'on_or_after':
    case 'before':
    case 'within_last':
    case 'longer_ago_than':
      return 'date';
    case 'is':
    case 'over':
    case 'at_least':
    case 'at_most':
    case 'under':
    case 'between':
      if (typeof expected === 'boolean') return 'boolean';
      return amountsOf(expected).length > 0 ? 'money' : 'number';
    default:
      return assertNever(operator);
  }
}

function verdictWhere(isTrue: boolean): Verdict {
  return isTrue ? 'holds' : 'fails';
}

/** What is not among the words may be there all the same where not all of them are known. */
function verdictOfWords(
  operator: Operator,
  asked: readonly string[],
  { words, isPartial }: Extract<FactValue, { type: 'words' }>,
): Verdict {
  const there = new Set(words.map(tagKey));
  const isAmong = (word: string) => there.has(tagKey(word));
  const isEnough = operator === 'includes_all' ? asked.every(isAmong) : asked.some(isAmong);
  if (!isEnough && isPartial) return 'unknown';
  return verdictWhere(isEnough === (operator !== 'excludes'));
}

/** Every comparison of numbers is a range that the number must be in or, where it `isOutside`, must not be in. */
interface Range {
  readonly low: number;
  readonly high: number;
  readonly isOutside: boolean;
}

/** @param limits both ends, or the one number. */
export function rangeOf(operator: Operator, [limit = Number.NaN, end = limit]: readonly number[]): Range {
  return {
    low: operator === 'over' || operator === 'at_most' ? Number.NEGATIVE_INFINITY : limit,
    high: operator === 'under' || operator === 'at_least' ? Number.POSITIVE_INFINITY : end,
    isOutside: operator === 'over' || operator === 'under',
  };
}

function compare(operator: Operator, actual: number, limits: readonly number[]): boolean {
  const { low, high, isOutside } = rangeOf(operator, limits);
  return (low <= actual && actual <= high) !== isOutside;
}

function compareDate(
  operator: Operator,
  { date, daysAgo }: Extract<FactValue, { type: 'date' }>,
  expected: ConditionValue,
): boolean {
  if (typeof expected === 'number') {
    // What is still to come is not within the last days.
    if (operator === 'within_last') return 0 <= daysAgo && daysAgo <= expected;
    return operator === 'longer_ago_than' && daysAgo > expected;
  }
  if (typeof expected !== 'string') return false;
  return isBeforeDay(date, expected) === (operator === 'before');
}
