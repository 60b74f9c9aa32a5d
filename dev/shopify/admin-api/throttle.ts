import type { Plan } from '../store/shop.ts';

/** Points per second by plan (page "GraphQL Admin API rate limits"); the bucket holds 20 seconds' worth. */
const RESTORE_RATE: Readonly<Record<Plan, number>> = { basic: 100, standard: 100, advanced: 200, plus: 1000 };
const BUCKET_SECONDS = 20;

type ThrottleStatus = { maximumAvailable: number; currentlyAvailable: number; restoreRate: number };

/** The leaky bucket of each shop, in real time. */
export type Throttle = {
  /** Takes the points unless there are too few. */
  take(shop: string, plan: Plan, points: number): boolean;
  /** Gives back what a query turned out not to cost. */
  giveBack(shop: string, plan: Plan, points: number): void;
  status(shop: string, plan: Plan): ThrottleStatus;
};

export function createThrottle(realNow: () => number): Throttle {
  const buckets = new Map<string, { available: number; atMs: number }>();
  const refill = (shop: string, plan: Plan) => {
    const maximum = RESTORE_RATE[plan] * BUCKET_SECONDS;
    const nowMs = realNow();
    const bucket = buckets.get(shop) ?? { available: maximum, atMs: nowMs };
    const restored = ((nowMs - bucket.atMs) / 1000) * RESTORE_RATE[plan];
    const refilled = { available: Math.min(maximum, bucket.available + restored), atMs: nowMs };
    buckets.set(shop, refilled);
    return refilled;
  };
  return {
    take(shop, plan, points) {
      const bucket = refill(shop, plan);
      if (bucket.available < points) return false;
      bucket.available -= points;
      return true;
    },
    giveBack(shop, plan, points) {
      const bucket = refill(shop, plan);
      bucket.available = Math.min(RESTORE_RATE[plan] * BUCKET_SECONDS, bucket.available + points);
    },
    status: (shop, plan) => ({
      maximumAvailable: RESTORE_RATE[plan] * BUCKET_SECONDS,
      currentlyAvailable: Math.floor(refill(shop, plan).available),
      restoreRate: RESTORE_RATE[plan],
    }),
  };
}
