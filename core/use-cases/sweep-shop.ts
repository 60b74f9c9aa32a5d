import type { Instant } from '../identity.ts';
import type { Shop } from '../shop.ts';
import type { Sweep } from '../sweep.ts';
import { readUnmatched, type Unmatched } from './match-reviews.ts';
import type { SweepPorts } from './sweep-checks.ts';
import { sweepPage } from './sweep-page.ts';

export type Swept =
  | { readonly kind: 'finished' }
  /** There was no time for all, or the shop can't be read just now: the next call goes on. */
  | { readonly kind: 'later'; readonly afterMs: number };

/** What changed later may still be told of by a delivery that is under way. */
export const SETTLING_MS = 15 * 60_000;
/** What the sweep before could not have seen: the shop's index of changes runs a little behind its orders. */
const OVERLAP_MS = 5 * 60_000;
const UNREADABLE_MS = 5 * 60_000;
/** A sweep that was kept from its end for longer is followed by the next at once: nothing missed meanwhile grows too old. */
const LATE_MS = 3 * 3_600_000;

/**
 * Compares what changed in the shop since the last sweep with what we saw, page by page, and folds what no delivery
 * told of, orders with their returns and shipments, and customers: marked as found late, with perks only for what
 * happened in the last 48 h.
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
  let known: Unmatched | undefined;
  const unmatched = async () => {
    known ??= await readUnmatched(ports, shop, now);
    return known;
  };
  while (sweep.place !== null) {
    if (!hasTime()) return { kind: 'later', afterMs: 0 };
    const page = await sweepPage(ports, shop, sweep, unmatched, now, hasTime);
    if (page.kind === 'taken') return { kind: 'later', afterMs: UNREADABLE_MS };
    const next: Sweep = { ...page.sweep, revision: page.sweep.revision + 1 };
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
    uncheckedCount: 0,
    stuck: null,
    finding: [],
    problem: null,
    leftOut: null,
  };
}
