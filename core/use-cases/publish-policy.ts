import type { Instant } from '../identity.ts';
import { variablesFor } from '../message-variables.ts';
import { type ParsedPolicy, type Policy, type PolicyDraft, type PolicyProblem, parsePolicyDraft } from '../policy.ts';
import type { MessageTemplates, PolicyStore } from '../ports.ts';
import type { Shop } from '../shop.ts';

export type PublishResult =
  | { readonly kind: 'published'; readonly policy: Policy }
  | { readonly kind: 'invalid'; readonly problems: readonly PolicyProblem[] }
  /** Somebody published meanwhile: show what runs now and let the author decide. */
  | { readonly kind: 'outdated'; readonly running: number };

/** Validates a draft and lets it run as the next version; nothing is saved when anything is wrong. @param note why. */
export async function publishPolicy(
  ports: { readonly policies: PolicyStore; readonly templates: MessageTemplates },
  shop: Shop,
  draft: unknown,
  basedOn: number,
  author: string,
  now: Instant,
  note?: string,
): Promise<PublishResult> {
  const parsed = await checkPolicyDraft(ports.templates, draft, shop.currency);
  if (parsed.kind === 'invalid') return parsed;
  return ports.policies.publish(shop.domain, parsed.draft, basedOn, author, now, note);
}

/** What publishing would find wrong with a draft. */
export async function checkPolicyDraft(
  templates: MessageTemplates,
  draft: unknown,
  shopCurrency: string,
): Promise<ParsedPolicy> {
  const parsed = parsePolicyDraft(draft, shopCurrency);
  if (parsed.kind === 'invalid') return parsed;
  const problems = await messageProblems(templates, parsed.draft);
  return problems.length > 0 ? { kind: 'invalid', problems } : parsed;
}

async function messageProblems(templates: MessageTemplates, { rules }: PolicyDraft): Promise<PolicyProblem[]> {
  const texts = rules.flatMap(({ perk, on }, index) => {
    if (perk.kind !== 'message') return [];
    return (['subject', 'body'] as const).map((field) => ({ field, index, on, text: perk[field] }));
  });
  const found = await Promise.all(
    texts.map(async ({ field, index, on, text }) => {
      const problems = await templates.problems(text, variablesFor(on));
      return problems.map((message) => ({ path: ['rules', index, 'perk', field], message }));
    }),
  );
  return found.flat();
}
