import { countedDisputes, type Dispute } from './dispute.ts';
import type { OrderHold } from './hold.ts';
import type { CompanyId, CustomerId, DecisionId, Instant, OrderId, ProductId, RefundId } from './identity.ts';
import type { Money } from './money.ts';
import type { RiskAssessment, Waiting } from './risk.ts';

/** As in Shopify's `Order.financial_status`. */
export type FinancialStatus =
  | 'pending'
  | 'authorized'
  | 'partially_paid'
  | 'paid'
  | 'partially_refunded'
  | 'refunded'
  | 'voided'
  | 'expired';

export interface OrderLine {
  readonly product: ProductId | null;
  readonly title: string;
  /** The options' values joined by the platform: `M / Navy`; null for a product without options. */
  readonly variantTitle: string | null;
  /** What is still ordered, after edits and refunds (`current_quantity`). */
  readonly quantity: number;
  /** Absent where nobody told it, as in records of earlier versions. */
  readonly more?: MoreOfLine;
}

/** What rules may ask of a line beside: each absent where it has none, or where nobody told it. */
export interface MoreOfLine {
  readonly sku?: string;
  readonly vendor?: string;
  /** What is paid for those that are still ordered, after all discounts; in minor units of the order’s total. */
  readonly paidMinor?: number;
  /** The same before discounts; absent where there was none. */
  readonly fullMinor?: number;
}

/** What rules may ask of an order beside: each absent where it has none. */
export interface MoreOfOrder {
  /** Where it was placed: `web`, `pos`, the number of an app (`Order.source_name`). */
  readonly source?: string;
  /** Discount codes. */
  readonly codes?: readonly string[];
  /** Shipping methods, as customers see them. */
  readonly methods?: readonly string[];
  /** Where it is sent to, as in ISO 3166-1: two letters. */
  readonly country?: string;
  /** Whether the invoice goes where the parcel goes; absent where nobody told it. */
  readonly addressesMatch?: boolean;
}

/** An order as one delivery describes it, without what our own writes change (tags, note). */
export interface OrderSnapshot {
  readonly id: OrderId;
  /** As people say it: `#1001`. */
  readonly name: string;
  readonly customer: CustomerId | null;
  readonly createdAt: Instant;
  readonly cancelledAt: Instant | null;
  readonly test: boolean;
  readonly financialStatus: FinancialStatus | null;
  /** `current_total_price_set.shop_money`: after edits and the refunds listed in `refunds`. */
  readonly total: Money;
  readonly lines: readonly OrderLine[];
  /** The refunds that this snapshot already reflects. */
  readonly refunds: readonly RefundId[];
  /** The company that it was bought for; absent for a purchase of one's own. */
  readonly company?: CompanyId;
  /** Absent where nobody told it, as in lists of orders and in records of earlier versions. */
  readonly more?: MoreOfOrder;
}

/**
 * What makes one snapshot newer than another: `updated_at` has whole seconds only, so the time at which the
 * platform triggered the delivery and at last a hash of the body break ties.
 */
export interface SnapshotVersion {
  readonly updatedAt: Instant;
  readonly triggeredAt: Instant;
  readonly bodyHash: string;
  /** Where whoever tells of it counts what they tell, the number of this: it comes before the time of triggering. */
  readonly sequence?: number;
}

export interface Refund {
  readonly id: RefundId;
  readonly order: OrderId;
  /** Shop money given back, goodwill included. */
  readonly amount: Money;
  readonly createdAt: Instant;
}

/** That what was ordered was changed, and when: which lines those were is no matter of ours. */
export interface OrderEdit {
  /** The digits of its id. */
  readonly number: string;
  readonly at: Instant;
}

/** What one order adds to its customer's profile. Replaced as a whole, never added to. */
export interface Contribution {
  readonly customer: CustomerId;
  readonly placedAt: Instant;
  readonly netMinor: number;
  /** It is no order to count: there are only its disputes. Absent where it is one. */
  readonly orders?: 0;
  /** Payments of it that the customer disputes; absent where there are none. */
  readonly disputes?: number;
}

/** Everything kept about one order. A refund, a risk or a dispute may wait here for its order (`snapshot` null). */
export interface OrderRecord {
  readonly id: OrderId;
  /** Counts the writes: the condition of the next write. 0 = never written. */
  readonly revision: number;
  readonly snapshot: OrderSnapshot | null;
  readonly snapshotVersion: SnapshotVersion | null;
  readonly refunds: readonly Refund[];
  readonly contribution: Contribution | null;
  /** `awaited`: known from history only, its own delivery may still come and is then decided. */
  readonly placement: 'awaited' | 'waiting' | 'decided' | 'history';
  /** Only beside the placement `waiting`: it is placed, and decided when its risk comes or the time is up. */
  readonly waiting?: Waiting;
  readonly decision: DecisionId | null;
  /** By assessor; absent before the first word. */
  readonly risk?: readonly RiskAssessment[];
  /** By id; absent where there is none. */
  readonly disputes?: readonly Dispute[];
  /** When the shop deleted it, after which it counts nothing, whatever is told of it; absent where it did not. */
  readonly deletedAt?: Instant;
  /** By number; absent where none was told. */
  readonly edits?: readonly OrderEdit[];
  /** When a state of it that no delivery told of was folded last; absent when all were told of. */
  readonly foundLateAt?: Instant;
  /** By the part of the order, where it is sent from and why it is on hold; absent where nothing was told of any. */
  readonly holds?: readonly OrderHold[];
  /** Every company that any of its snapshots named, sorted; absent where none did. What it counts stands with them. */
  readonly companies?: readonly CompanyId[];
}

export function newOrderRecord(id: OrderId): OrderRecord {
  return {
    id,
    revision: 0,
    snapshot: null,
    snapshotVersion: null,
    refunds: [],
    contribution: null,
    placement: 'awaited',
    decision: null,
  };
}

/** The order as a guest's; the same object where the customer has no part in it. */
export function withoutCustomer(record: OrderRecord, customer: CustomerId): OrderRecord {
  const { snapshot, contribution } = record;
  if (snapshot?.customer !== customer && contribution?.customer !== customer) return record;
  return {
    ...record,
    snapshot: snapshot && ownedInstead(snapshot, { named: customer, is: null }),
    contribution: contribution?.customer === customer ? null : contribution,
  };
}

/** Whom a name in a delivery stands for by now: null, nobody, since their data was erased. */
export interface Instead {
  readonly named: CustomerId;
  readonly is: CustomerId | null;
}

/** The same object where it names somebody else. */
export function ownedInstead(order: OrderSnapshot, { named, is }: Instead): OrderSnapshot {
  return order.customer === named ? { ...order, customer: is } : order;
}

/**
 * The record with its owner as they are called now. What it counts stays where it is counted, so that a fold takes it out
 * there; who was erased counts nothing any more.
 */
export function recordInstead(record: OrderRecord, instead: Instead): OrderRecord {
  if (instead.is === null) return withoutCustomer(record, instead.named);
  const snapshot = record.snapshot && ownedInstead(record.snapshot, instead);
  return snapshot === record.snapshot ? record : { ...record, snapshot };
}

/**
 * Whose the order becomes; null where it stays whose it was. Their record is written with it: so who is merged into
 * somebody else at the same moment keeps no order.
 */
export function newOwner(stored: OrderRecord | null | undefined, next: OrderRecord): CustomerId | null {
  const owner = next.snapshot?.customer ?? null;
  return owner === (stored?.snapshot?.customer ?? null) ? null : owner;
}

export function compareVersions(a: SnapshotVersion, b: SnapshotVersion): number {
  return (
    a.updatedAt - b.updatedAt ||
    (a.sequence ?? -1) - (b.sequence ?? -1) ||
    a.triggeredAt - b.triggeredAt ||
    (a.bodyHash < b.bodyHash ? -1 : a.bodyHash > b.bodyHash ? 1 : 0)
  );
}

/**
 * True when what is seen takes the place of what is known. Of two that tell of the same change, one from a list that
 * holds no lines is worth less than one with its lines, whenever either was read.
 */
export function isNewer(
  seen: { readonly order: OrderSnapshot; readonly version: SnapshotVersion },
  { snapshot, snapshotVersion }: Pick<OrderRecord, 'snapshot' | 'snapshotVersion'>,
): boolean {
  if (snapshotVersion === null) return true;
  const hasLines = seen.order.lines.length > 0;
  const isSameChange = seen.version.updatedAt === snapshotVersion.updatedAt;
  if (snapshot && isSameChange && hasLines !== snapshot.lines.length > 0) return hasLines;
  return compareVersions(seen.version, snapshotVersion) > 0;
}

/**
 * True when two snapshots say the same about the order: the loop guard, since payloads name no author. What else they tell
 * does not count: not everybody tells it, nor to the cent.
 */
export function sameSnapshot(a: OrderSnapshot, b: OrderSnapshot): boolean {
  return JSON.stringify(a, withoutMore) === JSON.stringify(b, withoutMore);
}

function withoutMore(key: string, value: unknown): unknown {
  return key === 'more' ? undefined : value;
}

const PAID: ReadonlySet<FinancialStatus | null> = new Set(['paid', 'partially_refunded', 'refunded']);

/**
 * Net spend of one order in shop currency: its current total less the refunds that the snapshot does not show yet.
 * It does not count when there is no customer, test, cancelled, voided, not paid (it counts when paid), or in a
 * currency other than the shop's. Its disputes count whatever became of it, but for a test. Null when nothing counts.
 */
export function contributionOf(order: OrderRecord, shopCurrency: string): Contribution | null {
  const { snapshot } = order;
  const spent = spentOn(order, shopCurrency);
  const disputes = countedDisputes(order);
  if (!snapshot?.customer || snapshot.test || disputes === 0) return spent;
  const { customer, createdAt: placedAt } = snapshot;
  return { ...(spent ?? { customer, placedAt, netMinor: 0, orders: 0 }), disputes };
}

function spentOn(order: OrderRecord, shopCurrency: string): Contribution | null {
  const { snapshot } = order;
  const net = netOf(order);
  if (!snapshot?.customer || net?.currency !== shopCurrency) return null;
  return { customer: snapshot.customer, placedAt: snapshot.createdAt, netMinor: net.amountMinor };
}

/**
 * The current total of an order less the refunds that its snapshot does not show yet. Null where it does not count: test,
 * cancelled, deleted, voided, not paid.
 */
export function netOf({
  snapshot,
  refunds,
  deletedAt,
}: Pick<OrderRecord, 'snapshot' | 'refunds' | 'deletedAt'>): Money | null {
  if (
    !snapshot ||
    deletedAt !== undefined ||
    snapshot.test ||
    snapshot.cancelledAt !== null ||
    !PAID.has(snapshot.financialStatus)
  )
    return null;
  const { amountMinor, currency } = snapshot.total;
  const pending = refunds.filter(({ id, amount }) => !snapshot.refunds.includes(id) && amount.currency === currency);
  const netMinor = pending.reduce((net, refund) => net - refund.amount.amountMinor, amountMinor);
  return { amountMinor: Math.max(0, netMinor), currency };
}

export function sameContribution(a: Contribution | null, b: Contribution | null): boolean {
  if (a === null || b === null) return a === b;
  return (
    a.customer === b.customer &&
    a.placedAt === b.placedAt &&
    a.netMinor === b.netMinor &&
    a.orders === b.orders &&
    a.disputes === b.disputes
  );
}
