import type { Instant } from './identity.ts';

/** Kept with the shop while its Admin API is down: nobody calls it before `openUntil`. */
export interface Breaker {
  readonly openUntil: Instant;
  /** How often in a row it opened: each time for longer. */
  readonly trips: number;
  readonly problem: string;
  readonly since: Instant;
}

/** So many failures in a row, with no success between them, mean that the shop is down. */
export const FAILURES_BEFORE_OPEN = 5;

const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 15 * 60_000;

/**
 * Opens the breaker, for twice as long as the time before, up to a quarter of an hour.
 *
 * @param random from 0 to 1: shops that went down together are not asked again together.
 */
export function openBreaker(before: Breaker | null, problem: string, now: Instant, random: number): Breaker {
  const trips = (before?.trips ?? 0) + 1;
  const pauseMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(trips - 1, 20));
  const openUntil = now + Math.round(pauseMs * (0.75 + random / 2));
  return { openUntil, trips, problem, since: before?.since ?? now };
}
