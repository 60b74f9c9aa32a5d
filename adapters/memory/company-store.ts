import type { CompanyRecord } from '../../core/company.ts';
import type { CompanyId, ShopDomain } from '../../core/identity.ts';
import type { CompanyStore } from '../../core/ports.ts';
import { copy } from './copy.ts';
import type { ForgetsShop } from './forgets-shop.ts';

export function createMemoryCompanyStore(): CompanyStore & ForgetsShop {
  const shops = new Map<ShopDomain, Map<CompanyId, CompanyRecord>>();
  return {
    forgetShop: (shop) => void shops.delete(shop),
    find: async (shop, id) => copy(shops.get(shop)?.get(id) ?? null),
    async save(shop, record) {
      const known = shops.get(shop) ?? new Map<CompanyId, CompanyRecord>();
      if ((known.get(record.id)?.revision ?? 0) !== record.revision - 1) return false;
      shops.set(shop, known.set(record.id, copy(record)));
      return true;
    },
    async list(shop, limit, after) {
      const inOrder = [...(shops.get(shop)?.values() ?? [])].sort((a, b) => (a.id < b.id ? -1 : 1));
      return copy(inOrder.filter(({ id }) => after === undefined || id > after).slice(0, limit));
    },
  };
}
