import { type Erasure, newErasure, withTraces } from '../../core/erasure.ts';
import type { CustomerId, ShopDomain } from '../../core/identity.ts';
import type { ErasureStore } from '../../core/ports.ts';
import { hashEmail } from '../keyed-hash.ts';
import type { ForgetsShop } from './forgets-shop.ts';
import type { DueEntry } from './schedule.ts';

interface MemoryErasures extends ForgetsShop {
  readonly erasures: ErasureStore;
  readonly isErased: (shop: ShopDomain, customer: CustomerId) => boolean;
  /** What is not done. */
  readonly due: () => readonly DueEntry[];
}

/** Ids count up: they tell of nobody who they were, as the keyed hashes of the real store. */
export function createMemoryErasures(): MemoryErasures {
  const ids = new Map<string, string>();
  let count = 0;
  const authors = new Set<string>();
  const erasures = new Map<ShopDomain, Map<string, Erasure>>();
  const idOf = (shop: ShopDomain, customer: CustomerId) => ids.get(`${shop} ${customer}`);
  const isErased = (shop: ShopDomain, customer: CustomerId) => idOf(shop, customer) !== undefined;
  const ofShop = (shop: ShopDomain) => {
    const known = erasures.get(shop) ?? new Map<string, Erasure>();
    erasures.set(shop, known);
    return known;
  };
  return {
    forgetShop(shop) {
      erasures.delete(shop);
      for (const key of [...ids.keys()]) if (key.startsWith(`${shop} `)) ids.delete(key);
      for (const key of [...authors]) if (key.startsWith(`${shop} `)) authors.delete(key);
    },
    isErased,
    due: () =>
      [...erasures].flatMap(([shop, all]) =>
        [...all.values()]
          .filter(({ finishedAt }) => finishedAt === null)
          .map(({ id, notBefore }): DueEntry => ({ at: notBefore, due: { kind: 'erasure', shop, erasure: id } })),
      ),
    erasures: {
      isErased: async (shop, customer) => isErased(shop, customer),
      authorOf: (shop, email) => hashEmail('in memory', shop, email),
      isErasedAuthor: async (shop, author) => authors.has(`${shop} ${author}`),
      async begin(shop, traces, at) {
        for (const author of traces.authors ?? []) authors.add(`${shop} ${author}`);
        count += 1;
        const id = idOf(shop, traces.customer) ?? `erasure-${count}`;
        ids.set(`${shop} ${traces.customer}`, id);
        const known = ofShop(shop).get(id);
        const erasure = known ? withTraces(known, traces, at) : newErasure(id, traces, at);
        ofShop(shop).set(id, structuredClone(erasure));
        return structuredClone(erasure);
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
