import type { MemoryStores } from '../../../adapters/memory/stores.ts';
import type { Instant, ShopDomain } from '../../../core/identity.ts';
import type { Ground } from './process.ts';

/** A cheap read may miss the last second of writes. */
const STALE_MS = 1_000;

type Read = () => Promise<unknown>;

/** The stores with reads that are not always the latest where the ports allow it. */
export function withStaleReads({ agenda, faults }: Ground, stores: MemoryStores): MemoryStores {
  if (!faults.isPossible('store.stale_read')) return stores;
  const { ledger, shops } = stores;
  const earlier = new Map<string, { readonly value: unknown; readonly until: Instant }>();

  /** Does the write and keeps what it replaced. */
  async function replacing<Answer>(
    replaced: readonly (readonly [string, Read])[],
    write: () => Promise<Answer>,
  ): Promise<Answer> {
    const values = await Promise.all(replaced.map(([, read]) => read()));
    const answer = await write();
    if (answer === 'conflict' || answer === false) return answer;
    for (const [index, [key]] of replaced.entries()) {
      earlier.set(key, { value: values[index], until: agenda.now() + STALE_MS });
    }
    return answer;
  }

  /** What was there before the last write, when that is not a second ago and chance has it so. */
  function staleOf<Value>(key: string): { readonly value: Value } | null {
    const known = earlier.get(key);
    if (!known || agenda.now() >= known.until) return null;
    if (!faults.strikes('store.stale_read', `${key} ${agenda.now()}`)) return null;
    return { value: structuredClone(known.value) as Value };
  }

  const ofShop = (shop: ShopDomain) => [[shop, () => shops.find(shop)] as const];
  return {
    ...stores,
    shops: {
      async find(shop, reading) {
        const stale = reading === 'cheap' ? staleOf<Awaited<ReturnType<typeof shops.find>>>(shop) : null;
        return stale ? stale.value : shops.find(shop, reading);
      },
      install: (shop, ...call) => replacing(ofShop(shop), () => shops.install(shop, ...call)),
      uninstall: (shop, at) => replacing(ofShop(shop), () => shops.uninstall(shop, at)),
      switchPerks: (shop, ...call) => replacing(ofShop(shop), () => shops.switchPerks(shop, ...call)),
      setBreaker: (shop, ...call) => replacing(ofShop(shop), () => shops.setBreaker(shop, ...call)),
      setImported: (shop, ...call) => replacing(ofShop(shop), () => shops.setImported(shop, ...call)),
      setChores: (shop, ...call) => replacing(ofShop(shop), () => shops.setChores(shop, ...call)),
    },
    redactions: {
      ...stores.redactions,
      deleteShop: (shop) => replacing(ofShop(shop), () => stores.redactions.deleteShop(shop)),
    },
    policies: {
      ...stores.policies,
      publish: (shop, ...call) => replacing(ofShop(shop), () => stores.policies.publish(shop, ...call)),
    },
    ledger: {
      ...ledger,
      async order(shop, id, reading) {
        const stale = reading === 'cheap' ? staleOf<Awaited<ReturnType<typeof ledger.order>>>(`${shop} ${id}`) : null;
        return stale ? stale.value : ledger.order(shop, id, reading);
      },
      async orders(shop, ids, reading) {
        const known = new Map(await ledger.orders(shop, ids, reading));
        if (reading === 'latest') return known;
        for (const id of ids) {
          const stale = staleOf<Awaited<ReturnType<typeof ledger.order>>>(`${shop} ${id}`);
          if (stale?.value) known.set(id, stale.value);
          else if (stale) known.delete(id);
        }
        return known;
      },
      async return(shop, order, id, reading) {
        const stale = reading === 'cheap' ? staleOf<Awaited<ReturnType<typeof ledger.return>>>(`${shop} ${id}`) : null;
        return stale ? stale.value : ledger.return(shop, order, id, reading);
      },
      async shipment(shop, order, id, reading) {
        const stale =
          reading === 'cheap' ? staleOf<Awaited<ReturnType<typeof ledger.shipment>>>(`${shop} ${id}`) : null;
        return stale ? stale.value : ledger.shipment(shop, order, id, reading);
      },
      async customer(shop, id, reading) {
        const stale =
          reading === 'cheap' ? staleOf<Awaited<ReturnType<typeof ledger.customer>>>(`${shop} ${id}`) : null;
        return stale ? stale.value : ledger.customer(shop, id, reading);
      },
      async decision(shop, id, reading) {
        const stale =
          reading === 'cheap' ? staleOf<Awaited<ReturnType<typeof ledger.decision>>>(`${shop} ${id}`) : null;
        return stale ? stale.value : ledger.decision(shop, id, reading);
      },
      commit: (shop, changes) =>
        replacing(
          [
            ...changes.orders.map(({ id }) => [`${shop} ${id}`, () => ledger.order(shop, id, 'latest')] as const),
            ...(changes.returns ?? []).map(
              ({ snapshot: { id, order } }) =>
                [`${shop} ${id}`, () => ledger.return(shop, order, id, 'latest')] as const,
            ),
            ...(changes.shipments ?? []).map(
              ({ snapshot: { id, order } }) =>
                [`${shop} ${id}`, () => ledger.shipment(shop, order, id, 'latest')] as const,
            ),
            ...changes.customers.map(
              ({ profile: { customer: id } }) => [`${shop} ${id}`, () => ledger.customer(shop, id, 'latest')] as const,
            ),
            ...[...changes.decisions, ...changes.reconsidered].map(
              ({ id }) => [`${shop} ${id}`, () => ledger.decision(shop, id)] as const,
            ),
          ],
          () => ledger.commit(shop, changes),
        ),
      recordEffects: (shop, decision, resendAt) =>
        replacing([[`${shop} ${decision.id}`, () => ledger.decision(shop, decision.id)]], () =>
          ledger.recordEffects(shop, decision, resendAt),
        ),
      // The pages come from an index, which follows the writes.
      async decisions(shop, query) {
        const page = await ledger.decisions(shop, query);
        const decisions = page.decisions.flatMap((decision) => {
          const stale = staleOf<typeof decision | null>(`${shop} ${decision.id}`);
          return stale ? (stale.value ?? []) : decision;
        });
        return { ...page, decisions };
      },
    },
  };
}
