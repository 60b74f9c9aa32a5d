import type { ShopDomain } from '../../core/identity.ts';
import type { ParkedDelivery, ParkingLot } from '../../core/ports.ts';
import { decodeCursor, encodeCursor } from '../decision-query.ts';
import type { ForgetsShop } from './forgets-shop.ts';

export function createMemoryParkingLot(): ParkingLot & ForgetsShop {
  const parked = new Map<ShopDomain, Map<string, ParkedDelivery>>();
  return {
    async park(shop, delivery) {
      const deliveries = parked.get(shop) ?? new Map<string, ParkedDelivery>();
      const known = deliveries.get(delivery.id);
      if (!known || known.replays < delivery.replays) deliveries.set(delivery.id, structuredClone(delivery));
      parked.set(shop, deliveries);
    },
    async list(shop, limit, cursor) {
      const position = decodeCursor(cursor);
      const found = [...(parked.get(shop)?.values() ?? [])]
        .map(({ body: _, ...summary }) => ({ place: `${new Date(summary.at).toISOString()}~${summary.id}`, summary }))
        .filter(({ place }) => position === null || place < position)
        .sort((a, b) => (a.place < b.place ? 1 : -1));
      const page = found.slice(0, limit);
      const last = page.at(-1);
      return {
        parked: page.map(({ summary }) => summary),
        cursor: found.length > limit && last ? encodeCursor(last.place) : null,
      };
    },
    forgetShop: (shop) => void parked.delete(shop),
    find: async (shop, id) => structuredClone(parked.get(shop)?.get(id) ?? null),
    async remove(shop, { id, replays }) {
      const deliveries = parked.get(shop);
      if (deliveries?.get(id)?.replays === replays) deliveries.delete(id);
    },
  };
}
