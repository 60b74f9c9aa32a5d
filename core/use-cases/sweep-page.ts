import type { CustomerId, Instant } from '../identity.ts';
import type { ReadFailure } from '../ports.ts';
import type { Shop } from '../shop.ts';
import { type FoundLate, MOST_FOUND_KEPT, MOST_UNCHECKED_KEPT, type Sweep } from '../sweep.ts';
import { matchReviews, type Unmatched } from './match-reviews.ts';
import {
  type Check,
  compareCustomer,
  compareOrder,
  comparePart,
  erasedCheck,
  type Failed,
  failedBy,
  idOf,
  type Suspect,
  type SweepPorts,
  settle,
} from './sweep-checks.ts';

/** What fails each time for an hour, by a bug of ours or for want of an answer, is left out and reported. */
const MOST_TRIES = 12;
/** After so many were left out, a bug holds the sweep up no longer: whatever it is, it is in all of them. */
const MOST_AWAITED = 200;
/** A cursor that is refused so often is worth nothing any more: the place begins anew. */
const MOST_REFUSALS = 10;
const PAGE = 'page';
/** Somebody who was erased, or of whom that is not known. */
const SOMEBODY = 'customer';

export type Page =
  /** `interrupted`: what was found until then is kept, and the page is read once more. */
  | {
      readonly kind: 'read' | 'interrupted';
      readonly sweep: Sweep;
      /** How long a throttled shop asks to wait. */
      readonly afterMs?: number | undefined;
    }
  /** Somebody else sweeps this shop. */
  | { readonly kind: 'taken' };

/**
 * Compares a page, writes down what it is about to fold, and folds it. Whoever goes on after a crash looks up what came
 * of it: what was found is in the report, however a go ends. One that can't be checked keeps no other from it: it is
 * tried again, and left out when it fails each time.
 *
 * @param unmatched The reviews that found nobody; asked for where they are needed.
 */
export async function sweepPage(
  ports: SweepPorts,
  shop: Shop,
  sweep: Sweep,
  unmatched: () => Promise<Unmatched>,
  now: Instant,
  hasTime: () => boolean,
): Promise<Page> {
  const walk = beginWalk(ports, shop, sweep);
  // This page, read anew, may not show them any more: our own writes change orders too.
  const settling = sweep.finding.map((finding) => settle(ports, shop, finding));
  if (!(await walk.through(settling, hasTime, reported)) || walk.first) return interrupted(walk.sweep, walk.first);
  const page = await readPage(ports, shop, sweep);
  if (page.kind !== 'page') return unread(walk.sweep, page, now);
  if ('seen' in page && page.leftOut.length > 0) {
    walk.sweep = { ...walk.sweep, leftOut: `the shop does not let Concierge read ${page.leftOut.join(' and ')}` };
  }
  const checks =
    'seen' in page
      ? [
          ...page.seen.map((seen) => compareOrder(ports, shop, seen, now)),
          ...page.parts.map((part) => comparePart(ports, shop, part, sweep, now)),
        ]
      : page.customers.map((customer) => compareCustomer(ports, shop, customer, now));
  const emails = 'customers' in page ? page.emails : undefined;
  const matching = emails ? await matchUnmatched(ports, shop, emails, unmatched, hasTime) : 'finished';
  const suspects: Suspect[] = [];
  await walk.through(checks, () => true, suspected(suspects));
  if (suspects.length > 0) {
    walk.sweep = { ...walk.sweep, revision: walk.sweep.revision + 1 };
    if (!(await ports.sweeps.save(shop.domain, walk.sweep))) return { kind: 'taken' };
  }
  const folding = suspects.map(({ fold }) => fold);
  if (!(await walk.through(folding, hasTime, reported)) || walk.first) return interrupted(walk.sweep, walk.first);
  if (matching === 'more') return interrupted(walk.sweep, null);
  const { what } = sweep.place ?? { what: 'orders' };
  const checkedNow = checks.filter(({ subject }) => !subject.part && !isLeftOut(walk.sweep, subject));
  const checked = { ...sweep.checked, [what]: sweep.checked[what] + checkedNow.length };
  return goOn({ ...walk.sweep, checked }, page.cursor, now);
}

/** A review that can't be matched keeps nothing from being compared. */
async function matchUnmatched(
  ports: SweepPorts,
  shop: Shop,
  emails: ReadonlyMap<CustomerId, string>,
  unmatched: () => Promise<Unmatched>,
  hasTime: () => boolean,
): Promise<'finished' | 'more'> {
  try {
    return emails.size === 0 ? 'finished' : await matchReviews(ports, shop, emails, await unmatched(), hasTime);
  } catch (error) {
    ports.noteFailure(error);
    return 'finished';
  }
}

interface Obstacle {
  readonly stuck: Sweep['stuck'];
  readonly failed: Pick<Failed, 'problem' | 'afterMs'>;
}

interface Walk {
  sweep: Sweep;
  /** What it can't get past. */
  readonly first: Obstacle | null;
  /** `false` where the page has to be left: the time is over, or the shop does not answer. */
  through<Result>(
    checks: readonly Check<Result>[],
    hasTime: () => boolean,
    keep: (sweep: Sweep, result: Result | null, subject: Check<Result>['subject']) => Sweep,
  ): Promise<boolean>;
}

function beginWalk(ports: SweepPorts, shop: Shop, before: Sweep): Walk {
  let leavesBugsOut = false;
  let first: Obstacle | null = null;
  return {
    sweep: before,
    get first() {
      return first;
    },
    async through(checks, hasTime, keep) {
      for (const check of checks) {
        if (!hasTime()) return false;
        if (isLeftOut(this.sweep, check.subject)) continue;
        const result = await run(ports, check);
        if (!isFailed(result)) {
          this.sweep = keep(this.sweep, result, check.subject);
          continue;
        }
        const { reason } = result;
        const stuck = stuckAt(before, await nameOf(ports, shop, check.subject), reason !== 'throttled');
        const isGivenUp = reason !== 'throttled' && stuck.tries >= MOST_TRIES;
        const isOneOfMany = reason === 'bug' && (leavesBugsOut || this.sweep.uncheckedCount >= MOST_AWAITED);
        // The report names nobody who was erased: as long as that is not known, there is no report of it.
        const isErased = isGivenUp || isOneOfMany ? await run(ports, erasedCheck(ports, shop, check.subject)) : null;
        if (isErased !== null && !isFailed(isErased)) {
          this.sweep = withUnchecked(this.sweep, check.subject, isErased, result);
          leavesBugsOut ||= reason === 'bug';
          continue;
        }
        first ??= { stuck, failed: result };
        if (reason !== 'bug') return false;
      }
      return true;
    },
  };
}

async function run<Result>({ noteFailure }: SweepPorts, check: Check<Result>): Promise<Result | Failed | null> {
  try {
    return await check.run();
  } catch (error) {
    noteFailure(error);
    return { what: 'failed', reason: 'bug', problem: failedBy(error) };
  }
}

/** By what is remembered at what the page stands still: the report names nobody who was erased, not even here. */
async function nameOf(ports: SweepPorts, shop: Shop, subject: Check<unknown>['subject']): Promise<string> {
  if (subject.order || subject.part) return idOf(subject);
  return (await run(ports, erasedCheck(ports, shop, subject))) === false ? idOf(subject) : SOMEBODY;
}

function isFailed(result: unknown): result is Failed {
  return (result as Failed | null)?.what === 'failed';
}

function isLeftOut({ unchecked }: Sweep, subject: Check<unknown>['subject']): boolean {
  return unchecked.some((left) => idOf(left) === idOf(subject));
}

function stuckAt({ stuck }: Sweep, at: string, counts: boolean): NonNullable<Sweep['stuck']> {
  const tries = stuck?.at === at ? stuck.tries : 0;
  return { at, tries: counts ? tries + 1 : tries };
}

function suspected(suspects: Suspect[]) {
  return (sweep: Sweep, suspect: Suspect | null): Sweep => {
    if (!suspect) return sweep;
    suspects.push(suspect);
    return { ...sweep, finding: [...sweep.finding, suspect.finding] };
  };
}

/** It is known what came of the find. */
function reported(sweep: Sweep, found: FoundLate | null, subject: Check<FoundLate>['subject']): Sweep {
  const finding = sweep.finding.filter(({ late }) => idOf(late) !== idOf(subject));
  if (!found) return { ...sweep, finding };
  return {
    ...sweep,
    finding,
    found: [...sweep.found, found].slice(0, MOST_FOUND_KEPT),
    foundCount: sweep.foundCount + 1,
  };
}

function withUnchecked(
  sweep: Sweep,
  subject: Check<unknown>['subject'],
  isErased: boolean,
  { problem }: Failed,
): Sweep {
  const finding = sweep.finding.filter(({ late }) => idOf(late) !== idOf(subject));
  const entry = { ...subject, customer: isErased ? null : subject.customer };
  // Of somebody who was erased alone there is nothing to report.
  if (idOf(entry) === '') return { ...sweep, finding };
  return {
    ...sweep,
    unchecked: [...sweep.unchecked, { ...entry, problem }],
    uncheckedCount: sweep.uncheckedCount + 1,
    finding,
  };
}

async function readPage({ reader, noteFailure }: SweepPorts, { domain, scopes }: Shop, sweep: Sweep) {
  const { what, cursor } = sweep.place ?? { what: 'orders', cursor: null };
  try {
    if (what === 'customers') {
      const customers = await reader.changedCustomers(domain, sweep, cursor, true);
      // Who changed is seen also where their addresses are kept from us.
      return customers.kind === 'denied' ? await reader.changedCustomers(domain, sweep, cursor, false) : customers;
    }
    const page = await reader.changedOrders(domain, sweep, cursor, scopes);
    // A scope that was taken away without a word does not hide the orders too.
    return page.kind === 'denied' ? await reader.changedOrders(domain, sweep, cursor, []) : page;
  } catch (error) {
    noteFailure(error);
    return { kind: 'unavailable', problem: failedBy(error) } as const;
  }
}

/** What was found until now is reported with it. `first`: what it can't get past; null where time ended. */
function interrupted(sweep: Sweep, first: Obstacle | null): Page {
  const { stuck, failed } = first ?? { stuck: sweep.stuck, failed: null };
  const problem = failed?.problem ?? null;
  return { kind: 'interrupted', sweep: { ...sweep, stuck, problem }, afterMs: failed?.afterMs };
}

/** What the shop does not let us read is left out, and the report says so; what it can't tell now comes later. */
function unread(sweep: Sweep, failure: ReadFailure, now: Instant): Page {
  if (failure.kind === 'denied') return goOn({ ...sweep, leftOut: failure.problem }, null, now);
  const { what, cursor } = sweep.place ?? { what: 'orders', cursor: null };
  // A shop that is down, or asks to wait, refuses all alike.
  if (failure.shopWide !== undefined) return interrupted(sweep, { stuck: sweep.stuck, failed: failure });
  const stuck = stuckAt(sweep, PAGE, true);
  if (cursor === null || stuck.tries < MOST_REFUSALS) return interrupted(sweep, { stuck, failed: failure });
  const anew: Sweep = { ...sweep, place: { what, cursor: null }, checked: { ...sweep.checked, [what]: 0 } };
  return interrupted(anew, { stuck: null, failed: failure });
}

function goOn(sweep: Sweep, cursor: string | null, now: Instant): Page {
  const what = sweep.place?.what ?? 'orders';
  const customers = what === 'orders' ? { what: 'customers' as const, cursor: null } : null;
  const place = cursor === null ? customers : { what, cursor };
  const finishedAt = place === null ? now : null;
  // Those of the page had to be known for as long as it may be read again.
  const unchecked = sweep.unchecked.slice(0, MOST_UNCHECKED_KEPT);
  return { kind: 'read', sweep: { ...sweep, unchecked, place, stuck: null, problem: null, finishedAt } };
}
