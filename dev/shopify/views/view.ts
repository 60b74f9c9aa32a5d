import { GraphQLError } from 'graphql';
import { formatDecimal, formatMoneyV2, parseDecimal } from '../decimal.ts';
import { type Document, record } from '../document.ts';
import { compareGids, type Gid } from '../gid.ts';
import type { Entity } from '../store/entity.ts';
import type { Shop } from '../store/shop.ts';
import type { Store } from '../store/store.ts';
import { formatUtc, parseTime } from '../zoned-time.ts';

/**
 * A resource as the Admin API shows it: a plain object with `__typename`, whose fields are values or functions of the
 * field's arguments. A field that is missing here is refused as not emulated.
 */
export type View = { readonly __typename: string; readonly [field: string]: unknown };

/** What a reading needs beside the resource itself. */
export type Reading = {
  store: Store;
  shop: Shop;
  /** Orders created before this (ms) are hidden: 60 days, unless read_all_orders; null hides none. */
  ordersSinceMs: number | null;
  now: Date;
  /** The view of any stored resource: what lets views refer to one another without knowing one another. */
  viewOf: (entity: Entity) => View;
};

export type PageArguments = {
  first?: number | null;
  last?: number | null;
  after?: string | null;
  before?: string | null;
  reverse?: boolean | null;
};

export type Listed<T> = {
  items: readonly T[];
  idOf: (item: T) => string;
  /** What the list is sorted by; without it the list keeps its order. */
  sortBy?: (item: T) => string | number | bigint;
  toNode: (item: T) => unknown;
};

const MAX_PAGE = 250;

/** One page of a list as a connection: nodes, edges with cursors, pageInfo (page "Paginating results with GraphQL"). */
export function paginate<T>(typename: string, listed: Listed<T>, args: PageArguments): View {
  const size = pageSize(args);
  const all = sortListed(listed);
  if (args.reverse === true) all.reverse();
  const cursors = all.map((item) => encodeCursor(listed, item));
  const start = args.after == null ? 0 : positionOf(args.after, listed, all, args.reverse === true, 'after');
  const end = args.before == null ? all.length : positionOf(args.before, listed, all, args.reverse === true, 'before');
  const from = args.first == null ? Math.max(start, end - size) : start;
  const to = args.first == null ? end : Math.min(end, start + size);
  const nodes = all.slice(from, to).map(listed.toNode);
  return {
    __typename: `${typename}Connection`,
    nodes,
    edges: nodes.map((node, index) => ({ __typename: `${typename}Edge`, node, cursor: cursors[from + index] })),
    pageInfo: {
      __typename: 'PageInfo',
      hasNextPage: to < all.length,
      hasPreviousPage: from > 0,
      startCursor: nodes.length === 0 ? null : cursors[from],
      endCursor: nodes.length === 0 ? null : cursors[to - 1],
    },
  };
}

/** A connection over views that are there already, in their order. */
export function connectionOf(typename: string, views: readonly View[], args: PageArguments): View {
  const numbered = views.map((view, index) => ({ view, id: typeof view.id === 'string' ? view.id : String(index) }));
  return paginate(typename, { items: numbered, idOf: ({ id }) => id, toNode: ({ view }) => view }, args);
}

function pageSize({ first, last }: PageArguments): number {
  const size = first ?? last;
  if (size == null) throw badRequest('you must provide one of first or last');
  if (first != null && last != null) throw badRequest('providing both first and last is not supported');
  if (size < 0 || size > MAX_PAGE) throw badRequest(`first and last cannot exceed ${MAX_PAGE}`);
  return size;
}

function badRequest(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_REQUEST' } });
}

function sortListed<T>(listed: Listed<T>): T[] {
  const { sortBy } = listed;
  if (sortBy === undefined) return [...listed.items];
  return [...listed.items].sort((left, right) => compareKeys(listed, left, sortBy(right), listed.idOf(right)));
}

function compareKeys<T>({ sortBy, idOf }: Listed<T>, item: T, value: unknown, id: string): number {
  const own = sortBy?.(item) ?? '';
  if (own !== value) return own < (value as typeof own) ? -1 : 1;
  return compareGids(idOf(item) as Gid, id as Gid);
}

function encodeCursor<T>({ idOf, sortBy }: Listed<T>, item: T): string {
  const value = sortBy?.(item);
  const key = { last_id: idOf(item), last_value: typeof value === 'bigint' ? value.toString() : value };
  return Buffer.from(JSON.stringify(key)).toString('base64');
}

/** Where a page that starts after (ends before) the cursor starts (ends), also if its item has moved or gone. */
function positionOf<T>(
  cursor: string,
  listed: Listed<T>,
  all: T[],
  reversed: boolean,
  side: 'after' | 'before',
): number {
  const key = decodeCursor(cursor);
  const index = all.findIndex((item) => listed.idOf(item) === key.last_id);
  if (index >= 0) return side === 'after' ? index + 1 : index;
  const sign = reversed ? -1 : 1;
  const next = all.findIndex((item) => sign * compareKeys(listed, item, key.last_value, key.last_id) > 0);
  return next < 0 ? all.length : next;
}

function decodeCursor(cursor: string): { last_id: string; last_value: unknown } {
  try {
    const key = JSON.parse(Buffer.from(cursor, 'base64').toString('utf8')) as {
      last_id?: unknown;
      last_value?: unknown;
    };
    if (typeof key.last_id === 'string') return { last_id: key.last_id, last_value: key.last_value };
  } catch {
    // Not one of our cursors: reported below, like one that lacks its id.
  }
  throw new GraphQLError(`Invalid cursor for current pagination sort.`, { extensions: { code: 'BAD_REQUEST' } });
}

export function moneyV2(amount: bigint, currencyCode: string): View {
  return { __typename: 'MoneyV2', amount: formatMoneyV2(amount), currencyCode };
}

/** The `…_set` of a REST resource as a MoneyBag; the plain field stands in where there is no set, else zero. */
export function moneyBag(document: Document, field: string, currency: string): View {
  const set = record(document[`${field}_set`]);
  const shop = record(set?.shop_money);
  const presentment = record(set?.presentment_money) ?? shop;
  const plain = parseDecimal(document[field]) ?? 0n;
  return {
    __typename: 'MoneyBag',
    shopMoney: moneyV2(parseDecimal(shop?.amount) ?? plain, currencyOf(shop, currency)),
    presentmentMoney: moneyV2(parseDecimal(presentment?.amount) ?? plain, currencyOf(presentment, currency)),
  };
}

export function shopMoneyBag(amount: bigint, currency: string): View {
  const money = moneyV2(amount, currency);
  return { __typename: 'MoneyBag', shopMoney: money, presentmentMoney: money };
}

/** The `Money` scalar: a plain decimal. */
export function money(amount: bigint): string {
  return formatDecimal(amount);
}

function currencyOf(set: Document | null, fallback: string): string {
  return typeof set?.currency_code === 'string' ? set.currency_code : fallback;
}

/** A REST time as `DateTime`; null where there is none. */
export function dateTime(value: unknown): string | null {
  const milliseconds = parseTime(value);
  return milliseconds === null ? null : formatUtc(new Date(milliseconds));
}
