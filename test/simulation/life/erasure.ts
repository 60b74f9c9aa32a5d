import type { Instant } from '../../../core/identity.ts';
import type { Add, Draw } from './generate.ts';

/** Nobody else's orders are theirs. */
const CUSTOMER = 5;
const FIRST_ORDER = 50;

/** A customer orders, and is erased: before, among or after what is told of it, which goes on for a while. */
export function erasureOf(
  anytime: () => Instant,
  { some, isTrue, gapMs }: Pick<Draw, 'some' | 'isTrue' | 'gapMs'>,
  add: Add,
) {
  if (!isTrue(0.4)) return;
  const moments: Instant[] = [];
  for (let order = FIRST_ORDER; order <= FIRST_ORDER + some(2); order += 1) {
    const placedAt = anytime();
    moments.push(placedAt);
    const amounts = { sizes: 1 + some(3), totalMinor: 500 + some(60_000) };
    add(`order ${order}`, placedAt, { kind: 'order', order, customer: CUSTOMER, ...amounts, paid: true, test: false });
    if (isTrue(0.4)) add(`tagged ${order}`, placedAt + gapMs(), { kind: 'staff_tags', order, tag: 'vip' });
    if (isTrue(0.3)) add(`refunded ${order}`, placedAt + gapMs(), { kind: 'refunded', order, percent: 1 + some(99) });
  }
  const near = moments[some(moments.length - 1)] ?? anytime();
  const at = isTrue(0.6) ? near + some(20_000) - 2_000 : near + gapMs();
  add('redacted', at, { kind: 'redacted', customer: CUSTOMER });
}
