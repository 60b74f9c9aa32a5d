import { parseGid } from '../../core/identity.ts';
import type { OrderPart } from '../../core/sweep.ts';
import type { ChangedOrdersQuery } from './generated/admin.generated.d.ts';
import { parseInstant } from './instant.ts';
import { RETURN_STATUSES } from './return-node.ts';

type OrderNode = ChangedOrdersQuery['orders']['nodes'][number];

/** The returns and shipments listed with an order. One in another shape than the schema promises hides no other. */
export function readOrderParts(node: OrderNode): OrderPart[] {
  const order = parseGid('Order', node.id);
  if (order === null) return [];
  const of = {
    order: { id: order, name: node.name },
    customer: node.customer ? parseGid('Customer', node.customer.id) : null,
  };
  const returns = (node.returns?.nodes ?? []).flatMap(({ id: gid, name, status: told, createdAt: at }): OrderPart[] => {
    const [id, status, createdAt] = [parseGid('Return', gid), RETURN_STATUSES[told], parseInstant(at)];
    const changedAt = parseInstant(node.updatedAt);
    if (id === null || status === undefined || createdAt === null || changedAt === null) return [];
    return [{ kind: 'return', id, name, status, createdAt, changedAt, ...of }];
  });
  const shipments = (node.fulfillments ?? []).flatMap(({ id: gid, name, createdAt: at, updatedAt }): OrderPart[] => {
    const [id, createdAt, changedAt] = [parseGid('Fulfillment', gid), parseInstant(at), parseInstant(updatedAt)];
    if (id === null || createdAt === null || changedAt === null) return [];
    return [{ kind: 'shipment', id, name, createdAt, changedAt, ...of }];
  });
  return [...returns, ...shipments];
}
