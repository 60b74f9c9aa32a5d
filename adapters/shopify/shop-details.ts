import type { ShopDomain } from '../../core/identity.ts';
import type { ReadFailure } from '../../core/ports.ts';
import type { Shop } from '../../core/shop.ts';
import type { AdminGateway } from './admin.ts';
import { SHOP_DETAILS } from './documents/shop.ts';
import { readFailure } from './read-failure.ts';

export type ReadShopDetails =
  | { readonly kind: 'details'; readonly details: Pick<Shop, 'currency' | 'timezone' | 'plan' | 'scopes'> }
  /** The shop takes none of our tokens any more: the app was uninstalled, or its installation is another one. */
  | { readonly kind: 'revoked' }
  | ReadFailure;

/** What an installation records of a shop: its currency, its time zone, its plan and the scopes that it granted. */
export async function readShopDetails(gateway: AdminGateway, shop: ShopDomain): Promise<ReadShopDetails> {
  const result = await gateway.request(shop, SHOP_DETAILS, {});
  if (result.kind === 'unauthorized') return { kind: 'revoked' };
  if (result.kind !== 'data') return readFailure(result);
  const { shop: found, currentAppInstallation } = result.data;
  const scopes = currentAppInstallation.accessScopes.map(({ handle }) => handle);
  const { currencyCode: currency, ianaTimezone: timezone, plan } = found;
  return { kind: 'details', details: { currency, timezone, plan: plan.publicDisplayName, scopes } };
}
