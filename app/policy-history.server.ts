import type { Policy } from '../core/policy.ts';
import type { PolicyStore } from '../core/ports.ts';
import type { Shop } from '../core/shop.ts';
import { type ChangeWords, describeChanges } from '../core/words/policy-changes.ts';
import { describeRule } from '../core/words/rule.ts';
import { requirePolicy } from './rule-publishing.server.ts';
import { type ShopTime, shopTime } from './shop-time.server.ts';
import { authorWords } from './staff-words.server.ts';
import { HISTORY, versionUrl } from './version-url.ts';

const PAGE_SIZE = 10;
/** In the list; the page of the version says them all. */
const CHANGES_SHOWN = 4;

/** One version of the rules, in words. */
export interface VersionRow {
  version: number;
  url: string;
  isRunning: boolean;
  publishedAt: ShopTime;
  /** “you”, “staff member 7” */
  by: string;
  /** Null where its author said none. */
  note: string | null;
  /** Against the version before it. */
  changes: ChangeWords[];
  /** So many more changes are not listed. */
  moreChanges: number;
}

export interface HistoryView {
  /** Newest first. */
  versions: VersionRow[];
  olderUrl: string | null;
  newerUrl: string | null;
}

/**
 * A page of the shop's versions: they are numbered without gaps.
 * @param from the newest one of the page; null for the running one. @param staff who is looking.
 */
export async function viewHistory(
  policies: PolicyStore,
  shop: Shop,
  from: number | null,
  staff: string,
): Promise<HistoryView> {
  const running = shop.policyVersion;
  const newest = Math.min(from ?? running, running);
  const oldest = Math.max(1, newest - PAGE_SIZE + 1);
  const numbers = Array.from({ length: Math.max(0, newest - oldest + 1) }, (_, index) => newest - index);
  const read = await Promise.all([...numbers, oldest - 1].map((version) => requirePolicy(policies, shop, version)));
  const versions = read.slice(0, -1).map((policy, index) => rowOf(policy, read[index + 1], shop, staff, CHANGES_SHOWN));
  return {
    versions,
    olderUrl: oldest > 1 ? `${HISTORY}?from=${oldest - 1}` : null,
    newerUrl: newest < running ? newerUrl(newest + PAGE_SIZE, running) : null,
  };
}

function newerUrl(from: number, running: number): string {
  return from >= running ? HISTORY : `${HISTORY}?from=${from}`;
}

export interface VersionView {
  version: VersionRow;
  rules: { id: string; name: string; isEnabled: boolean; sentence: string }[];
  /** The version that runs. */
  running: number;
  /** What going back to it would change; empty for rules that run already. */
  restoring: ChangeWords[];
}

/** One version with its rules. @throws Response 404 for one that was never published. */
export async function viewVersion(
  policies: PolicyStore,
  shop: Shop,
  version: number,
  staff: string,
): Promise<VersionView> {
  if (version < 1) throw new Response(null, { status: 404 });
  const [policy, before, running] = await Promise.all(
    [version, version - 1, shop.policyVersion].map((each) => requirePolicy(policies, shop, each)),
  );
  if (!policy || !before || !running) throw new Response(null, { status: 404 });
  return {
    version: rowOf(policy, before, shop, staff, Number.POSITIVE_INFINITY),
    rules: policy.rules.map((rule) => ({
      id: rule.id,
      name: rule.name,
      isEnabled: rule.enabled,
      sentence: describeRule(rule),
    })),
    running: running.version,
    restoring: describeChanges(running, policy),
  };
}

function rowOf(policy: Policy, before: Policy | undefined, shop: Shop, staff: string, shown: number): VersionRow {
  const changes = before ? describeChanges(before, policy) : [];
  return {
    version: policy.version,
    url: versionUrl(policy.version),
    isRunning: policy.version === shop.policyVersion,
    publishedAt: shopTime(policy.publishedAt, shop.timezone),
    by: authorWords(policy.author, staff),
    note: policy.note ?? null,
    changes: changes.slice(0, shown),
    moreChanges: Math.max(0, changes.length - shown),
  };
}
