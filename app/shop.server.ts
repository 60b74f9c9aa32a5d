import { parseShopDomain } from '../core/identity.ts';
import type { Shop } from '../core/shop.ts';
import type { Merchant } from './authenticate.server.ts';
import type { Editor } from './rule-publishing.server.ts';

/**
 * What we know of the merchant's shop. Who is signed in has the app installed: where the record of it was lost between
 * the exchange of tokens and its writing, it is written now.
 *
 * @throws Response 409 for a shop whose installation can't be recorded.
 */
export async function requireShop({ shop, services }: Pick<Merchant, 'shop' | 'services'>): Promise<Shop> {
  const domain = parseShopDomain(shop);
  const known = domain && (await services.shops.find(domain));
  if (known?.uninstalledAt === null) return known;
  await services.shopInstalled(shop);
  const recorded = domain && (await services.shops.find(domain));
  if (recorded?.uninstalledAt === null) return recorded;
  throw new Response(null, { status: 409, statusText: 'Not installed' });
}

/** A merchant who is about to change the rules. */
export async function editorOf(merchant: Merchant): Promise<Editor> {
  const { services, staff } = merchant;
  return {
    policies: services.policies,
    shop: await requireShop(merchant),
    author: staff,
    now: services.clock.now().getTime(),
  };
}
