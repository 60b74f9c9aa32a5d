import { idDigits, record } from '../document.ts';
import { gidOf, toGid } from '../gid.ts';
import type { Entity } from '../store/entity.ts';
import type { Reading } from './view.ts';

/** The gid of the order that a return names, by `order` or by `order_id`. */
export function orderOfReturn({ document }: Entity): string | null {
  const order = record(document.order);
  const digits = idDigits(document.order_id);
  return (order === null ? null : gidOf('Order', order)) ?? (digits === null ? null : toGid('Order', digits));
}

export function returnsOfOrder(order: Entity, { store, shop }: Reading): Entity[] {
  return store.entities(shop.domain, 'Return').filter((candidate) => orderOfReturn(candidate) === order.id);
}
