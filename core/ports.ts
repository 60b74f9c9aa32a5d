import type { Decision } from './decide.ts';
import type { Effect, EffectOutcome } from './effects.ts';
import type { CustomerId, DecisionId, Instant, OrderId, RuleId, ShopDomain } from './identity.ts';
import type { OrderRecord, OrderSnapshot, SnapshotVersion } from './order.ts';
import type { Policy, PolicyDraft } from './policy.ts';
import type { CustomerRecord } from './profile.ts';
import type { Shop } from './shop.ts';

/** What the core needs of the world, in its own words. Adapters are named by technology. */

export interface ShopStore {
  /** `cheap` may miss the last second: enough where nothing is decided by it. */
  find(shop: ShopDomain, reading?: Reading): Promise<Shop | null>;
  /**
   * Records an installation. A shop that is installed keeps `installedAt` and its policy and takes the new details;
   * one that was uninstalled starts anew with the policy it had.
   */
  install(shop: ShopDomain, details: Pick<Shop, 'currency' | 'timezone' | 'scopes'>, at: Instant): Promise<Shop>;
  /** Ignored when the shop let us in after `at`: the delivery belongs to an earlier installation. */
  uninstall(shop: ShopDomain, at: Instant): Promise<void>;
}

export type Published =
  | { readonly kind: 'published'; readonly policy: Policy }
  /** Somebody published since `basedOn`. */
  | { readonly kind: 'outdated'; readonly running: number };

export interface PolicyStore {
  /** Version 0 is the empty policy; null for a version that was never published. */
  version(shop: ShopDomain, version: number): Promise<Policy | null>;
  /** Makes the draft version `basedOn + 1` and lets it run, in one step. */
  publish(shop: ShopDomain, draft: PolicyDraft, basedOn: number, author: string, at: Instant): Promise<Published>;
}

/** All that one delivery changes: written in one transaction or not at all. Records carry the revision they become. */
export interface Changes {
  readonly orders: readonly OrderRecord[];
  readonly customers: readonly CustomerRecord[];
  /** New decisions. Their effects are due again at `resendAt` if nobody has reported on them by then. */
  readonly decisions: readonly Decision[];
  readonly resendAt: Instant;
  /** Known decisions with new afterthoughts; nothing else of them is written. */
  readonly reconsidered: readonly Decision[];
}

export interface DecisionQuery {
  readonly outcome?: 'granted' | 'no_match';
  readonly rule?: RuleId;
  readonly customer?: CustomerId;
  readonly order?: OrderId;
  /** Inclusive; decided at or after. */
  readonly since?: Instant;
  readonly limit: number;
  /** From the page before. */
  readonly cursor?: string;
}

export interface DecisionPage {
  /** Newest first. */
  readonly decisions: readonly Decision[];
  /** Null on the last page. */
  readonly cursor: string | null;
}

export interface Ledger {
  order(shop: ShopDomain, id: OrderId, reading: Reading): Promise<OrderRecord | null>;
  customer(shop: ShopDomain, id: CustomerId, reading: Reading): Promise<CustomerRecord | null>;
  decision(shop: ShopDomain, id: DecisionId, reading?: Reading): Promise<Decision | null>;
  /** `conflict`: a record was written since it was read; read again and decide again. */
  commit(shop: ShopDomain, changes: Changes): Promise<'committed' | 'conflict'>;
  /**
   * Writes the effects of a decision under its revision. `resendAt`: when tick has to send them again; null when
   * nothing is pending any more.
   */
  recordEffects(shop: ShopDomain, decision: Decision, resendAt: Instant | null): Promise<'recorded' | 'conflict'>;
  decisions(shop: ShopDomain, query: DecisionQuery): Promise<DecisionPage>;
  /** Decisions of any shop whose effects are due at `now`, oldest first. */
  due(now: Instant, limit: number): Promise<readonly DueDecision[]>;
}

/** `latest` costs twice as much; the first try may be `cheap` since every write is conditional. */
export type Reading = 'cheap' | 'latest';

export interface DueDecision {
  readonly shop: ShopDomain;
  readonly decision: DecisionId;
}

/** Service goes before bulk: what a customer waits for is never behind a mailing. */
export type EffectClass = 'service' | 'bulk';

export interface EffectQueue {
  /** `attempt` makes a re-send of the same decision a message of its own. */
  send(shop: ShopDomain, decision: DecisionId, effectClass: EffectClass, attempt: number): Promise<void>;
}

export type ReadFailure =
  /** Unreachable, throttled, no valid token just now. */
  | { readonly kind: 'unavailable'; readonly problem: string }
  /** The shop did not grant the scope. */
  | { readonly kind: 'denied'; readonly problem: string };

export interface SeenOrder {
  readonly order: OrderSnapshot;
  readonly version: SnapshotVersion;
}

export interface ShopReader {
  order(shop: ShopDomain, id: OrderId): Promise<{ kind: 'found'; seen: SeenOrder } | { kind: 'missing' } | ReadFailure>;
  /**
   * One page of a customer's orders created at or after `since`, newest first. Orders too old to be decided come
   * without their lines: nothing reads them.
   */
  ordersOf(
    shop: ShopDomain,
    customer: CustomerId,
    since: Instant,
    cursor: string | null,
  ): Promise<{ kind: 'page'; seen: readonly SeenOrder[]; cursor: string | null } | ReadFailure>;
}

export interface EffectPerformer {
  perform(shop: ShopDomain, effect: Effect): Promise<EffectOutcome>;
}

/** A valid delivery that we can't use: kept, shown to the merchant, replayable. */
export interface ParkedDelivery {
  readonly id: string;
  readonly topic: string;
  readonly reason: string;
  readonly at: Instant;
  /** The raw bytes, base64. */
  readonly body: string;
}

export interface ParkingLot {
  /** Parking the same id again changes nothing. */
  park(shop: ShopDomain, delivery: ParkedDelivery): Promise<void>;
  /** Newest first. */
  list(shop: ShopDomain, limit: number): Promise<readonly Omit<ParkedDelivery, 'body'>[]>;
  find(shop: ShopDomain, id: string): Promise<ParkedDelivery | null>;
}

/**
 * How many deliveries that make no event came on a UTC day, by topic. Counted at least once, so a redelivery may count
 * twice.
 */
export interface TopicCounter {
  count(shop: ShopDomain, topics: ReadonlyMap<string, number>, at: Instant): Promise<void>;
  counted(shop: ShopDomain, at: Instant): Promise<ReadonlyMap<string, number>>;
}

/** Waits a short, jittered while before try number `attempt` (1, 2, …). */
export type Backoff = (attempt: number) => Promise<void>;
