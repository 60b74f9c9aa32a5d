import type { Instant } from '../identity.ts';
import { type Policy, type PolicyProblem, parsePolicyDraft } from '../policy.ts';
import type { PolicyStore } from '../ports.ts';
import type { Shop } from '../shop.ts';

export type PublishResult =
  | { readonly kind: 'published'; readonly policy: Policy }
  | { readonly kind: 'invalid'; readonly problems: readonly PolicyProblem[] }
  /** Somebody published meanwhile: show what runs now and let the author decide. */
  | { readonly kind: 'outdated'; readonly running: number };

/** Validates a draft and lets it run as the next version; nothing is saved when anything is wrong. */
export async function publishPolicy(
  ports: { readonly policies: PolicyStore },
  shop: Shop,
  draft: unknown,
  basedOn: number,
  author: string,
  now: Instant,
): Promise<PublishResult> {
  const parsed = parsePolicyDraft(draft, shop.currency);
  if (parsed.kind === 'invalid') return parsed;
  return ports.policies.publish(shop.domain, parsed.draft, basedOn, author, now);
}
