import { assertNever } from './assert-never.ts';
import type { DisputeId, Instant, OrderId } from './identity.ts';
import type { OrderRecord } from './order.ts';

/** As in the Admin API's `DisputeStatus`. */
export const DISPUTE_STATUSES = [
  'needs_response',
  'under_review',
  'charge_refunded',
  'accepted',
  'lost',
  'won',
  'prevented',
] as const;
export type DisputeStatus = (typeof DISPUTE_STATUSES)[number];

/** A payment that the customer's bank takes back, or asks about. */
export interface Dispute {
  readonly id: DisputeId;
  /** As in the Admin API's `DisputeType`. An inquiry may become a chargeback. */
  readonly type: 'chargeback' | 'inquiry';
  readonly status: DisputeStatus;
  readonly openedAt: Instant;
  /** When the shop told it; the payload names no time of change. */
  readonly toldAt: Instant;
}

export interface SeenDispute {
  readonly order: OrderId;
  readonly dispute: Dispute;
}

/** The newest word about each dispute counts; of two of one moment, the one further on. */
export function withDispute(known: readonly Dispute[], seen: Dispute): readonly Dispute[] {
  const before = known.find(({ id }) => id === seen.id);
  if (before && !replaces(seen, before)) return known;
  return [...known.filter((each) => each !== before), seen].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function replaces(seen: Dispute, before: Dispute): boolean {
  return (
    (seen.toldAt - before.toldAt ||
      DISPUTE_STATUSES.indexOf(seen.status) - DISPUTE_STATUSES.indexOf(before.status) ||
      // An inquiry becomes a chargeback and not the other way round.
      Number(seen.type === 'chargeback') - Number(before.type === 'chargeback')) > 0
  );
}

/** Whether nothing more is to be decided about it. */
export function isSettled(status: DisputeStatus): boolean {
  return status !== 'needs_response' && status !== 'under_review';
}

/** How many of an order's disputes count against its customer. */
export function countedDisputes({ disputes = [] }: Pick<OrderRecord, 'disputes'>): number {
  return disputes.filter(({ status }) => isCounted(status)).length;
}

/** Where the shop kept its money, nothing is held against the customer. */
function isCounted(status: DisputeStatus): boolean {
  switch (status) {
    case 'needs_response':
    case 'under_review':
    case 'charge_refunded':
    case 'accepted':
    case 'lost':
      return true;
    case 'won':
    case 'prevented':
      return false;
    default:
      return assertNever(status);
  }
}
