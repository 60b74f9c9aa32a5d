import type { ProductId, ShopDomain } from '../../core/identity.ts';
import type { ProductStore } from '../../core/ports.ts';
import type { ProductRecord } from '../../core/product.ts';
import type { ForgetsShop } from './forgets-shop.ts';

export function createMemoryProductStore(): ProductStore & ForgetsShop {
  const shops = new Map<ShopDomain, Map<ProductId, ProductRecord>>();
  return {
    forgetShop: (shop) => void shops.delete(shop),
    find: async (shop, ids) => structuredClone(ids.flatMap((id) => shops.get(shop)?.get(id) ?? [])),
    async save(shop, record) {
      const known = shops.get(shop) ?? new Map<ProductId, ProductRecord>();
      if ((known.get(record.id)?.revision ?? 0) !== record.revision - 1) return false;
      shops.set(shop, known.set(record.id, structuredClone(record)));
      return true;
    },
  };
}
