import type { ShopDomain } from '../../core/identity.ts';
import type { ShopRedactionStore, ShopStore } from '../../core/ports.ts';
import { isBeingDeleted, type ShopRedaction } from '../../core/shop-redaction.ts';
import { copy } from './copy.ts';
import type { ForgetsShop } from './forgets-shop.ts';
import type { DueEntry } from './schedule.ts';

/** @param own Of the shop itself. @param records All else. */
export function createMemoryShopRedactions(
  shops: Pick<ShopStore, 'find'>,
  own: readonly ForgetsShop[],
  records: readonly ForgetsShop[],
): {
  readonly redactions: ShopRedactionStore;
  readonly isBeingDeleted: (shop: ShopDomain) => boolean;
  readonly due: () => readonly DueEntry[];
} {
  const redactions = new Map<ShopDomain, ShopRedaction>();
  const forget = (stores: readonly ForgetsShop[], shop: ShopDomain) => {
    for (const store of stores) store.forgetShop(shop);
    return stores.length;
  };
  return {
    isBeingDeleted: (shop) => isBeingDeleted(redactions.get(shop) ?? null),
    due: () =>
      [...redactions]
        .filter(([, redaction]) => isBeingDeleted(redaction))
        .map(([shop, { notBefore }]): DueEntry => ({ at: notBefore, due: { kind: 'redaction', shop } })),
    redactions: {
      find: async (shop) => copy(redactions.get(shop) ?? null),
      async save(shop, redaction) {
        if ((redactions.get(shop)?.revision ?? 0) !== redaction.revision - 1) return false;
        redactions.set(shop, copy(redaction));
        return true;
      },
      async deleteShop(shop) {
        if ((await shops.find(shop))?.uninstalledAt === null) return { deleted: 0, left: 'installed' };
        return { deleted: forget(own, shop), left: 'nothing' };
      },
      deleteRecords: async (shop) => ({ deleted: forget(records, shop), cursor: null, isAll: true }),
    },
  };
}
