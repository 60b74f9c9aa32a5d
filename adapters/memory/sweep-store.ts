import type { ShopDomain } from '../../core/identity.ts';
import type { SweepStore } from '../../core/ports.ts';
import type { Sweep } from '../../core/sweep.ts';
import { copy } from './copy.ts';
import type { ForgetsShop } from './forgets-shop.ts';

export function createMemorySweepStore(): SweepStore & ForgetsShop {
  const sweeps = new Map<ShopDomain, Map<string, Sweep>>();
  const list = async (shop: ShopDomain, limit: number) =>
    [...(sweeps.get(shop)?.values() ?? [])]
      .sort((a, b) => (a.id < b.id ? 1 : -1))
      .slice(0, limit)
      .map((sweep) => copy(sweep));
  return {
    forgetShop: (shop) => void sweeps.delete(shop),
    list,
    async latest(shop) {
      const [latest = null] = await list(shop, 1);
      return latest;
    },
    find: async (shop, id) => copy(sweeps.get(shop)?.get(id) ?? null),
    async save(shop, sweep) {
      const known = sweeps.get(shop) ?? new Map<string, Sweep>();
      if ((known.get(sweep.id)?.revision ?? 0) !== sweep.revision - 1) return false;
      sweeps.set(shop, known.set(sweep.id, copy(sweep)));
      return true;
    },
  };
}
