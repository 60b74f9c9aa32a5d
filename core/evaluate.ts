import { assertNever } from './assert-never.ts';
import type { FactId, Facts, FactValue } from './facts.ts';
import type { Money } from './money.ts';
import type { Condition, Operator, Rule } from './policy.ts';

/** How one condition came out. Unknown never matches. */
export type Verdict = 'holds' | 'fails' | 'unknown';

export interface ConditionOutcome {
  readonly fact: FactId;
  readonly operator: Operator;
  readonly expected: number | boolean | Money;
  readonly verdict: Verdict;
}

export interface Evaluation {
  readonly matches: boolean;
  readonly conditions: readonly ConditionOutcome[];
}

/** Nothing is done for an order that is already cancelled: part of every rule, so that it is explained like the rest. */
const NOT_CANCELLED: Condition = { fact: 'order.cancelled', operator: 'is', value: false };

/** Pure: the same rule and facts always give the same evaluation. */
export function evaluateRule(rule: Rule, facts: Facts): Evaluation {
  const conditions = [NOT_CANCELLED, ...rule.when].map(
    (condition): ConditionOutcome => ({
      fact: condition.fact,
      operator: condition.operator,
      expected: condition.value,
      verdict: verdictOf(condition, facts[condition.fact]),
    }),
  );
  return { matches: conditions.every(({ verdict }) => verdict === 'holds'), conditions };
}

function verdictOf({ operator, value }: Condition, fact: FactValue): Verdict {
  switch (fact.type) {
    case 'unknown':
      return 'unknown';
    case 'boolean':
      return fact.boolean === value ? 'holds' : 'fails';
    case 'number':
      return typeof value === 'number' && compare(operator, fact.number, value) ? 'holds' : 'fails';
    case 'money':
      if (typeof value !== 'object' || value.currency !== fact.money.currency) return 'unknown';
      return compare(operator, fact.money.amountMinor, value.amountMinor) ? 'holds' : 'fails';
    default:
      return assertNever(fact);
  }
}

function compare(operator: Operator, actual: number, expected: number): boolean {
  switch (operator) {
    case 'over':
      return actual > expected;
    case 'at_least':
      return actual >= expected;
    case 'at_most':
      return actual <= expected;
    case 'under':
      return actual < expected;
    case 'is':
      return actual === expected;
    default:
      return assertNever(operator);
  }
}
