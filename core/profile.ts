import type { CustomerCard } from './customer-card.ts';
import type { CustomerId, DecisionId, Instant } from './identity.ts';
import type { Contribution } from './order.ts';

const DAY_MS = 86_400_000;
/** One year of windows and slack for events that arrive late; older days live on in `lifetime` only. */
export const RETAINED_DAYS = 400;
/** Orders of the last days are kept one by one so that a window can end within a day. */
const RECENT_DAYS = 3;
const RECENT_LIMIT = 200;
const REMEMBERED_DECISIONS = 5;

/** Orders placed on one UTC day. */
export interface DayTotal {
  /** Days since 1970-01-01 UTC. */
  readonly day: number;
  readonly netMinor: number;
  readonly orders: number;
}

export interface RecentOrder {
  readonly placedAt: Instant;
  readonly netMinor: number;
}

export interface DecisionPointer {
  readonly id: DecisionId;
  readonly eventAt: Instant;
}

/** What we know of one customer: a pure fold of that customer's orders. Under 4 KB whatever the history. */
export interface Profile {
  readonly customer: CustomerId;
  /** From when on our knowledge is complete; null until the past was read. */
  readonly knownSince: Instant | null;
  readonly lifetime: { readonly netMinor: number; readonly orders: number };
  /** Ascending by day, none empty. */
  readonly days: readonly DayTotal[];
  /** Ascending by time; the newest days only. Lets a window exclude what came after the event. */
  readonly recent: readonly RecentOrder[];
  /** Day of the newest order ever seen, counted or not: the anchor of retention, whatever the order of arrival. */
  readonly newestDay: number;
  /** Day of the oldest order ever seen, counted or not; absent before the first, and where some were before this was kept. */
  readonly oldestDay?: number;
  /** Payments that the customer disputes, told since the installation; absent where there are none. */
  readonly disputes?: number;
}

/** A profile as it is kept, with what depends on the order of arrival beside it. */
export interface CustomerRecord {
  /** Counts the writes: the condition of the next write, and the arrival number of decisions. 0 = never written. */
  readonly revision: number;
  readonly profile: Profile;
  /** When the past was read; null before. One from before the shop's installation has a gap. */
  readonly learnedAt: Instant | null;
  /** Where reading the past goes on after an interruption; null when it has not begun or is done. */
  readonly pastCursor: PastCursor | null;
  /** The latest decisions on orders, to be looked at again when something late arrives. */
  readonly decisions: readonly DecisionPointer[];
  /** Absent where nobody asked the shop yet: nothing is known of it. */
  readonly card?: CustomerCard;
  /** There is no such customer in the shop any more; absent where there is. It never goes away again. */
  readonly gone?: Gone;
}

export interface Gone {
  readonly at: Instant;
  /** Whose all of this is since two customers were made one; null when the customer was deleted. */
  readonly mergedInto: CustomerId | null;
}

/** Null for who is still themselves. */
export function mergedInto({ gone }: CustomerRecord): CustomerId | null {
  return gone?.mergedInto ?? null;
}

export interface PastCursor {
  readonly cursor: string;
  readonly begunAt: Instant;
  /** How many orders were read until here. */
  readonly read: number;
}

export function newCustomerRecord(customer: CustomerId): CustomerRecord {
  return { revision: 0, profile: newProfile(customer), learnedAt: null, pastCursor: null, decisions: [] };
}

function newProfile(customer: CustomerId): Profile {
  return {
    customer,
    knownSince: null,
    lifetime: { netMinor: 0, orders: 0 },
    days: [],
    recent: [],
    newestDay: 0,
  };
}

export function dayOf(at: Instant): number {
  return Math.floor(at / DAY_MS);
}

export function startOfDay(day: number): Instant {
  return day * DAY_MS;
}

/** Takes what an order counted before out and puts what it counts now in; either may be null. */
export function replaceContribution(
  profile: Profile,
  before: Contribution | null,
  after: Contribution | null,
): Profile {
  const removed = before?.customer === profile.customer ? count(profile, before, -1) : profile;
  return after?.customer === profile.customer ? count(removed, after, 1) : removed;
}

/**
 * The customer has an order of this time, whether it counts or not. One from the future, by a clock that is wrong,
 * ends nothing that is still within the year.
 */
export function seeOrder(profile: Profile, placedAt: Instant, now: Instant): Profile {
  const day = Math.min(dayOf(placedAt), dayOf(now));
  const seen = withOldest(profile, day);
  if (day <= seen.newestDay) return seen;
  const newestDay = day;
  return {
    ...seen,
    newestDay,
    days: profile.days.filter(({ day }) => day > newestDay - RETAINED_DAYS),
    recent: profile.recent.filter((order) => dayOf(order.placedAt) > newestDay - RECENT_DAYS),
  };
}

function withOldest(profile: Profile, day: number): Profile {
  const { oldestDay, newestDay } = profile;
  const isFirst = oldestDay === undefined && newestDay === 0;
  return isFirst || (oldestDay !== undefined && day < oldestDay) ? { ...profile, oldestDay: day } : profile;
}

function count(profile: Profile, contribution: Contribution, sign: 1 | -1): Profile {
  const counted = contribution.orders === 0 ? profile : countOrder(profile, contribution, sign);
  if (contribution.disputes === undefined) return counted;
  const { disputes: before = 0, ...rest } = counted;
  const disputes = before + sign * contribution.disputes;
  return disputes === 0 ? rest : { ...rest, disputes };
}

function countOrder(profile: Profile, contribution: Contribution, sign: 1 | -1): Profile {
  const day = dayOf(contribution.placedAt);
  const { newestDay } = profile;
  return {
    ...profile,
    lifetime: {
      netMinor: profile.lifetime.netMinor + sign * contribution.netMinor,
      orders: profile.lifetime.orders + sign,
    },
    days:
      day > newestDay - RETAINED_DAYS ? countDay(profile.days, day, sign * contribution.netMinor, sign) : profile.days,
    recent: day > newestDay - RECENT_DAYS ? countRecent(profile.recent, contribution, sign) : profile.recent,
  };
}

function countDay(days: readonly DayTotal[], day: number, netMinor: number, orders: number): DayTotal[] {
  const at = days.findIndex((total) => total.day >= day);
  const index = at === -1 ? days.length : at;
  const known = days[index]?.day === day ? days[index] : undefined;
  const total = { day, netMinor: (known?.netMinor ?? 0) + netMinor, orders: (known?.orders ?? 0) + orders };
  return [
    ...days.slice(0, index),
    ...(total.orders === 0 && total.netMinor === 0 ? [] : [total]),
    ...days.slice(known ? index + 1 : index),
  ];
}

function countRecent(
  recent: readonly RecentOrder[],
  { placedAt, netMinor }: Contribution,
  sign: 1 | -1,
): RecentOrder[] {
  const next = [...recent];
  if (sign === 1) next.push({ placedAt, netMinor });
  else {
    const index = next.findIndex((order) => order.placedAt === placedAt && order.netMinor === netMinor);
    if (index !== -1) next.splice(index, 1);
  }
  return next.sort((a, b) => a.placedAt - b.placedAt || a.netMinor - b.netMinor).slice(-RECENT_LIMIT);
}

export interface Totals {
  readonly netMinor: number;
  readonly orders: number;
}

/**
 * Net spend and number of orders in the `days` days that end at `at`, without one order (the subject).
 * The window opens at the start of the UTC day `days` days before and closes at the very time of the event.
 */
export function windowTotals(profile: Profile, at: Instant, days: number, except: Contribution | null): Totals {
  const last = dayOf(at);
  const first = last - days;
  const own = ownUntil(profile, at, except);
  let netMinor = 0;
  let orders = 0;
  for (const total of profile.days) {
    if (total.day < first || total.day > last) continue;
    netMinor += total.netMinor;
    orders += total.orders;
  }
  for (const order of profile.recent) {
    if (order.placedAt <= at || dayOf(order.placedAt) !== last) continue;
    netMinor -= order.netMinor;
    orders -= 1;
  }
  const isCounted = own !== null && dayOf(own.placedAt) >= first;
  return isCounted ? { netMinor: netMinor - own.netMinor, orders: orders - 1 } : { netMinor, orders };
}

/** The subject where it is one of the profile's orders until `at`. */
function ownUntil(profile: Profile, at: Instant, except: Contribution | null): Contribution | null {
  return except?.customer === profile.customer && except.orders !== 0 && except.placedAt <= at ? except : null;
}

/** Net spend and number of all orders until `at`, however long ago, without one order (the subject). */
export function lifetimeTotals(profile: Profile, at: Instant, except: Contribution | null): Totals {
  const retained = profile.days.reduce(
    (sum, day) => ({ netMinor: sum.netMinor + day.netMinor, orders: sum.orders + day.orders }),
    { netMinor: 0, orders: 0 },
  );
  const until = windowTotals(profile, at, dayOf(at), except);
  return {
    netMinor: profile.lifetime.netMinor - retained.netMinor + until.netMinor,
    orders: profile.lifetime.orders - retained.orders + until.orders,
  };
}

/** The days with orders until `at`, without one order (the subject): oldest first, those of more than a year ago are not kept. */
export function orderDays(
  profile: Profile,
  at: Instant,
  except: Contribution | null,
): readonly { readonly daysAgo: number; readonly orders: number }[] {
  return keptOrderDays(profile, at, except).filter(({ daysAgo }) => daysAgo < RETAINED_DAYS);
}

/** The day of the last of them, however long ago; null where there is none, or it is not kept any more. */
export function lastOrderDay(profile: Profile, at: Instant, except: Contribution | null): number | null {
  const last = keptOrderDays(profile, at, except).at(-1);
  return last === undefined ? null : dayOf(at) - last.daysAgo;
}

/** The day of the first order, whatever became of it; null where that was before any was kept. */
export function firstOrderDay({ oldestDay, days, lifetime }: Profile): number | null {
  if (oldestDay !== undefined) return oldestDay;
  const kept = days.reduce((sum, { orders }) => sum + orders, 0);
  return kept === lifetime.orders ? (days[0]?.day ?? null) : null;
}

function keptOrderDays(profile: Profile, at: Instant, except: Contribution | null) {
  const last = dayOf(at);
  const own = ownUntil(profile, at, except);
  const later = profile.recent.filter(({ placedAt }) => placedAt > at && dayOf(placedAt) === last).length;
  return profile.days
    .filter(({ day }) => day <= last)
    .map(({ day, orders }) => {
      const isOwn = own !== null && dayOf(own.placedAt) === day;
      return { daysAgo: last - day, orders: orders - (isOwn ? 1 : 0) - (day === last ? later : 0) };
    })
    .filter(({ orders }) => orders > 0);
}

/** Whether some of all orders until `at` may be of a time when the shop had another currency. */
export function mixesCurrencies(
  profile: Profile,
  at: Instant,
  change: Instant | null,
  except: Contribution | null,
): boolean {
  if (change === null) return false;
  const daysSince = dayOf(at) - dayOf(change) - 1;
  const since = daysSince < 0 ? 0 : windowTotals(profile, at, daysSince, except).orders;
  return lifetimeTotals(profile, at, except).orders > since;
}

/** Whether the window holds other orders of the day on which the shop changed its currency, or of earlier ones. */
export function spentUntil(
  profile: Profile,
  { at, days, change }: { readonly at: Instant; readonly days: number; readonly change: Instant | null },
  except: Contribution | null,
): boolean {
  if (change === null) return false;
  const daysBefore = dayOf(change) - (dayOf(at) - days);
  const endOfDay = (dayOf(change) + 1) * DAY_MS - 1;
  return daysBefore >= 0 && windowTotals(profile, endOfDay, daysBefore, except).orders > 0;
}

export function rememberDecision(record: CustomerRecord, decision: DecisionPointer): CustomerRecord {
  return { ...record, decisions: [...record.decisions, decision].slice(-REMEMBERED_DECISIONS) };
}
