import type { Instant } from '../../../core/identity.ts';
import type { Add, Draw } from './generate.ts';

/**
 * Of the customers, some turn out to be one: often while what they ordered is being told of. Staff try several times, since
 * the platform objects to most pairs.
 */
export function mergesOf(
  moments: readonly Instant[],
  anytime: () => Instant,
  { some, isTrue, gapMs }: Pick<Draw, 'some' | 'isTrue' | 'gapMs'>,
  add: Add,
): void {
  if (!isTrue(0.1)) return;
  for (let number = 1; number <= 2 + some(4); number += 1) {
    const isUsual = isTrue(0.7);
    // Those who order most, or anybody, also who is to be erased.
    const customers = isUsual ? 3 : 5;
    const gone = 1 + some(customers - 1);
    const kept = 1 + ((gone + some(customers - 2)) % customers);
    const near = isUsual ? (moments[some(moments.length - 1)] ?? anytime()) : anytime();
    const at = near + (isTrue(0.6) ? some(30_000) : gapMs());
    add(`merged ${number}`, at, { kind: 'merged', gone, kept, isTold: isTrue(0.5) });
  }
}
