import type { Instant } from '../identity.ts';
import type { ReadFailure } from '../ports.ts';
import type { Shop } from '../shop.ts';
import { type FoundLate, MOST_FOUND_KEPT, MOST_UNCHECKED_KEPT, type Sweep } from '../sweep.ts';
import { type Check, checkCustomer, checkOrder, type Failed, failedBy, idOf, type SweepPorts } from './sweep-checks.ts';

export type Swept =
  | { readonly kind: 'finished' }
  /** There was no time for all, or the shop can't be read just now: the next call goes on. */
  | { readonly kind: 'later'; readonly afterMs: number };

/** What changed later may still be told of by a delivery that is under way. */
export const SETTLING_MS = 15 * 60_000;
/** What the sweep before could not have seen: the shop's index of changes runs a little behind its orders. */
const OVERLAP_MS = 5 * 60_000;
const UNREADABLE_MS = 5 * 60_000;
/** What fails each time for an hour, by a bug of ours or for want of an answer, is left out and reported. */
const MOST_TRIES = 12;
/** A cursor that is refused so often is worth nothing any more: the place begins anew. */
const MOST_REFUSALS = 10;
const PAGE = 'page';
/** A sweep that was kept from its end for longer is followed by the next at once: nothing missed meanwhile grows too old. */
const LATE_MS = 3 * 3_600_000;

/**
 * Compares what changed in the shop since the last sweep with what we saw, page by page, and folds what no delivery
 * told of: marked as found late, with perks only for orders younger than 48 h. Returns of an order count as changes of
 * the order.
 */
export async function sweepShop(ports: SweepPorts, shop: Shop, now: Instant, hasTime: () => boolean): Promise<Swept> {
  const latest = await ports.sweeps.latest(shop.domain);
  let sweep =
    latest && latest.finishedAt === null && latest.startedAt >= shop.installedAt ? latest : begin(latest, shop, now);
  if (sweep.until <= sweep.from) return { kind: 'finished' };
  if (sweep.revision === 0) {
    // Written down before anything is found, so that whoever goes on knows what was found since.
    sweep = { ...sweep, revision: 1 };
    if (!(await ports.sweeps.save(shop.domain, sweep))) return { kind: 'later', afterMs: UNREADABLE_MS };
  }
  while (sweep.place !== null) {
    if (!hasTime()) return { kind: 'later', afterMs: 0 };
    const page = await sweepPage(ports, shop, sweep, now, hasTime);
    const next: Sweep = { ...page.sweep, revision: sweep.revision + 1 };
    if (!(await ports.sweeps.save(shop.domain, next))) return { kind: 'later', afterMs: UNREADABLE_MS };
    if (page.kind === 'interrupted')
      return { kind: 'later', afterMs: next.problem === null ? 0 : (page.afterMs ?? UNREADABLE_MS) };
    sweep = next;
  }
  return now - sweep.until > LATE_MS ? sweepShop(ports, shop, now, hasTime) : { kind: 'finished' };
}

function begin(before: Sweep | null, shop: Shop, now: Instant): Sweep {
  return {
    id: new Date(now).toISOString(),
    revision: 0,
    startedAt: now,
    finishedAt: null,
    from: Math.max(shop.installedAt, (before?.until ?? 0) - OVERLAP_MS),
    until: now - SETTLING_MS,
    place: { what: 'orders', cursor: null },
    checked: { orders: 0, customers: 0 },
    found: [],
    foundCount: 0,
    unchecked: [],
    stuck: null,
    reportedUntil: now,
    problem: null,
    leftOut: null,
  };
}

interface Page {
  /** `interrupted`: what was found until then is kept, and the page is read once more. */
  readonly kind: 'read' | 'interrupted';
  readonly sweep: Sweep;
  /** How long a throttled shop asks to wait. */
  readonly afterMs?: number | undefined;
}

/** One that can't be checked keeps no other from it: it is tried again, and left out when it fails each time. */
async function sweepPage(
  ports: SweepPorts,
  shop: Shop,
  sweep: Sweep,
  now: Instant,
  hasTime: () => boolean,
): Promise<Page> {
  const page = await readPage(ports, shop, sweep);
  if (page.kind !== 'page') return unread(sweep, page, now);
  const checks =
    'seen' in page
      ? page.seen.map((seen) => checkOrder(ports, shop, sweep, seen, now))
      : page.customers.map((customer) => checkCustomer(ports, shop, customer, now));
  let next = sweep;
  let first: { readonly stuck: NonNullable<Sweep['stuck']>; readonly failed: Failed } | null = null;
  let leavesBugsOut = false;
  for (const check of checks) {
    if (!hasTime()) return interrupted(next, first, now);
    if (next.unchecked.some((left) => idOf(left) === idOf(check.subject))) continue;
    const checked = await run(ports, check);
    if (checked?.what !== 'failed') {
      if (checked) next = withFound(next, checked);
      continue;
    }
    const { reason } = checked;
    const stuck = stuckAt(sweep, idOf(check.subject), reason !== 'throttled');
    const isGivenUp = reason !== 'throttled' && stuck.tries >= MOST_TRIES;
    if (isGivenUp || (reason === 'bug' && leavesBugsOut) || next.unchecked.length >= MOST_UNCHECKED_KEPT) {
      next = withUnchecked(next, check, checked);
      leavesBugsOut ||= reason === 'bug';
      continue;
    }
    first ??= { stuck, failed: checked };
    if (reason !== 'bug') return interrupted(next, first, now);
  }
  if (first) return interrupted(next, first, now);
  const { what } = sweep.place ?? { what: 'orders' };
  const leftOut = checks.filter(({ subject }) => next.unchecked.some((left) => idOf(left) === idOf(subject)));
  const checked = { ...sweep.checked, [what]: sweep.checked[what] + checks.length - leftOut.length };
  return goOn({ ...next, checked }, page.cursor, now);
}

async function readPage({ reader, noteFailure }: SweepPorts, { domain }: Shop, sweep: Sweep) {
  const { what, cursor } = sweep.place ?? { what: 'orders', cursor: null };
  try {
    return what === 'orders'
      ? await reader.changedOrders(domain, sweep, cursor)
      : await reader.changedCustomers(domain, sweep, cursor);
  } catch (error) {
    noteFailure(error);
    return { kind: 'unavailable', problem: failedBy(error) } as const;
  }
}

async function run({ noteFailure }: SweepPorts, check: Check): Promise<FoundLate | Failed | null> {
  try {
    return await check.run();
  } catch (error) {
    noteFailure(error);
    return { what: 'failed', reason: 'bug', problem: failedBy(error) };
  }
}

function stuckAt({ stuck }: Sweep, at: string, counts: boolean): NonNullable<Sweep['stuck']> {
  const tries = stuck?.at === at ? stuck.tries : 0;
  return { at, tries: counts ? tries + 1 : tries };
}

/** What was found until now is reported with it. `first`: what it can't get past; null where time ended. */
function interrupted(
  sweep: Sweep,
  first: { readonly stuck: Sweep['stuck']; readonly failed: Pick<Failed, 'problem' | 'afterMs'> } | null,
  now: Instant,
): Page {
  const { stuck, failed } = first ?? { stuck: sweep.stuck, failed: null };
  const problem = failed?.problem ?? null;
  return { kind: 'interrupted', sweep: { ...sweep, stuck, problem, reportedUntil: now + 1 }, afterMs: failed?.afterMs };
}

function withFound(sweep: Sweep, late: FoundLate): Sweep {
  return {
    ...sweep,
    found: [...sweep.found, late].slice(0, MOST_FOUND_KEPT),
    foundCount: sweep.foundCount + 1,
  };
}

function withUnchecked(sweep: Sweep, { subject }: Check, { problem }: Failed): Sweep {
  const unchecked = [...sweep.unchecked, { ...subject, problem }];
  return { ...sweep, unchecked: unchecked.slice(0, MOST_UNCHECKED_KEPT) };
}

/** What the shop does not let us read is left out, and the report says so; what it can't tell now comes later. */
function unread(sweep: Sweep, failure: ReadFailure, now: Instant): Page {
  if (failure.kind === 'denied') return goOn({ ...sweep, leftOut: failure.problem }, null, now);
  const { what, cursor } = sweep.place ?? { what: 'orders', cursor: null };
  // A shop that is down, or asks to wait, refuses all alike.
  if (failure.shopWide !== undefined) return interrupted(sweep, { stuck: sweep.stuck, failed: failure }, now);
  const stuck = stuckAt(sweep, PAGE, true);
  if (cursor === null || stuck.tries < MOST_REFUSALS) return interrupted(sweep, { stuck, failed: failure }, now);
  const anew: Sweep = { ...sweep, place: { what, cursor: null }, checked: { ...sweep.checked, [what]: 0 } };
  return interrupted(anew, { stuck: null, failed: failure }, now);
}

function goOn(sweep: Sweep, cursor: string | null, now: Instant): Page {
  const what = sweep.place?.what ?? 'orders';
  const customers = what === 'orders' ? { what: 'customers' as const, cursor: null } : null;
  const place = cursor === null ? customers : { what, cursor };
  const finishedAt = place === null ? now : null;
  return { kind: 'read', sweep: { ...sweep, place, stuck: null, problem: null, finishedAt } };
}
