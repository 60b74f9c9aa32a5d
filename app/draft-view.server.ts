import type { Rule } from '../core/policy.ts';
import type { Shop } from '../core/shop.ts';
import { type DraftPorts, type OpenDraft, openDraft } from '../core/use-cases/draft-rules.ts';
import { type ChangeWords, describeChanges } from '../core/words/policy-changes.ts';
import { describeRule } from '../core/words/rule.ts';
import { draftRuleUrl } from './draft-url.ts';
import { requirePolicy } from './rule-publishing.server.ts';
import { type ShopTime, shopTime } from './shop-time.server.ts';
import { authorWords } from './staff-words.server.ts';

/** A draft of the rules in short. */
export interface DraftNotice {
  changeCount: number;
  changedAt: ShopTime;
  /** Who changed it last: “you”, “staff member 7”. */
  by: string;
}

export interface DraftView {
  /** Null where nothing waits to be published. */
  draft:
    | (DraftNotice & {
        revision: number;
        /** Against what runs now. */
        changes: ChangeWords[];
        /** What others published of rules that the draft changes otherwise. */
        conflicts: ChangeWords[];
      })
    | null;
  /** The version that runs. */
  running: number;
  /** As they are in the draft; without one, as they run. */
  rules: { id: string; url: string; name: string; isEnabled: boolean; isArchived: boolean; sentence: string }[];
}

type Ports = Pick<DraftPorts, 'drafts' | 'policies'>;

export async function viewDraft(ports: Ports, shop: Shop, staff: string): Promise<DraftView> {
  const draft = await openDraft(ports, shop);
  const { version, rules } = draft?.running ?? (await requirePolicy(ports.policies, shop, shop.policyVersion));
  const changes = draft ? describeChanges(draft.running, draft) : [];
  return {
    draft: draft && changes.length > 0 ? viewOpen(draft, changes, shop, staff) : null,
    running: version,
    rules: (draft?.rules ?? rules).map(ruleInDraft),
  };
}

function viewOpen(draft: OpenDraft, changes: ChangeWords[], shop: Shop, staff: string) {
  const { revision, conflicts, base, running } = draft;
  const only = (rules: readonly Rule[]) => ({ rules: rules.filter(({ id }) => conflicts.includes(id)) });
  return {
    ...noticeOf(draft, changes.length, shop, staff),
    revision,
    changes,
    conflicts: describeChanges(only(base.rules), only(running.rules)),
  };
}

/** That a draft waits to be published; null where none does. */
export async function noticeDraft(ports: Ports, shop: Shop, staff: string): Promise<DraftNotice | null> {
  const draft = await openDraft(ports, shop);
  const count = draft ? describeChanges(draft.running, draft).length : 0;
  return draft && count > 0 ? noticeOf(draft, count, shop, staff) : null;
}

function noticeOf({ at, author }: OpenDraft, changeCount: number, shop: Shop, staff: string): DraftNotice {
  return { changeCount, changedAt: shopTime(at, shop.timezone), by: authorWords(author, staff) };
}

function ruleInDraft(rule: Rule): DraftView['rules'][number] {
  const { id, name, enabled, archived } = rule;
  const is = { isEnabled: enabled, isArchived: archived === true };
  return { id, url: draftRuleUrl(id), name, ...is, sentence: describeRule(rule) };
}
