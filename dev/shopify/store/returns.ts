import { type Document, idDigits, integer, record, records, text } from '../document.ts';
import { fulfillmentLineItemId } from '../fulfillment-document.ts';
import { type Gid, gidOf, toGid } from '../gid.ts';
import { currentDocument } from './current.ts';
import type { Entity } from './entity.ts';
import type { Store } from './store.ts';

/** The gid of the order that a return names, by `order` or by `order_id`. */
export function orderOfReturn({ document }: Entity): Gid | null {
  const order = record(document.order);
  const digits = idDigits(document.order_id);
  return (order === null ? null : gidOf('Order', order)) ?? (digits === null ? null : toGid('Order', digits));
}

export function returnsOfOrder(store: Store, domain: string, order: Gid): Entity[] {
  return store.entities(domain, 'Return').filter((candidate) => orderOfReturn(candidate) === order);
}

/** An order's, as the Admin API has it. */
export function returnStatus(returns: Entity[]): string {
  const statuses = new Set(returns.map(({ document }) => text(document.status)));
  if (statuses.has('open')) return 'IN_PROGRESS';
  if (statuses.has('requested')) return 'RETURN_REQUESTED';
  return statuses.has('closed') ? 'RETURNED' : 'NO_RETURN';
}

/** Lines of shipments, with how many of each the customer may still ask to send back. */
export type ReturnableLine = { id: Gid; fulfillment: Document; line: Document; quantity: number };

/**
 * What was shipped of an order, less what is in a return that was neither declined nor cancelled, and less what was
 * refunded or removed already. Lines of which nothing is left are listed with 0.
 */
export function returnableLines(store: Store, domain: string, order: Entity): ReturnableLine[] {
  const document = currentDocument(order);
  const inReturns = new Map<Gid | null, number>();
  for (const entity of returnsOfOrder(store, domain, order.id)) {
    if (['declined', 'canceled'].includes(text(entity.document.status) ?? '')) continue;
    for (const item of records(entity.document.return_line_items)) {
      const id = lineOfReturnItem(item);
      inReturns.set(id, (inReturns.get(id) ?? 0) + (integer(item.quantity) ?? 0));
    }
  }
  const lines = new Map(records(document.line_items).map((line) => [gidOf('LineItem', line), line]));
  return records(document.fulfillments)
    .filter(({ status }) => status !== 'cancelled')
    .flatMap((fulfillment) =>
      records(fulfillment.line_items).map((shipped) => {
        const lineId = gidOf('LineItem', shipped);
        const line = lines.get(lineId) ?? shipped;
        const taken = inReturns.get(lineId) ?? 0;
        const removed = (integer(line.quantity) ?? 0) - (integer(line.current_quantity) ?? integer(line.quantity) ?? 0);
        const shippedQuantity = integer(shipped.quantity) ?? 0;
        // A line in several shipments: what is taken counts against the first ones.
        const used = Math.min(shippedQuantity, Math.max(taken, removed));
        inReturns.set(lineId, Math.max(0, taken - used));
        return { id: fulfillmentLineItemId(fulfillment, shipped), fulfillment, line, quantity: shippedQuantity - used };
      }),
    );
}

/** The order's line that an item of a return is about. */
export function lineOfReturnItem(item: Document): Gid | null {
  const line = record(record(item.fulfillment_line_item)?.line_item);
  return line === null ? null : gidOf('LineItem', line);
}

/** The items after some were taken out, as returns/update tells it: `removals` of `[{admin_graphql_api_id, delta}]`. */
export function withoutRemovals(items: readonly Document[], removals: readonly Document[]): Document[] {
  const deltas = new Map(removals.map((removal) => [gidOf('ReturnLineItem', removal), integer(removal.delta) ?? 0]));
  return items
    .map((item) => {
      const delta = deltas.get(gidOf('ReturnLineItem', item)) ?? 0;
      return delta === 0 ? item : { ...item, quantity: Math.max(0, (integer(item.quantity) ?? 0) - Math.abs(delta)) };
    })
    .filter(({ quantity }) => quantity !== 0);
}

export function totalQuantity(items: readonly Document[]): number {
  return items.reduce((sum, item) => sum + (integer(item.quantity) ?? 0), 0);
}
