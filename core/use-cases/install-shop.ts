import type { Instant, ShopDomain } from '../identity.ts';
import type { PolicyStore, ShopStore } from '../ports.ts';
import type { Shop, ShopDetails } from '../shop.ts';
import { returnBagRule } from '../templates.ts';

/**
 * Records an installation; a shop that never had a policy starts with the return-bag rule, switched on. A shop that is
 * being deleted waits until that is over.
 */
export async function installShop(
  ports: { readonly shops: ShopStore; readonly policies: PolicyStore },
  domain: ShopDomain,
  details: ShopDetails,
  now: Instant,
): Promise<Shop | 'being_deleted'> {
  const shop = await ports.shops.install(domain, details, now);
  if (shop === 'being_deleted' || shop.policyVersion > 0) return shop;
  const published = await ports.policies.publish(domain, { rules: [returnBagRule(shop.currency)] }, 0, 'install', now);
  return published.kind === 'published' ? { ...shop, policyVersion: published.policy.version } : shop;
}
