import type { ShopDomain } from '../../core/identity.ts';
import type { ParkedDelivery, ParkingLot } from '../../core/ports.ts';

export function createMemoryParkingLot(): ParkingLot {
  const parked = new Map<ShopDomain, Map<string, ParkedDelivery>>();
  const of = (shop: ShopDomain) => [...(parked.get(shop)?.values() ?? [])];
  return {
    async park(shop, delivery) {
      const deliveries = parked.get(shop) ?? new Map<string, ParkedDelivery>();
      if (!deliveries.has(delivery.id)) deliveries.set(delivery.id, { ...delivery });
      parked.set(shop, deliveries);
    },
    list: async (shop, limit) =>
      of(shop)
        .sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1))
        .slice(0, limit)
        .map(({ id, topic, reason, at }) => ({ id, topic, reason, at })),
    find: async (shop, id) => structuredClone(parked.get(shop)?.get(id) ?? null),
  };
}
