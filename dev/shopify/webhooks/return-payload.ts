import { type Document, record } from '../document.ts';
import { restId } from '../gid.ts';
import type { Entity } from '../store/entity.ts';
import { orderOfReturn } from '../store/returns.ts';

/**
 * The payload of a return's webhook (page "Webhooks": returns/*), which differs by topic: the whole return when it was
 * requested or approved, else the ids with the new status. None has a time.
 */
export function returnPayload(topic: string, entity: Entity): Document {
  const { document, id } = entity;
  const ids = { id: restId(id), admin_graphql_api_id: id };
  const order = orderOfReturn(entity);
  switch (topic) {
    case 'returns/request':
    case 'returns/approve':
      return {
        ...ids,
        status: document.status,
        order: order === null ? null : { id: restId(order), admin_graphql_api_id: order },
        total_return_line_items: document.total_return_line_items,
        name: document.name,
        return_line_items: document.return_line_items,
        return_shipping_fees: [],
        exchange_line_items: [],
        total_exchange_line_items: 0,
      };
    case 'returns/decline':
      return { ...ids, status: document.status, decline: record(document.decline) };
    default:
      return { ...ids, order_id: order === null ? null : restId(order), status: document.status };
  }
}

/** The payload of returns/update: what changed, not the return. */
export function returnUpdatePayload(entity: Entity, removals: readonly Document[]): Document {
  return {
    admin_graphql_api_id: entity.id,
    return_line_items: { removals },
    restocking_fees: { updates: [], removals: [] },
    return_shipping_fees: { updates: [], removals: [] },
  };
}
