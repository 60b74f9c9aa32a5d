import { isDeepStrictEqual } from 'node:util';
import { EMPTY_POLICY } from '../../core/empty-policy.ts';
import type { Instant, ShopDomain } from '../../core/identity.ts';
import type { Policy } from '../../core/policy.ts';
import type { PolicyStore, ShopStore } from '../../core/ports.ts';
import { choresDueAt, currencySinceOf, firstChores, type Shop } from '../../core/shop.ts';
import { copy } from './copy.ts';
import type { ForgetsShop } from './forgets-shop.ts';
import type { DueEntry } from './schedule.ts';

interface MemoryShops extends ForgetsShop {
  readonly shops: ShopStore;
  readonly policies: PolicyStore;
  /** The chores of each installed shop. */
  readonly due: () => readonly DueEntry[];
}

/** Shops and their policies, which are published together with the shop's pointer. */
export function createMemoryShops(isBeingDeleted: (shop: ShopDomain) => boolean): MemoryShops {
  const shops = new Map<ShopDomain, Shop>();
  const confirmedAt = new Map<ShopDomain, Instant>();
  const policies = new Map<string, Policy>();

  /** Where the shop is installed and its part is still as it was read. */
  function replace<Part extends 'breaker' | 'chores'>(
    shop: ShopDomain,
    part: Part,
    before: Shop[Part],
    after: Shop[Part],
  ) {
    const known = shops.get(shop);
    if (known?.uninstalledAt !== null || !isDeepStrictEqual(known[part], before)) return false;
    shops.set(shop, { ...known, [part]: copy(after) });
    return true;
  }

  return {
    forgetShop(shop) {
      shops.delete(shop);
      confirmedAt.delete(shop);
      for (const key of [...policies.keys()]) if (key.startsWith(`${shop}@`)) policies.delete(key);
    },
    due: () =>
      [...shops.values()]
        .filter(({ uninstalledAt }) => uninstalledAt === null)
        .map(({ domain, chores }) => ({ at: choresDueAt(chores), due: { kind: 'chores', shop: domain } })),
    shops: {
      find: async (shop) => copy(shops.get(shop) ?? null),
      async install(shop, details, at) {
        const { currency, timezone, plan = null, scopes, importsPast } = copy(details);
        const known = shops.get(shop);
        if (known?.uninstalledAt === null && at < (confirmedAt.get(shop) ?? at)) return copy(known);
        if (known?.uninstalledAt !== null && isBeingDeleted(shop)) return 'being_deleted';
        const currencySince = currencySinceOf(known ?? null, currency, at);
        const installed = {
          ...installedShop(shop, known, at, importsPast),
          currency,
          currencySince,
          timezone,
          plan: plan ?? known?.plan ?? null,
          scopes,
        };
        shops.set(shop, installed);
        confirmedAt.set(shop, at);
        return copy(installed);
      },
      async uninstall(shop, at) {
        const known = shops.get(shop);
        if (known?.uninstalledAt !== null || at < (confirmedAt.get(shop) ?? at)) return;
        shops.set(shop, { ...known, uninstalledAt: at });
      },
      async switchPerks(shop, to, at, by) {
        const known = shops.get(shop);
        if (known?.uninstalledAt !== null || (known.perksStoppedAt === null) === (to === 'given')) return;
        const chores = { ...known.chores, move: to === 'stopped' ? 'hold' : 'release', notBefore: 0 } as const;
        const perksTurned = { at, ...(by !== undefined && { by }) };
        shops.set(shop, { ...known, perksStoppedAt: to === 'stopped' ? at : null, perksTurned, chores });
      },
      setBreaker: async (shop, before, after) => replace(shop, 'breaker', before, after),
      async setImported(shop, installedAt, imported) {
        const known = shops.get(shop);
        if (known?.uninstalledAt === null && known.installedAt === installedAt) shops.set(shop, { ...known, imported });
      },
      setChores: async (shop, before, after) => replace(shop, 'chores', before, after),
    },
    policies: {
      async version(shop, version) {
        return version === 0 ? EMPTY_POLICY : copy(policies.get(`${shop}@${version}`) ?? null);
      },
      async publish(shop, draft, basedOn, author, at, note) {
        const known = shops.get(shop);
        if (!known) throw new Error(`${shop} never installed the app: it has no policy`);
        if (known.policyVersion !== basedOn) return { kind: 'outdated', running: known.policyVersion };
        const policy = copy({ ...draft, version: basedOn + 1, publishedAt: at, author, ...(note && { note }) });
        policies.set(`${shop}@${policy.version}`, policy);
        shops.set(shop, { ...known, policyVersion: policy.version });
        return { kind: 'published', policy: copy(policy) };
      },
    },
  };
}

function installedShop(domain: ShopDomain, known: Shop | undefined, at: Instant, importsPast?: boolean) {
  if (known?.uninstalledAt === null) return known;
  return {
    domain,
    installedAt: at,
    uninstalledAt: null,
    policyVersion: known?.policyVersion ?? 0,
    perksStoppedAt: known?.perksStoppedAt ?? null,
    perksTurned: known?.perksTurned ?? null,
    breaker: null,
    imported: null,
    chores: firstChores(at, known ?? null, importsPast),
  };
}
