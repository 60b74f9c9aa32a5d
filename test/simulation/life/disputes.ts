import { DISPUTE_STATUSES } from '../../../core/dispute.ts';
import type { Placed } from './additions.ts';
import type { Add, Draw } from './generate.ts';

const DAY_MS = 86_400_000;

/** Some payments are disputed, some twice: days later mostly, and what comes of it is told in steps, now and then several at once. */
export function disputesOf(
  placed: readonly Placed[],
  { some, isTrue, gapMs }: Pick<Draw, 'some' | 'isTrue' | 'gapMs'>,
  add: Add,
): void {
  for (const { order, at: placedAt } of placed) {
    if (!isTrue(0.08)) continue;
    for (let number = 1; number <= 1 + some(1); number += 1) {
      let at = placedAt + (isTrue(0.5) ? gapMs() : some(5) * DAY_MS);
      const isInquiry = isTrue(0.3);
      for (let step = 0; step <= some(4); step += 1) {
        const status = DISPUTE_STATUSES[some(DISPUTE_STATUSES.length - 1)] ?? 'lost';
        const type = isInquiry && step < 2 ? 'inquiry' : 'chargeback';
        add(`dispute ${order}-${number} ${step}`, at, { kind: 'disputed', order, number, type, status });
        at += isTrue(0.6) ? some(5_000) : gapMs();
      }
    }
  }
}
