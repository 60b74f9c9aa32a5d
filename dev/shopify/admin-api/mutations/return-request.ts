import { type Document, integer, record, records, text } from '../../document.ts';
import { gidOf, toGid } from '../../gid.ts';
import { returnDocument, returnItemDocument } from '../../return-document.ts';
import { currentDocument } from '../../store/current.ts';
import { type Entity, newEntity, versionOf } from '../../store/entity.ts';
import { type ReturnableLine, returnableLines, returnsOfOrder } from '../../store/returns.ts';
import type { View } from '../../views/view.ts';
import { returnPayload } from '../../webhooks/return-payload.ts';
import { formatUtc } from '../../zoned-time.ts';
import type { Context, Resolver } from '../context.ts';
import { requireGidOf } from '../ids.ts';
import { notEmulated } from '../queries.ts';
import { returnAnswer, returnError } from './return-errors.ts';
import { touchOrder } from './touch-order.ts';
import { visibleEntity } from './visible-entity.ts';

const EMULATED = new Set(['fulfillmentLineItemId', 'quantity', 'returnReason', 'customerNote']);

/** A customer asks to send shipped lines back; staff or an app then approve or decline. */
export const returnRequest: Resolver = (args, context) => {
  const input = record(args.input) ?? {};
  if (input.returnShippingFee != null) throw notEmulated('ReturnRequestInput.returnShippingFee');
  const order = visibleEntity(requireGidOf('Order', input.orderId), context);
  const outcome =
    order === undefined
      ? returnError(['input', 'orderId'], 'NOT_FOUND', 'Order does not exist.')
      : requested(order, records(input.returnLineItems), context);
  return returnAnswer('ReturnRequestPayload', outcome, context);
};

function requested(order: Entity, inputs: readonly Document[], context: Context): Entity | View {
  const { store, shop, now } = context.reading;
  if (inputs.length === 0) {
    return returnError(['input', 'returnLineItems'], 'BLANK', 'Return line items cannot be blank.');
  }
  const left = new Map(returnableLines(store, shop.domain, order).map((line) => [line.id, line]));
  const items: Document[] = [];
  for (const [index, input] of inputs.entries()) {
    const unknown = Object.keys(input).find((field) => !EMULATED.has(field) && input[field] != null);
    if (unknown !== undefined) throw notEmulated(`ReturnRequestLineItemInput.${unknown}`);
    const id = requireGidOf('FulfillmentLineItem', input.fulfillmentLineItemId);
    const line = left.get(id);
    const objection = objectionTo(input, line, index);
    if (objection !== null || line === undefined) return objection ?? notFound(index);
    const quantity = integer(input.quantity) ?? 0;
    left.set(id, { ...line, quantity: line.quantity - quantity });
    items.push(returnItem(input, line, quantity, context));
  }
  const id = toGid('Return', context.newId('Return'));
  const count = returnsOfOrder(store, shop.domain, order.id).length + 1;
  const name = `${text(currentDocument(order).name) ?? ''}-R${count}`;
  const document = returnDocument({ id, order: order.id, name, items, at: formatUtc(now) });
  const entity = newEntity('Return', id, document, versionOf(null, now.getTime(), Buffer.from(id)));
  context.save(entity, []);
  context.emit('returns/request', returnPayload('returns/request', entity));
  touchOrder(order, context);
  return entity;
}

function objectionTo(input: Document, line: ReturnableLine | undefined, index: number): View | null {
  const path = ['input', 'returnLineItems', String(index)];
  const quantity = integer(input.quantity) ?? 0;
  if (line === undefined) return notFound(index);
  if (quantity <= 0) {
    return returnError([...path, 'quantity'], 'GREATER_THAN', 'Quantity must be greater than 0.');
  }
  if (quantity > line.quantity) {
    const message = 'Return line item has an invalid quantity: more than can be returned.';
    return returnError([...path, 'quantity'], 'INVALID', message);
  }
  if (input.returnReason == null) {
    return returnError([...path, 'returnReason'], 'BLANK', 'Return reason cannot be blank.');
  }
  return null;
}

function notFound(index: number): View {
  const field = ['input', 'returnLineItems', String(index), 'fulfillmentLineItemId'];
  return returnError(field, 'NOT_FOUND', 'Fulfillment line item does not exist.');
}

function returnItem(input: Document, { id, line }: ReturnableLine, quantity: number, context: Context): Document {
  return returnItemDocument({
    id: toGid('ReturnLineItem', context.newId('ReturnLineItem')),
    shippedLine: id,
    line: gidOf('LineItem', line) ?? toGid('LineItem', '0'),
    quantity,
    reason: (text(input.returnReason) ?? 'unknown').toLowerCase(),
    customerNote: text(input.customerNote),
  });
}
