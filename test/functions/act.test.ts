import { expect, test } from 'vitest';
import type { EffectState } from '../../core/effects.ts';
import { createActHandler } from '../../functions/act/handler.ts';
import { buildDecision, NOTHING } from '../contracts/records.ts';
import { buildShop, DAY_MS, NOW } from '../core/builders.ts';
import { performerOf, sqsEvent, startServices } from './services.ts';

type Perform = Parameters<typeof performerOf>[0];

async function startWithDecisions(count: number, perform: Perform) {
  const calls: string[] = [];
  const performer = performerOf((shop, effect, letter) => {
    calls.push(effect.id);
    return perform(shop, effect, letter);
  });
  const started = await startServices({ performer });
  const decisions = Array.from({ length: count }, (_, index) => buildDecision({ number: index + 1 }));
  await started.services.ledger.commit(started.shop, { ...NOTHING, decisions, resendAt: NOW - 1 });
  const bodies = decisions.map(({ id }) => JSON.stringify({ shop: started.shop, decision: id }));
  const states = async (): Promise<EffectState[]> => {
    const { decisions: stored } = await started.services.ledger.decisions(started.shop, { limit: 50 });
    return stored.flatMap(({ effects }) => effects.map(({ state }) => state));
  };
  const dueDecisions = async (at: number) =>
    (await started.services.schedule.due(at, 20)).filter(({ kind }) => kind === 'decision');
  return { ...started, calls, bodies, states, dueDecisions };
}

const done: Perform = async () => ({ kind: 'done' });
const down: Perform = async () => ({
  kind: 'again',
  problem: 'the shop does not answer',
  afterMs: 5_000,
  maybeDone: true,
  shopWide: 'down',
});

test('a throw of one effect is logged and counted, fails no message and stops no other decision', async () => {
  const [poison] = buildDecision({ number: 1 }).effects;
  const { services, shop, bodies, logged, counted } = await startWithDecisions(2, async (_, { id }) => {
    if (id === poison?.id) throw new RangeError('a bug');
    return { kind: 'done' };
  });
  expect(await createActHandler(services)(sqsEvent(bodies))).toEqual({ batchItemFailures: [] });
  expect(counted).toMatchObject({ 'effects.done': 3, 'effects.pending': 1, 'function.act.failures': 1 });
  const errors = logged.filter(({ level }) => level === 'error');
  expect(errors).toMatchObject([{ about: { shop, effect: poison?.id, error: { name: 'RangeError' } } }]);
});

test('a shop that does not answer is called five times over all batches of the process, then not before a pause', async () => {
  const { services, shop, bodies, calls } = await startWithDecisions(10, down);
  const act = createActHandler(services);
  await act(sqsEvent(bodies.slice(0, 1)));
  expect(calls).toHaveLength(2);
  expect((await services.shops.find(shop))?.breaker).toBeNull();
  expect(await act(sqsEvent(bodies))).toEqual({ batchItemFailures: [] });
  expect(calls).toHaveLength(5);
  expect((await services.shops.find(shop))?.breaker).toMatchObject({ trips: 1, problem: 'the shop does not answer' });
});

test('a shop that asks to wait is called once in a batch', async () => {
  const { services, bodies, calls } = await startWithDecisions(10, async () => ({
    kind: 'again',
    problem: 'the shop asks to call less often',
    afterMs: 5_000,
    maybeDone: false,
    shopWide: 'throttled',
  }));
  expect(await createActHandler(services)(sqsEvent(bodies))).toEqual({ batchItemFailures: [] });
  expect(calls).toHaveLength(1);
});

test.each([
  ['that uninstalled the app', 'stopped'],
  ['whose perks are stopped', 'held'],
] as const)('in a shop %s nothing is done and its effects are %s', async (why, became) => {
  const { services, shop, bodies, calls, counted, states, dueDecisions } = await startWithDecisions(2, done);
  if (became === 'stopped') await services.shops.uninstall(shop, NOW);
  else await services.shops.switchPerks(shop, 'stopped', NOW);
  expect(await createActHandler(services)(sqsEvent(bodies)), why).toEqual({ batchItemFailures: [] });
  expect(calls).toEqual([]);
  expect(await states()).toEqual([became, became, became, became]);
  expect(counted[`effects.${became}`]).toBe(4);
  expect(await dueDecisions(NOW + DAY_MS)).toEqual([]);
});

test.each([
  ['came back', { ...buildShop(), uninstalledAt: NOW - 1 }],
  ['installed for the first time', null],
])('a shop that %s a moment ago is not taken for one that left', async (_, stale) => {
  const { services, bodies, states } = await startWithDecisions(1, done);
  const find: typeof services.shops.find = async (shop, reading) =>
    reading === 'cheap' ? stale : services.shops.find(shop);
  await createActHandler({ ...services, shops: { ...services.shops, find } })(sqsEvent(bodies));
  expect(await states()).toEqual(['done', 'done']);
});

test('what a batch has no time for stays pending and due', async () => {
  let elapsedMs = 0;
  const { services, bodies, calls, dueDecisions } = await startWithDecisions(10, async () => {
    elapsedMs += 20_000;
    return { kind: 'done' };
  });
  expect(await createActHandler(services, () => elapsedMs)(sqsEvent(bodies))).toEqual({ batchItemFailures: [] });
  expect(calls).toHaveLength(2);
  expect(await dueDecisions(NOW)).toHaveLength(9);
});

test('a batch begins nothing that a slow shop and a slow mail server could make outlast the function', async () => {
  let elapsedMs = 0;
  const { services, bodies, calls } = await startWithDecisions(2, async () => {
    elapsedMs += 14_500;
    return { kind: 'done' };
  });
  await createActHandler(services, () => elapsedMs)(sqsEvent(bodies));
  // 20 s for the shop and 12 for the mail are left of a minute.
  expect(calls).toHaveLength(2);
});

test('a decision that can’t be written holds up no other of its shop: it is left to tick', async () => {
  const { services, bodies, counted, dueDecisions, states } = await startWithDecisions(2, done);
  const [broken] = await dueDecisions(NOW);
  const ledger: typeof services.ledger = {
    ...services.ledger,
    recordEffects: async (...call) => {
      if (broken?.kind === 'decision' && call[1].id === broken.decision) throw new RangeError('can’t be written');
      return services.ledger.recordEffects(...call);
    },
  };
  const act = createActHandler({ ...services, ledger });
  expect(await act(sqsEvent(bodies))).toEqual({ batchItemFailures: [] });
  expect(counted['function.act.failures']).toBe(1);
  expect(await dueDecisions(NOW)).toEqual([broken]);
  expect((await states()).filter((state) => state === 'done')).toHaveLength(2);
});

test('a decision at which we fail for 48 hours is given to a person', async () => {
  const { services, bodies, states, dueDecisions } = await startWithDecisions(1, done);
  const shops: typeof services.shops = {
    ...services.shops,
    find: async () => {
      throw new RangeError('a bug');
    },
  };
  const failing = { ...services, shops };
  await createActHandler(failing)(sqsEvent(bodies));
  expect(await states()).toEqual(['pending', 'pending']);
  const clock = { now: () => new Date(NOW + 2 * DAY_MS) };
  await createActHandler({ ...failing, clock })(sqsEvent(bodies));
  expect(await states()).toEqual(['refused', 'refused']);
  expect(await dueDecisions(NOW + 9 * DAY_MS)).toEqual([]);
});

test('a refusal for want of a scope has the shop’s scopes read anew', async () => {
  const asked: string[] = [];
  const refuse: Perform = async () => ({ kind: 'refused', problem: 'no scope', missingScope: true });
  const { services, shop, bodies } = await startWithDecisions(1, refuse);
  const confirmInstallation: typeof services.confirmInstallation = async (text) => {
    asked.push(text);
    return 'confirmed';
  };
  await createActHandler({ ...services, confirmInstallation })(sqsEvent(bodies));
  expect(asked).toEqual([shop]);
});
