import type { Instant } from '../../../core/identity.ts';
import type { ReturnStep } from '../world/return.ts';
import type { Placed } from './additions.ts';
import type { Add, Draw } from './generate.ts';

const HOUR_MS = 3_600_000;
const LATER_STEPS: readonly ReturnStep[] = ['approved', 'labelled', 'processed', 'closed', 'reopened'];
const STEPS: readonly ReturnStep[] = ['approved', 'declined', 'cancelled', 'declined'];

/** Returns that staff are at for longer: taken up, closed, opened again. */
export function laterStepsOf(
  placed: readonly Placed[],
  { some, isTrue, gapMs }: Pick<Draw, 'some' | 'isTrue' | 'gapMs'>,
  add: Add,
): void {
  for (const { order, at: placedAt } of placed) {
    if (!isTrue(0.08)) continue;
    let at = placedAt + 2 * gapMs();
    for (let number = 0; number <= 2 + some(3); number += 1) {
      const step = LATER_STEPS[some(LATER_STEPS.length - 1)] ?? 'closed';
      add(`return ${order} ${number} ${step}`, at, { kind: 'return_moved', order, number: 1, step });
      at += isTrue(0.5) ? some(5_000) : gapMs();
    }
  }
}

/** What of the order is sent back, and what people answer: often while the app is at it. */
export function returnsOf(
  order: number,
  placedAt: Instant,
  { some, isTrue, gapMs }: Pick<Draw, 'some' | 'isTrue' | 'gapMs'>,
  add: Add,
): void {
  if (isTrue(0.4)) return;
  const shippedAt = placedAt + gapMs();
  add(`shipped ${order}`, shippedAt, { kind: 'shipped', order });
  for (let number = 1; number <= 2 && isTrue(0.6); number += 1) {
    const name = `${order}-R${number}`;
    const at = shippedAt + gapMs() + (isTrue(0.2) ? some(30) * HOUR_MS : 0);
    const wanted = { items: 1 + some(2), percent: 1 + some(99) };
    add(`return ${name}`, at, { kind: 'return_requested', order, number, ...wanted });
    if (isTrue(0.5)) {
      const step = STEPS[some(STEPS.length - 1)] ?? 'declined';
      const movedAt = at + (isTrue(0.5) ? some(8_000) : gapMs());
      add(`return ${name} ${step}`, movedAt, { kind: 'return_moved', order, number, step });
    }
    if (isTrue(0.3))
      add(`return ${name} closed`, at + gapMs(), { kind: 'return_moved', order, number, step: 'closed' });
  }
}
