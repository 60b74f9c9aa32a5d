import { EMPTY_POLICY } from '../../core/empty-policy.ts';
import type { Instant, ShopDomain } from '../../core/identity.ts';
import type { Policy } from '../../core/policy.ts';
import type { PolicyStore, ShopStore } from '../../core/ports.ts';
import type { Shop } from '../../core/shop.ts';

/** Shops and their policies, which are published together with the shop's pointer. */
export function createMemoryShops(): { readonly shops: ShopStore; readonly policies: PolicyStore } {
  const shops = new Map<ShopDomain, Shop>();
  const confirmedAt = new Map<ShopDomain, Instant>();
  const policies = new Map<string, Policy>();
  return {
    shops: {
      find: async (shop) => structuredClone(shops.get(shop) ?? null),
      async install(shop, details, at) {
        const { currency, timezone, scopes } = structuredClone(details);
        const installed = installedShop(shop, shops.get(shop), at);
        shops.set(shop, { ...installed, currency, timezone, scopes });
        confirmedAt.set(shop, at);
        return structuredClone({ ...installed, currency, timezone, scopes });
      },
      async uninstall(shop, at) {
        const known = shops.get(shop);
        if (!known || known.uninstalledAt !== null || at < (confirmedAt.get(shop) ?? at)) return;
        shops.set(shop, { ...known, uninstalledAt: at });
      },
    },
    policies: {
      async version(shop, version) {
        return version === 0 ? EMPTY_POLICY : structuredClone(policies.get(`${shop}@${version}`) ?? null);
      },
      async publish(shop, draft, basedOn, author, at) {
        const known = shops.get(shop);
        if (!known) throw new Error(`${shop} never installed the app: it has no policy`);
        if (known.policyVersion !== basedOn) return { kind: 'outdated', running: known.policyVersion };
        const policy = structuredClone({ ...draft, version: basedOn + 1, publishedAt: at, author });
        policies.set(`${shop}@${policy.version}`, policy);
        shops.set(shop, { ...known, policyVersion: policy.version });
        return { kind: 'published', policy: structuredClone(policy) };
      },
    },
  };
}

function installedShop(domain: ShopDomain, known: Shop | undefined, at: Instant) {
  const policyVersion = known?.policyVersion ?? 0;
  const installedAt = known && known.uninstalledAt === null ? known.installedAt : at;
  return { domain, installedAt, uninstalledAt: null, policyVersion };
}
