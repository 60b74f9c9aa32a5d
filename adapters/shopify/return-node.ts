import { parseGid } from '../../core/identity.ts';
import { type Money, parseMoney } from '../../core/money.ts';
import type { ReturnDetails, ReturnSnapshot, ReturnStatus, SeenReturn } from '../../core/return.ts';
import type { ReturnQuery } from './generated/admin.generated.d.ts';
import { parseInstant } from './instant.ts';

type ReturnNode = NonNullable<ReturnQuery['return']>;
type ReturnItem = ReturnNode['returnLineItems']['nodes'][number];

export type ReturnFields = Omit<ReturnNode, 'returnLineItems' | 'reverseFulfillmentOrders' | 'order'> & {
  readonly order: Pick<ReturnNode['order'], 'id' | 'name' | 'createdAt' | 'customer'>;
};

/** Throws where the answer has another shape than the schema promises. */
export function readReturnNode({
  returnLineItems,
  reverseFulfillmentOrders,
  ...fields
}: ReturnNode): Omit<SeenReturn, 'readAt'> {
  const { nodes } = returnLineItems;
  const snapshot = readReturnFields(fields, worthOf(returnLineItems));
  const notes = nodes.flatMap(({ customerNote }) => customerNote?.trim() || []);
  return {
    return: { ...snapshot, ...sendingBackOf(reverseFulfillmentOrders) },
    details: readDetails(fields.order, nodes),
    note: notes.join('\n'),
  };
}

function readDetails(
  { subtotalPriceSet, fulfillments }: ReturnNode['order'],
  nodes: readonly ReturnItem[],
): ReturnDetails {
  const paid = subtotalPriceSet?.shopMoney;
  const reasons = nodes.flatMap(({ returnReasonDefinition }) => returnReasonDefinition?.handle ?? []);
  const arrivals = fulfillments.flatMap(({ deliveredAt }) => parseInstant(deliveredAt ?? '') ?? []);
  return {
    reasons: [...new Set(reasons)].sort(),
    orderValue: paid ? parseMoney(paid.amount, paid.currencyCode) : null,
    deliveredAt: arrivals.length === 0 ? null : Math.max(...arrivals),
  };
}

export function readReturnFields(fields: ReturnFields, value: Money | null): ReturnSnapshot {
  const { order } = fields;
  return {
    id: required(parseGid('Return', fields.id)),
    name: fields.name,
    order: required(parseGid('Order', order.id)),
    orderName: order.name,
    orderedAt: required(parseInstant(order.createdAt)),
    customer: order.customer ? required(parseGid('Customer', order.customer.id)) : null,
    status: RETURN_STATUSES[fields.status],
    requestedAt: required(parseInstant(fields.createdAt)),
    approvedAt: fields.requestApprovedAt ? required(parseInstant(fields.requestApprovedAt)) : null,
    closedAt: fields.closedAt ? required(parseInstant(fields.closedAt)) : null,
    items: fields.totalQuantity,
    value,
  };
}

export const RETURN_STATUSES: Readonly<Record<ReturnNode['status'], ReturnStatus>> = {
  REQUESTED: 'requested',
  OPEN: 'open',
  DECLINED: 'declined',
  CANCELED: 'cancelled',
  CLOSED: 'closed',
};

/** Nothing where neither a label nor a tracking number is attached to any of its parcels. */
function sendingBackOf({ nodes }: ReturnNode['reverseFulfillmentOrders']): Pick<ReturnSnapshot, 'sendingBack'> {
  const attached = nodes.flatMap(({ reverseDeliveries }) =>
    reverseDeliveries.nodes.flatMap(({ deliverable }) => deliverable ?? []),
  );
  const labels = attached.flatMap(({ label }) => (label ? [required(parseInstant(label.createdAt))] : []));
  const isTracked = attached.some(({ tracking }) => Boolean(tracking?.number));
  if (labels.length === 0 && !isTracked) return {};
  return { sendingBack: { labelledAt: labels.length === 0 ? null : Math.min(...labels), isTracked } };
}

function worthOf({ nodes, pageInfo }: ReturnNode['returnLineItems']): Money | null {
  if (pageInfo.hasNextPage) return null;
  const paid = nodes.map((node): Money | null => {
    if (!('withCodeDiscountedTotalPriceSet' in node)) return null;
    const { amount, currencyCode } = node.withCodeDiscountedTotalPriceSet.shopMoney;
    return parseMoney(amount, currencyCode);
  });
  return sumOf(paid);
}

/** The sum, where every line says what was paid for it in one currency. */
export function sumOf(paid: readonly (Money | null)[]): Money | null {
  if (paid.length === 0) return null;
  return paid.reduce((sum, each) => {
    if (!sum || !each || sum.currency !== each.currency) return null;
    return { amountMinor: sum.amountMinor + each.amountMinor, currency: sum.currency };
  });
}

function required<Value>(value: Value | null): Value {
  if (value === null) throw new Error('the Admin API answered a return in another shape than its schema');
  return value;
}
