import type { FulfillmentOrderId, Instant, OrderId } from './identity.ts';
import type { OrderRecord } from './order.ts';

/** As in the Admin API's `FulfillmentHoldReason`. */
export const HOLD_REASONS = [
  'awaiting_payment',
  'awaiting_return_items',
  'high_risk_of_fraud',
  'incorrect_address',
  'inventory_out_of_stock',
  'online_store_post_purchase_cross_sell',
  'unknown_delivery_date',
  'other',
] as const;
export type HoldReason = (typeof HOLD_REASONS)[number];

/** Where a part of an order is sent from, and when it was routed. */
export interface Place {
  /** As the merchant calls it. */
  readonly name: string;
  readonly routedAt: Instant;
}

/** A part of an order that is sent from one place, as it was read from the shop. */
export interface SeenHold {
  readonly order: OrderId;
  readonly fulfillmentOrder: FulfillmentOrderId;
  /** Why it is not to be sent for now, each once; empty when it is not on hold. */
  readonly reasons: readonly HoldReason[];
  /** Absent where it is not sent from anywhere any more, and in what was kept before it was asked for. */
  readonly place?: Place;
  /** When the shop was asked. */
  readonly readAt: Instant;
}

/** Kept with the order, also once it is released: an older reading then changes nothing any more. */
export interface OrderHold extends Omit<SeenHold, 'order'> {
  /** Since when it was seen to be on hold; null when it is not. */
  readonly since: Instant | null;
  /** The last time that it was held and released, as it was seen; absent where it never was. */
  readonly lastHold?: {
    readonly from: Instant;
    readonly until: Instant;
    /** Why, as it was read last before; absent in what was kept before this was. */
    readonly reasons?: readonly HoldReason[];
  };
}

/** The order with what was read of one of its parts; null where a newer one is known. */
export function foldHold(order: OrderRecord, { order: _order, ...seen }: SeenHold): OrderRecord | null {
  const holds = order.holds ?? [];
  const known = holds.find(({ fulfillmentOrder }) => fulfillmentOrder === seen.fulfillmentOrder);
  if (known && seen.readAt <= known.readAt) return null;
  const place = seen.place && placeAfter(known?.place, seen.place, seen.readAt);
  const since = seen.reasons.length === 0 ? null : (known?.since ?? seen.readAt);
  const from = known?.since ?? null;
  const lastHold =
    known && from !== null && since === null ? { from, until: seen.readAt, reasons: known.reasons } : known?.lastHold;
  const others = holds.filter((each) => each !== known);
  const sorted = [...others, { ...seen, ...(place && { place }), since, ...(lastHold && { lastHold }) }].sort((a, b) =>
    a.fulfillmentOrder < b.fulfillmentOrder ? -1 : 1,
  );
  return { ...order, holds: sorted };
}

/** The shop says when the part was made, and not when it was moved: then it counts from when that was seen. */
function placeAfter(known: Place | undefined, seen: Place, readAt: Instant): Place {
  if (!known) return seen;
  return { name: seen.name, routedAt: seen.name === known.name ? known.routedAt : readAt };
}
