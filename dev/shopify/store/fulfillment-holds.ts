import type { Document } from '../document.ts';
import type { Entity } from './entity.ts';

/** Holds are of the order's one fulfilment order, and no part of what is delivered of the order. */
export function withHolds(order: Entity, holds: readonly Document[]): Entity {
  return { ...order, written: { ...order.written, fields: { ...order.written.fields, fulfillment_holds: holds } } };
}
