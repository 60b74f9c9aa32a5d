import { assertNever } from '../assert-never.ts';
import type { GroupKind } from '../clause.ts';
import type { Condition } from '../condition.ts';
import type { ConditionOutcome, Verdict } from '../evaluate.ts';
import type { EventType } from '../event.ts';
import { type FactId, type FactValue, factDefinition, factIn, factLabel } from '../facts.ts';
import { formatMoney, type Money } from '../money.ts';
import type { Operator } from '../operators.ts';
import { describeNumber, describeValue, factAsSubject, type Known } from './fact.ts';

/** What one condition asks, and how it came out. */

const OPERATOR_WORDS: Readonly<Record<Operator, string>> = {
  over: 'over',
  at_least: 'at least',
  at_most: 'at most',
  under: 'under',
  is: '',
  includes: 'include',
  excludes: 'don’t include',
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
  if (factDefinition(fact).type === 'words') return OPERATOR_WORDS[operator];
  return `is ${operator === 'is' ? 'exactly' : OPERATOR_WORDS[operator]}`;
}

/** “The customer’s net spend … is 230.00 USD, not over 1,500.00 USD.” */
export function describeConditionOutcome(
  { fact, operator, expected, verdict }: ConditionOutcome,
  { event, facts }: Known,
): string {
  const subject = factAsSubject(fact, event.type);
  const wanted = describeExpected(fact, operator, expected);
  const value = factIn(facts, fact);
  if (factDefinition(fact).type === 'words') return describeWords(subject, value, fact, operator, wanted, verdict);
  if (factDefinition(fact).type === 'boolean') {
    const said = `The ${factLabel(fact, event.type)}: ${describeValue(value, fact)}.`;
    return verdict === 'left_out' ? `${said} The rule gives without it.` : said;
  }
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

function describeExpected(fact: FactId, operator: Operator, expected: number | boolean | Money | string): string {
  if (typeof expected === 'boolean') return expected ? 'yes' : 'no';
  if (typeof expected === 'string') return `“${expected}”`;
  const value = typeof expected === 'number' ? describeNumber(expected, fact) : formatMoney(expected);
  return `${OPERATOR_WORDS[operator]} ${value}`.trim();
}

/** “The customer’s tags don’t include “VIP”.” */
function describeWords(
  subject: string,
  value: FactValue,
  fact: FactId,
  operator: Operator,
  wanted: string,
  verdict: Verdict,
) {
  if (value.type === 'unknown')
    return `${subject} are ${describeValue(value, fact)}, so ${wanted} can’t be looked for.`;
  if (verdict === 'unknown') return `${subject} are too many to know whether ${wanted} is among them.`;
  const isAmong = (operator === 'includes') === (verdict === 'holds');
  return `${subject} ${OPERATOR_WORDS[isAmong ? 'includes' : 'excludes']} ${wanted}.`;
}
