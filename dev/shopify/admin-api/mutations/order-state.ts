import { type Document, record, text } from '../../document.ts';
import { toGid } from '../../gid.ts';
import { currentDocument } from '../../store/current.ts';
import type { Entity } from '../../store/entity.ts';
import { formatUtc, parseTime } from '../../zoned-time.ts';
import type { Context, Resolver } from '../context.ts';
import { requireGidOf } from '../ids.ts';
import { notEmulated } from '../queries.ts';
import { userError } from './user-error.ts';
import { visibleEntity } from './visible-entity.ts';

export const orderMarkAsPaid: Resolver = (args, context) => {
  const order = visibleEntity(requireGidOf('Order', record(args.input)?.id), context);
  const answer = (entity: Entity | null, userErrors: unknown[]) => ({
    __typename: 'OrderMarkAsPaidPayload',
    order: entity === null ? null : () => context.reading.viewOf(entity),
    userErrors,
  });
  if (order === undefined) return answer(null, [userError(['id'], 'Order does not exist')]);
  const document = currentDocument(order);
  if (document.financial_status !== 'pending' || parseTime(document.cancelled_at) !== null) {
    return answer(order, [userError(['id'], 'Order cannot be marked as paid.')]);
  }
  const changed = withState(order, { financial_status: 'paid', total_outstanding: '0.00' }, context);
  context.save(changed, ['orders/paid', 'orders/updated']);
  return answer(changed, []);
};

/** Cancels without a refund; refunding in the same step is not emulated. */
export const orderCancel: Resolver = (args, context) => {
  if (args.refund === true || args.refundMethod != null) throw notEmulated('orderCancel(refund:)');
  const order = visibleEntity(requireGidOf('Order', args.orderId), context);
  const answer = (errors: unknown[]) => ({
    __typename: 'OrderCancelPayload',
    job: errors.length > 0 ? null : { __typename: 'Job', id: toGid('Job', context.newId('Job')), done: true },
    jobResult: null,
    orderCancelUserErrors: errors,
    userErrors: errors,
  });
  if (order === undefined) return answer([userError(['orderId'], 'Order does not exist', { code: 'NOT_FOUND' })]);
  const document = currentDocument(order);
  if (parseTime(document.cancelled_at) !== null) {
    return answer([
      userError(['orderId'], 'Cannot cancel an order that has already been canceled', { code: 'INVALID' }),
    ]);
  }
  const cancelled = {
    cancelled_at: formatUtc(context.reading.now),
    cancel_reason: (text(args.reason) ?? 'other').toLowerCase(),
    ...(document.financial_status === 'pending' ? { financial_status: 'voided' } : {}),
  };
  context.save(withState(order, cancelled, context), ['orders/cancelled', 'orders/updated']);
  return answer([]);
};

/** A change of the order's state, which a newer delivered snapshot replaces. */
function withState(order: Entity, state: Document, context: Context): Entity {
  return {
    ...order,
    document: { ...order.document, ...state },
    written: { ...order.written, updatedAt: formatUtc(context.reading.now) },
  };
}
