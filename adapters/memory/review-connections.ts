import type { ShopDomain } from '../../core/identity.ts';
import type { ReviewConnections } from '../../core/ports.ts';
import type { ReviewConnection, ReviewProvider } from '../../core/review.ts';

export function createMemoryReviewConnections(): ReviewConnections {
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
