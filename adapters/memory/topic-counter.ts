import type { Instant, ShopDomain } from '../../core/identity.ts';
import type { TopicCounter } from '../../core/ports.ts';

export function createMemoryTopicCounter(): TopicCounter {
  const counts = new Map<string, Map<string, number>>();
  const dayKey = (shop: ShopDomain, at: Instant) => `${shop}@${new Date(at).toISOString().slice(0, 10)}`;
  return {
    async count(shop, topics, at) {
      const day = counts.get(dayKey(shop, at)) ?? new Map<string, number>();
      for (const [topic, number] of topics) day.set(topic, (day.get(topic) ?? 0) + number);
      counts.set(dayKey(shop, at), day);
    },
    counted: async (shop, at) => new Map(counts.get(dayKey(shop, at))),
  };
}
