import { HOLD_REASONS } from '../../../core/hold.ts';
import type { Placed } from './additions.ts';
import type { Add, Draw } from './generate.ts';

/** Some parts of orders are held, often before their order is told of, for several reasons, and released again. */
export function holdsOf(
  placed: readonly Placed[],
  { some, isTrue, gapMs }: Pick<Draw, 'some' | 'isTrue' | 'gapMs'>,
  add: Add,
): void {
  for (const { order, at: placedAt } of placed) {
    if (!isTrue(0.08)) continue;
    let at = placedAt + (isTrue(0.5) ? some(3_000) : gapMs());
    for (let step = 0; step <= 1 + some(4); step += 1) {
      const part = 1 + some(1);
      const reason = HOLD_REASONS[some(HOLD_REASONS.length - 1)] ?? 'other';
      const name = `hold ${order} ${step}`;
      if (isTrue(0.2)) add(name, at, { kind: 'moved', order, part, place: isTrue(0.5) ? 'Lyon' : 'Oslo' });
      else if (isTrue(0.5)) add(name, at, { kind: 'held', order, part, reason });
      else add(name, at, { kind: 'hold_released', order, part });
      at += isTrue(0.6) ? some(5_000) : gapMs();
    }
  }
}
