import type { Instant } from '../core/identity.ts';
import {
  type FurtherPart,
  fileOf,
  forecast,
  isUnderWay,
  PARTS,
  type Part,
  type PastImport,
  partUnderWay,
  shareRead,
  type UnreadableLine,
} from '../core/past-import.ts';
import type { Shop } from '../core/shop.ts';
import type { Attention } from './attention-item.ts';
import { bareSentence } from './sentence.ts';
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
  /** “12,000 of 12,000 orders read. 900 of 1,200 products read” */
  progress: string;
  /** 0 to 100, of the part under way; null while it can’t be told. */
  percent: number | null;
  /** “About 900 orders a second, about 2 minutes left”, of the part under way; null while it can’t be told. */
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
    progress: progressOf(record),
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

function percentOf(record: PastImport): number | null {
  const share = record.state === 'finished' ? 1 : shareRead(record);
  return share === null ? null : Math.floor(share * 100);
}

function stateOf(record: PastImport, { installedAt }: Shop): ImportView['state'] {
  if (record.state !== 'running' && record.state !== 'paused') return record.state;
  if (record.startedAt < installedAt) return 'broken_off';
  if (record.state === 'paused') return 'paused';
  if (record.problem !== null) return 'standing_still';
  const { total, lineCount, place } = fileOf(record, partUnderWay(record));
  const isThere = total !== null || (lineCount ?? null) !== null || place.lines > 0;
  return isThere || record.upload ? 'running' : 'collecting';
}

function progressOf(record: PastImport): string {
  return [ordersOf(record), ...FURTHER.flatMap((part) => furtherOf(record, part))].join('. ');
}

function ordersOf({ state, total, collected, counts, upload }: PastImport): string {
  if (upload && total === null) return `${number(counts.read)} ${counts.read === 1 ? 'order' : 'orders'} read so far`;
  if (total !== null) return `${number(counts.read)} of ${number(total)} ${total === 1 ? 'order' : 'orders'} read`;
  return state === 'running' && collected > 0
    ? `${number(collected)} orders collected by Shopify so far`
    : 'No order read yet';
}

const FURTHER = PARTS.filter((part) => part !== 'orders');

const WORDS: Readonly<Record<Part, { one: string; many: string; title: string }>> = {
  orders: { one: 'order', many: 'orders', title: 'Orders' },
  products: { one: 'product', many: 'products', title: 'Products' },
  returns: { one: 'return', many: 'returns', title: 'Returns' },
  customers: { one: 'customer', many: 'customers', title: 'Customers' },
};

function furtherOf(record: PastImport, part: FurtherPart): string[] {
  const file = record[part];
  if (!file) return [];
  const { one, many, title } = WORDS[part];
  const { total, lineCount = null, counts, leftOut } = file;
  const wordFor = (count: number) => (count === 1 ? one : many);
  if (leftOut !== undefined) return [`${title} were left out: ${bareSentence(leftOut)}`];
  if (total !== null) return [`${number(counts.read)} of ${number(total)} ${wordFor(total)} read`];
  if (counts.read > 0) return [`${number(counts.read)} ${wordFor(counts.read)} read so far`];
  if (!isUnderWay(record)) return [`${title} were not read`];
  return [`${title} are being ${lineCount === null ? 'collected' : 'read'}`];
}

function unreadableOf(record: PastImport): number {
  return PARTS.reduce((sum, part) => sum + ((part === 'orders' ? record : record[part])?.counts.unreadable ?? 0), 0);
}

function paceOf(record: PastImport): string | null {
  const told = forecast(record);
  if (told === null) return null;
  const { many } = WORDS[partUnderWay(record)];
  return `About ${number(Math.max(1, Math.round(told.perSecond)))} ${many} a second, ${inWords(told.leftMs)} left`;
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
    const advice = `The import of ${startedAt} ended early. Reason: ${bareSentence(latest.problem ?? '')}. You can start it again.`;
    return [{ key: 'import', kind: 'import_failed', title: 'Past orders could not be imported', advice, link }];
  }
  if (state === 'paused') {
    const again = latest.upload ? 'choose its file again' : 'resume it';
    const advice = `The import of ${startedAt} goes on when you ${again}.`;
    return [{ key: 'import', kind: 'import_paused', title: 'The import of past orders is paused', advice, link }];
  }
  if (state === 'running' || state === 'collecting' || state === 'standing_still') {
    const pace = paceOf(latest);
    const progress = pace === null ? progressOf(latest) : `${progressOf(latest)}. ${pace}`;
    const advice = `${progress}. Nobody gets a perk for anything of the past.`;
    return [{ key: 'import', kind: 'import_running', title: 'The past is being imported', advice, link }];
  }
  return [];
}
