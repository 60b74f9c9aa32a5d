import { type SeenDispute, withDispute } from './dispute.ts';
import type { CompanyId, CustomerId, Instant } from './identity.ts';
import {
  type Contribution,
  contributionOf,
  isNewer,
  type OrderEdit,
  type OrderRecord,
  type Refund,
  sameContribution,
  sameSnapshot,
} from './order.ts';
import { beginningOfInstallation } from './past-import.ts';
import type { SeenOrder } from './ports.ts';
import { isAssessed, type SeenRisk, type Waited, withAssessment } from './risk.ts';
import type { Shop } from './shop.ts';

/** What happened longer ago than this is history: it is folded and gets no perk. */
export const PLACEMENT_WINDOW_MS = 48 * 3_600_000;

/** How the order's record changes, and what its customers' profiles have to take out and put in. */
export interface OrderFold {
  readonly record: OrderRecord;
  readonly changed: boolean;
  /** `order.placed` happens now: first sight through a delivery, after the install, younger than 48 h. */
  readonly placed: boolean;
  /** It happened before and waited until now: it is to be decided. */
  readonly waited?: Waited;
  /** The order itself was not known before; a refund may have been. */
  readonly firstSight: boolean;
  /** The snapshot that arrived differs from what the order's decision may have seen. */
  readonly differs: boolean;
  readonly before: Contribution | null;
  readonly after: Contribution | null;
  /** Whose order it is, by the newest snapshot and by the one that arrived. */
  readonly owners: readonly CustomerId[];
}

export type OrderSource = 'delivery' | 'history';

/** Puts a snapshot of an order into its record; an older one than the newest changes nothing of it. */
export function foldOrder(
  record: OrderRecord,
  seen: SeenOrder,
  source: OrderSource,
  shop: Shop,
  now: Instant,
): OrderFold {
  const newer = isNewer(seen, record);
  const known = record.snapshot;
  const snapshot = newer || !known ? seen.order : known;
  const eligible = record.deletedAt === undefined && isLately(snapshot.createdAt, shop, now);
  const placed = source === 'delivery' && record.placement === 'awaited' && eligible;
  const placement = placed ? 'decided' : record.placement === 'awaited' && !eligible ? 'history' : record.placement;
  const refunds = withRefunds(record.refunds, seen.refunds ?? []);
  const companies = withCompany(record.companies, seen.order.company);
  const folded: OrderRecord = {
    ...record,
    ...(companies && { companies }),
    refunds,
    snapshot,
    snapshotVersion: newer ? seen.version : record.snapshotVersion,
    placement,
  };
  const counted = contributionChange(record, folded, shop);
  return {
    ...counted,
    changed:
      newer ||
      placement !== record.placement ||
      refunds !== record.refunds ||
      companies !== record.companies ||
      // By another currency of the shop: what is taken out of the profile is taken out of the record, too.
      !sameContribution(counted.before, counted.after),
    placed,
    firstSight: known === null,
    differs: known !== null && !sameSnapshot(known, seen.order),
    owners: customersAmong([snapshot.customer, seen.order.customer]),
  };
}

/** Adds a refund to the order's set, by id; it may come before its order. */
export function foldRefund(record: OrderRecord, refund: Refund, shop: Shop): OrderFold {
  const refunds = withRefunds(record.refunds, [refund]);
  const isNew = refunds !== record.refunds;
  return {
    ...contributionChange(record, { ...record, refunds }, shop),
    changed: isNew,
    placed: false,
    firstSight: false,
    differs: isNew,
    owners: customersAmong([record.snapshot?.customer]),
  };
}

/** The same list where it is known. */
function withCompany(known: OrderRecord['companies'], told: CompanyId | undefined): OrderRecord['companies'] {
  return told === undefined || known?.includes(told) ? known : [...(known ?? []), told].sort();
}

/** By id; the same list where none is new. */
function withRefunds(known: readonly Refund[], told: readonly Refund[]): readonly Refund[] {
  const added = told.filter(({ id }) => known.every((refund) => refund.id !== id));
  return added.length === 0 ? known : [...known, ...added].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Puts what an assessor said into the order's record; it may come before its order, and end the order's waiting. */
export function foldRisk(record: OrderRecord, { assessment }: SeenRisk, shop: Shop, now: Instant): OrderFold {
  const known = record.risk ?? [];
  const risk = withAssessment(known, assessment);
  const told = risk === known ? record : { ...record, risk };
  const fold = unplaced(record, told, shop);
  return isAssessed(risk) ? endWaiting(fold, 'risk_came', shop, now) : fold;
}

/** The time is up for an order that waits; any other stays as it is. */
export function foldDue(record: OrderRecord, shop: Shop, now: Instant): OrderFold {
  const fold = unplaced(record, record, shop);
  return record.waiting && record.waiting.until <= now ? endWaiting(fold, 'time_up', shop, now) : fold;
}

/** Adds an edit to the order's set, by its number; it may come before its order. */
export function foldEdit(record: OrderRecord, edit: OrderEdit, shop: Shop): OrderFold {
  const known = record.edits ?? [];
  const isKnown = known.some(({ number }) => number === edit.number);
  const edits = isKnown ? known : [...known, edit].sort((a, b) => (a.number < b.number ? -1 : 1));
  return unplaced(record, isKnown ? record : { ...record, edits }, shop);
}

/** Adds what is told of a dispute to the order's set, by id; it may come before its order. */
export function foldDispute(record: OrderRecord, { dispute }: SeenDispute, shop: Shop): OrderFold {
  const known = record.disputes ?? [];
  const disputes = withDispute(known, dispute);
  return unplaced(record, disputes === known ? record : { ...record, disputes }, shop);
}

/**
 * The order is deleted for good: it counts nothing any more, it waits for nothing, and what is told of it later does not bring
 * it back. It may never have been seen.
 */
export function foldDeleted(record: OrderRecord, at: Instant, shop: Shop): OrderFold {
  const deletedAt = Math.min(at, record.deletedAt ?? at);
  if (deletedAt === record.deletedAt) return unplaced(record, record, shop);
  const { waiting: _waited, ...rest } = record;
  const placement = record.placement === 'decided' ? 'decided' : 'history';
  return unplaced(record, { ...rest, placement, deletedAt }, shop);
}

/** Nothing is new of the order itself. */
function unplaced(record: OrderRecord, folded: OrderRecord, shop: Shop): OrderFold {
  return {
    ...(folded === record
      ? { record, before: record.contribution, after: record.contribution }
      : contributionChange(record, folded, shop)),
    changed: folded !== record,
    placed: false,
    firstSight: false,
    differs: false,
    owners: customersAmong([record.snapshot?.customer]),
  };
}

/** An order that is too old by now, the time it was to wait not counted, or of an earlier installation, gets nothing. */
function endWaiting(fold: OrderFold, end: Waited['end'], shop: Shop, now: Instant): OrderFold {
  const { waiting, ...record } = fold.record;
  if (!waiting || !record.snapshot) return fold;
  const { since, until } = waiting;
  const placed = isLately(record.snapshot.createdAt, shop, now - (until - since));
  // Its owner may have become another while it waited.
  const decided = contributionChange(record, { ...record, placement: placed ? 'decided' : 'history' }, shop);
  return {
    ...fold,
    record: decided.record,
    after: decided.after,
    changed: true,
    placed,
    waited: { since, until, end },
  };
}

/** Since the install, and not so long ago that a perk would help nobody any more. */
export function isLately(at: Instant, shop: Shop, now: Instant): boolean {
  return at >= beginningOfInstallation(shop) && now - at < PLACEMENT_WINDOW_MS;
}

function contributionChange(record: OrderRecord, folded: OrderRecord, shop: Shop) {
  const after = contributionOf(folded, shop.currency);
  return { record: { ...folded, contribution: after }, before: record.contribution, after };
}

/** The customers whose profile an order's change touches: usually one, two when the order changed hands. */
export function customersOf(fold: OrderFold): CustomerId[] {
  return customersAmong([fold.before?.customer, fold.after?.customer, ...fold.owners]);
}

function customersAmong(ids: readonly (CustomerId | null | undefined)[]): CustomerId[] {
  return [...new Set(ids.filter((id) => id !== undefined && id !== null))];
}
