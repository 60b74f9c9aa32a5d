import type { Instant } from '../../../core/identity.ts';
import type { Add, Draw } from './generate.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Some parcels come at once, some are heard of now and then, some never again. */
export function parcelOf(
  order: number,
  placedAt: Instant,
  { some, isTrue, gapMs }: Pick<Draw, 'some' | 'isTrue' | 'gapMs'>,
  add: Add,
): void {
  if (isTrue(0.3)) return;
  let at = placedAt + gapMs();
  const promisedMs = isTrue(0.5) ? some(4) * DAY_MS + some(24) * HOUR_MS : null;
  add(`parcel ${order}`, at, { kind: 'parcel_sent', order, promisedMs });
  for (let number = some(3); number > 0; number -= 1) {
    at += isTrue(0.6) ? gapMs() : some(6) * DAY_MS + some(HOUR_MS);
    const status = isTrue(0.4) ? 'DELIVERED' : 'IN_TRANSIT';
    add(`parcel ${order} scan ${number}`, at, { kind: 'parcel_scanned', order, status });
  }
}
