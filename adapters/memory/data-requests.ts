import type { DataRequest } from '../../core/data-request.ts';
import type { ShopDomain } from '../../core/identity.ts';
import type { DataRequestStore } from '../../core/ports.ts';
import { copy } from './copy.ts';
import type { ForgetsShop } from './forgets-shop.ts';

export function createMemoryDataRequests(): DataRequestStore & ForgetsShop {
  const requests = new Map<ShopDomain, Map<string, DataRequest>>();
  return {
    find: async (shop, id) => copy(requests.get(shop)?.get(id) ?? null),
    async save(shop, request) {
      const known = requests.get(shop) ?? new Map<string, DataRequest>();
      if ((known.get(request.id)?.revision ?? 0) !== request.revision - 1) return false;
      requests.set(shop, known.set(request.id, copy(request)));
      return true;
    },
    list: async (shop, limit) => copy([...(requests.get(shop)?.values() ?? [])].slice(0, limit)),
    forgetShop: (shop) => void requests.delete(shop),
  };
}
