import { type Erasure, NOTHING_ERASED } from '../../core/erasure.ts';
import type { CustomerId, ShopDomain } from '../../core/identity.ts';
import type { ErasureStore } from '../../core/ports.ts';
import type { DueEntry } from './schedule.ts';

interface MemoryErasures {
  readonly erasures: ErasureStore;
  readonly isErased: (shop: ShopDomain, customer: CustomerId) => boolean;
  /** What is not done. */
  readonly due: () => readonly DueEntry[];
}

/** Ids count up: they tell of nobody who they were, as the keyed hashes of the real store. */
export function createMemoryErasures(): MemoryErasures {
  const ids = new Map<string, string>();
  const erasures = new Map<ShopDomain, Map<string, Erasure>>();
  const idOf = (shop: ShopDomain, customer: CustomerId) => ids.get(`${shop} ${customer}`);
  const isErased = (shop: ShopDomain, customer: CustomerId) => idOf(shop, customer) !== undefined;
  const ofShop = (shop: ShopDomain) => {
    const known = erasures.get(shop) ?? new Map<string, Erasure>();
    erasures.set(shop, known);
    return known;
  };
  return {
    isErased,
    due: () =>
      [...erasures].flatMap(([shop, all]) =>
        [...all.values()]
          .filter(({ finishedAt }) => finishedAt === null)
          .map(({ id, notBefore }): DueEntry => ({ at: notBefore, due: { kind: 'erasure', shop, erasure: id } })),
      ),
    erasures: {
      isErased: async (shop, customer) => isErased(shop, customer),
      async begin(shop, traces, at) {
        const id = idOf(shop, traces.customer) ?? `erasure-${ids.size + 1}`;
        ids.set(`${shop} ${traces.customer}`, id);
        const begun = { receivedAt: at, finishedAt: null, notBefore: at, erased: NOTHING_ERASED };
        const known = ofShop(shop).get(id) ?? { id, revision: 1, traces: structuredClone(traces), ...begun };
        ofShop(shop).set(id, known);
        return structuredClone(known);
      },
      find: async (shop, id) => structuredClone(ofShop(shop).get(id) ?? null),
      async save(shop, erasure) {
        if ((ofShop(shop).get(erasure.id)?.revision ?? 0) !== erasure.revision - 1) return false;
        ofShop(shop).set(erasure.id, structuredClone(erasure));
        return true;
      },
      list: async (shop, limit) => structuredClone([...ofShop(shop).values()].slice(0, limit)),
    },
  };
}
