import { clauseAt } from '../core/clause.ts';
import type { Policy, PolicyProblem, Rule } from '../core/policy.ts';
import { policyWarnings } from '../core/policy-checks.ts';
import { inQuotes, lowerFirst } from '../core/words/phrases.ts';
import { describeClause } from '../core/words/rule.ts';

const found = new WeakMap<Policy, ReadonlyMap<Rule, readonly string[]>>();

/**
 * What rules hardly mean, with the words of theirs that it is about: some can never give, some conditions change nothing.
 * Of a version it is found once while it is kept: 200 rules take some tenths of a second.
 */
export function warningsByRule(policy: Policy): ReadonlyMap<Rule, readonly string[]> {
  const known = found.get(policy);
  if (known) return known;
  const warnings = new Map<Rule, string[]>();
  for (const problem of policyWarnings(policy.rules)) {
    const rule = policy.rules[Number(problem.path[1])];
    if (rule) warnings.set(rule, [...(warnings.get(rule) ?? []), inWords(problem, rule)]);
  }
  found.set(policy, warnings);
  return warnings;
}

/** “the order’s total is at least 0.00 USD”: this always holds … */
function inWords({ path: [, , part, ...place], message }: PolicyProblem, rule: Rule): string {
  const clause = part === 'when' ? clauseAt(rule.when, place) : null;
  return clause ? `${inQuotes(describeClause(clause, rule.on))}: ${lowerFirst(message)}` : message;
}
