import type { CustomerCard } from '../../core/customer-card.ts';
import type { CustomerId, Instant, ShopDomain } from '../../core/identity.ts';
import type { CustomerRecord, DayTotal, DecisionPointer, Gone, PastCursor, RecentOrder } from '../../core/profile.ts';
import { pack, unpack } from './packed.ts';
import { customerPartition, type Key, mergedOfCustomer, type OfCustomer } from './table.ts';

/**
 * One customer is a head, under the revision, and an item for each quarter with orders. A write touches the head and
 * the quarters that changed, so that it costs the same whatever the history.
 */
export interface HeadItem extends Key, Partial<OfCustomer> {
  readonly revision: number;
  readonly head: Uint8Array;
}

export interface QuarterItem extends Key {
  /** The head's revision that wrote it. */
  readonly revision: number;
  readonly days: Uint8Array;
}

/** The columns of the day totals: days as differences to the one before, net spend in minor units, orders. */
type PackedDays = readonly [days: readonly number[], netMinor: readonly number[], orders: readonly number[]];

interface PackedHead {
  readonly knownSince: Instant | null;
  readonly learnedAt: Instant | null;
  /** Absent when reading the past is not under way. */
  readonly pastCursor?: PastCursor | null;
  /** Absent where the shop was not asked. */
  readonly card?: CustomerCard;
  /** Absent for a customer that the shop has. */
  readonly gone?: Gone;
  readonly lifetime: readonly [netMinor: number, orders: number];
  readonly newestDay: number;
  /** Quarters may still hold days before it: those are forgotten without a write. */
  readonly firstDay: number;
  /** The quarters that belong to this revision, each with the revision that wrote it. */
  readonly quarters: readonly (readonly [quarter: number, revision: number])[];
  /** Times as differences to the one before. */
  readonly recent: readonly [placedAt: readonly number[], netMinor: readonly number[]];
  readonly decisions: readonly (readonly [id: string, eventAt: Instant])[];
  /** Absent where there are none. */
  readonly disputes?: number;
  /** Absent where it is not known. */
  readonly oldestDay?: number;
}

/** A quarter as it is stored, by its number: four times the year and 0 to 3. */
export type StoredQuarters = ReadonlyMap<number, { readonly revision: number; readonly days: readonly DayTotal[] }>;

export interface StoredCustomer {
  readonly record: CustomerRecord;
  readonly quarters: StoredQuarters;
}

export interface CustomerWrite {
  readonly head: HeadItem;
  readonly puts: readonly QuarterItem[];
  readonly deletes: readonly Key[];
  /** What is stored once it is written. */
  readonly quarters: StoredQuarters;
}

const HEAD = 'head';
const QUARTER_PREFIX = 'quarter#';

/** What to write to make `stored` the record; without it every quarter is written. */
export function customerWrite(shop: ShopDomain, record: CustomerRecord, stored: StoredQuarters): CustomerWrite {
  const pk = customerPartition(shop, record.profile.customer);
  const { revision } = record;
  const firstDay = record.profile.days[0]?.day ?? 0;
  const puts: QuarterItem[] = [];
  const quarters = new Map<number, { readonly revision: number; readonly days: readonly DayTotal[] }>();
  for (const [quarter, days] of byQuarter(record.profile.days)) {
    const known = stored.get(quarter);
    if (known && sameDays(from(known.days, firstDay), days)) {
      quarters.set(quarter, known);
      continue;
    }
    quarters.set(quarter, { revision, days });
    puts.push({ pk, sk: quarterName(quarter), revision, days: packDays(days) });
  }
  const deletes = [...stored.keys()]
    .filter((quarter) => !quarters.has(quarter))
    .map((quarter) => ({ pk, sk: quarterName(quarter) }));
  const { gone } = record;
  const merged = gone?.mergedInto && mergedOfCustomer(shop, gone.mergedInto, record.profile.customer, gone.at);
  const head = { pk, sk: HEAD, revision, head: packHead(record, firstDay, quarters), ...merged };
  return { head, puts, deletes, quarters };
}

/**
 * The record that a partition's items are. `torn` when they were read while a transaction wrote them: head and
 * quarters don't belong together.
 */
export function readCustomer(
  customer: CustomerId,
  items: readonly (HeadItem | QuarterItem)[],
): StoredCustomer | null | 'torn' {
  const head = items.find((item) => 'head' in item);
  if (!head) return null;
  const quarters: StoredQuarters = new Map(
    items
      .filter((item) => 'days' in item)
      .map((item) => [quarterNumber(item.sk), { revision: item.revision, days: unpackDays(item.days) }]),
  );
  const packed = unpack<PackedHead>(head.head);
  const whole = packed.quarters.every(([quarter, revision]) => quarters.get(quarter)?.revision === revision);
  if (!whole) return 'torn';
  const days = packed.quarters.flatMap(([quarter]) => from(quarters.get(quarter)?.days ?? [], packed.firstDay));
  return { record: unpackHead(customer, head.revision, packed, days), quarters };
}

function packHead(
  { profile, learnedAt, pastCursor, decisions, card, gone }: CustomerRecord,
  firstDay: number,
  quarters: StoredQuarters,
): Uint8Array {
  const { knownSince, lifetime, newestDay, recent, disputes, oldestDay } = profile;
  const packed: PackedHead = {
    knownSince,
    learnedAt,
    ...(pastCursor !== null && { pastCursor }),
    ...(card && { card }),
    ...(gone && { gone }),
    lifetime: [lifetime.netMinor, lifetime.orders],
    newestDay,
    firstDay,
    quarters: [...quarters].map(([quarter, { revision }]) => [quarter, revision]),
    recent: [differences(recent.map(({ placedAt }) => placedAt)), recent.map(({ netMinor }) => netMinor)],
    decisions: decisions.map(({ id, eventAt }) => [id, eventAt]),
    ...(disputes !== undefined && { disputes }),
    ...(oldestDay !== undefined && { oldestDay }),
  };
  return pack(packed);
}

function unpackHead(
  customer: CustomerId,
  revision: number,
  packed: PackedHead,
  days: readonly DayTotal[],
): CustomerRecord {
  const {
    knownSince,
    learnedAt,
    pastCursor = null,
    lifetime,
    newestDay,
    recent,
    decisions,
    card,
    gone,
    disputes,
    oldestDay,
  } = packed;
  const [placedAt, netMinor] = recent;
  return {
    revision,
    profile: {
      customer,
      knownSince,
      lifetime: { netMinor: lifetime[0], orders: lifetime[1] },
      days,
      recent: sums(placedAt).map((at, index): RecentOrder => ({ placedAt: at, netMinor: netMinor[index] ?? 0 })),
      newestDay,
      ...(disputes !== undefined && { disputes }),
      ...(oldestDay !== undefined && { oldestDay }),
    },
    learnedAt,
    pastCursor,
    decisions: decisions.map(([id, eventAt]) => ({ id, eventAt }) as DecisionPointer),
    ...(card && { card }),
    ...(gone && { gone }),
  };
}

export function packDays(days: readonly DayTotal[]): Uint8Array {
  const packed: PackedDays = [
    differences(days.map(({ day }) => day)),
    days.map(({ netMinor }) => netMinor),
    days.map(({ orders }) => orders),
  ];
  return pack(packed);
}

export function unpackDays(packed: Uint8Array): DayTotal[] {
  const [days, netMinor, orders] = unpack<PackedDays>(packed);
  return sums(days).map((day, index) => ({ day, netMinor: netMinor[index] ?? 0, orders: orders[index] ?? 0 }));
}

function differences(numbers: readonly number[]): number[] {
  return numbers.map((number, index) => number - (numbers[index - 1] ?? 0));
}

function sums(numbers: readonly number[]): number[] {
  let sum = 0;
  return numbers.map((number) => {
    sum += number;
    return sum;
  });
}

function from(days: readonly DayTotal[], firstDay: number): DayTotal[] {
  return days.filter(({ day }) => day >= firstDay);
}

function sameDays(a: readonly DayTotal[], b: readonly DayTotal[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function byQuarter(days: readonly DayTotal[]): Map<number, DayTotal[]> {
  return Map.groupBy(days, ({ day }) => {
    const date = new Date(day * 86_400_000);
    return date.getUTCFullYear() * 4 + Math.floor(date.getUTCMonth() / 3);
  });
}

/** `quarter#2026-Q3` */
function quarterName(quarter: number): string {
  return `${QUARTER_PREFIX}${Math.floor(quarter / 4)}-Q${(quarter % 4) + 1}`;
}

function quarterNumber(sk: string): number {
  const [year, quarter] = sk.slice(QUARTER_PREFIX.length).split('-Q');
  return Number(year) * 4 + Number(quarter) - 1;
}
