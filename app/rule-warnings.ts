import type { PolicyProblem, Rule } from '../core/policy.ts';
import { ruleWarnings } from '../core/policy-checks.ts';
import { fieldsOfClauses, problemsOfRule, type RuleForm, type RuleProblems, readRule } from './rule-form.ts';
import { isRiskChoice } from './rule-risk-form.ts';

/**
 * What the rule that is being typed says and hardly means, at the fields that say it; nothing as long as a text of it
 * can't be read.
 *
 * @param rules of the policy, with this one or without it.
 */
export function warningsOf(form: RuleForm, original: Rule, currency: string, rules: readonly Rule[]): RuleProblems {
  const { rule, problems } = readRule(form, original, currency);
  if (Object.keys(problems).length > 0) return {};
  const known = rules.findIndex(({ id }) => id === rule.id);
  const [all, index] = known === -1 ? [[...rules, rule], rules.length] : [rules.with(known, rule), known];
  const found = ruleWarnings(all, index).map((problem) => asTyped(problem, form));
  return problemsOfRule(found, index);
}

/** The texts that can't be read, where any was typed. */
export function unreadable(form: RuleForm, original: Rule, currency: string): RuleProblems {
  const { conditions, perk, risk } = form;
  const typed: Readonly<Record<string, unknown>> = {
    ...Object.fromEntries(fieldsOfClauses(conditions).map(({ field, condition }) => [field, condition?.value])),
    ...perk,
    minutes: risk?.minutes,
  };
  const isTyped = (field: string) => String(typed[field] ?? '').trim() !== '';
  const { problems } = readRule(form, original, currency);
  return Object.fromEntries(Object.entries(problems).filter(([field]) => isTyped(field)));
}

/** Where the choice about the risk asks for nothing any more, the form still has its condition, which it does not show. */
function asTyped({ path, message }: PolicyProblem, { conditions, risk }: RuleForm): PolicyProblem {
  const [rules, index, when, place, ...rest] = path;
  if (risk?.only !== 'any' || when !== 'when' || typeof place !== 'number') return { path, message };
  const hidden = conditions.findIndex(isRiskChoice);
  const isAfter = hidden !== -1 && place >= hidden;
  return { path: [rules ?? '', index ?? 0, when, isAfter ? place + 1 : place, ...rest], message };
}
