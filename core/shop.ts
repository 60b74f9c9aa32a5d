import type { Breaker } from './breaker.ts';
import type { CustomerId, Instant, RuleId, ShopDomain } from './identity.ts';

/** What is known of one shop that installed the app. */
export interface Shop {
  readonly domain: ShopDomain;
  readonly currency: string;
  /** When the currency was first seen to be another one than before; null while it never was. */
  readonly currencySince: Instant | null;
  /** IANA name; days on the screens are days of this zone. */
  readonly timezone: string;
  /** As the platform calls it, such as `Grow`; null where it was not asked for it yet. */
  readonly plan: string | null;
  readonly scopes: readonly string[];
  readonly installedAt: Instant;
  /** Null while installed. */
  readonly uninstalledAt: Instant | null;
  /** The running version of the policy; 0 before the first publish. */
  readonly policyVersion: number;
  /** The kill switch: perks are decided and held since then; null while they are given. */
  readonly perksStoppedAt: Instant | null;
  /** The last turn of the kill switch; null where it was never turned since that is written down. */
  readonly perksTurned: PerksTurn | null;
  /** Null while the shop's Admin API answers. */
  readonly breaker: Breaker | null;
  /** Null until an import of this installation’s past was finished. */
  readonly imported: Imported | null;
  readonly chores: Chores;
}

export interface PerksTurn {
  readonly at: Instant;
  /** The staff member's id at the platform; absent when nobody of the staff did it. Never a name. */
  readonly by?: string;
}

/** Everybody’s orders between `since` and the installation are known. */
export interface Imported {
  readonly since: Instant;
  readonly at: Instant;
}

/** What is to be done for the shop as a whole; tick wakes it when something is due. */
export interface Chores {
  /** When the shop is compared with what we saw again. */
  readonly sweepAt: Instant;
  /** Effects that the kill switch still has to move; null when they are where they belong. */
  readonly move: 'hold' | 'release' | null;
  /** When deliveries that could not be read from the shop are replayed; null when there are none. */
  readonly replayAt: Instant | null;
  /** When the import of the past goes on; absent when nothing is to be done for one. */
  readonly importAt?: Instant;
  /** What a person wants to be tried again; absent when nothing is. */
  readonly retry?: Retry;
  /** Not before: somebody is at it. */
  readonly notBefore: Instant;
}

/** Which of the effects that were refused or stopped, and nothing that came to be so later. */
export interface Retry extends RetryFilter {
  readonly askedAt: Instant;
  /** The staff member's id at the platform. */
  readonly by: string;
}

export interface RetryFilter {
  readonly states: readonly ('refused' | 'stopped')[];
  /** Null: of any. */
  readonly rule: RuleId | null;
  readonly customer: CustomerId | null;
}

/** When tick has to wake the shop. */
export function choresDueAt({ sweepAt, move, replayAt, importAt, retry, notBefore }: Chores): Instant {
  const isDue = move !== null || retry !== undefined;
  return Math.max(notBefore, isDue ? 0 : Math.min(sweepAt, replayAt ?? sweepAt, importAt ?? sweepAt));
}

/** The chores with another time for the import; null: nothing is to be done for one. */
export function withImportAt({ importAt: _before, ...chores }: Chores, at: Instant | null): Chores {
  return at === null ? chores : { ...chores, importAt: at };
}

/** The chores with another retry; null: nothing is to be tried again. */
export function withRetry({ retry: _before, ...chores }: Chores, retry: Retry | null): Chores {
  return retry === null ? chores : { ...chores, retry };
}

const DAY_MS = 86_400_000;
/** Without `read_all_orders` the platform shows the last 60 days of orders (“Access scopes: orders permissions”). */
const REACH_DAYS = { all: 400, limited: 60 };

/** From when on the shop lets us read past orders: the start of that UTC day. */
export function historyReach(shop: Shop, now: Instant): Instant {
  const days = shop.scopes.includes('read_all_orders') ? REACH_DAYS.all : REACH_DAYS.limited;
  return Math.floor(now / DAY_MS - days) * DAY_MS;
}

/** What is needed to read it: who may write may read, and the platform lists that one scope alone (“Access scopes”). */
const READS = {
  products: ['read_products', 'write_products'],
  returns: ['read_returns', 'write_returns'],
  customers: ['read_customers', 'write_customers'],
  shipments: ['read_fulfillments', 'write_fulfillments'],
} as const;

export function mayRead(what: keyof typeof READS, scopes: readonly string[]): boolean {
  return READS[what].some((scope) => scopes.includes(scope));
}

/** What a shop tells of itself when it is installed. */
export interface ShopDetails extends Pick<Shop, 'currency' | 'timezone' | 'scopes'> {
  /** Absent: it stays what it was. */
  readonly plan?: string | null;
  /** The installation begins with an import of the past; absent where a person has to ask for it. */
  readonly importsPast?: boolean;
}

/** What an installation begins with: the first sweep at once, and what an earlier one left unfinished. */
export function firstChores(installedAt: Instant, before: Shop | null, importsPast = false): Chores {
  const { move = null, replayAt = null } = before?.chores ?? {};
  const chores: Chores = { sweepAt: installedAt, move, replayAt, notBefore: 0 };
  return importsPast ? withImportAt(chores, installedAt) : chores;
}

/** Since when the shop has its currency, as far as a change of it was ever seen. */
export function currencySinceOf(known: Shop | null, currency: string, at: Instant): Instant | null {
  return known === null || known.currency === currency ? (known?.currencySince ?? null) : at;
}
