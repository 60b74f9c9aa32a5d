import type { MemoryStores } from '../../../adapters/memory/stores.ts';
import type { Decision } from '../../../core/decide.ts';
import type { EffectState } from '../../../core/effects.ts';
import type { EffectId, Instant, ShopDomain } from '../../../core/identity.ts';
import type { Changes } from '../../../core/ports.ts';
import type { Shop } from '../../../core/shop.ts';

/** Everything that was written, oldest first: what the invariants judge by. */
export interface Written {
  readonly commits: { readonly at: Instant; readonly shop: ShopDomain; readonly changes: Changes }[];
  /** Each time that an effect got into a state. */
  readonly states: {
    readonly at: Instant;
    readonly shop: ShopDomain;
    readonly effect: EffectId;
    readonly state: EffectState;
  }[];
  /** Each time that an installation began. */
  readonly installations: { readonly at: Instant; readonly shop: ShopDomain }[];
  /** What of a shop as a whole was known from then on. */
  readonly details: {
    readonly at: Instant;
    readonly shop: ShopDomain;
    readonly details: Pick<Shop, 'currency' | 'timezone' | 'plan' | 'scopes'>;
  }[];
  /** Each time that the records of a shop were deleted, after so many commits. */
  readonly deletions: { readonly at: Instant; readonly shop: ShopDomain; readonly commits: number }[];
  readonly switches: { readonly at: Instant; readonly shop: ShopDomain; readonly to: 'stopped' | 'given' }[];
}

export function recording(stores: MemoryStores, now: () => Instant, written: Written): MemoryStores {
  const { ledger, redactions, shops } = stores;
  const known = new Map<string, EffectState>();

  function note(shop: ShopDomain, { effects }: Decision): void {
    for (const { id, state } of effects) {
      if (known.get(`${shop} ${id}`) === state) continue;
      known.set(`${shop} ${id}`, state);
      written.states.push({ at: now(), shop, effect: id, state });
    }
  }

  return {
    ...stores,
    shops: {
      ...shops,
      async install(shop, details, at) {
        const before = await shops.find(shop);
        const installed = await shops.install(shop, details, at);
        if (installed === 'being_deleted') return installed;
        written.details.push({ at: now(), shop, details: installed });
        if (before?.uninstalledAt !== null) written.installations.push({ at: now(), shop });
        return installed;
      },
      async switchPerks(shop, to, at) {
        await shops.switchPerks(shop, to, at);
        written.switches.push({ at: now(), shop, to });
      },
    },
    redactions: {
      ...redactions,
      async deleteRecords(shop, cursor) {
        written.deletions.push({ at: now(), shop, commits: written.commits.length });
        return redactions.deleteRecords(shop, cursor);
      },
    },
    ledger: {
      ...ledger,
      async commit(shop, changes) {
        const committed = await ledger.commit(shop, changes);
        if (committed === 'conflict') return committed;
        written.commits.push({ at: now(), shop, changes });
        for (const decision of changes.decisions) note(shop, decision);
        return committed;
      },
      async recordEffects(shop, decision, resendAt) {
        const recorded = await ledger.recordEffects(shop, decision, resendAt);
        if (recorded === 'recorded') note(shop, decision);
        return recorded;
      },
    },
  };
}
