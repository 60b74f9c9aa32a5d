import type { Document } from './document.ts';
import { type Gid, restId } from './gid.ts';
import { totalQuantity } from './store/returns.ts';

export type NewReturn = {
  id: Gid;
  order: Gid;
  /** `#1001-R1`. */
  name: string;
  items: readonly Document[];
  /** ISO 8601. */
  at: string;
};

/** A return as a customer asks for it, in the shape of returns/request. */
export function returnDocument({ id, order, name, items, at }: NewReturn): Document {
  return {
    id: restId(id),
    admin_graphql_api_id: id,
    status: 'requested',
    order: { id: restId(order), admin_graphql_api_id: order },
    name,
    total_return_line_items: totalQuantity(items),
    return_line_items: items,
    created_at: at,
  };
}

export type NewReturnItem = {
  id: Gid;
  /** The line of the shipment. */
  shippedLine: Gid;
  /** The line of the order. */
  line: Gid;
  quantity: number;
  /** `size_too_small` and the like. */
  reason: string;
  customerNote: string | null;
};

export function returnItemDocument({ id, shippedLine, line, quantity, reason, customerNote }: NewReturnItem): Document {
  return {
    id: restId(id),
    admin_graphql_api_id: id,
    fulfillment_line_item: {
      id: restId(shippedLine),
      admin_graphql_api_id: shippedLine,
      line_item: { id: restId(line), admin_graphql_api_id: line },
    },
    quantity,
    return_reason: reason,
    return_reason_note: '',
    customer_note: customerNote,
    restocking_fee: null,
  };
}
