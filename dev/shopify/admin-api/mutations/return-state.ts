import { type Document, integer, record, records, text } from '../../document.ts';
import { gidOf } from '../../gid.ts';
import { stringifyLossless } from '../../lossless-json.ts';
import { type Entity, versionOf } from '../../store/entity.ts';
import { orderOfReturn, totalQuantity, withoutRemovals } from '../../store/returns.ts';
import type { View } from '../../views/view.ts';
import { returnPayload, returnUpdatePayload } from '../../webhooks/return-payload.ts';
import { formatUtc } from '../../zoned-time.ts';
import type { Context, Resolver } from '../context.ts';
import { requireGidOf } from '../ids.ts';
import { notEmulated } from '../queries.ts';
import { returnAnswer, returnError } from './return-errors.ts';
import { touchOrder } from './touch-order.ts';
import { visibleEntity } from './visible-entity.ts';

/** Which states a mutation starts from (page "Return statuses") and what it makes of the return. */
type Step = {
  payload: string;
  topic: string;
  from: readonly string[];
  fieldOfId: readonly string[];
  next: (at: string) => Document;
};

export const returnApproveRequest: Resolver = (args, context) =>
  step(record(args.input)?.id, context, {
    payload: 'ReturnApproveRequestPayload',
    topic: 'returns/approve',
    from: ['requested'],
    fieldOfId: ['input', 'id'],
    next: (at) => ({ status: 'open', request_approved_at: at }),
  });

export const returnDeclineRequest: Resolver = (args, context) => {
  const input = record(args.input) ?? {};
  const decline = { reason: (text(input.declineReason) ?? 'other').toLowerCase(), note: text(input.declineNote) };
  return step(input.id, context, {
    payload: 'ReturnDeclineRequestPayload',
    topic: 'returns/decline',
    from: ['requested'],
    fieldOfId: ['input', 'id'],
    next: () => ({ status: 'declined', decline }),
  });
};

export const returnCancel: Resolver = ({ id }, context) =>
  step(id, context, {
    payload: 'ReturnCancelPayload',
    topic: 'returns/cancel',
    from: ['requested', 'open'],
    fieldOfId: ['id'],
    next: () => ({ status: 'canceled' }),
  });

export const returnClose: Resolver = ({ id }, context) =>
  step(id, context, {
    payload: 'ReturnClosePayload',
    topic: 'returns/close',
    from: ['open'],
    fieldOfId: ['id'],
    next: (at) => ({ status: 'closed', closed_at: at }),
  });

export const returnReopen: Resolver = ({ id }, context) =>
  step(id, context, {
    payload: 'ReturnReopenPayload',
    topic: 'returns/reopen',
    from: ['closed'],
    fieldOfId: ['id'],
    next: () => ({ status: 'open', closed_at: null }),
  });

/** Takes pieces out of a return that is on its way: what returns/update tells of. */
export const removeFromReturn: Resolver = (args, context) => {
  if (records(args.exchangeLineItems).length > 0) throw notEmulated('removeFromReturn(exchangeLineItems:)');
  const entity = visibleEntity(requireGidOf('Return', args.returnId), context);
  return returnAnswer('RemoveFromReturnPayload', removed(entity, records(args.returnLineItems), context), context);
};

function removed(entity: Entity | undefined, inputs: readonly Document[], context: Context): Entity | View {
  if (entity === undefined) return returnError(['returnId'], 'NOT_FOUND', 'Return does not exist.');
  if (!['requested', 'open'].includes(text(entity.document.status) ?? '')) return wrongState(['returnId'], entity);
  const items = records(entity.document.return_line_items);
  for (const [index, input] of inputs.entries()) {
    const path = ['returnLineItems', String(index)];
    const item = items.find((candidate) => gidOf('ReturnLineItem', candidate) === input.returnLineItemId);
    if (item === undefined) {
      return returnError([...path, 'returnLineItemId'], 'NOT_FOUND', 'Return line item does not exist.');
    }
    const quantity = integer(input.quantity) ?? 0;
    if (quantity <= 0) return returnError([...path, 'quantity'], 'GREATER_THAN', 'Quantity must be greater than 0.');
    if (quantity > (integer(item.quantity) ?? 0)) {
      const message = 'Quantity must be less than or equal to what is in the return.';
      return returnError([...path, 'quantity'], 'LESS_THAN_OR_EQUAL_TO', message);
    }
  }
  const removals = inputs.map((input) => ({ admin_graphql_api_id: input.returnLineItemId, delta: input.quantity }));
  const left = withoutRemovals(items, removals);
  const changed = withState(
    entity,
    { return_line_items: left, total_return_line_items: totalQuantity(left) },
    context.reading.now,
  );
  save(changed, 'returns/update', returnUpdatePayload(changed, removals), context);
  return changed;
}

function step(idArgument: unknown, context: Context, { payload, topic, from, fieldOfId, next }: Step): View {
  const { now } = context.reading;
  const entity = visibleEntity(requireGidOf('Return', idArgument), context);
  if (entity === undefined) {
    return returnAnswer(payload, returnError(fieldOfId, 'NOT_FOUND', 'Return does not exist.'), context);
  }
  if (!from.includes(text(entity.document.status) ?? '')) {
    return returnAnswer(payload, wrongState(fieldOfId, entity), context);
  }
  const changed = withState(entity, next(formatUtc(now)), now);
  save(changed, topic, returnPayload(topic, changed), context);
  return returnAnswer(payload, changed, context);
}

function save(entity: Entity, topic: string, payload: Document, context: Context): void {
  context.save(entity, []);
  context.emit(topic, payload);
  const id = orderOfReturn(entity);
  const order = id === null ? undefined : context.reading.store.entity(context.reading.shop.domain, id);
  if (order !== undefined) touchOrder(order, context);
}

/** The return changed here counts as delivered in the new state: only what was triggered later replaces it. */
function withState(entity: Entity, state: Document, now: Date): Entity {
  const version = versionOf(null, now.getTime(), Buffer.from(stringifyLossless(state)));
  return { ...entity, document: { ...entity.document, ...state }, version };
}

function wrongState(field: readonly string[], { document }: Entity): View {
  const status = (text(document.status) ?? '').toUpperCase();
  return returnError(field, 'INVALID_STATE', `Return has status ${status}, which does not allow this.`);
}
