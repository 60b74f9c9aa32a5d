import { expect, test } from 'vitest';
import { createMemoryStores } from '../../../adapters/memory/stores.ts';
import type { DecisionQuery, Ledger } from '../../../core/ports.ts';
import { summariseToday } from '../../../core/use-cases/summarise-today.ts';
import { buildShop, installed, NOW } from '../builders.ts';
import { buildDecision, NO_CHANGES } from '../decisions.ts';

test('an unclear perk is told of however many held ones were decided after it', async () => {
  const stores = createMemoryStores();
  const shop = await installed(stores.shops, buildShop().domain, buildShop(), NOW);
  const built = buildDecision();
  const decision = { ...built, effects: built.effects.map((effect) => ({ ...effect, state: 'unclear' as const })) };
  await stores.ledger.commit(shop.domain, { ...NO_CHANGES, decisions: [decision] });
  // As a store answers that had to pass over many: pages that are empty and yet not the last.
  const decisions: Ledger['decisions'] = async (domain, query: DecisionQuery) => {
    const page = Number(query.cursor ?? 0);
    if (query.effect === undefined || page === 3) return stores.ledger.decisions(domain, { ...query, cursor: '' });
    return { decisions: [], cursor: String(page + 1) };
  };
  const countOpen: Ledger['countOpen'] = async () => new Map([['held', 1_000]]);
  const ports = { ...stores, ledger: { ...stores.ledger, decisions, countOpen } };
  expect((await summariseToday(ports, shop, NOW)).unclear).toEqual({ count: 1, first: [decision] });
});
