import type { Instant, ShopDomain } from '../identity.ts';
import type { ShopStore, WorkQueue } from '../ports.ts';

/**
 * Turns the kill switch. It counts from here on; what waits, or is held, is moved as soon as the shop's chores are done.
 * They are due: should the message that wakes them be lost, tick does it within a minute.
 *
 * @param by the staff member's id at the platform.
 */
export async function switchPerks(
  ports: { readonly shops: ShopStore; readonly work: WorkQueue },
  shop: ShopDomain,
  to: 'stopped' | 'given',
  now: Instant,
  by?: string,
): Promise<void> {
  await ports.shops.switchPerks(shop, to, now, by);
  await ports.work.wake(shop, now);
}
