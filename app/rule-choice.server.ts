import type { RuleId } from '../core/identity.ts';
import type { Policy } from '../core/policy.ts';

/** The rules that a list can be filtered by. One that was deleted is still there while it is chosen. */
export function rulesToFilterBy(policy: Policy, chosen: RuleId | null): { id: string; name: string }[] {
  const rules = policy.rules.map(({ id, name }) => ({ id: id as string, name }));
  return chosen === null || rules.some(({ id }) => id === chosen) ? rules : [...rules, { id: chosen, name: chosen }];
}
