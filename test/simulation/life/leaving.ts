import type { Instant } from '../../../core/identity.ts';
import type { Add, Draw } from './generate.ts';
import { ALL_SCOPES } from './troubles.ts';

const MINUTE_MS = 60_000;
/** So long after it left the platform asks for a shop to be deleted. */
const TWO_DAYS_MS = 48 * 60 * MINUTE_MS;

/**
 * The shop leaves for good, or so it seems: it is to be deleted in two days, or soon, as it would be with what waited in a
 * queue for two days. Some come back before, at that very time, or after it.
 */
export function leavingOf(
  anytime: () => Instant,
  rules: () => object[],
  { some, isTrue, gapMs }: Pick<Draw, 'some' | 'isTrue' | 'gapMs'>,
  add: Add,
): void {
  if (!isTrue(0.07)) return;
  const leftAt = anytime();
  const askedAt = leftAt + (isTrue(0.4) ? TWO_DAYS_MS : gapMs());
  add('left', leftAt, { kind: 'uninstalled' });
  add('to be deleted', askedAt, { kind: 'shop_redacted' });
  if (isTrue(0.2)) add('once more to be deleted', askedAt + gapMs(), { kind: 'shop_redacted' });
  if (isTrue(0.4)) return;
  const backAt = isTrue(0.3)
    ? leftAt + some(askedAt - leftAt)
    : askedAt + (isTrue(0.6) ? some(10 * MINUTE_MS) : gapMs());
  add('came back', backAt, { kind: 'installed', scopes: ALL_SCOPES });
  add('policy after it came back', backAt + gapMs(), { kind: 'published', rules: rules() });
}

/** Customers who want to know what is kept of them, also of a shop that left. */
export function requestsOf(
  anytime: () => Instant,
  { some, isTrue }: Pick<Draw, 'some' | 'isTrue' | 'gapMs'>,
  add: Add,
): void {
  if (!isTrue(0.1)) return;
  for (let request = 1; request <= 1 + some(2); request += 1) {
    add(`data request ${request}`, anytime(), { kind: 'data_requested', request, customer: 1 + some(4) });
  }
}
