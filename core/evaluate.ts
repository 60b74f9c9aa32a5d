import { assertNever } from './assert-never.ts';
import { asGroup, type Clause, type GroupKind } from './clause.ts';
import type { Condition } from './condition.ts';
import { tagKey } from './customer-card.ts';
import type { EventType } from './event.ts';
import { type FactId, type Facts, type FactValue, factIn, isRiskFact } from './facts.ts';
import type { Operator } from './operators.ts';
import type { Rule } from './policy.ts';

/** How one condition came out. Unknown never matches. `left_out`: unknown, and the rule gives without it. */
export type Verdict = 'holds' | 'fails' | 'unknown' | 'left_out';

export interface ConditionOutcome {
  readonly fact: FactId;
  readonly operator: Operator;
  readonly expected: Condition['value'];
  readonly verdict: Verdict;
}

/** How a group came out, from how its clauses did. */
export interface GroupOutcome {
  readonly group: GroupKind;
  readonly verdict: Verdict;
  readonly clauses: readonly ClauseOutcome[];
}

export type ClauseOutcome = ConditionOutcome | GroupOutcome;

export interface Evaluation {
  readonly matches: boolean;
  readonly conditions: readonly ClauseOutcome[];
}

/**
 * Nothing is done for an order that is already cancelled, a return that was answered or a shipment that has arrived: part
 * of every rule on such an event, so that it is explained like the rest.
 */
const GUARDS: Readonly<Record<EventType, readonly Condition[]>> = {
  'order.placed': [{ fact: 'order.cancelled', operator: 'is', value: false }],
  'return.requested': [{ fact: 'return.awaitsAnswer', operator: 'is', value: true }],
  'shipment.delayed': [{ fact: 'shipment.delivered', operator: 'is', value: false }],
  'review.posted': [],
};

/** True for what is asked by every rule on an event, and so is no reason of its own to grant. */
export function isGuard(fact: FactId): boolean {
  return Object.values(GUARDS).some((guards) => guards.some((guard) => guard.fact === fact));
}

/** Pure: the same rule and facts always give the same evaluation. */
export function evaluateRule(rule: Rule, facts: Facts): Evaluation {
  const conditions = [...GUARDS[rule.on], ...rule.when].map((clause) => outcomeOf(clause, rule, facts));
  const verdict = verdictOfGroup('all', conditions);
  return { matches: verdict === 'holds' || verdict === 'left_out', conditions };
}

function outcomeOf(clause: Clause, rule: Rule, facts: Facts): ClauseOutcome {
  const group = asGroup(clause);
  if (group) {
    const clauses = group.clauses.map((each) => outcomeOf(each, rule, facts));
    return { group: group.kind, verdict: verdictOfGroup(group.kind, clauses), clauses };
  }
  const { fact, operator, value } = clause as Condition;
  const verdict = isLeftOut(rule, fact, facts)
    ? 'left_out'
    : verdictOf({ fact, operator, value } as Condition, factIn(facts, fact));
  return { fact, operator, expected: value, verdict };
}

/**
 * As far as what is unknown leaves it open, by Kleene's logic of three values: one that holds is enough for `any`, whatever
 * else is unknown. What is left out is no reason against giving: enough for `any`, and nothing to `all` and `none`.
 */
function verdictOfGroup(kind: GroupKind, clauses: readonly ClauseOutcome[]): Verdict {
  const verdicts = new Set(clauses.map(({ verdict }) => verdict));
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

/** Nobody decides before the waiting has ended: what is unknown by then did not come in time. */
function isLeftOut({ waitForRisk }: Rule, fact: FactId, facts: Facts): boolean {
  if (waitForRisk?.without !== 'grant' || !isRiskFact(fact)) return false;
  return factIn(facts, fact).type === 'unknown';
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
    case 'words': {
      const isAmong = fact.words.some((word) => tagKey(word) === tagKey(String(value)));
      if (!isAmong && fact.isPartial) return 'unknown';
      return isAmong === (operator === 'includes') ? 'holds' : 'fails';
    }
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
    // A number has no parts: no policy asks that.
    case 'includes':
    case 'excludes':
      return false;
    default:
      return assertNever(operator);
  }
}
