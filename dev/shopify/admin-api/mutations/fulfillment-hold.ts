import { type Document, record, records, text } from '../../document.ts';
import { gidDigits, gidOf, toGid } from '../../gid.ts';
import { currentDocument } from '../../store/current.ts';
import { withHolds } from '../../store/fulfillment-holds.ts';
import { fulfillmentHoldView, fulfillmentOrderStatus, fulfillmentOrderView } from '../../views/fulfillment-order.ts';
import type { View } from '../../views/view.ts';
import type { Context, Resolver } from '../context.ts';
import { requireGidOf } from '../ids.ts';
import { notEmulated } from '../queries.ts';
import { userError } from './user-error.ts';
import { visibleEntity } from './visible-entity.ts';

/** Holds a whole fulfilment order; the first of several holds is told. */
export const fulfillmentOrderHold: Resolver = (args, context) => {
  const input = record(args.fulfillmentHold) ?? {};
  if (records(input.fulfillmentOrderLineItems).length > 0) throw notEmulated('a hold of some lines');
  const id = requireGidOf('FulfillmentOrder', args.id);
  const answer = (hold: Document | null, fulfillmentOrder: unknown, userErrors: View[]) => ({
    __typename: 'FulfillmentOrderHoldPayload',
    fulfillmentHold: hold === null ? null : fulfillmentHoldView(hold),
    fulfillmentOrder,
    remainingFulfillmentOrder: null,
    userErrors,
  });
  const order = visibleEntity(toGid('Order', gidDigits(id)), context);
  const status = order && fulfillmentOrderStatus(currentDocument(order));
  if (!order || status === 'CLOSED' || status === 'CANCELLED') {
    return answer(null, null, [userError(['id'], 'Fulfillment order does not exist.')]);
  }
  const hold: Document = {
    id: toGid('FulfillmentHold', context.newId('FulfillmentHold')),
    held_by_requesting_app: false,
    reason: (text(input.reason) ?? 'OTHER').toLowerCase(),
    reason_notes: text(input.reasonNotes),
  };
  const held = withHolds(order, [...records(currentDocument(order).fulfillment_holds), hold]);
  context.save(held, []);
  if (status !== 'ON_HOLD') {
    const lines = records(currentDocument(order).line_items).map((line) => ({
      id: toGid('FulfillmentOrderLineItem', gidDigits(gidOf('LineItem', line) ?? toGid('LineItem', '0'))),
      quantity: line.quantity,
    }));
    context.emit('fulfillment_orders/placed_on_hold', {
      fulfillment_order: { id, status: 'on_hold', fulfillment_holds: [hold] },
      remaining_fulfillment_order: null,
      held_fulfillment_order_line_items: lines,
    });
  }
  return answer(hold, () => fulfillmentOrderView(held, context.reading), []);
};

/** Releases the holds named, or all. What is released last is told. */
export const fulfillmentOrderReleaseHold: Resolver = (args, context: Context) => {
  if (args.externalId != null) throw notEmulated('a release by externalId');
  const id = requireGidOf('FulfillmentOrder', args.id);
  const answer = (fulfillmentOrder: unknown, userErrors: View[]) => ({
    __typename: 'FulfillmentOrderReleaseHoldPayload',
    fulfillmentOrder,
    userErrors,
  });
  const order = visibleEntity(toGid('Order', gidDigits(id)), context);
  const holds = order ? records(currentDocument(order).fulfillment_holds) : [];
  if (!order || holds.length === 0) return answer(null, [userError(['id'], 'Fulfillment order is not on hold.')]);
  const named = Array.isArray(args.holdIds) ? args.holdIds : null;
  const left = named === null ? [] : holds.filter((hold) => !named.includes(hold.id));
  const released = withHolds(order, left);
  context.save(released, []);
  if (left.length === 0) {
    const status = fulfillmentOrderStatus(currentDocument(released)).toLowerCase();
    context.emit('fulfillment_orders/hold_released', { fulfillment_order: { id, status, preparable: true } });
  }
  return answer(() => fulfillmentOrderView(released, context.reading), []);
};
