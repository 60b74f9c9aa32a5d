import type { RuleId } from './identity.ts';
import type { Rule } from './policy.ts';
import { isSameJson } from './same-json.ts';

export interface MergedRules {
  readonly rules: readonly Rule[];
  /** Those that both changed, each otherwise: the draft's stand. */
  readonly conflicts: readonly RuleId[];
}

/**
 * What a draft makes of the rules that run now: what it changed since `base`, and what others published since then
 * elsewhere.
 */
export function mergeRules(base: readonly Rule[], draft: readonly Rule[], running: readonly Rule[]): MergedRules {
  if (isSameJson(base, running)) return { rules: draft, conflicts: [] };
  if (isSameJson(base, draft)) return { rules: running, conflicts: [] };
  const [old, drafted, published] = [base, draft, running].map(byId) as [ById, ById, ById];
  // Who moved rules in the draft wants its order; else that of what runs.
  const order = isSameOrder(base, draft) ? [...running, ...draft] : [...draft, ...running];
  const conflicts: RuleId[] = [];
  const rules = [...new Set(order.map(({ id }) => id))].flatMap((id) => {
    const [before, mine, theirs] = [old.get(id), drafted.get(id), published.get(id)];
    if (isSameJson(mine, before)) return theirs ?? [];
    if (!isSameJson(theirs, before) && !isSameJson(theirs, mine)) conflicts.push(id);
    return mine ?? [];
  });
  return { rules, conflicts };
}

type ById = ReadonlyMap<RuleId, Rule>;

function byId(rules: readonly Rule[]): ById {
  return new Map(rules.map((rule) => [rule.id, rule]));
}

function isSameOrder(one: readonly Rule[], other: readonly Rule[]): boolean {
  const [ids, others] = [one, other].map((rules) => rules.map(({ id }) => id)) as [RuleId[], RuleId[]];
  return isSameJson(
    ids.filter((id) => others.includes(id)),
    others.filter((id) => ids.includes(id)),
  );
}
