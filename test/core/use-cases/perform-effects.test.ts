import { expect, test } from 'vitest';
import { createMemoryStores } from '../../../adapters/memory/stores.ts';
import type { EffectOutcome } from '../../../core/effects.ts';
import type { EffectPerformer } from '../../../core/ports.ts';
import { type HeldShops, performEffects } from '../../../core/use-cases/perform-effects.ts';
import { buildDecision, NOTHING } from '../../contracts/records.ts';
import { buildShop, NOW, shopDomain } from '../../core/builders.ts';

const SHOP = shopDomain('atelier');
const OTHER = shopDomain('other');
const DONE: EffectOutcome = { kind: 'done' };
const UNREACHABLE: EffectOutcome = { kind: 'again', problem: 'unreachable', afterMs: 5_000, shopWide: true };

type Perform = EffectPerformer['perform'];

/** Two shops with decisions of two effects each; `perform` answers what each attempt does. */
async function start(perform: Perform, decisions = [buildDecision()]) {
  const stores = createMemoryStores();
  const calls: string[] = [];
  const held: HeldShops = new Map();
  for (const shop of [SHOP, OTHER]) {
    await stores.shops.install(shop, buildShop(), NOW);
    await stores.ledger.commit(shop, { ...NOTHING, decisions });
  }
  const performer: EffectPerformer = {
    perform(shop, effect) {
      calls.push(`${shop.split('.')[0]} ${effect.action.kind}`);
      return perform(shop, effect);
    },
  };
  const ports = { ...stores, performer, backoff: async () => undefined };
  const decide = (index: number) => decisions[index] ?? buildDecision();
  return {
    stores,
    calls,
    act: (shop = SHOP, index = 0, over: Partial<typeof ports> = {}, holding = held) =>
      performEffects({ ...ports, ...over }, shop, decide(index).id, () => NOW, holding),
    effects: async (index = 0) => (await stores.ledger.decision(SHOP, decide(index).id))?.effects ?? [],
  };
}

test('a decision that a cheap read does not show yet gets its effects all the same', async () => {
  const { stores, act, effects } = await start(async () => DONE);
  const ledger = {
    ...stores.ledger,
    decision: async (...[shop, id, reading]: Parameters<typeof stores.ledger.decision>) =>
      reading === 'cheap' ? null : stores.ledger.decision(shop, id, reading),
  };
  expect(await act(SHOP, 0, { ledger })).toMatchObject({ kind: 'performed', done: 2 });
  expect((await effects()).map(({ state }) => state)).toEqual(['done', 'done']);
});

test('in a shop that left, whose tokens are revoked, nothing is due any more', async () => {
  const { stores, act } = await start(async () => ({
    kind: 'again',
    problem: 'there is no valid access token for the shop',
    afterMs: 60_000,
    shopWide: true,
  }));
  await stores.shops.uninstall(SHOP, NOW + 1);
  expect(await act()).toEqual({ kind: 'ignored', reason: 'not_installed' });
  expect(await stores.ledger.due(NOW + 86_400_000, 10)).toEqual([{ shop: OTHER, decision: buildDecision().id }]);
});

test('an effect at which the performer throws is tried again later and does not stop the next', async () => {
  const { stores, act, effects } = await start(async (_, { action }) => {
    if (action.kind === 'order.tag') throw new RangeError('the body of a response');
    return DONE;
  });
  const performed = await act();
  expect(performed).toMatchObject({ done: 1, again: 1, thrown: [{ error: expect.any(RangeError) }] });
  expect(await effects()).toMatchObject([
    { state: 'pending', attempts: 1, problem: 'failed unexpectedly: RangeError' },
    { state: 'done' },
  ]);
  const due = async (at: number) => (await stores.ledger.due(at, 10)).filter(({ shop }) => shop === SHOP);
  expect(await due(NOW + 299_999)).toEqual([]);
  expect(await due(NOW + 300_000)).toHaveLength(1);
});

test('after a shop could not be reached its other effects wait without a call, those of another shop do not', async () => {
  const decisions = [buildDecision({ number: 1 }), buildDecision({ number: 2 })];
  const { act, calls, effects } = await start(async (shop) => (shop === SHOP ? UNREACHABLE : DONE), decisions);
  expect(await act(SHOP, 0)).toMatchObject({ again: 2 });
  expect(await act(SHOP, 1)).toMatchObject({ again: 2 });
  expect(await act(OTHER, 0)).toMatchObject({ done: 2 });
  expect(calls).toEqual(['atelier order.tag', 'other order.tag', 'other order.note']);
  expect(await effects(0)).toMatchObject([
    { attempts: 1, problem: 'unreachable' },
    { attempts: 0, problem: 'unreachable' },
  ]);
});

test('an effect that only fails itself holds back no other', async () => {
  const broken: EffectOutcome = { kind: 'again', problem: 'Internal error', afterMs: 5_000 };
  const { act, calls } = await start(async (_, { action }) => (action.kind === 'order.tag' ? broken : DONE));
  expect(await act()).toMatchObject({ done: 1, again: 1 });
  expect(calls).toHaveLength(2);
});

test('an effect at which the shop always hangs gives way to those tried less often', async () => {
  const { act, effects } = await start(async (_, { action }) => (action.kind === 'order.tag' ? UNREACHABLE : DONE));
  await act(SHOP, 0, {}, new Map());
  await act(SHOP, 0, {}, new Map());
  expect((await effects()).map(({ state }) => state)).toEqual(['pending', 'done']);
});
