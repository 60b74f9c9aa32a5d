import type { Dispute } from '../../../core/dispute.ts';
import type { HoldReason } from '../../../core/hold.ts';
import type { Instant } from '../../../core/identity.ts';
import type { Fields } from './graphql.ts';
import { numberOf, wholeSecond } from './order.ts';
import type { SimulatedShop, ToldChange } from './shop.ts';

/** What keeps an order from going its way: a payment that is disputed, a part that is not to be sent. */

export interface DisputeChange extends ToldChange {
  readonly id: string;
  readonly order: string;
  readonly openedAt: Instant;
  readonly type: Dispute['type'];
  readonly status: Dispute['status'];
}

export interface HoldChange extends ToldChange {
  /** Of the part of the order. */
  readonly id: string;
  readonly order: string;
  /** From then on; none: it may be sent. */
  readonly reasons: readonly HoldReason[];
  /** Where it is sent from. */
  readonly place: string;
}

export function disputePayload({ id, order, openedAt, type, status }: DisputeChange): string {
  const dispute = { id: numberOf(id), order_id: numberOf(order), type, amount: '1.00', currency: 'USD', status };
  return JSON.stringify({ ...dispute, initiated_at: wholeSecond(openedAt), finalized_on: null });
}

/** It names no order. */
export function holdPayload({ id, reasons }: HoldChange): string {
  return JSON.stringify({ fulfillment_order: { id, status: reasons.length === 0 ? 'open' : 'on_hold' } });
}

/** As if all of it were sent from somewhere else. */
export function movedPayload({ id }: HoldChange): string {
  return JSON.stringify({ original_fulfillment_order: { id }, moved_fulfillment_order: { id } });
}

/** Null for a part that nobody ever held: nobody asks for it. */
export function holdFields({ holds }: SimulatedShop, id: string): Fields | null {
  const held = holds.findLast((each) => each.id === id);
  if (!held) return null;
  const { order, reasons, place } = held;
  const routedAt = holds.find((each) => each.id === id)?.at ?? held.at;
  return {
    id,
    orderId: order,
    createdAt: wholeSecond(routedAt),
    assignedLocation: { name: place },
    status: reasons.length === 0 ? 'OPEN' : 'ON_HOLD',
    fulfillmentHolds: reasons.map((reason) => ({ reason: reason.toUpperCase() })),
  };
}
