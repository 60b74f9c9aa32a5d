import type { ShopDomain } from '../../core/identity.ts';
import type { DraftStore } from '../../core/ports.ts';
import type { DraftRecord } from '../../core/rules-draft.ts';
import { copy } from './copy.ts';
import type { ForgetsShop } from './forgets-shop.ts';

export function createMemoryDraftStore(): DraftStore & ForgetsShop {
  const drafts = new Map<ShopDomain, DraftRecord>();
  return {
    forgetShop: (shop) => void drafts.delete(shop),
    find: async (shop) => copy(drafts.get(shop) ?? null),
    async save(shop, record) {
      if ((drafts.get(shop)?.revision ?? 0) !== record.revision - 1) return false;
      drafts.set(shop, copy(record));
      return true;
    },
  };
}
