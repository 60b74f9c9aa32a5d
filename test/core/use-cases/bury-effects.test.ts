import { expect, test } from 'vitest';
import { createMemoryStores } from '../../../adapters/memory/stores.ts';
import type { Effect } from '../../../core/effects.ts';
import { buryEffects } from '../../../core/use-cases/bury-effects.ts';
import { buildDecision, NOTHING, withEffects } from '../../contracts/records.ts';
import { NOW, shopDomain } from '../../core/builders.ts';

const SHOP = shopDomain('atelier');

async function stored(changes: readonly Partial<Effect>[]) {
  const { ledger, schedule } = createMemoryStores();
  const decision = buildDecision();
  await ledger.commit(SHOP, { ...NOTHING, decisions: [decision], resendAt: NOW });
  const effects = decision.effects.map((effect, index) => ({ ...effect, ...changes[index] }));
  await ledger.recordEffects(SHOP, { ...decision, revision: decision.revision + 1, effects }, NOW);
  const bury = (over: Partial<typeof ledger> = {}) =>
    buryEffects({ ledger: { ...ledger, ...over }, backoff: async () => undefined }, SHOP, decision.id, 'it died', NOW);
  const states = async () => (await ledger.decision(SHOP, decision.id))?.effects.map(({ state }) => state);
  return { ledger, schedule, decision, bury, states };
}

test('what waits goes to a person, what is finished stays, and tick does not send it any more', async () => {
  const { bury, states, schedule } = await stored([{ state: 'done' }, { state: 'attempting', uncertain: true }]);
  expect(await bury()).toMatchObject([
    { state: 'unclear', problem: 'it died', history: [{ what: 'failed', at: NOW }] },
  ]);
  expect(await states()).toEqual(['done', 'unclear']);
  expect(await schedule.due(NOW + 1e9, 5)).toEqual([]);
  expect(await bury()).toEqual([]);
});

test('an attempt under way is not buried: nobody could say yet what became of it', async () => {
  const { bury, states, schedule } = await stored([
    {},
    { state: 'attempting', uncertain: true, attemptedAt: NOW - 119_999 },
  ]);
  expect(await bury()).toMatchObject([{ state: 'refused' }]);
  expect(await states()).toEqual(['refused', 'attempting']);
  expect(await schedule.due(NOW, 5)).toEqual([]);
  expect(await schedule.due(NOW + 1, 5)).toHaveLength(1);
});

test('what is done meanwhile stays done', async () => {
  const { ledger, bury, states } = await stored([]);
  let raced = false;
  const recordEffects: typeof ledger.recordEffects = async (shop, next, resendAt) => {
    const known = await ledger.decision(shop, next.id);
    if (!raced && known) await ledger.recordEffects(shop, withEffects(known, { state: 'done' }), null);
    raced = true;
    return ledger.recordEffects(shop, next, resendAt);
  };
  expect(await bury({ recordEffects })).toEqual([]);
  expect(await states()).toEqual(['done', 'done']);
});
