import type { Instant } from './identity.ts';
import type { Shop } from './shop.ts';

/** One import of a shop's past: orders placed before the installation are folded, and no perk is given for them. */
export interface PastImport {
  /** Sorts by the time at which it began. */
  readonly id: string;
  /** Counts the writes: the condition of the next one. */
  readonly revision: number;
  readonly startedAt: Instant;
  readonly state: 'running' | 'paused' | 'cancelled' | 'finished' | 'failed';
  /** When it came to an end, whichever; null before. */
  readonly endedAt: Instant | null;
  /** Orders of this span are read, by when they were placed: from inclusive, until exclusive. */
  readonly from: Instant;
  readonly until: Instant;
  /** The file that the shop puts together for us; null before it was asked for. */
  readonly file: string | null;
  /** How often a file was asked for. */
  readonly filesAsked: number;
  /** How many orders the shop has collected so far. */
  readonly collected: number;
  /** How many orders the file holds; null until it is there. */
  readonly total: number | null;
  /** All before it is folded. */
  readonly place: Place;
  readonly counts: { readonly read: number; readonly unreadable: number };
  /** The first 200, by their line. */
  readonly unreadable: readonly UnreadableLine[];
  /** What the rate is measured from. */
  readonly pace: Pace | null;
  /** Why it failed or stands still; null otherwise. */
  readonly problem: string | null;
}

/** A place in a file, between two lines. */
export interface Place {
  readonly bytes: number;
  readonly lines: number;
}

export interface UnreadableLine {
  /** The first line is 1. */
  readonly line: number;
  /** What was expected; nothing of what is there. */
  readonly reason: string;
}

/** From when on it was read without a break, how much had been read by then, and when that was written. */
export interface Pace {
  readonly since: Instant;
  readonly read: number;
  readonly at: Instant;
}

export const BEGINNING: Place = { bytes: 0, lines: 0 };
export const MOST_UNREADABLE_KEPT = 200;

const DAY_MS = 86_400_000;
/** Without `read_all_orders` the platform shows the last 60 days of orders (“Access scopes: orders permissions”). */
const REACH_DAYS = { all: 731, limited: 60 };

/** Nothing that was placed after the installation: deliveries tell of it, and the nightly check finds the rest. */
export function beginImport(shop: Shop, now: Instant): PastImport {
  const days = shop.scopes.includes('read_all_orders') ? REACH_DAYS.all : REACH_DAYS.limited;
  const until = beginningOfInstallation(shop);
  return {
    id: new Date(now).toISOString(),
    revision: 1,
    startedAt: now,
    state: 'running',
    endedAt: null,
    from: Math.min(until, Math.floor(now / DAY_MS - days) * DAY_MS),
    until,
    file: null,
    filesAsked: 0,
    collected: 0,
    total: null,
    place: BEGINNING,
    counts: { read: 0, unreadable: 0 },
    unreadable: [],
    pace: null,
    problem: null,
  };
}

/** The platform writes `created_at` in whole seconds: an order in the second of the installation is after it. */
export function beginningOfInstallation({ installedAt }: Pick<Shop, 'installedAt'>): Instant {
  return Math.floor(installedAt / 1000) * 1000;
}

/** Something is to be done for it, now or when a person lets it go on. */
export function isUnderWay({ state }: Pick<PastImport, 'state'>): boolean {
  return state === 'running' || state === 'paused';
}

/** Lines a second and milliseconds until the end; null while they can’t be told. */
export function forecast({ pace, counts, total, state }: PastImport): { perSecond: number; leftMs: number } | null {
  if (pace === null || total === null || state !== 'running') return null;
  const elapsedMs = pace.at - pace.since;
  const read = counts.read - pace.read;
  if (elapsedMs <= 0 || read <= 0) return null;
  const perSecond = (read * 1000) / elapsedMs;
  return { perSecond, leftMs: (Math.max(0, total - counts.read) / perSecond) * 1000 };
}
