import type { Instant, ShopDomain } from '../identity.ts';
import type { ParkingLot, WorkQueue } from '../ports.ts';
import { type Chores, type Shop, withImportAt, withRetry } from '../shop.ts';
import { nextSweepAt } from '../sweep.ts';
import { changeChores } from './change-chores.ts';
import { type ImportPorts, importPast } from './import-past.ts';
import { moveEffects } from './move-effects.ts';
import { leaseOf, replayUnread } from './replay-unread.ts';
import { retryEffects } from './retry-effects.ts';
import type { SweepPorts } from './sweep-checks.ts';
import { sweepShop } from './sweep-shop.ts';

export interface ChorePorts extends SweepPorts, Pick<ImportPorts, 'imports' | 'exports' | 'clock'> {
  readonly parking: ParkingLot;
  readonly work: WorkQueue;
}

/** Nobody else begins meanwhile; longer than a function lives. */
const LEASE_MS = 2 * 60_000;
/** What failed by a bug is tried again after a while, and the others are done meanwhile. */
const FAILED_MS = 5 * 60_000;
/** What could not be written for so long stays refused or stopped, where a person finds it. */
const RETRIED_FOR_MS = 3_600_000;

/**
 * Does what is due for a shop as a whole, one thing at a time, for as long as `hasTime`. What is left stays due. What
 * fails by a bug is noted, and the next is done in its place.
 *
 * @returns What was done; null when nothing was due, all of it failed, or somebody else is at it.
 */
export async function runChores(
  ports: ChorePorts,
  domain: ShopDomain,
  now: Instant,
  hasTime: () => boolean,
): Promise<ChoreKind | null> {
  const shop = await ports.shops.find(domain);
  if (!shop || shop.uninstalledAt !== null || now < shop.chores.notBefore) return null;
  const due = dueChores(shop.chores, now);
  if (due.length === 0) return null;
  const leased = leaseOf(shop.chores, now + LEASE_MS, now);
  if (!(await ports.shops.setChores(domain, shop.chores, leased))) return null;
  let next: Chores = { ...shop.chores, notBefore: now };
  for (const chore of due) {
    const run = DO[chore];
    try {
      next = await run.chore(ports, { ...shop, chores: next }, now, hasTime);
    } catch (error) {
      ports.noteFailure(error);
      next = run.failed(next, now);
      continue;
    }
    await joinChores(ports, domain, leased, next);
    return chore;
  }
  await joinChores(ports, domain, leased, next);
  return null;
}

/**
 * Others may have changed the chores meanwhile: theirs counts where we changed nothing. Where the switch was turned
 * while effects were moved, some went the old way after it: all are moved once more.
 */
async function joinChores(ports: ChorePorts, domain: ShopDomain, leased: Chores, next: Chores): Promise<void> {
  await changeChores(ports, domain, ({ chores, perksStoppedAt }) => {
    const joined: Chores = {
      sweepAt: chores.sweepAt === leased.sweepAt ? next.sweepAt : chores.sweepAt,
      move: chores.move === leased.move ? next.move : chores.move,
      replayAt: chores.replayAt === leased.replayAt ? next.replayAt : chores.replayAt,
      notBefore: chores.notBefore === leased.notBefore ? next.notBefore : chores.notBefore,
    };
    const importAt = (chores.importAt === leased.importAt ? next.importAt : chores.importAt) ?? null;
    const retry = (chores.retry?.askedAt === leased.retry?.askedAt ? next.retry : chores.retry) ?? null;
    const all = withRetry(withImportAt(joined, importAt), retry);
    const isTurned = leased.move !== null && chores.notBefore !== leased.notBefore;
    const move = perksStoppedAt === null ? 'release' : 'hold';
    return isTurned ? { ...all, move, notBefore: next.notBefore } : all;
  });
}

type ChoreKind = 'moved' | 'retried' | 'replayed' | 'swept' | 'imported';

/** In the order in which they are done. */
function dueChores({ move, retry, replayAt, sweepAt, importAt }: Chores, now: Instant): ChoreKind[] {
  return [
    ...(move === null ? [] : (['moved'] as const)),
    ...(retry === undefined ? [] : (['retried'] as const)),
    ...(replayAt !== null && replayAt <= now ? (['replayed'] as const) : []),
    ...(sweepAt <= now ? (['swept'] as const) : []),
    ...(importAt !== undefined && importAt <= now ? (['imported'] as const) : []),
  ];
}

interface Chore {
  /** The chores after it. */
  readonly chore: (ports: ChorePorts, shop: Shop, now: Instant, hasTime: () => boolean) => Promise<Chores>;
  /** The chores after it threw. */
  readonly failed: (chores: Chores, now: Instant) => Chores;
}

const DO: Readonly<Record<ChoreKind, Chore>> = {
  moved: {
    async chore(ports, { domain, chores }, now, hasTime) {
      const { move } = chores;
      const moved = move === null ? 'finished' : await moveEffects(ports, domain, move, now, hasTime);
      return { ...chores, move: moved === 'finished' ? null : move };
    },
    // It has no time of its own: all of the shop rest, and what is due now is done in its place.
    failed: (chores, now) => ({ ...chores, notBefore: now + LEASE_MS }),
  },
  retried: {
    async chore(ports, { domain, chores }, now, hasTime) {
      const { retry = null } = chores;
      const retried = retry === null ? 'finished' : await retryEffects(ports, domain, retry, now, hasTime);
      return withRetry(chores, retried === 'finished' ? null : retry);
    },
    failed: (chores, now) =>
      now - (chores.retry?.askedAt ?? 0) < RETRIED_FOR_MS
        ? { ...chores, notBefore: now + LEASE_MS }
        : withRetry(chores, null),
  },
  replayed: {
    async chore(ports, { domain, chores }, now, hasTime) {
      const replayed = await replayUnread(ports, domain, now, hasTime);
      return { ...chores, replayAt: replayed === 'finished' ? null : now };
    },
    failed: (chores, now) => ({ ...chores, replayAt: now + FAILED_MS }),
  },
  swept: {
    async chore(ports, shop, now, hasTime) {
      // Whatever is held although perks are given was missed by the release.
      if (shop.perksStoppedAt === null) await releaseMissed(ports, shop, now, hasTime);
      const swept = await sweepShop(ports, shop, now, hasTime);
      if (swept.kind !== 'finished') {
        return { ...shop.chores, notBefore: Math.max(shop.chores.notBefore, now + swept.afterMs) };
      }
      if (shop.chores.replayAt === null) await replayForgotten(ports, shop, now, hasTime);
      return { ...shop.chores, sweepAt: nextSweepAt(shop, now) };
    },
    failed: (chores, now) => ({ ...chores, sweepAt: now + FAILED_MS }),
  },
  // The past comes last: it may take hours, and nobody waits for it.
  imported: {
    async chore(ports, shop, now, hasTime) {
      const imported = await importPast(ports, shop, now, hasTime);
      return withImportAt(shop.chores, imported.kind === 'finished' ? null : now + imported.afterMs);
    },
    failed: (chores, now) => withImportAt(chores, now + FAILED_MS),
  },
};

/** The shop can be read: so can what was set aside because it could not, should nobody come back to it. */
async function replayForgotten(
  ports: ChorePorts,
  { domain }: Shop,
  now: Instant,
  hasTime: () => boolean,
): Promise<void> {
  try {
    await replayUnread(ports, domain, now, hasTime);
  } catch (error) {
    ports.noteFailure(error);
  }
}

/** One that can't be released keeps no order from being found. */
async function releaseMissed(ports: ChorePorts, { domain }: Shop, now: Instant, hasTime: () => boolean): Promise<void> {
  try {
    await moveEffects(ports, domain, 'release', now, hasTime);
  } catch (error) {
    ports.noteFailure(error);
  }
}
