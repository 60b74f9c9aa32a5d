import type { Entity } from '../../store/entity.ts';
import { formatUtc } from '../../zoned-time.ts';
import type { Context } from '../context.ts';

/** Moves the order's updated_at, as a change of what belongs to it does, and tells the app. */
export function touchOrder(order: Entity, context: Context): void {
  const updatedAt = formatUtc(context.reading.now);
  context.save({ ...order, written: { ...order.written, updatedAt } }, ['orders/updated']);
}
