import type { MemoryStores } from '../../../adapters/memory/stores.ts';
import type { Decision } from '../../../core/decide.ts';
import type { EffectState } from '../../../core/effects.ts';
import type { EffectId, Instant, ShopDomain } from '../../../core/identity.ts';
import type { Changes } from '../../../core/ports.ts';

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
  readonly switches: { readonly at: Instant; readonly shop: ShopDomain; readonly to: 'stopped' | 'given' }[];
}

export function recording(stores: MemoryStores, now: () => Instant, written: Written): MemoryStores {
  const { ledger, shops } = stores;
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
      async switchPerks(shop, to, at) {
        await shops.switchPerks(shop, to, at);
        written.switches.push({ at: now(), shop, to });
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
