import type { Instant, ShopDomain } from '../../core/identity.ts';
import type { TopicCounter } from '../../core/ports.ts';
import type { ForgetsShop } from './forgets-shop.ts';

export function createMemoryTopicCounter(): TopicCounter & ForgetsShop {
  const counts = new Map<string, Map<string, number>>();
  const dayKey = (shop: ShopDomain, at: Instant) => `${shop}@${new Date(at).toISOString().slice(0, 10)}`;
  return {
    forgetShop(shop) {
      for (const key of [...counts.keys()]) if (key.startsWith(`${shop}@`)) counts.delete(key);
    },
    async count(shop, topics, at) {
      const day = counts.get(dayKey(shop, at)) ?? new Map<string, number>();
      for (const [topic, number] of topics) day.set(topic, (day.get(topic) ?? 0) + number);
      counts.set(dayKey(shop, at), day);
    },
    counted: async (shop, at) => new Map(counts.get(dayKey(shop, at))),
  };
}
