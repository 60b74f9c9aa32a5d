import type { Instant } from '../core/identity.ts';
import type { Shop } from '../core/shop.ts';
import { nextSweepAt, type Sweep } from '../core/sweep.ts';
import { SETTLING_MS } from '../core/use-cases/sweep-shop.ts';
import { type ShopTime, shopTime } from './shop-time.server.ts';
import { sweepUrl } from './sweep-url.ts';

/** One comparison of the shop with what Concierge saw, in words. */
export interface SweepRow {
  id: string;
  /** Null where there is nothing more to see. */
  url: string | null;
  startedAt: ShopTime;
  /** Changes of this time were looked at. */
  from: ShopTime;
  until: ShopTime;
  /** `broken_off`: the app was uninstalled meanwhile. */
  state: 'finished' | 'running' | 'standing_still' | 'broken_off';
  /** “12 orders and 3 customers” */
  checked: string;
  found: number;
  /** So many failed each time and were left out. */
  unchecked: number;
  /** Why it stands still; null otherwise. */
  problem: string | null;
  /** Why something was left out that the shop does not let Concierge look at; null where it lets it look at all. */
  leftOut: string | null;
}

export interface SweepsView {
  /** Newest first. */
  rows: SweepRow[];
  /** One is due, or runs. */
  isRunning: boolean;
  /** Null while one runs. */
  nextAt: ShopTime | null;
}

export function viewSweeps(sweeps: readonly Sweep[], shop: Shop, now: Instant): SweepsView {
  const rows = sweeps.map((sweep) => sweepRow(sweep, shop));
  const { chores, timezone, installedAt } = shop;
  const isDue = chores.sweepAt <= now;
  // The first one is due with the installation, and finds that nothing can be missing yet.
  const isRunning = isDue && now > installedAt + SETTLING_MS;
  return {
    rows,
    isRunning,
    nextAt: isRunning ? null : shopTime(isDue ? nextSweepAt(shop, now) : chores.sweepAt, timezone),
  };
}

export function sweepRow(sweep: Sweep, shop: Shop): SweepRow {
  const { id, startedAt, from, until, checked, foundCount, uncheckedCount, problem, leftOut } = sweep;
  const { timezone } = shop;
  return {
    id,
    url: foundCount > 0 || uncheckedCount > 0 ? sweepUrl(sweep) : null,
    startedAt: shopTime(startedAt, timezone),
    from: shopTime(from, timezone),
    until: shopTime(until, timezone),
    state: stateOf(sweep, shop),
    checked: `${counted(checked.orders, 'order')} and ${counted(checked.customers, 'customer')}`,
    found: foundCount,
    unchecked: uncheckedCount,
    problem,
    leftOut,
  };
}

function stateOf({ startedAt, finishedAt, problem }: Sweep, { installedAt }: Shop): SweepRow['state'] {
  if (finishedAt !== null) return 'finished';
  if (startedAt < installedAt) return 'broken_off';
  return problem === null ? 'running' : 'standing_still';
}

function counted(number: number, what: string): string {
  return `${number.toLocaleString('en')} ${number === 1 ? what : `${what}s`}`;
}
