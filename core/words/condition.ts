import { assertNever } from '../assert-never.ts';
import type { GroupKind } from '../clause.ts';
import type { Condition } from '../condition.ts';
import { amountsOf, numbersOf, wordsOf } from '../condition-value.ts';
import { tagKey } from '../customer-card.ts';
import type { ConditionOutcome } from '../evaluate.ts';
import type { EventType } from '../event.ts';
import { factDefinition, factIn, factLabel } from '../facts/catalogue.ts';
import type { FactValue } from '../facts/value.ts';
import { formatMoney } from '../money.ts';
import { countsDays, type Operator } from '../operators.ts';
import { describeNumber, describeValue, factAsSubject, type Known } from './fact.ts';
import { SENTENCE_LIST as AND, describeDay, inDays, inQuotes, OR_LIST as OR } from './phrases.ts';

/** What one condition asks, and how it came out. */

const OPERATOR_WORDS: Readonly<Record<Operator, string>> = {
  over: 'over',
  at_least: 'at least',
  at_most: 'at most',
  under: 'under',
  is: '',
  between: 'between',
  includes: 'include',
  includes_all: 'include all of',
  excludes: 'don’t include',
  on_or_after: 'on or after',
  before: 'before',
  within_last: 'within the last',
  longer_ago_than: 'longer ago than',
};

/** Of what there is one of at most. */
const SINGLE_WORDS: Readonly<Partial<Record<Operator, string>>> = {
  includes: 'is',
  includes_all: 'is all of',
  excludes: 'is not',
};

/** How many of a group’s clauses must hold. */
export const GROUP_WORDS: Readonly<Record<GroupKind, string>> = {
  all: 'All of these hold',
  any: 'At least one of these holds',
  none: 'None of these holds',
};

/** What stands before a condition’s value, as the start of a sentence: “The order’s total is over”. */
export function describeConditionLead({ fact, operator }: Pick<Condition, 'fact' | 'operator'>, on: EventType): string {
  if (factDefinition(fact).type === 'boolean') return `The ${factLabel(fact, on)}`;
  return `${factAsSubject(fact, on)} ${describeComparison({ fact, operator })}`;
}

/** How a fact that is not a yes or no is compared: “is at least”. */
export function describeComparison({ fact, operator }: Pick<Condition, 'fact' | 'operator'>): string {
  const { type, isSingle } = factDefinition(fact);
  if (type === 'words') return (isSingle && SINGLE_WORDS[operator]) || OPERATOR_WORDS[operator];
  return `is ${operator === 'is' ? 'exactly' : OPERATOR_WORDS[operator]}`;
}

/** “is at least 2”, “is between 2 and 5” */
export function describeNumberAsked({ operator, value }: Pick<Condition, 'operator' | 'value'>): string {
  const numbers = numbersOf(value).map((number) => number.toLocaleString('en'));
  return `is ${operator === 'is' ? 'exactly' : OPERATOR_WORDS[operator]} ${AND.format(numbers)}`;
}

/** What stands behind its operator: “1,500.00 USD”, “2 and 5”, “VIP” or “Gold”, Nov 29, 2026. */
export function describeValueAsked({ fact, operator, value }: Condition): string {
  if (factDefinition(fact).type === 'words') return wordList(operator === 'includes_all' ? AND : OR, wordsOf(value));
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return describeDay(value);
  if (countsDays(operator)) return inDays(Number(value));
  const ends = [
    ...numbersOf(value).map((number) => describeNumber(number, fact)),
    ...amountsOf(value).map((amount) => formatMoney(amount)),
  ];
  return AND.format(ends);
}

/** “The customer’s net spend … is 230.00 USD, not over 1,500.00 USD.” */
export function describeConditionOutcome(outcome: ConditionOutcome, { event, facts }: Known): string {
  const { fact, operator, expected, verdict } = outcome;
  const { type } = factDefinition(fact);
  const subject = factAsSubject(fact, event.type);
  const value = factIn(facts, fact);
  if (type === 'words') return describeWords(subject, value, outcome);
  if (type === 'boolean') {
    const said = `The ${factLabel(fact, event.type)}: ${describeValue(value, fact)}.`;
    return verdict === 'left_out' ? `${said} The rule gives without it.` : said;
  }
  const wanted = `${OPERATOR_WORDS[operator]} ${describeValueAsked({ fact, operator, value: expected })}`.trim();
  switch (verdict) {
    case 'holds':
      return `${subject} is ${describeValue(value, fact)}: ${wanted}.`;
    case 'fails':
      return `${subject} is ${describeValue(value, fact)}, not ${wanted}.`;
    case 'unknown':
    case 'left_out':
      return `${subject} is ${describeValue(value, fact)}, so it can’t be ${wanted}.`;
    default:
      return assertNever(verdict);
  }
}

/** “The customer’s tags don’t include “VIP”.” Of several words those that made it so. */
function describeWords(subject: string, value: FactValue, { fact, operator, expected, verdict }: ConditionOutcome) {
  const asked = wordsOf(expected);
  const { isSingle } = factDefinition(fact);
  const { includes: does, excludes: doesNot } = isSingle ? SINGLE_WORDS : OPERATOR_WORDS;
  if (value.type !== 'words')
    return `${subject} ${isSingle ? 'is' : 'are'} ${describeValue(value, fact)}, so ${wordList(AND, asked)} can’t be looked for.`;
  const there = new Set(value.words.map(tagKey));
  const missing = asked.filter((word) => !there.has(tagKey(word)));
  if (verdict === 'unknown') {
    const among = `${wordList(AND, missing)} ${missing.length === 1 ? 'is' : 'are'} among them`;
    return `${subject} are too many to know whether ${among}.`;
  }
  if ((verdict === 'holds') === (operator === 'excludes')) return `${subject} ${doesNot} ${wordList(OR, missing)}.`;
  const found = asked.filter((word) => there.has(tagKey(word)));
  return `${subject} ${does} ${wordList(AND, found)}.`;
}

function wordList(list: Intl.ListFormat, words: readonly string[]): string {
  return list.format(words.map((word) => inQuotes(word)));
}
