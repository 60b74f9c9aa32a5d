import type { Instant } from '../identity.ts';
import { type Obstacle, obstacleTo } from '../perk-needs.ts';
import type { Policy, PolicyProblem, Rule } from '../policy.ts';
import type { MessageTemplates, PolicyStore } from '../ports.ts';
import { isSameJson } from '../same-json.ts';
import type { Shop } from '../shop.ts';
import { type PublishResult, publishPolicy } from './publish-policy.ts';

export type RestoreResult =
  | Exclude<PublishResult, { readonly kind: 'invalid' }>
  /** `rules`: those of the version, whose places the problems name. */
  | { readonly kind: 'invalid'; readonly problems: readonly PolicyProblem[]; readonly rules: readonly Rule[] }
  /** The shop lets nobody give what this rule of it, switched on, would give. */
  | { readonly kind: 'not_possible'; readonly rule: Rule; readonly obstacle: Obstacle }
  /** Its rules run already. */
  | { readonly kind: 'same' }
  | { readonly kind: 'missing' };

/**
 * Publishes the rules of an earlier version as a new one. They are validated again: the shop may have another currency
 * by now, or grant less.
 *
 * @param running the version that its author saw running.
 */
export async function restorePolicy(
  ports: { readonly policies: PolicyStore; readonly templates: MessageTemplates },
  shop: Shop,
  version: number,
  running: number,
  author: string,
  now: Instant,
): Promise<RestoreResult> {
  const [wanted, current] = await Promise.all(
    [version, running].map((each) => ports.policies.version(shop.domain, each)),
  );
  if (!wanted || !current) return { kind: 'missing' };
  if (isSameJson(wanted.rules, current.rules)) return { kind: 'same' };
  const refused = firstObstacle(wanted, shop);
  if (refused) return { kind: 'not_possible', ...refused };
  const { rules } = wanted;
  const restored = await publishPolicy(ports, shop, { rules }, running, author, now, `Back to version ${version}`);
  return restored.kind === 'invalid' ? { ...restored, rules } : restored;
}

function firstObstacle({ rules }: Policy, { scopes }: Shop): { rule: Rule; obstacle: Obstacle } | null {
  for (const rule of rules) {
    const obstacle = rule.enabled ? obstacleTo(rule.perk, { scopes, isGuest: false }) : null;
    if (obstacle) return { rule, obstacle };
  }
  return null;
}
