import { type FactId, isRiskFact } from '../core/facts.ts';
import type { Condition, Rule } from '../core/policy.ts';
import { readCount } from './typed-number.ts';

export interface RiskForm {
  /** Which orders the rule is for. */
  only: 'any' | 'not_high' | 'low';
  /** What to do while nobody has assessed the order. */
  unknown: 'refuse' | 'grant' | 'no_wait';
  /** How long to wait. */
  minutes: string;
}

const DEFAULT_MINUTES = 10;

/** A condition of a rule, or as it is typed. */
type AnyCondition = { readonly fact: FactId; readonly value: unknown };

/** One choice stands for the condition that keeps risky orders out; it is not among the others. */
export function isRiskChoice({ fact, value }: AnyCondition): boolean {
  return isRiskFact(fact) && String(value) === 'false';
}

/** Whether there is anything to wait for. */
export function looksAtRisk({ only }: RiskForm, conditions: readonly AnyCondition[]): boolean {
  return only !== 'any' || conditions.some((condition) => isRiskFact(condition.fact) && !isRiskChoice(condition));
}

export function formOfRisk({ when, waitForRisk }: Rule): RiskForm {
  const chosen = when.filter(isRiskChoice).map(({ fact }) => fact);
  return {
    only: chosen.includes('order.risk.raised') ? 'low' : chosen.length > 0 ? 'not_high' : 'any',
    // Who chooses it now has not said anything yet: waiting is what they will want.
    unknown: waitForRisk?.without ?? (when.some(({ fact }) => isRiskFact(fact)) ? 'no_wait' : 'refuse'),
    minutes: String(waitForRisk?.minutes ?? DEFAULT_MINUTES),
  };
}

/** The rule as the choice says; its condition stays in its place, or comes last. `problem`: of the minutes. */
export function withRisk(rule: Rule, form: RiskForm): { rule: Rule; problem: string | null } {
  const { waitForRisk: before, ...rest } = rule;
  const when = withChoice(rule.when, form.only);
  if (form.unknown === 'no_wait' || !looksAtRisk(form, rule.when)) return { rule: { ...rest, when }, problem: null };
  const minutes = readCount(form.minutes);
  const waitForRisk = { minutes: minutes ?? before?.minutes ?? DEFAULT_MINUTES, without: form.unknown };
  const problem = minutes === null ? `Give a whole number of minutes, such as ${DEFAULT_MINUTES}.` : null;
  return { rule: { ...rest, when, waitForRisk }, problem };
}

function withChoice(when: readonly Condition[], only: RiskForm['only']): Condition[] {
  const fact = only === 'low' ? 'order.risk.raised' : 'order.risk.high';
  const choice: Condition[] = only === 'any' ? [] : [{ fact, operator: 'is', value: false }];
  const place = when.findIndex(isRiskChoice);
  const [before, after] = place === -1 ? [when, []] : [when.slice(0, place), when.slice(place)];
  return [...before, ...choice, ...after.filter((condition) => !isRiskChoice(condition))];
}
