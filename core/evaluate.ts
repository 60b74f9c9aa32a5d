import { asGroup, type Clause, type GroupKind } from './clause.ts';
import type { Condition } from './condition.ts';
import type { EventType } from './event.ts';
import { type FactId, type Facts, factIn } from './facts/catalogue.ts';
import { isRiskFact } from './facts/risk.ts';
import { type LinesOutcome, outcomeOfLines } from './lines.ts';
import type { Operator } from './operators.ts';
import type { Rule } from './policy.ts';
import { type Verdict, verdictOf, verdictOfGroup } from './verdict.ts';

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

export type ClauseOutcome = ConditionOutcome | GroupOutcome | LinesOutcome;

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

/** What every rule on such an event asks beside its own conditions. */
export function guardsOf(event: EventType): readonly Condition[] {
  return GUARDS[event];
}

/** True for what is asked by every rule on an event, and so is no reason of its own to grant. */
export function isGuard(fact: FactId): boolean {
  return Object.values(GUARDS).some((guards) => guards.some((guard) => guard.fact === fact));
}

/** How the rule comes out and why. Pure: the same rule and facts always give the same evaluation. */
export function evaluateRule(rule: Rule, facts: Facts): Evaluation {
  const conditions = [...GUARDS[rule.on], ...rule.when].map((clause) => outcomeOf(clause, rule, facts));
  const verdict = verdictOfGroup('all', conditions);
  return { matches: isMatch(verdict), conditions };
}

/** Whether a rule gives whose clauses come out so together. */
export function isMatch(verdict: Verdict): boolean {
  return verdict === 'holds' || verdict === 'left_out';
}

function outcomeOf(clause: Clause, rule: Rule, facts: Facts): ClauseOutcome {
  const group = asGroup(clause);
  if (group) {
    const clauses = group.clauses.map((each) => outcomeOf(each, rule, facts));
    return { group: group.kind, verdict: verdictOfGroup(group.kind, clauses), clauses };
  }
  if ('lines' in clause) return outcomeOfLines(clause, facts['order.lines']);
  const { fact, operator, value } = clause as Condition;
  const known = verdictOf(operator, value, factIn(facts, fact));
  const verdict = known === 'unknown' && givesWithout(rule, fact) ? 'left_out' : known;
  return { fact, operator, expected: value, verdict };
}

/** Nobody decides before the waiting has ended: what is unknown by then did not come in time. */
export function givesWithout({ waitForRisk }: Rule, fact: FactId): boolean {
  return waitForRisk?.without === 'grant' && isRiskFact(fact);
}
