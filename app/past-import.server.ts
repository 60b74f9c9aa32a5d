import type { Instant } from '../core/identity.ts';
import {
  type FurtherPart,
  forecast,
  isUnderWay,
  PARTS,
  type PastImport,
  type UnreadableLine,
} from '../core/past-import.ts';
import type { Shop } from '../core/shop.ts';
import type { Attention } from './attention-item.ts';
import { type ShopTime, shopTime } from './shop-time.server.ts';

export interface PastView {
  /** Since when everybody’s orders are known by an import; null before one was finished. */
  knownSince: ShopTime | null;
  /** Null before the first one. */
  latest: ImportView | null;
}

export interface ImportView {
  /** `standing_still`: it goes on by itself; `broken_off`: the app was uninstalled meanwhile. */
  state: PastImport['state'] | 'collecting' | 'standing_still' | 'broken_off';
  startedAt: ShopTime;
  endedAt: ShopTime | null;
  /** The merchant's file, which a browser has to send; null where the shop puts one together. */
  upload: { name: string; bytes: number } | null;
  /** Orders placed from then until then; null: however long ago. */
  from: ShopTime | null;
  until: ShopTime;
  /** “12,000 of 45,210 orders read” */
  progress: string;
  /** 0 to 100; null while it can’t be told. */
  percent: number | null;
  /** “About 900 orders a second, 2 minutes left”; null while it can’t be told. */
  pace: string | null;
  problem: string | null;
  unreadable: ListedLines;
  /** Orders of the merchant's file that count for nobody. */
  guests: ListedLines;
  canPause: boolean;
  canResume: boolean;
  canCancel: boolean;
}

export interface ListedLines {
  count: number;
  lines: { line: string; reason: string }[];
}

export function viewPast(latest: PastImport | null, shop: Shop): PastView {
  return {
    knownSince: shop.imported ? shopTime(shop.imported.since, shop.timezone) : null,
    latest: latest && viewImport(latest, shop),
  };
}

function viewImport(record: PastImport, shop: Shop): ImportView {
  const { timezone } = shop;
  const { guests, upload } = record;
  const state = stateOf(record, shop);
  const isSteered = state !== 'broken_off';
  return {
    state,
    startedAt: shopTime(record.startedAt, timezone),
    endedAt: record.endedAt === null ? null : shopTime(record.endedAt, timezone),
    upload: upload ?? null,
    from: upload ? null : shopTime(record.from, timezone),
    until: shopTime(record.until, timezone),
    progress: [progressOf(record), ...FURTHER.flatMap((part) => furtherOf(record, part))].join('. '),
    percent: percentOf(record),
    pace: paceOf(record),
    problem: record.problem,
    unreadable: listed(unreadableOf(record), record.unreadable),
    guests: listed(guests?.count ?? 0, guests?.lines ?? []),
    canPause: isSteered && record.state === 'running',
    // A file goes on when it is chosen again: nobody else can read it.
    canResume: isSteered && record.state === 'paused' && !upload,
    canCancel: isSteered && (record.state === 'running' || record.state === 'paused'),
  };
}

function listed(count: number, lines: readonly UnreadableLine[]): ListedLines {
  return { count, lines: lines.map(({ line, reason }) => ({ line: number(line), reason })) };
}

function percentOf({ upload, total, place, counts }: PastImport): number | null {
  if (total !== null) return total === 0 ? null : Math.floor((Math.min(counts.read, total) / total) * 100);
  return upload && upload.bytes > 0 ? Math.floor((Math.min(place.bytes, upload.bytes) / upload.bytes) * 100) : null;
}

function stateOf(record: PastImport, { installedAt }: Shop): ImportView['state'] {
  if (record.state !== 'running' && record.state !== 'paused') return record.state;
  if (record.startedAt < installedAt) return 'broken_off';
  if (record.state === 'paused') return 'paused';
  if (record.problem !== null) return 'standing_still';
  return record.total === null && !record.upload ? 'collecting' : 'running';
}

function progressOf({ state, total, collected, counts, upload }: PastImport): string {
  if (upload && total === null) return `${number(counts.read)} ${counts.read === 1 ? 'order' : 'orders'} read so far`;
  if (total !== null) return `${number(counts.read)} of ${number(total)} ${total === 1 ? 'order' : 'orders'} read`;
  return state === 'running' && collected > 0
    ? `${number(collected)} orders collected by Shopify so far`
    : 'No order read yet';
}

const FURTHER = PARTS.filter((part) => part !== 'orders');

const WORDS: Readonly<Record<FurtherPart, { one: string; many: string; title: string }>> = {
  products: { one: 'product', many: 'products', title: 'Products' },
  returns: { one: 'return', many: 'returns', title: 'Returns' },
  customers: { one: 'customer', many: 'customers', title: 'Customers' },
};

function furtherOf(record: PastImport, part: FurtherPart): string[] {
  const file = record[part];
  if (!file) return [];
  const { one, many, title } = WORDS[part];
  const { total, counts, leftOut } = file;
  const wordFor = (count: number) => (count === 1 ? one : many);
  if (leftOut !== undefined) return [`${title} were left out: ${leftOut}`];
  if (total !== null) return [`${number(counts.read)} of ${number(total)} ${wordFor(total)} read`];
  if (counts.read > 0) return [`${number(counts.read)} ${wordFor(counts.read)} read so far`];
  return [isUnderWay(record) ? `${title} are being collected` : `${title} were not read`];
}

function unreadableOf(record: PastImport): number {
  return PARTS.reduce((sum, part) => sum + ((part === 'orders' ? record : record[part])?.counts.unreadable ?? 0), 0);
}

function paceOf(record: PastImport): string | null {
  const told = forecast(record);
  if (told === null) return null;
  return `About ${number(Math.max(1, Math.round(told.perSecond)))} orders a second, ${inWords(told.leftMs)} left`;
}

function inWords(ms: number): string {
  const minutes = Math.ceil(ms / 60_000);
  if (minutes <= 1) return 'less than a minute';
  return minutes < 90 ? `about ${minutes} minutes` : `about ${Math.round(minutes / 60)} hours`;
}

function number(value: number): string {
  return value.toLocaleString('en');
}

const FAILED_SHOWN_MS = 7 * 86_400_000;

/** What Home says of an import: that it runs, rests or failed. */
export function importAttention(latest: PastImport | null, shop: Shop, now: Instant): Attention[] {
  if (latest === null) return [];
  const state = stateOf(latest, shop);
  const link = { label: 'See how far it got', url: '/app/past' };
  const startedAt = shopTime(latest.startedAt, shop.timezone).text;
  if (state === 'failed' && latest.endedAt !== null && now - latest.endedAt < FAILED_SHOWN_MS) {
    const advice = `The import of ${startedAt} ended early. Reason: ${latest.problem}. You can start it again.`;
    return [{ key: 'import', kind: 'import_failed', title: 'Past orders could not be imported', advice, link }];
  }
  if (state === 'paused') {
    const again = latest.upload ? 'choose its file again' : 'resume it';
    const advice = `The import of ${startedAt} goes on when you ${again}.`;
    return [{ key: 'import', kind: 'import_paused', title: 'The import of past orders is paused', advice, link }];
  }
  if (state === 'running' || state === 'collecting' || state === 'standing_still') {
    const advice = `${progressOf(latest)}. Nobody gets a perk for an order of the past.`;
    return [{ key: 'import', kind: 'import_running', title: 'Past orders are being imported', advice, link }];
  }
  return [];
}
