import { isDeepStrictEqual } from 'node:util';
import type { Instant } from '../core/identity.ts';
import type { Policy, PolicyProblem, Rule } from '../core/policy.ts';
import type { MessageTemplates, PolicyStore } from '../core/ports.ts';
import type { Shop } from '../core/shop.ts';
import { publishPolicy } from '../core/use-cases/publish-policy.ts';

/** Who changes the rules of which shop, and when. */
export interface Editor {
  policies: PolicyStore;
  templates: MessageTemplates;
  shop: Shop;
  /** A staff member's id at the platform. */
  author: string;
  now: Instant;
}

export type RuleChange = { kind: 'rules'; rules: readonly Rule[] } | { kind: 'stop' };

export type ChangePublished =
  | { kind: 'published'; policy: Policy }
  | { kind: 'invalid'; problems: readonly PolicyProblem[]; rules: readonly Rule[] }
  /** The change no longer made sense on top of what others had published. */
  | { kind: 'stopped'; running: Policy };

const MAX_TRIES = 5;

/**
 * Publishes a change on top of `basedOn`, and when others published meanwhile, on top of that, as long as `change`
 * finds that it still makes sense there.
 */
export async function publishChange(
  { policies, templates, shop, author, now }: Editor,
  basedOn: number,
  change: (policy: Policy) => RuleChange,
): Promise<ChangePublished> {
  let version = basedOn;
  for (let attempt = 1; attempt <= MAX_TRIES; attempt += 1) {
    const policy = await requirePolicy(policies, shop, version);
    const changed = change(policy);
    if (changed.kind === 'stop') return { kind: 'stopped', running: policy };
    const { rules } = changed;
    const published = await publishPolicy({ policies, templates }, shop, { rules }, version, author, now);
    if (published.kind === 'published') return published;
    if (published.kind === 'invalid') return { ...published, rules };
    version = published.running;
  }
  throw new Error(`the rules kept changing during ${MAX_TRIES} tries`);
}

/** A version that a page was made of; one that was never published is a request nobody's page sends. */
export async function requirePolicy(policies: PolicyStore, shop: Shop, version: number): Promise<Policy> {
  const policy = await policies.version(shop.domain, version);
  if (!policy) throw new Response(null, { status: 404 });
  return policy;
}

export function findRule({ rules }: { readonly rules: readonly Rule[] }, id: string): Rule | null {
  return rules.find((rule) => rule.id === id) ?? null;
}

export function isSameRule(one: Rule | null, other: Rule | null): boolean {
  return isDeepStrictEqual(one, other);
}
