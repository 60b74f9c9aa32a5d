import type { Instant } from '../../../core/identity.ts';
import type { Add, Draw } from './generate.ts';

const HOUR_MS = 3_600_000;
const FIRST_ORDER = 40;

/**
 * Orders from before the installation, and somebody who exports all orders and lets the app read the file: some orders change
 * in between and meanwhile, and the file is read twice now and then.
 */
export function orderFileOf(
  begin: Instant,
  anytime: () => Instant,
  { some, isTrue, gapMs }: Pick<Draw, 'some' | 'isTrue' | 'gapMs'>,
  add: Add,
): void {
  if (!isTrue(0.08)) return;
  const exportedAt = anytime();
  const readAt = exportedAt + gapMs();
  for (let order = FIRST_ORDER; order <= FIRST_ORDER + 1 + some(5); order += 1) {
    const customer = isTrue(0.15) ? null : 1 + some(3);
    const placedAt = begin - 2 * HOUR_MS - some(30 * 24) * HOUR_MS;
    const amounts = { sizes: 1 + some(3), totalMinor: 500 + some(60_000) };
    const paid = isTrue(0.7);
    add(`order ${order}`, placedAt, { kind: 'order', order, customer, ...amounts, paid, test: false });
    const nearby = () => (isTrue(0.5) ? exportedAt : readAt) + (isTrue(0.6) ? some(60_000) - 30_000 : -gapMs());
    if (isTrue(0.3)) add(`refunded ${order}`, nearby(), { kind: 'refunded', order, percent: 1 + some(99) });
    if (isTrue(0.2)) add(`cancelled ${order}`, nearby(), { kind: 'cancelled', order });
    if (!paid && isTrue(0.5)) add(`paid ${order}`, nearby(), { kind: 'paid', order });
  }
  add('file exported', exportedAt, { kind: 'file_exported' });
  add('file read', readAt, { kind: 'file_read' });
  if (isTrue(0.3)) add('file read again', readAt + gapMs(), { kind: 'file_read' });
}
