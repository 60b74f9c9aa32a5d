import * as z from 'zod';
import { DISPUTE_STATUSES } from '../../core/dispute.ts';
import { gid, type Instant } from '../../core/identity.ts';
import type { Observation } from '../../core/observation.ts';
import { idField, instantField, requireId } from './wire-fields.ts';

const payload = z.object(
  {
    id: idField,
    order_id: idField.nullish(),
    type: z.enum(['chargeback', 'inquiry'], { error: 'expected a type of dispute' }),
    status: z.enum(DISPUTE_STATUSES, { error: 'expected the status of a dispute' }),
    initiated_at: instantField,
  },
  { error: 'expected a dispute' },
);

/** A dispute of `disputes/create` and `disputes/update`; null for one of a payment that no order names. */
export function disputePayload(triggeredAt: Instant) {
  return payload.transform((dispute, context): Observation | null => {
    if (dispute.order_id == null) return null;
    const order = requireId('Order', { id: dispute.order_id }, 'order_id', context);
    const id = gid('ShopifyPaymentsDispute', dispute.id);
    if (id === null) {
      context.addIssue({ code: 'custom', path: ['id'], message: 'expected the id of one dispute' });
      return z.NEVER;
    }
    const { type, status, initiated_at: openedAt } = dispute;
    return { type: 'dispute.seen', order, dispute: { id, type, status, openedAt, toldAt: triggeredAt } };
  });
}
