import type { Gid } from '../gid.ts';
import type { Entity } from '../store/entity.ts';
import { parseTime } from '../zoned-time.ts';
import type { Reading } from './view.ts';

/** A visible order by id: within the 60 days unless all orders may be read. */
export function visibleOrder(id: Gid, reading: Reading): Entity | undefined {
  const order = reading.store.entity(reading.shop.domain, id);
  return order !== undefined && isVisible(order, reading) ? order : undefined;
}

export function isVisible(order: Entity, { ordersSinceMs }: Reading): boolean {
  return ordersSinceMs === null || (parseTime(order.document.created_at) ?? Number.POSITIVE_INFINITY) >= ordersSinceMs;
}
