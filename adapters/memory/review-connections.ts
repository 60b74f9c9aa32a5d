import type { ShopDomain } from '../../core/identity.ts';
import type { ReviewConnections } from '../../core/ports.ts';
import { REVIEW_PROVIDERS, type ReviewConnection, type ReviewProvider } from '../../core/review.ts';
import type { ForgetsShop } from './forgets-shop.ts';

export function createMemoryReviewConnections(): ReviewConnections & ForgetsShop {
  const connections = new Map<string, ReviewConnection>();
  const keyOf = (shop: ShopDomain, provider: ReviewProvider) => `${shop}/${provider}`;
  const find: ReviewConnections['find'] = async (shop, provider) =>
    structuredClone(connections.get(keyOf(shop, provider)) ?? null);
  return {
    find,
    async connect(connection) {
      const { shop, provider } = connection;
      connections.set(keyOf(shop, provider), { ...connection, lastReceivedAt: null, testedAt: null });
    },
    forgetShop(shop) {
      for (const provider of REVIEW_PROVIDERS) connections.delete(keyOf(shop, provider));
    },
    async disconnect(shop, provider) {
      connections.delete(keyOf(shop, provider));
    },
    async received(shop, provider, what, at) {
      const known = await find(shop, provider);
      if (!known) return null;
      const noted = { ...known, ...(what === 'test' ? { testedAt: at } : { lastReceivedAt: at }) };
      connections.set(keyOf(shop, provider), noted);
      return noted;
    },
  };
}
