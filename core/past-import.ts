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
  /** The merchant's own file, which their browser reads; absent where the shop puts one together for us. */
  readonly upload?: OrderFile;
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
  /** Of the merchant's file: orders whose customer the shop does not know, the first 200 by their line. */
  readonly guests?: { readonly count: number; readonly lines: readonly UnreadableLine[] };
  /** The shop's products, which are read after its orders; absent before, and where the shop does not let us. */
  readonly products?: ProductsImport;
  /** What the rate is measured from. */
  readonly pace: Pace | null;
  /** Why it failed or stands still; null otherwise. */
  readonly problem: string | null;
}

/** Tells a file from another one; nothing of what is in it. */
export interface OrderFile {
  readonly name: string;
  readonly bytes: number;
}

/** How far the reading of products got: in a file of their own. */
export interface ProductsImport extends Pick<PastImport, 'file' | 'filesAsked' | 'total' | 'place' | 'counts'> {}

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
export const MOST_LINES_KEPT = 200;
/** A longer break is none of the rate's. */
const LONGEST_BREAK_MS = 3 * 60_000;

const DAY_MS = 86_400_000;
/** Without `read_all_orders` the platform shows the last 60 days of orders (“Access scopes: orders permissions”). */
const REACH_DAYS = { all: 731, limited: 60 };

/** Nothing that was placed after the installation: deliveries tell of it, and the nightly check finds the rest. */
export function beginImport(shop: Shop, now: Instant, upload?: OrderFile): PastImport {
  const days = shop.scopes.includes('read_all_orders') ? REACH_DAYS.all : REACH_DAYS.limited;
  const until = beginningOfInstallation(shop);
  return {
    id: new Date(now).toISOString(),
    revision: 1,
    startedAt: now,
    state: 'running',
    endedAt: null,
    from: upload ? 0 : Math.min(until, Math.floor(now / DAY_MS - days) * DAY_MS),
    until,
    ...(upload && { upload }),
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

export const NO_PRODUCTS_YET: ProductsImport = {
  file: null,
  filesAsked: 0,
  total: null,
  place: BEGINNING,
  counts: { read: 0, unreadable: 0 },
};

/** What the shop still puts together for it; null where it is there, or was not asked for. */
export function fileUnderWay({ products, file, total }: PastImport): string | null {
  const reading = products ?? { file, total };
  return reading.total === null ? reading.file : null;
}

/** The platform writes `created_at` in whole seconds: an order in the second of the installation is after it. */
export function beginningOfInstallation({ installedAt }: Pick<Shop, 'installedAt'>): Instant {
  return Math.floor(installedAt / 1000) * 1000;
}

/** Some lines of the file that were read together. */
export interface Portion {
  /** How many orders were read. */
  readonly orders: number;
  readonly unreadable: readonly UnreadableLine[];
  readonly guests?: readonly UnreadableLine[];
  /** The place after them. */
  readonly end: Place;
}

/** The import after a portion of its file was folded. `at`: when it was. */
export function withPortion(record: PastImport, portion: Portion, at: Instant): PastImport {
  const { counts, pace } = record;
  const read = counts.read + portion.orders + portion.unreadable.length;
  const isBroken = pace === null || at - pace.at > LONGEST_BREAK_MS;
  const guests = record.guests ?? { count: 0, lines: [] };
  return {
    ...record,
    revision: record.revision + 1,
    place: portion.end,
    counts: { read, unreadable: counts.unreadable + portion.unreadable.length },
    unreadable: [...record.unreadable, ...portion.unreadable].slice(0, MOST_LINES_KEPT),
    ...(portion.guests && {
      guests: {
        count: guests.count + portion.guests.length,
        lines: [...guests.lines, ...portion.guests].slice(0, MOST_LINES_KEPT),
      },
    }),
    pace: isBroken ? { since: at, read, at } : { ...pace, at },
  };
}

/** Something is to be done for it, now or when a person lets it go on. */
export function isUnderWay({ state }: Pick<PastImport, 'state'>): boolean {
  return state === 'running' || state === 'paused';
}

/** Lines a second and milliseconds until the end; null while they can’t be told. */
export function forecast(record: PastImport): { perSecond: number; leftMs: number } | null {
  const { pace, counts, state } = record;
  const total = record.total ?? totalOfUpload(record);
  if (pace === null || total === null || state !== 'running') return null;
  const elapsedMs = pace.at - pace.since;
  const read = counts.read - pace.read;
  if (elapsedMs <= 0 || read <= 0) return null;
  const perSecond = (read * 1000) / elapsedMs;
  return { perSecond, leftMs: (Math.max(0, total - counts.read) / perSecond) * 1000 };
}

/** As many orders as the file holds if the rest of it is like what was read. */
function totalOfUpload({ upload, place, counts }: PastImport): number | null {
  return upload && place.bytes > 0 ? (counts.read * upload.bytes) / place.bytes : null;
}
