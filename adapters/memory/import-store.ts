import type { ShopDomain } from '../../core/identity.ts';
import type { PastImport } from '../../core/past-import.ts';
import type { ImportStore } from '../../core/ports.ts';
import type { ForgetsShop } from './forgets-shop.ts';

export function createMemoryImportStore(): ImportStore & ForgetsShop {
  const imports = new Map<ShopDomain, Map<string, PastImport>>();
  return {
    forgetShop: (shop) => void imports.delete(shop),
    async latest(shop) {
      const known = [...(imports.get(shop)?.values() ?? [])];
      const newest = known.reduce<PastImport | null>((last, each) => (last && last.id > each.id ? last : each), null);
      return structuredClone(newest);
    },
    async save(shop, record) {
      const known = imports.get(shop) ?? new Map<string, PastImport>();
      if ((known.get(record.id)?.revision ?? 0) !== record.revision - 1) return false;
      imports.set(shop, known.set(record.id, structuredClone(record)));
      return true;
    },
  };
}
