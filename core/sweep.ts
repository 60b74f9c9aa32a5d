import type { CustomerId, DecisionId, Instant, OrderId, ReturnId, ShipmentId } from './identity.ts';
import type { ReturnStatus } from './return.ts';
import type { Shop } from './shop.ts';
import { startOfZoneDay } from './zone-day.ts';

/** One comparison of the shop with what we saw: what no delivery told of becomes an event. */
export interface Sweep {
  /** Sorts by the time at which it began. */
  readonly id: string;
  /** Counts the writes: the condition of the next one. */
  readonly revision: number;
  readonly startedAt: Instant;
  /** Null while it runs. */
  readonly finishedAt: Instant | null;
  /** Changes of this span are looked at: from inclusive, until exclusive. */
  readonly from: Instant;
  readonly until: Instant;
  /** Where it goes on; null when it is finished. */
  readonly place: { readonly what: 'orders' | 'customers'; readonly cursor: string | null } | null;
  readonly checked: { readonly orders: number; readonly customers: number };
  /** Oldest first, the first 200. */
  readonly found: readonly FoundLate[];
  readonly foundCount: number;
  /** What failed each time and was left out: a person has to look at it. The first 200, and all of the page at hand. */
  readonly unchecked: readonly Unchecked[];
  readonly uncheckedCount: number;
  /** What it can't get past, and how often it tried in a row; null while it moves on. */
  readonly stuck: { readonly at: string; readonly tries: number } | null;
  /** What is being folded: of each it is not yet written whether it was found. */
  readonly finding: readonly Finding[];
  /** Why it stands still; null otherwise. */
  readonly problem: string | null;
  /** What the shop does not let us read, which was left out; null when nothing was. */
  readonly leftOut: string | null;
}

export interface FoundLate {
  readonly what: /** No delivery told of the order at all. */
    | 'order_missed'
    /** The order is known, a change of it is not. */
    | 'change_missed'
    | 'return_missed'
    | 'return_change_missed'
    | 'shipment_missed'
    | 'shipment_change_missed'
    | 'customer_missed';
  /** The return or shipment that it is about; absent where it is about the order or the customer. */
  readonly part?: PartName;
  readonly order: { readonly id: OrderId; readonly name: string } | null;
  readonly customer: CustomerId | null;
  readonly changedAt: Instant | null;
  /** What was decided because of it; null when nothing was. */
  readonly decision: DecisionId | null;
}

/** A find that was written down before it was folded. */
export interface Finding {
  /** As the report says it, the decision left open. */
  readonly late: FoundLate;
  /** The time of the go that was to fold it. */
  readonly at: Instant;
}

/** A return or a shipment, with its name as people say it: `#1001-R1`, `#1001.1`. */
export type PartName =
  | { readonly kind: 'return'; readonly id: ReturnId; readonly name: string }
  | { readonly kind: 'shipment'; readonly id: ShipmentId; readonly name: string };

/** The platform writes whole seconds: what happened in the first second of the span belongs to it. */
export function isIn({ from, until }: Pick<Sweep, 'from' | 'until'>, at: Instant): boolean {
  return at >= Math.floor(from / 1000) * 1000 && at < until;
}

const DAY_MS = 86_400_000;
/** An order that changes while it is compared is seen by a later sweep alone: with it, what happened to its parts before. */
const LOOK_BACK_MS = 7 * DAY_MS;

/** From when on a part of an order may have been missed. Before, there was no app, or other sweeps saw it. */
export function partsFrom({ from }: Pick<Sweep, 'from'>): Instant {
  return from - LOOK_BACK_MS;
}

/** A part of an order, as it is listed with the order. */
export type OrderPart = {
  readonly order: { readonly id: OrderId; readonly name: string };
  readonly customer: CustomerId | null;
  readonly createdAt: Instant;
  /** Of a return, when its order changed last: it tells of no change of its own. */
  readonly changedAt: Instant;
} & (
  | (Extract<PartName, { kind: 'return' }> & { readonly status: ReturnStatus })
  | Extract<PartName, { kind: 'shipment' }>
);

export function partOf({ kind, id, name }: OrderPart): PartName {
  return { kind, id, name } as PartName;
}

/** An order, with what belongs to it, or a customer that could not be compared. */
export interface Unchecked {
  readonly part?: PartName;
  readonly order: { readonly id: OrderId; readonly name: string } | null;
  readonly customer: CustomerId | null;
  readonly problem: string;
}

export const MOST_FOUND_KEPT = 200;
export const MOST_UNCHECKED_KEPT = 200;

/** The report without a customer; the same object where they are not in it. */
export function withoutCustomer(sweep: Sweep, customer: CustomerId): Sweep {
  const isTheirs = (entry: { readonly customer: CustomerId | null }) => entry.customer === customer;
  const isStuck = sweep.stuck?.at === customer;
  const finding = sweep.finding.map((each) =>
    isTheirs(each.late) ? { ...each, late: { ...each.late, customer: null } } : each,
  );
  const isNamed = [...sweep.found, ...sweep.unchecked, ...sweep.finding.map(({ late }) => late)].some(isTheirs);
  if (!isStuck && !isNamed) return sweep;
  return {
    ...sweep,
    found: sweep.found.map((entry) => (isTheirs(entry) ? { ...entry, customer: null } : entry)),
    unchecked: sweep.unchecked.map((entry) => (isTheirs(entry) ? { ...entry, customer: null } : entry)),
    finding,
    stuck: isStuck ? null : sweep.stuck,
  };
}

const HOUR_MS = 3_600_000;

/**
 * The next night: between 2 and 5 o'clock in the shop's zone, each shop at its own minute, so that not all begin at
 * once.
 */
export function nextSweepAt({ domain, timezone }: Pick<Shop, 'domain' | 'timezone'>, now: Instant): Instant {
  const sinceMidnight = 2 * HOUR_MS + (minuteOf(domain) % 180) * 60_000;
  // Half a day's rest: a sweep that ran late does not begin anew the same night.
  const rested = now + 12 * HOUR_MS;
  const night = startOfZoneDay(rested, timezone) + sinceMidnight;
  return night > rested ? night : startOfZoneDay(rested + 24 * HOUR_MS, timezone) + sinceMidnight;
}

function minuteOf(domain: string): number {
  return [...domain].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9973, 7);
}
