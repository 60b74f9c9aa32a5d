import type { ShopDomain } from '../identity.ts';
import type { Backoff, ShopStore } from '../ports.ts';
import type { Chores, Shop } from '../shop.ts';
import { MAX_TRIES } from './observe-ports.ts';

export interface ChangePorts {
  readonly shops: ShopStore;
  readonly backoff: Backoff;
}

/**
 * Changes the chores of an installed shop, whoever else is writing them. `change` is asked again for what another has
 * written meanwhile; null leaves them as they are. Throws when others are faster each time.
 */
export async function changeChores(
  { shops, backoff }: ChangePorts,
  domain: ShopDomain,
  change: (shop: Shop) => Chores | null,
): Promise<'changed' | 'unchanged' | 'not_installed'> {
  for (let attempt = 1; attempt <= MAX_TRIES; attempt += 1) {
    const shop = await shops.find(domain);
    if (shop?.uninstalledAt !== null) return 'not_installed';
    const chores = change(shop);
    if (chores === null) return 'unchanged';
    if (await shops.setChores(domain, shop.chores, chores)) return 'changed';
    await backoff(attempt);
  }
  throw new Error(`the chores of ${domain} kept changing during ${MAX_TRIES} tries`);
}
