import { parseGid } from '../../core/identity.ts';
import type { OrderPart } from '../../core/sweep.ts';
import type { ChangedOrdersQuery } from './generated/admin.generated.d.ts';
import { parseInstant } from './instant.ts';
import { RETURN_STATUSES } from './return-node.ts';

type OrderNode = ChangedOrdersQuery['orders']['nodes'][number];

/** The returns and shipments listed with an order. Throws where the answer has another shape than the schema promises. */
export function readOrderParts(node: OrderNode): OrderPart[] {
  const of = (createdAt: string) => ({
    order: { id: required(parseGid('Order', node.id)), name: node.name },
    customer: node.customer ? required(parseGid('Customer', node.customer.id)) : null,
    createdAt: required(parseInstant(createdAt)),
    changedAt: required(parseInstant(node.updatedAt)),
  });
  const returns = (node.returns?.nodes ?? []).map(({ id, name, status, createdAt }): OrderPart => {
    return {
      kind: 'return',
      id: required(parseGid('Return', id)),
      name,
      status: RETURN_STATUSES[status],
      ...of(createdAt),
    };
  });
  const shipments = node.fulfillments.map(({ id, name, createdAt }): OrderPart => {
    return { kind: 'shipment', id: required(parseGid('Fulfillment', id)), name, ...of(createdAt) };
  });
  return [...returns, ...shipments];
}

function required<Value>(value: Value | null): Value {
  if (value === null) throw new Error('the Admin API listed a part of an order in another shape than its schema');
  return value;
}
