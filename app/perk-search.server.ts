import type { Decision } from '../core/decide.ts';
import type { ShopDomain } from '../core/identity.ts';
import type { Ledger, ShopReader } from '../core/ports.ts';
import { type PerkFilter, queryOfPerks } from './perk-filter.ts';

export interface FoundPerks {
  /** Newest first. */
  decisions: readonly Decision[];
  cursor: string | null;
  /** Why the shop’s orders can’t be searched just now; null when they can, or nobody searched. */
  searchProblem: string | null;
}

/** One page of the decisions whose perks the filter shows. Names of orders are the shop's: it is asked for them. */
export async function findPerks(
  services: { ledger: Ledger; reader: Pick<ShopReader, 'ordersNamed'> },
  shop: ShopDomain,
  filter: PerkFilter,
  pageSize: number,
): Promise<FoundPerks> {
  const query = queryOfPerks(filter, pageSize);
  if (filter.order === null) return { ...(await services.ledger.decisions(shop, query)), searchProblem: null };
  const named = await services.reader.ordersNamed(shop, filter.order);
  if (named.kind !== 'found') return { decisions: [], cursor: null, searchProblem: SEARCH_PROBLEMS[named.kind] };
  const pages = await Promise.all(named.orders.map((order) => services.ledger.decisions(shop, { ...query, order })));
  const decisions = pages.flatMap((page) => page.decisions);
  return { decisions: decisions.toSorted((a, b) => (a.id < b.id ? 1 : -1)), cursor: null, searchProblem: null };
}

const SEARCH_PROBLEMS = {
  unavailable: 'The shop does not answer.',
  denied: 'The shop does not let Concierge read its orders.',
} as const;
