import { type Clause, conditionsOf } from '../core/clause.ts';
import type { FactId } from '../core/facts/catalogue.ts';
import { isRiskFact } from '../core/facts/risk.ts';
import type { Rule } from '../core/policy.ts';
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

/** What a rule asks at its top, or as it is typed: one condition or a group. */
type Asked = { readonly fact: FactId; readonly value: unknown } | object;

/** One choice stands for the condition that keeps risky orders out; it is not among the others, nor in a group. */
export function isRiskChoice(asked: Asked): boolean {
  return 'fact' in asked && isRiskFact(asked.fact) && String(asked.value) === 'false';
}

/** Whether there is anything to wait for. @param others what is asked beside the choice, however deep. */
export function looksAtRisk({ only }: RiskForm, others: readonly FactId[]): boolean {
  return only !== 'any' || others.some(isRiskFact);
}

export function formOfRisk({ when, waitForRisk }: Rule): RiskForm {
  const chosen = when.flatMap((clause) => ('fact' in clause && isRiskChoice(clause) ? [clause.fact] : []));
  const isAsked = conditionsOf(when).some(({ fact }) => isRiskFact(fact));
  return {
    only: chosen.includes('order.risk.raised') ? 'low' : chosen.length > 0 ? 'not_high' : 'any',
    // Who chooses it now has not said anything yet: waiting is what they will want.
    unknown: waitForRisk?.without ?? (isAsked ? 'no_wait' : 'refuse'),
    minutes: String(waitForRisk?.minutes ?? DEFAULT_MINUTES),
  };
}

/** The rule as the choice says; its condition stays in its place, or comes last. `problem`: of the minutes. */
export function withRisk(rule: Rule, form: RiskForm): { rule: Rule; problem: string | null } {
  const { waitForRisk: before, ...rest } = rule;
  const when = withChoice(rule.when, form.only);
  const others = conditionsOf(rule.when.filter((clause) => !isRiskChoice(clause))).map(({ fact }) => fact);
  if (form.unknown === 'no_wait' || !looksAtRisk(form, others)) return { rule: { ...rest, when }, problem: null };
  const minutes = readCount(form.minutes);
  const waitForRisk = { minutes: minutes ?? before?.minutes ?? DEFAULT_MINUTES, without: form.unknown };
  const problem = minutes === null ? `Give a whole number of minutes, such as ${DEFAULT_MINUTES}.` : null;
  return { rule: { ...rest, when, waitForRisk }, problem };
}

function withChoice(when: readonly Clause[], only: RiskForm['only']): Clause[] {
  const fact = only === 'low' ? 'order.risk.raised' : 'order.risk.high';
  const choice: Clause[] = only === 'any' ? [] : [{ fact, operator: 'is', value: false }];
  const place = when.findIndex(isRiskChoice);
  const [before, after] = place === -1 ? [when, []] : [when.slice(0, place), when.slice(place)];
  return [...before, ...choice, ...after.filter((clause) => !isRiskChoice(clause))];
}
