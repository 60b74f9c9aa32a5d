import { FAILURES_BEFORE_OPEN, openBreaker } from '../breaker.ts';
import type { ShopWide } from '../effects.ts';
import type { Instant, ShopDomain } from '../identity.ts';
import type { ShopStore } from '../ports.ts';
import type { Shop } from '../shop.ts';

/** Why nothing is asked of a shop that throttles. */
export const THROTTLED = 'the shop asks to call less often';

/** What one process has lately met at a shop. */
interface Health {
  /** Calls in a row that were not answered. */
  failures: number;
  /** The shop asked to wait until then. */
  throttledUntil: Instant;
}

/** By shop; lives as long as its process, which is no harm: what must not be forgotten is the shop's breaker. */
export type ShopHealth = Map<ShopDomain, Health>;

export interface HealthPorts {
  readonly shops: ShopStore;
  /** From 0 to 1. */
  readonly random: () => number;
}

/** What a call met instead of an answer. */
export interface Trouble {
  readonly problem: string;
  readonly shopWide?: ShopWide;
  readonly afterMs?: number;
}

/** Until when the shop asked this process to wait; null when it may be called. */
export function throttledUntil(health: ShopHealth, shop: ShopDomain, now: Instant): Instant | null {
  const until = health.get(shop)?.throttledUntil ?? 0;
  return now < until ? until : null;
}

/** After a call that the shop answered: the breaker closes, whatever the answer was. */
export async function noteAnswer(ports: HealthPorts, health: ShopHealth, shop: Shop): Promise<void> {
  health.delete(shop.domain);
  if (shop.breaker) await ports.shops.setBreaker(shop.domain, shop.breaker, null);
}

/** After a call that met a trouble of the whole shop. Answers until when nothing else is to be tried there. */
export async function noteTrouble(
  ports: HealthPorts,
  health: ShopHealth,
  shop: Shop,
  trouble: Trouble,
  now: Instant,
): Promise<Instant> {
  const known = health.get(shop.domain) ?? { failures: 0, throttledUntil: 0 };
  if (trouble.shopWide === 'throttled') {
    const until = now + (trouble.afterMs ?? 0);
    health.set(shop.domain, { ...known, throttledUntil: until });
    return until;
  }
  const failures = known.failures + 1;
  health.set(shop.domain, { ...known, failures });
  // Half open, one failure is enough: the shop is still down.
  const opens = trouble.shopWide === 'closed' || failures >= FAILURES_BEFORE_OPEN || shop.breaker !== null;
  if (!opens) return now;
  const breaker = openBreaker(shop.breaker, trouble.problem, now, ports.random());
  await ports.shops.setBreaker(shop.domain, shop.breaker, breaker);
  return breaker.openUntil;
}
