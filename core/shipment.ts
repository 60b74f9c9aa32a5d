import { isLately } from './fold.ts';
import type { CustomerId, DecisionId, Instant, OrderId, ShipmentId } from './identity.ts';
import { beginningOfInstallation } from './past-import.ts';
import type { Shop } from './shop.ts';
import { startOfZoneDay, zoneDaysLater, zoneWeekday } from './zone-day.ts';

/** A shipment as it was read from the shop. */
export interface ShipmentSnapshot {
  readonly id: ShipmentId;
  /** As people say it: `#1001.1`. */
  readonly name: string;
  readonly order: OrderId;
  readonly orderName: string;
  readonly customer: CustomerId | null;
  /** `prepared`: a service has it in hand; `called_off`: it was cancelled or failed. */
  readonly status: 'prepared' | 'sent' | 'called_off';
  readonly sentAt: Instant;
  /** A carrier can be asked for it: it has a tracking number. */
  readonly isTracked: boolean;
  /** When it was said to arrive; null where nobody said. */
  readonly promisedAt: Instant | null;
  /** Also when it was fetched at the shop; null until then. */
  readonly deliveredAt: Instant | null;
  /** The newest that the carrier told; labels and confirmations come from the shop and are none. */
  readonly lastScan: Scan | null;
  /** What the shop shows of it; absent in what was read before it was asked for, and where it shows nothing. */
  readonly shownAs?: ShownStatus;
  /** How often the carrier tried to hand it over in vain, by the newest 20 that it told; absent as above. */
  readonly attempts?: number;
}

/** As in the Admin API's `FulfillmentDisplayStatus`. */
export const SHOWN_STATUSES = [
  'attempted_delivery',
  'canceled',
  'carrier_picked_up',
  'confirmed',
  'delayed',
  'delivered',
  'failure',
  'fulfilled',
  'in_transit',
  'label_printed',
  'label_purchased',
  'label_voided',
  'marked_as_fulfilled',
  'not_delivered',
  'out_for_delivery',
  'picked_up',
  'ready_for_pickup',
  'submitted',
] as const;
export type ShownStatus = (typeof SHOWN_STATUSES)[number];

export interface Scan {
  readonly at: Instant;
  readonly status: ScanStatus;
}

/** As in the Admin API's `FulfillmentEventStatus`, as far as a carrier tells it. */
export const SCAN_STATUSES = [
  'carrier_picked_up',
  'in_transit',
  'out_for_delivery',
  'attempted_delivery',
  'ready_for_pickup',
  'delivered',
  'picked_up',
  'delayed',
  'failure',
] as const;
export type ScanStatus = (typeof SCAN_STATUSES)[number];

/** When a shipment counts as delayed: so long after the promise, or after so many business days without a scan. */
const LATE_AFTER_DAYS = 1;
const OUT_OF_SIGHT_AFTER_BUSINESS_DAYS = 3;
/** What has not arrived by then is looked after no more. */
const LOOKED_AFTER_DAYS = 90;

const DAY_MS = 86_400_000;
const LOOK_AGAIN_MS = 30 * 60_000;
/** Since it is delayed: by then it is no more in the shop. */
const LOOKED_FOR_DAYS = 7;

/** Everything kept about one shipment. */
export interface ShipmentRecord {
  /** Counts the writes: the condition of the next write. */
  readonly revision: number;
  readonly snapshot: ShipmentSnapshot;
  /** When the snapshot was read: a newer reading replaces it. */
  readonly readAt: Instant;
  /** `past`: delayed long before its first sight, or before the install; no rule was asked, and none will be. */
  readonly delay: 'awaited' | 'decided' | 'past';
  readonly decision: DecisionId | null;
  /** From when on it counted as delayed; absent before, and in what was written before this was kept. */
  readonly delayedAt?: Instant;
  /** When it is looked at again, should nothing be heard of it until then; null when there is no need. */
  readonly lookAt: Instant | null;
  /** When a sweep told of what no delivery did; absent when none ever had to. */
  readonly foundLateAt?: Instant;
}

export interface SeenShipment {
  readonly shipment: ShipmentSnapshot;
  /** When the shop was asked. */
  readonly readAt: Instant;
}

export interface ShipmentFold {
  /** Its revision is that of the record before. The known one itself where there is nothing to write. */
  readonly record: ShipmentRecord;
  /** Something of it is other than it was. A newer reading of the same is kept as well, for its time alone. */
  readonly changed: boolean;
  /** `shipment.delayed` happens now: from when on it is; null when it does not. */
  readonly delayedAt: Instant | null;
}

/** Puts what was read of a shipment into its record; an older reading than the newest changes nothing of it. */
export function foldShipment(known: ShipmentRecord | null, seen: SeenShipment, shop: Shop, now: Instant): ShipmentFold {
  const { shipment: snapshot, readAt } = seen;
  if (known && readAt <= known.readAt) return { record: known, changed: false, delayedAt: null };
  const isAwaited = (known?.delay ?? 'awaited') === 'awaited';
  const at = isAwaited ? delayedFrom(snapshot, shop.timezone) : null;
  const isDelayed = at !== null && at <= now;
  // What was looked after all the time is news whenever it is noticed: this very reading says that it is so still.
  const isNews = isDelayed && (known ? at >= beginningOfInstallation(shop) : isLately(at, shop, now));
  const delayedAt = isNews ? at : null;
  const record: ShipmentRecord = {
    revision: known?.revision ?? 0,
    snapshot,
    readAt,
    delay: isDelayed ? (delayedAt === null ? 'past' : 'decided') : (known?.delay ?? 'awaited'),
    decision: known?.decision ?? null,
    ...(known?.foundLateAt !== undefined && { foundLateAt: known.foundLateAt }),
    ...(isDelayed ? { delayedAt: at } : known?.delayedAt !== undefined && { delayedAt: known.delayedAt }),
    lookAt: isDelayed || at === null || at > snapshot.sentAt + LOOKED_AFTER_DAYS * DAY_MS ? null : at,
  };
  return { record, changed: !known || differs(known, record), delayedAt };
}

/**
 * Nobody may be able to read it now: it is tried again for some days. In a shop that left it is of no concern any more.
 */
export function lookLater(record: ShipmentRecord, shop: Shop | null, now: Instant): ShipmentRecord {
  const isInstalled = shop?.uninstalledAt === null;
  const at = isInstalled ? delayedFrom(record.snapshot, shop.timezone) : null;
  const isOfUse = at !== null && now - at < LOOKED_FOR_DAYS * DAY_MS;
  return { ...record, revision: record.revision + 1, lookAt: isOfUse ? now + LOOK_AGAIN_MS : null };
}

/** Reading the same again is no change. */
function differs(known: ShipmentRecord, { snapshot, delay, lookAt }: ShipmentRecord): boolean {
  const isSame = JSON.stringify(known.snapshot) === JSON.stringify(snapshot);
  return !isSame || known.delay !== delay || known.lookAt !== lookAt;
}

/** From when on the shipment counts as delayed, should nothing more be heard of it; null: it never does. */
export function delayedFrom(shipment: ShipmentSnapshot, timezone: string): Instant | null {
  const { status, promisedAt, deliveredAt, isTracked } = shipment;
  // What lies at the shop to be fetched waits for the customer.
  if (status !== 'sent' || shipment.lastScan?.status === 'ready_for_pickup') return null;
  const lateFrom = promisedAt === null ? null : promisedAt + LATE_AFTER_DAYS * DAY_MS;
  if (deliveredAt !== null) return lateFrom !== null && lateFrom <= deliveredAt ? lateFrom : null;
  const unseenFrom = isTracked ? endOfBusinessDays(lastHeardOf(shipment), timezone) : null;
  return lateFrom === null || unseenFrom === null ? (lateFrom ?? unseenFrom) : Math.min(lateFrom, unseenFrom);
}

/** Whole days since the promise, 0 before it is broken; null where there is none. */
export function daysLate({ promisedAt, deliveredAt }: ShipmentSnapshot, now: Instant): number | null {
  return promisedAt === null ? null : Math.max(0, Math.floor(((deliveredAt ?? now) - promisedAt) / DAY_MS));
}

/** Whole days from Monday to Friday in the shop's zone, after that of the last scan; null where nothing is tracked. */
export function businessDaysWithoutScan(shipment: ShipmentSnapshot, timezone: string, now: Instant): number | null {
  if (!shipment.isTracked) return null;
  const from = lastHeardOf(shipment);
  const until = startOfZoneDay(shipment.deliveredAt ?? now, timezone);
  // A parcel is looked after for some weeks: few days to count.
  let days = 0;
  for (let day = zoneDaysLater(from, 1, timezone); day < until; day = zoneDaysLater(day, 1, timezone)) {
    if (isBusinessDay(day, timezone)) days += 1;
  }
  return days;
}

/** When so many whole business days have passed without anything heard. */
function endOfBusinessDays(from: Instant, timezone: string): Instant {
  let day = zoneDaysLater(from, 1, timezone);
  for (let days = 0; ; day = zoneDaysLater(day, 1, timezone)) {
    if (days === OUT_OF_SIGHT_AFTER_BUSINESS_DAYS) return day;
    if (isBusinessDay(day, timezone)) days += 1;
  }
}

function lastHeardOf({ sentAt, lastScan }: ShipmentSnapshot): Instant {
  return Math.max(sentAt, lastScan?.at ?? sentAt);
}

function isBusinessDay(day: Instant, timezone: string): boolean {
  const weekday = zoneWeekday(day, timezone);
  return weekday >= 1 && weekday <= 5;
}

/** The shipment as a guest's; the same object where it is another customer's. */
export function withoutCustomer(record: ShipmentRecord, customer: CustomerId): ShipmentRecord {
  return record.snapshot.customer === customer ? ownedBy(record, null) : record;
}

export function ownedBy(record: ShipmentRecord, customer: CustomerId | null): ShipmentRecord {
  return { ...record, snapshot: { ...record.snapshot, customer } };
}
