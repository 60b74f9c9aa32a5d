import type { Sweep } from '../../core/sweep.ts';
import { DAY_MS, NOW } from './builders.ts';

/** A finished comparison with the shop that found nothing. */
export function buildSweep(over: Partial<Sweep> = {}): Sweep {
  return {
    id: 'sweep',
    revision: 1,
    startedAt: NOW,
    finishedAt: NOW + 5_000,
    from: NOW - DAY_MS,
    until: NOW - 15 * 60_000,
    place: null,
    checked: { orders: 12, customers: 3 },
    found: [],
    foundCount: 0,
    unchecked: [],
    uncheckedCount: 0,
    stuck: null,
    finding: [],
    problem: null,
    leftOut: null,
    ...over,
  };
}
