import type { Placed } from './additions.ts';
import type { Add, Draw } from './generate.ts';

/** Some orders are deleted: mostly while they are told of, or decided. */
export function orderDeletionsOf(
  placed: readonly Placed[],
  { some, isTrue, gapMs }: Pick<Draw, 'some' | 'isTrue' | 'gapMs'>,
  add: Add,
): void {
  for (const { order, at } of placed) {
    if (!isTrue(0.06)) continue;
    add(`order ${order} deleted`, at + (isTrue(0.6) ? some(20_000) : gapMs()), { kind: 'order_deleted', order });
  }
}
