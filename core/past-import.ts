import type { Instant } from './identity.ts';
import { mayRead, type Shop } from './shop.ts';

/** What an import reads, each in a file of its own, in this order. */
export const PARTS = ['orders', 'products', 'returns', 'customers'] as const;
export type Part = (typeof PARTS)[number];
export type FurtherPart = Exclude<Part, 'orders'>;

/** How far the reading of a file got. */
interface FileProgress {
  /** The file that the shop puts together for us; null before it was asked for. */
  readonly file: string | null;
  /** How often a file was asked for. */
  readonly filesAsked: number;
  /** How much the file holds; null until it is there, and for returns until all of them are read. */
  readonly total: number | null;
  /** How many lines it has; null until it is there, absent in what was written before this was kept. */
  readonly lineCount?: number | null;
  /** All before it is folded. */
  readonly place: Place;
  readonly counts: { readonly read: number; readonly unreadable: number };
}

/** One of the files after the orders. */
export interface FurtherFile extends FileProgress {
  /** Why the import went on without it; absent where it did not. */
  readonly leftOut?: string;
}

/** One import of a shop's past: orders placed before the installation are folded, and no perk is given for them. */
export interface PastImport extends FileProgress, Partial<Readonly<Record<FurtherPart, FurtherFile>>> {
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
  /** How many orders the shop has collected so far. */
  readonly collected: number;
  /** The first 200, by their line. */
  readonly unreadable: readonly UnreadableLine[];
  /** Of the merchant's file: orders whose customer the shop does not know, the first 200 by their line. */
  readonly guests?: { readonly count: number; readonly lines: readonly UnreadableLine[] };
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
export const NO_FILE_YET: FurtherFile = {
  file: null,
  filesAsked: 0,
  total: null,
  lineCount: null,
  place: BEGINNING,
  counts: { read: 0, unreadable: 0 },
};
const MOST_LINES_KEPT = 200;
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
    ...NO_FILE_YET,
    collected: 0,
    unreadable: [],
    pace: null,
    problem: null,
  };
}

/** What it reads now: the last that it began with. */
export function partUnderWay(record: PastImport): Part {
  return PARTS.findLast((part) => part !== 'orders' && record[part]) ?? 'orders';
}

/** What comes after it, of what the shop lets us read; null at the end. */
export function partAfter(part: Part, { scopes }: Pick<Shop, 'scopes'>): FurtherPart | null {
  const later = PARTS.slice(PARTS.indexOf(part) + 1);
  return later.find((next): next is FurtherPart => next !== 'orders' && mayRead(next, scopes)) ?? null;
}

export function fileOf(record: PastImport, part: Part): FileProgress {
  return part === 'orders' ? record : (record[part] ?? NO_FILE_YET);
}

export function withFile(record: PastImport, part: Part, file: Partial<FurtherFile>): PastImport {
  return part === 'orders' ? { ...record, ...file } : { ...record, [part]: { ...fileOf(record, part), ...file } };
}

/** Another file lists them in another way: it is read from its beginning. */
export function withoutFile(record: PastImport, part: Part): PastImport {
  const { filesAsked } = fileOf(record, part);
  const others = record.unreadable.filter(({ reason }) => part !== 'orders' && !reason.startsWith(LABELS[part]));
  const anew = withFile(record, part, { ...NO_FILE_YET, filesAsked });
  return { ...anew, ...(part === 'orders' && { collected: 0 }), unreadable: others, pace: null };
}

/** What a line that could not be read was to be; the orders’ stand as they are. */
const LABELS: Readonly<Record<FurtherPart, string>> = {
  products: 'product: ',
  returns: 'return: ',
  customers: 'customer: ',
};

/** What the shop still puts together for it; null where it is there, or was not asked for. */
export function fileUnderWay(record: PastImport): string | null {
  const { file, total } = fileOf(record, partUnderWay(record));
  return total === null ? file : null;
}

/** The platform writes `created_at` in whole seconds: an order in the second of the installation is after it. */
export function beginningOfInstallation({ installedAt }: Pick<Shop, 'installedAt'>): Instant {
  return Math.floor(installedAt / 1000) * 1000;
}

/** Some lines of a file that were read together. */
export interface Portion {
  /** How many of them could be read. */
  readonly read: number;
  readonly unreadable: readonly UnreadableLine[];
  readonly guests?: readonly UnreadableLine[];
  /** The place after them. */
  readonly end: Place;
}

/** The import after a portion of a file was folded. `at`: when it was. */
export function withPortion(record: PastImport, part: Part, portion: Portion, at: Instant): PastImport {
  const { counts } = fileOf(record, part);
  const read = counts.read + portion.read + portion.unreadable.length;
  const guests = record.guests ?? { count: 0, lines: [] };
  const label = part === 'orders' ? '' : LABELS[part];
  const unreadable = portion.unreadable.map(({ line, reason }) => ({ line, reason: `${label}${reason}` }));
  return {
    ...withFile(record, part, {
      place: portion.end,
      counts: { read, unreadable: counts.unreadable + unreadable.length },
    }),
    revision: record.revision + 1,
    unreadable: [...record.unreadable, ...unreadable].slice(0, MOST_LINES_KEPT),
    ...(portion.guests && {
      guests: {
        count: guests.count + portion.guests.length,
        lines: [...guests.lines, ...portion.guests].slice(0, MOST_LINES_KEPT),
      },
    }),
    pace: paceAt(record.pace, read, at),
  };
}

function paceAt(pace: Pace | null, read: number, at: Instant): Pace {
  return pace === null || at - pace.at > LONGEST_BREAK_MS ? { since: at, read, at } : { ...pace, at };
}

/** How far it got with the part under way, from 0 to 1; null while it can’t be told. */
export function shareRead(record: PastImport): number | null {
  const { total, lineCount, place, counts } = fileOf(record, partUnderWay(record));
  if (total !== null) return shareOf(counts.read, total);
  return record.upload ? shareOf(place.bytes, record.upload.bytes) : shareOf(place.lines, lineCount ?? 0);
}

function shareOf(done: number, all: number): number | null {
  return all > 0 ? Math.min(1, done / all) : null;
}

/** Something is to be done for it, now or when a person lets it go on. */
export function isUnderWay({ state }: Pick<PastImport, 'state'>): boolean {
  return state === 'running' || state === 'paused';
}

/**
 * How many of the part under way are read in a second, and milliseconds until all of them are, if the rest of the file is like what
 * was read; null while they can’t be told.
 */
export function forecast(record: PastImport): { perSecond: number; leftMs: number } | null {
  const { pace, state } = record;
  const share = shareRead(record);
  if (pace === null || share === null || state !== 'running') return null;
  const { counts } = fileOf(record, partUnderWay(record));
  const elapsedMs = pace.at - pace.since;
  const read = counts.read - pace.read;
  if (elapsedMs <= 0 || read <= 0) return null;
  const perSecond = (read * 1000) / elapsedMs;
  return { perSecond, leftMs: ((counts.read / share - counts.read) / perSecond) * 1000 };
}
