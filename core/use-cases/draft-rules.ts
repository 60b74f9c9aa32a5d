import type { Instant, RuleId } from '../identity.ts';
import { mergeRules } from '../merge-rules.ts';
import type { Policy, PolicyProblem, Rule } from '../policy.ts';
import type { DraftStore, MessageTemplates, PolicyStore } from '../ports.ts';
import type { DraftRecord } from '../rules-draft.ts';
import type { Shop } from '../shop.ts';
import { checkPolicyDraft, publishPolicy } from './publish-policy.ts';

export interface DraftPorts {
  readonly drafts: DraftStore;
  readonly policies: PolicyStore;
  readonly templates: MessageTemplates;
}

/** The draft as it would run: on top of what runs now. */
export interface OpenDraft {
  readonly revision: number;
  /** Who changed it last, and when. */
  readonly author: string;
  readonly at: Instant;
  readonly rules: readonly Rule[];
  /** Rules that others published otherwise since the draft was based on `base`. */
  readonly conflicts: readonly RuleId[];
  readonly base: Policy;
  readonly running: Policy;
}

export async function openDraft(ports: Pick<DraftPorts, 'drafts' | 'policies'>, shop: Shop): Promise<OpenDraft | null> {
  const record = await ports.drafts.find(shop.domain);
  return record && opened(ports.policies, shop, record);
}

async function opened(policies: PolicyStore, shop: Shop, { revision, draft }: DraftRecord): Promise<OpenDraft | null> {
  if (!draft) return null;
  const { basedOn, author, at } = draft;
  const [base, running] = await Promise.all(
    [basedOn, shop.policyVersion].map((each) => versionOf(policies, shop, each)),
  );
  if (!base || !running) return null;
  return { revision, author, at, base, running, ...mergeRules(base.rules, draft.rules, running.rules) };
}

async function versionOf(policies: PolicyStore, shop: Shop, version: number): Promise<Policy> {
  const policy = await policies.version(shop.domain, version);
  if (!policy) throw new Error(`${shop.domain} has no version ${version} of its rules`);
  return policy;
}

/** The rules as they are to be in the draft; null where the change makes no sense on top of those that are there. */
export type DraftChange = (rules: readonly Rule[]) => readonly Rule[] | null;

export type DraftWritten =
  | { readonly kind: 'written'; readonly revision: number; readonly rules: readonly Rule[] }
  | { readonly kind: 'invalid'; readonly problems: readonly PolicyProblem[]; readonly rules: readonly Rule[] }
  | { readonly kind: 'stopped'; readonly revision: number; readonly rules: readonly Rule[] };

const MAX_TRIES = 5;

/** Changes the draft, or begins one on what runs. What others wrote in the same moment stays: the change is made on top. */
export async function changeDraft(
  ports: DraftPorts,
  shop: Shop,
  author: string,
  now: Instant,
  change: DraftChange,
): Promise<DraftWritten> {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const record = await ports.drafts.find(shop.domain);
    const open = record && (await opened(ports.policies, shop, record));
    const running = open?.running ?? (await versionOf(ports.policies, shop, shop.policyVersion));
    const { revision } = record ?? { revision: 0 };
    const before = open?.rules ?? running.rules;
    const rules = change(before);
    if (rules === null) return { kind: 'stopped', revision, rules: before };
    const checked = await checkPolicyDraft(ports.templates, { rules }, shop.currency);
    if (checked.kind === 'invalid') return { ...checked, rules };
    // Conflicts are told until the draft is published: it stays on the version that they began with.
    const basedOn = open && open.conflicts.length > 0 ? open.base.version : running.version;
    const draft = { basedOn, rules: checked.draft.rules, author, at: now };
    if (await ports.drafts.save(shop.domain, { revision: revision + 1, draft }))
      return { kind: 'written', revision: revision + 1, rules: draft.rules };
  }
  throw new Error(`the draft of ${shop.domain} kept changing during ${MAX_TRIES} tries`);
}

/**
 * Puts other rules in the place of whatever is in the draft; what others publish meanwhile does not come into it.
 * @param rules valid ones. @param seen the draft's revision as the author saw it, 0 for none. `false`: it is another.
 */
export function replaceDraft(
  { drafts }: Pick<DraftPorts, 'drafts'>,
  shop: Shop,
  seen: number,
  rules: readonly Rule[],
  author: string,
  at: Instant,
): Promise<boolean> {
  return drafts.save(shop.domain, { revision: seen + 1, draft: { basedOn: shop.policyVersion, rules, author, at } });
}

export type DraftPublished =
  | { readonly kind: 'published'; readonly policy: Policy }
  | { readonly kind: 'invalid'; readonly problems: readonly PolicyProblem[]; readonly rules: readonly Rule[] }
  /** The draft, or what runs, is another than the author saw. */
  | { readonly kind: 'outdated' };

/** What the author saw: a revision of the draft on top of a version. */
export interface SeenDraft {
  readonly revision: number;
  readonly running: number;
}

/** Lets the draft run as the next version; there is no draft then. @param note why. */
export async function publishDraft(
  ports: DraftPorts,
  shop: Shop,
  seen: SeenDraft,
  author: string,
  now: Instant,
  note?: string,
): Promise<DraftPublished> {
  const draft = await openDraft(ports, shop);
  if (draft?.revision !== seen.revision || draft.running.version !== seen.running) return { kind: 'outdated' };
  const { rules } = draft;
  const published = await publishPolicy(ports, shop, { rules }, seen.running, author, now, note);
  if (published.kind === 'invalid') return { ...published, rules };
  if (published.kind === 'outdated') return { kind: 'outdated' };
  // A draft that says what runs already changes nothing: one that is still there, as the process died here, is no harm.
  await discardDraft(ports, shop, seen.revision);
  return published;
}

/** `false` where somebody changed it since. */
export function discardDraft({ drafts }: Pick<DraftPorts, 'drafts'>, shop: Shop, revision: number): Promise<boolean> {
  return drafts.save(shop.domain, { revision: revision + 1, draft: null });
}
