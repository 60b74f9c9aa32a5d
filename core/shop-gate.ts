import type { Instant } from './identity.ts';
import type { Shop } from './shop.ts';

/** Whether anything may be done in a shop right now. */
export type Gate =
  | { readonly kind: 'open' }
  /** The app is not installed. */
  | { readonly kind: 'gone' }
  /** The kill switch is on. */
  | { readonly kind: 'stopped' }
  /** The shop's Admin API is down: not before `until`. */
  | { readonly kind: 'closed'; readonly until: Instant; readonly problem: string };

export function gateOf(shop: Shop | null, now: Instant): Gate {
  if (shop?.uninstalledAt !== null) return { kind: 'gone' };
  if (shop.perksStoppedAt !== null) return { kind: 'stopped' };
  return closedGate(shop, now) ?? { kind: 'open' };
}

/** Null while the shop may be called, whatever else holds there: reading it goes on while its perks are stopped. */
export function closedGate({ breaker }: Shop, now: Instant): Extract<Gate, { kind: 'closed' }> | null {
  if (!breaker || now >= breaker.openUntil) return null;
  return { kind: 'closed', until: breaker.openUntil, problem: breaker.problem };
}
