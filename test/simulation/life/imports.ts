import type { Instant } from '../../../core/identity.ts';
import type { Add, Draw } from './generate.ts';
import { ALL_SCOPES } from './troubles.ts';

const HOUR_MS = 3_600_000;
const FIRST_ORDER = 30;

/**
 * Orders from before the installation, and somebody who has them imported: some of them change meanwhile, and are told of.
 * The import is paused, ended and begun once more now and then.
 */
export function importOf(
  begin: Instant,
  anytime: () => Instant,
  { some, isTrue, gapMs }: Pick<Draw, 'some' | 'isTrue' | 'gapMs'>,
  add: Add,
): void {
  if (!isTrue(0.08)) return;
  const importedAt = anytime();
  for (let order = FIRST_ORDER; order <= FIRST_ORDER + 1 + some(5); order += 1) {
    const customer = isTrue(0.15) ? null : 1 + some(2);
    const placedAt = begin - 2 * HOUR_MS - some(30 * 24) * HOUR_MS;
    const amounts = { sizes: 1 + some(3), totalMinor: 500 + some(60_000) };
    const paid = isTrue(0.7);
    add(`order ${order}`, placedAt, { kind: 'order', order, customer, ...amounts, paid, test: isTrue(0.1) });
    const soon = () => importedAt + (isTrue(0.6) ? some(20 * 60_000) : gapMs());
    if (isTrue(0.3)) add(`refunded ${order}`, soon(), { kind: 'refunded', order, percent: 1 + some(99) });
    if (isTrue(0.2)) add(`cancelled ${order}`, soon(), { kind: 'cancelled', order });
    if (!paid && isTrue(0.5)) add(`paid ${order}`, soon(), { kind: 'paid', order });
    if (isTrue(0.15)) add(`reassigned ${order}`, soon(), { kind: 'reassigned', order, customer: 1 + some(2) });
  }
  if (isTrue(0.5)) {
    add('products shown', importedAt - 1, { kind: 'scopes', scopes: [...ALL_SCOPES, 'read_products'] });
  }
  add('import', importedAt, { kind: 'import', steering: 'start' });
  if (isTrue(0.4)) {
    const pausedAt = importedAt + gapMs();
    add('import paused', pausedAt, { kind: 'import', steering: 'pause' });
    if (isTrue(0.8)) add('import resumed', pausedAt + gapMs(), { kind: 'import', steering: 'resume' });
  }
  if (isTrue(0.2)) add('import cancelled', importedAt + gapMs(), { kind: 'import', steering: 'cancel' });
  if (isTrue(0.3)) add('import again', importedAt + gapMs(), { kind: 'import', steering: 'start' });
}
