import { parseShopDomain } from '../core/identity.ts';
import type { Shop } from '../core/shop.ts';
import type { Merchant } from './authenticate.server.ts';
import { BEING_DELETED } from './being-deleted.ts';
import type { DraftEditor } from './draft-actions.server.ts';
import type { Editor } from './rule-publishing.server.ts';

/**
 * What we know of the merchant's shop. Who is signed in has the app installed: where the record of it was lost between
 * the exchange of tokens and its writing, it is written now.
 *
 * @throws Response 401 for a shop that took the app away, 503 when it can't be asked just now, 409 while what an earlier
 * installation kept is being deleted.
 */
export async function requireShop({ shop, services }: Pick<Merchant, 'shop' | 'services'>): Promise<Shop> {
  const domain = parseShopDomain(shop);
  const known = domain && (await services.shops.find(domain));
  if (known?.uninstalledAt === null) return known;
  const confirmed = await services.confirmInstallation(shop);
  const recorded = domain && (await services.shops.find(domain));
  if (recorded?.uninstalledAt === null) return recorded;
  if (confirmed === 'being_deleted') throw new Response(BEING_DELETED, { status: 409 });
  if (confirmed === 'revoked') throw new Response(null, { status: 401, statusText: 'Unauthorized' });
  throw new Response(null, { status: 503, statusText: 'The shop can’t be read just now' });
}

/** A merchant who is about to change the rules. */
export async function editorOf(merchant: Merchant): Promise<Editor> {
  const { services, staff } = merchant;
  return {
    policies: services.policies,
    templates: services.templates,
    shop: await requireShop(merchant),
    author: staff,
    now: services.clock.now().getTime(),
  };
}

/** A merchant who is about to change the draft of the rules. */
export async function draftEditorOf(merchant: Merchant): Promise<DraftEditor> {
  return { ...(await editorOf(merchant)), drafts: merchant.services.drafts };
}
