import { BatchGetCommand, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Decision } from '../../core/decide.ts';
import type { CustomerId, Instant, OrderId, ShopDomain } from '../../core/identity.ts';
import type { OrderRecord } from '../../core/order.ts';
import type { DecisionPage, DecisionQuery, Ledger } from '../../core/ports.ts';
import type { ReturnRecord } from '../../core/return.ts';
import type { ShipmentRecord } from '../../core/shipment.ts';
import { answersQuery, decodeCursor, encodeCursor } from '../decision-query.ts';
import { END, pageOfEntries } from './belongings.ts';
import type { Dynamo } from './client.ts';
import { decisionFilters, isInOpenIndex, openFilters } from './decision-filters.ts';
import { type DecisionItem, decisionRecord } from './decision-item.ts';
import type { Condition } from './expressions.ts';
import { queryPage } from './key-pages.ts';
import type { OrderItem } from './order-item.ts';
import { unpack } from './packed.ts';
import type { ReturnItem } from './return-item.ts';
import type { ShipmentItem } from './shipment-item.ts';
import {
  decisionPartition,
  type Key,
  OPEN_INDEX,
  openPartition,
  orderKey,
  parseBelonging,
  shopKey,
  sortableTime,
} from './table.ts';

/** A page that a filter leaves nearly empty ends after so many queries; its cursor goes on from there. */
const MAX_QUERIES = 20;
const FILTERED_ITEMS_PER_QUERY = 200;
/** Entries of an index are small, and none is read further that its own filter leaves out. */
const FILTERED_ENTRIES_PER_QUERY = 1_000;

/** One more than asked tells whether there is a next page; one is the last of the page before. */
const SURPLUS = 2;

/** The decisions of one query, newest first, and from where the next one goes on. */
interface Step {
  readonly decisions: readonly Decision[];
  readonly next: string | null;
}

export async function pageOfDecisions(
  dynamo: Dynamo,
  decisionOf: Ledger['decision'],
  now: Instant,
  shop: ShopDomain,
  query: DecisionQuery,
): Promise<DecisionPage> {
  if (query.order !== undefined) {
    const decisions = await decisionsOfOrder(dynamo, decisionOf, shop, query.order);
    return { decisions: decisions.filter((decision) => answersQuery(decision, query)), cursor: null };
  }
  const position = decodeCursor(query.cursor);
  const { customer } = query;
  if (customer !== undefined) {
    const step = (from: string) => customerStep(dynamo, shop, customer, query, from);
    return collect(step, position ?? END, query.limit);
  }
  if (isInOpenIndex(query)) {
    const source = { index: OPEN_INDEX, attribute: 'open', partition: openPartition(shop) };
    const step = (from: string) => indexStep(dynamo, { ...source, filters: openFilters(query) }, query, from);
    return collect(step, position ?? END, query.limit);
  }
  const oldest = await oldestMonth(dynamo, shop, query.since);
  if (oldest === null) return { decisions: [], cursor: null };
  const step = (from: string) => monthStep(dynamo, shop, query, oldest, from);
  return collect(step, position ?? `${sortableTime(now).slice(0, 7)}${END}`, query.limit);
}

/** Of the order itself, its returns and its shipments, which are few: their records name them. */
async function decisionsOfOrder(
  dynamo: Dynamo,
  decisionOf: Ledger['decision'],
  shop: ShopDomain,
  order: OrderId,
): Promise<Decision[]> {
  const { items } = await queryPage<OrderItem | ReturnItem | ShipmentItem>(dynamo, {
    key: { expression: '#pk = :pk', values: { ':pk': orderKey(shop, order).pk } },
    between: ['0', END],
    filters: [],
    limit: BATCH_GET_ITEMS,
    // Whoever takes the order away must see what was decided a moment before.
    isConsistent: true,
  });
  const ids = items.flatMap(
    (item) => unpack<Pick<OrderRecord | ReturnRecord | ShipmentRecord, 'decision'>>(item.record).decision ?? [],
  );
  const decisions = await Promise.all(ids.map((id) => decisionOf(shop, id)));
  return decisions.filter((decision) => decision !== null).sort((a, b) => (a.id < b.id ? 1 : -1));
}

async function collect(step: (position: string) => Promise<Step>, start: string, limit: number): Promise<DecisionPage> {
  const found: Decision[] = [];
  let position: string | null = start;
  for (let queries = 0; position !== null && queries < MAX_QUERIES; queries += 1) {
    const { decisions, next }: Step = await step(position);
    found.push(...decisions);
    if (found.length > limit) {
      const page = found.slice(0, limit);
      return { decisions: page, cursor: encodeCursor(page.at(-1)?.id ?? position) };
    }
    position = next;
  }
  return { decisions: found, cursor: position === null ? null : encodeCursor(position) };
}

/** No decision is older than the shop's first installation. Null when the shop never installed the app. */
async function oldestMonth({ client, table }: Dynamo, shop: ShopDomain, since: Instant | undefined) {
  const { Item } = await client.send(new GetCommand({ TableName: table, Key: { ...shopKey(shop) } }));
  const firstInstalledAt = Item?.firstInstalledAt as Instant | undefined;
  if (firstInstalledAt === undefined) return null;
  return sortableTime(Math.max(firstInstalledAt, since ?? firstInstalledAt)).slice(0, 7);
}

async function monthStep(
  dynamo: Dynamo,
  shop: ShopDomain,
  query: DecisionQuery,
  oldest: string,
  position: string,
): Promise<Step> {
  const month = position.slice(0, 7);
  const from = query.since === undefined ? month : laterOf(month, sortableTime(query.since));
  if (month < oldest || from > position) return { decisions: [], next: null };
  const filters = decisionFilters(query);
  const { items, last } = await queryPage<DecisionItem>(dynamo, {
    key: { expression: '#pk = :pk', values: { ':pk': decisionPartition(shop, month) } },
    between: [from, position],
    filters,
    limit: filters.length > 0 ? FILTERED_ITEMS_PER_QUERY : query.limit + SURPLUS,
  });
  const decisions = items.filter(({ sk }) => sk !== position).map(decisionRecord);
  const answers = decisions.filter((decision) => answersQuery(decision, query));
  const before = monthBefore(month);
  return { decisions: answers, next: last?.sk ?? (before < oldest ? null : `${before}${END}`) };
}

/** The decisions among what belongs to a customer: about as many as there are orders. */
async function customerStep(
  dynamo: Dynamo,
  shop: ShopDomain,
  customer: CustomerId,
  query: DecisionQuery,
  position: string,
): Promise<Step> {
  const from = query.since === undefined ? '' : sortableTime(query.since);
  if (from > position) return { decisions: [], next: null };
  const limit = Math.min(2 * query.limit + SURPLUS, BATCH_GET_ITEMS);
  const { entries, next } = await pageOfEntries(dynamo, shop, customer, [from || '0', position], limit);
  const decisions = await readAll(
    dynamo,
    entries.filter((entry) => parseBelonging(entry).kind === 'decision'),
  );
  return { decisions: decisions.filter((decision) => answersQuery(decision, query)), next };
}

/** One partition of an index of decisions. */
interface IndexPart {
  readonly index: string;
  readonly attribute: string;
  readonly partition: string;
  readonly filters: readonly Condition[];
}

async function indexStep(
  dynamo: Dynamo,
  { index, attribute, partition, filters }: IndexPart,
  query: DecisionQuery,
  position: string,
): Promise<Step> {
  const from = query.since === undefined ? '' : sortableTime(query.since);
  if (from > position) return { decisions: [], next: null };
  const wanted = Math.min(query.limit + SURPLUS, BATCH_GET_ITEMS);
  const { items, last } = await queryPage<Key>(dynamo, {
    index,
    key: { expression: `#${attribute} = :partition`, values: { ':partition': partition } },
    between: [from || '0', position],
    filters,
    limit: filters.length > 0 ? FILTERED_ENTRIES_PER_QUERY : wanted,
  });
  const keys = items.filter(({ sk }) => sk !== position);
  // Each of them has the state asked for, so few have to be read, unless more is asked.
  const batch = keys.slice(0, query.rule === undefined && query.outcome === undefined ? wanted : BATCH_GET_ITEMS);
  const decisions = await readAll(dynamo, batch);
  const next = batch.length < keys.length ? batch.at(-1)?.sk : last?.sk;
  return { decisions: decisions.filter((decision) => answersQuery(decision, query)), next: next ?? null };
}

/** What DynamoDB takes in one batch (“Quotas in Amazon DynamoDB”). */
const BATCH_GET_ITEMS = 100;

/** The decisions of these keys, newest first. */
async function readAll({ client, table }: Dynamo, keys: readonly Key[]): Promise<Decision[]> {
  const items: DecisionItem[] = [];
  let left: Record<string, unknown>[] = keys.map(({ pk, sk }) => ({ pk, sk }));
  while (left.length > 0) {
    const { Responses, UnprocessedKeys } = await client.send(
      new BatchGetCommand({ RequestItems: { [table]: { Keys: left } } }),
    );
    items.push(...((Responses?.[table] ?? []) as unknown as DecisionItem[]));
    left = UnprocessedKeys?.[table]?.Keys ?? [];
  }
  return items.sort((a, b) => (a.sk < b.sk ? 1 : -1)).map(decisionRecord);
}

function laterOf(a: string, b: string): string {
  return a > b ? a : b;
}

function monthBefore(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 2)).toISOString().slice(0, 7);
}
