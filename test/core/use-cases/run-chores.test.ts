import { expect, test } from 'vitest';
import type { ShopReader, WorkQueue } from '../../../core/ports.ts';
import type { Chores } from '../../../core/shop.ts';
import { nextSweepAt } from '../../../core/sweep.ts';
import { type ChorePorts, runChores } from '../../../core/use-cases/run-chores.ts';
import { sweepNow } from '../../../core/use-cases/sweep-now.ts';
import { switchPerks } from '../../../core/use-cases/switch-perks.ts';
import { buildShop, HOUR_MS, NOW } from '../builders.ts';
import { buildDecision } from '../decisions.ts';
import { SHOP, setStage } from './stage.ts';

const ALWAYS = () => true;
const LEASE_MS = 120_000;

const NOTHING_CHANGED: ShopReader = {
  order: async () => ({ kind: 'missing' }),
  return: async () => ({ kind: 'missing' }),
  shipment: async () => ({ kind: 'missing' }),
  products: async () => ({ kind: 'found', seen: [] }),
  hold: async () => ({ kind: 'missing' }),
  company: async () => ({ kind: 'missing' }),
  ordersOf: async () => ({ kind: 'page', seen: [], cursor: null }),
  changedOrders: async () => ({ kind: 'page', seen: [], parts: [], leftOut: [], cursor: null }),
  changedCustomers: async () => ({ kind: 'page', customers: [], cursor: null }),
  customer: async () => ({ kind: 'missing' }),
  customerWithEmail: async () => ({ kind: 'missing' }),
  goods: async () => ({ kind: 'missing' }),
  ordersNamed: async () => ({ kind: 'found', orders: [] }),
};

const IDLE: WorkQueue = {
  wake: async () => undefined,
  erase: async () => undefined,
  lookAt: async () => undefined,
  decide: async () => undefined,
  redact: async () => undefined,
  replay: async () => undefined,
};

async function start(chores: Partial<Chores> = {}, decisions = [buildDecision()]) {
  const stage = await setStage(decisions);
  const set = async (over: Partial<Chores>) => {
    const before = (await stage.shop()).chores;
    await stage.stores.shops.setChores(SHOP, before, { ...before, ...over });
  };
  await set({ sweepAt: NOW + HOUR_MS, ...chores });
  const noted: unknown[] = [];
  const noteFailure = (error: unknown) => void noted.push(error);
  const ports: ChorePorts = { ...stage.ports, reader: NOTHING_CHANGED, work: IDLE, noteFailure };
  return {
    ...stage,
    noted,
    run: (now = NOW, hasTime = ALWAYS, over: Partial<ChorePorts> = {}) =>
      runChores({ ...ports, ...over }, SHOP, now, hasTime),
    chores: async () => (await stage.shop()).chores,
    states: async (index = 0) => (await stage.stored(index)).effects.map(({ state }) => state),
    areDue: async (at: number) =>
      (await stage.stores.schedule.due(at, 1_000)).some(({ kind, shop }) => kind === 'chores' && shop === SHOP),
  };
}

test('where nothing is due nothing is done or written', async () => {
  const { run, chores } = await start();
  const before = await chores();
  expect(await run()).toBeNull();
  expect(await chores()).toEqual(before);
});

test('a shop that left, or that nobody knows, has no chores', async () => {
  const { run, stores } = await start({ sweepAt: NOW });
  await stores.shops.uninstall(SHOP, NOW + 1);
  expect(await run()).toBeNull();
  expect(
    await runChores({ ...stores, reader: NOTHING_CHANGED } as never, 'none.myshopify.com' as never, NOW, ALWAYS),
  ).toBeNull();
});

test('a sweep that is finished is due again the next night', async () => {
  const { run, chores, shop, stores, areDue } = await start({ sweepAt: NOW });
  expect(await run()).toBe('swept');
  const sweepAt = nextSweepAt(await shop(), NOW);
  expect(await chores()).toEqual({ sweepAt, move: null, replayAt: null, notBefore: NOW });
  expect(await areDue(sweepAt - 1)).toBe(false);
  expect(await areDue(sweepAt)).toBe(true);
  expect(await stores.sweeps.latest(SHOP)).toMatchObject({ finishedAt: NOW });
});

test('a sweep that the shop does not answer goes on some minutes later', async () => {
  const { run, chores, areDue } = await start({ sweepAt: NOW });
  const reader: ShopReader = {
    ...NOTHING_CHANGED,
    changedOrders: async () => ({ kind: 'unavailable', problem: 'HTTP 503' }),
  };
  await run(NOW, ALWAYS, { reader });
  expect(await chores()).toMatchObject({ sweepAt: NOW, notBefore: NOW + 300_000 });
  expect(await areDue(NOW + 299_999)).toBe(false);
  expect(await areDue(NOW + 300_000)).toBe(true);
});

test('a sweep without time is due again at once', async () => {
  const { run, areDue } = await start({ sweepAt: NOW });
  await run(NOW, () => false);
  expect(await areDue(NOW)).toBe(true);
});

test('turning the kill switch holds all that waits, turning it back releases it, each once', async () => {
  const { run, stores, states, chores, areDue } = await start();
  await stores.shops.switchPerks(SHOP, 'stopped', NOW);
  expect(await areDue(NOW)).toBe(true);
  expect(await run()).toBe('moved');
  expect(await states()).toEqual(['held', 'held']);
  expect(await chores()).toMatchObject({ move: null });
  expect(await run()).toBeNull();
  await stores.shops.switchPerks(SHOP, 'given', NOW + 1);
  expect(await run(NOW + 1)).toBe('moved');
  expect(await states()).toEqual(['pending', 'pending']);
  expect(await areDue(NOW + 2)).toBe(false);
});

test('a move goes before a sweep, which stays due', async () => {
  const { run, stores } = await start({ sweepAt: NOW });
  await stores.shops.switchPerks(SHOP, 'stopped', NOW);
  expect(await run()).toBe('moved');
  expect(await run()).toBe('swept');
  expect(await run()).toBeNull();
});

const RETRY = { states: ['refused'], rule: null, customer: null, askedAt: NOW, by: '7' } as const;

test('what a person wants tried again waits again, and then nothing more is to be done for it', async () => {
  const { run, rewrite, states, chores, areDue } = await start({ retry: RETRY });
  await rewrite((effect) => ({ ...effect, state: 'refused' }), null);
  expect(await areDue(NOW)).toBe(true);
  expect(await run()).toBe('retried');
  expect(await states()).toEqual(['pending', 'pending']);
  expect(await chores()).not.toHaveProperty('retry');
  expect(await areDue(NOW)).toBe(false);
});

test('without time for all the rest is tried again at once; what can’t be written is given up after an hour', async () => {
  const { run, rewrite, states, chores, areDue, noted, stores } = await start({ retry: RETRY });
  await rewrite((effect) => ({ ...effect, state: 'refused' }), null);
  await run(NOW, () => false);
  expect(await chores()).toMatchObject({ retry: RETRY });
  expect(await areDue(NOW)).toBe(true);
  const recordEffects = async () => {
    throw new Error('the table is down');
  };
  const down = { ledger: { ...stores.ledger, recordEffects } };
  expect(await run(NOW, ALWAYS, down)).toBeNull();
  expect(await chores()).toMatchObject({ retry: RETRY });
  expect(await areDue(NOW + LEASE_MS - 1)).toBe(false);
  expect(await areDue(NOW + LEASE_MS)).toBe(true);
  await run(NOW + HOUR_MS, ALWAYS, down);
  expect(await chores()).not.toHaveProperty('retry');
  expect(noted).toHaveLength(2);
  expect(await states()).toEqual(['refused', 'refused']);
});

test('who asks during a chore is heard after it', async () => {
  const { run, stores, chores } = await start();
  await stores.shops.switchPerks(SHOP, 'stopped', NOW);
  const asking = {
    ledger: {
      ...stores.ledger,
      async decisions(...call: Parameters<typeof stores.ledger.decisions>) {
        const { chores: known } = (await stores.shops.find(SHOP)) ?? buildShop();
        await stores.shops.setChores(SHOP, known, { ...known, retry: RETRY });
        return stores.ledger.decisions(...call);
      },
    },
  };
  expect(await run(NOW, ALWAYS, asking)).toBe('moved');
  expect(await chores()).toMatchObject({ move: null, retry: RETRY });
  expect(await run()).toBe('retried');
  expect(await chores()).not.toHaveProperty('retry');
});

test('a move without time for all stays due at once and goes on', async () => {
  const decisions = [1, 2, 3].map((number) => buildDecision({ number, at: NOW - number }));
  const { run, stores, states, chores, areDue } = await start({}, decisions);
  await stores.shops.switchPerks(SHOP, 'stopped', NOW);
  let left = 1;
  const hasTime = () => {
    left -= 1;
    return left >= 0;
  };
  await run(NOW, hasTime);
  expect(await chores()).toMatchObject({ move: 'hold' });
  expect(await areDue(NOW)).toBe(true);
  await run();
  expect(await Promise.all([states(0), states(1), states(2)])).toEqual(Array(3).fill(['held', 'held']));
});

test('while somebody is at it nobody else begins; who died at it is followed after two minutes', async () => {
  const { run, stores, areDue, states } = await start();
  await stores.shops.switchPerks(SHOP, 'stopped', NOW);
  let writes = 0;
  const setChores: typeof stores.shops.setChores = async (...call) => {
    writes += 1;
    if (writes > 1) throw new Error('the process ended');
    return stores.shops.setChores(...call);
  };
  const recordEffects = async () => 'conflict' as const;
  const dying = { shops: { ...stores.shops, setChores }, ledger: { ...stores.ledger, recordEffects } };
  await expect(run(NOW, ALWAYS, dying)).rejects.toThrow('the process ended');
  expect(await run(NOW + LEASE_MS - 1)).toBeNull();
  expect(await areDue(NOW + LEASE_MS - 1)).toBe(false);
  expect(await areDue(NOW + LEASE_MS)).toBe(true);
  expect(await run(NOW + LEASE_MS)).toBe('moved');
  expect(await states()).toEqual(['held', 'held']);
});

test('of two that begin together one does it', async () => {
  const { run, stores } = await start({ sweepAt: NOW });
  const first = stores.shops.setChores;
  const done: unknown[] = [];
  let raced = false;
  const setChores: typeof first = async (...call) => {
    if (!raced) {
      raced = true;
      done.push(await run());
    }
    return first(...call);
  };
  done.push(await run(NOW, ALWAYS, { shops: { ...stores.shops, setChores } }));
  expect(done).toEqual(['swept', null]);
  expect(await stores.sweeps.list(SHOP, 10)).toHaveLength(1);
});

test('the switch turned back while effects are being held: what was held after it is released too', async () => {
  const decisions = [1, 2].map((number) => buildDecision({ number, at: NOW - number }));
  const { run, stores, states, areDue } = await start({}, decisions);
  await stores.shops.switchPerks(SHOP, 'stopped', NOW);
  let writes = 0;
  const recordEffects: typeof stores.ledger.recordEffects = async (...call) => {
    writes += 1;
    if (writes === 2) {
      // Between two decisions: perks are given again, and another worker has released all by now.
      await stores.shops.switchPerks(SHOP, 'given', NOW + 1);
      expect(await run(NOW + 1)).toBe('moved');
    }
    return stores.ledger.recordEffects(...call);
  };
  await run(NOW, ALWAYS, { ledger: { ...stores.ledger, recordEffects } });
  for (let later = NOW + 2; later < NOW + 10 && (await areDue(later)); later += 1) await run(later);
  expect([...(await states(0)), ...(await states(1))]).toEqual(Array(4).fill('pending'));
});

test('the switch turned while a sweep runs: its move is done next, and the sweep is not begun for ever anew', async () => {
  const { run, stores, states, areDue } = await start({ sweepAt: NOW });
  const reader: ShopReader = {
    ...NOTHING_CHANGED,
    async changedOrders() {
      await stores.shops.switchPerks(SHOP, 'stopped', NOW);
      return { kind: 'page', seen: [], parts: [], leftOut: [], cursor: null };
    },
  };
  await run(NOW, ALWAYS, { reader });
  expect(await run()).toBe('moved');
  expect(await states()).toEqual(['held', 'held']);
  for (let later = NOW; later < NOW + 5 && (await areDue(later)); later += 1) await run(later);
  expect(await areDue(NOW + HOUR_MS)).toBe(false);
});

test('a sweep asked for by a person begins at once, unless there can be nothing to find yet', async () => {
  const { run, stores, ports, chores } = await start();
  const woken: string[] = [];
  const work = { ...IDLE, wake: async (shop: string) => void woken.push(shop) };
  expect(await sweepNow({ ...ports, work }, SHOP, NOW)).toEqual({ kind: 'woken' });
  expect(woken).toEqual([SHOP]);
  expect((await chores()).sweepAt).toBe(NOW);
  expect(await run()).toBe('swept');
  const { installedAt } = (await stores.shops.find(SHOP)) ?? { installedAt: 0 };
  const from = installedAt + 15 * 60_000;
  expect(await sweepNow({ ...ports, work }, SHOP, from)).toEqual({ kind: 'too_early', from });
  await stores.shops.uninstall(SHOP, NOW + 1);
  expect(await sweepNow({ ...ports, work }, SHOP, NOW + 2)).toEqual({ kind: 'not_installed' });
  expect(woken).toHaveLength(1);
});

test('a sweep asked for while effects are being moved neither stops the move nor is forgotten', async () => {
  const { run, stores, ports, states, areDue } = await start();
  await stores.shops.switchPerks(SHOP, 'stopped', NOW);
  const decisions: typeof stores.ledger.decisions = async (...call) => {
    await sweepNow({ ...ports, work: IDLE }, SHOP, NOW + 1);
    return stores.ledger.decisions(...call);
  };
  expect(await run(NOW, ALWAYS, { ledger: { ...stores.ledger, decisions } })).toBe('moved');
  const done: unknown[] = [];
  for (let later = NOW + 1; later < NOW + 5 && (await areDue(later)); later += 1) done.push(await run(later));
  expect(await states()).toEqual(['held', 'held']);
  expect(done.at(-1)).toBe('swept');
  expect(await areDue(NOW + HOUR_MS)).toBe(false);
});

test('turning the switch counts at once and wakes the shop; where waking fails the move is due all the same', async () => {
  const { shop, ports, areDue, act, world } = await start();
  const wake = async () => Promise.reject(new Error('no queue'));
  await expect(switchPerks({ ...ports, work: { ...IDLE, wake } }, SHOP, 'stopped', NOW)).rejects.toThrow('no queue');
  expect((await shop()).perksStoppedAt).toBe(NOW);
  expect(await areDue(NOW)).toBe(true);
  expect(await act()).toMatchObject({ states: { held: 2 } });
  expect(world.calls).toEqual([]);
});

test('whatever was left held although perks are given is released with the nightly sweep', async () => {
  const { run, rewrite, states, isDue } = await start({ sweepAt: NOW });
  await rewrite((each) => ({ ...each, state: 'held' }), null);
  await run();
  expect(await states()).toEqual(['pending', 'pending']);
  expect(await isDue(NOW)).toBe(true);
});

test('a sweep of a shop whose perks are stopped releases nothing', async () => {
  const { run, stores, states } = await start({ sweepAt: NOW });
  await stores.shops.switchPerks(SHOP, 'stopped', NOW);
  expect(await run()).toBe('moved');
  expect(await run()).toBe('swept');
  expect(await states()).toEqual(['held', 'held']);
});

const BUG = new RangeError('a bug');
const fail = async () => Promise.reject(BUG);

test('a move that throws is noted and stays, and what is due after it is done in its place', async () => {
  const { run, stores, chores, noted, states } = await start({ sweepAt: NOW });
  await stores.shops.switchPerks(SHOP, 'stopped', NOW);
  const ledger = { ...stores.ledger, decisions: fail };
  expect(await run(NOW, ALWAYS, { ledger })).toBe('swept');
  expect(noted).toEqual([BUG]);
  expect(await chores()).toMatchObject({ move: 'hold', notBefore: NOW + LEASE_MS });
  expect((await chores()).sweepAt).toBeGreaterThan(NOW);
  expect(await run(NOW + LEASE_MS)).toBe('moved');
  expect(await states()).toEqual(['held', 'held']);
});

test('a replay that throws comes again in five minutes, and the sweep is done in its place', async () => {
  const { run, stores, chores, noted } = await start({ sweepAt: NOW, replayAt: NOW });
  expect(await run(NOW, ALWAYS, { parking: { ...stores.parking, list: fail } })).toBe('swept');
  expect(noted).toEqual([BUG]);
  expect(await chores()).toMatchObject({ replayAt: NOW + 300_000, notBefore: NOW });
});

test('a sweep that throws comes again in five minutes, and keeps no replay waiting', async () => {
  const { run, stores, chores, noted } = await start({ sweepAt: NOW, replayAt: NOW + 60_000 });
  expect(await run(NOW, ALWAYS, { sweeps: { ...stores.sweeps, latest: fail } })).toBeNull();
  expect(noted).toEqual([BUG]);
  expect(await chores()).toMatchObject({ sweepAt: NOW + 300_000, notBefore: NOW });
  expect(await run(NOW + 60_000)).toBe('replayed');
});

test('held effects that can’t be released keep no order from being found', async () => {
  const { run, stores, noted } = await start({ sweepAt: NOW });
  expect(await run(NOW, ALWAYS, { ledger: { ...stores.ledger, decisions: fail } })).toBe('swept');
  expect(noted).toEqual([BUG]);
  expect(await stores.sweeps.latest(SHOP)).toMatchObject({ finishedAt: NOW });
});

test('every order is looked at 39 hours after it was placed at the latest, or as soon as the shop can be read again', async () => {
  const QUARTER_MS = 15 * 60_000;
  for (const standstillHours of [0, 2, 5, 11, 23, 35, 47]) {
    for (const begins of [20, 27, 33, 40]) {
      const { run, stores, areDue } = await start({ sweepAt: NOW });
      const down = [NOW + begins * HOUR_MS, NOW + (begins + standstillHours) * HOUR_MS] as const;
      const isDown = (at: number) => at >= down[0] && at < down[1];
      /** When the shop was asked, and until when it told of all changes. */
      const looks: { at: number; from: number; until: number }[] = [];
      const end = NOW + 200 * HOUR_MS;
      for (let now = NOW; now < end; now += QUARTER_MS) {
        const changedOrders: ShopReader['changedOrders'] = async (_, { from, until }) => {
          if (isDown(now)) return { kind: 'unavailable', problem: 'HTTP 503' };
          looks.push({ at: now, from, until });
          return { kind: 'page', seen: [], parts: [], leftOut: [], cursor: null };
        };
        if (await areDue(now)) await run(now, ALWAYS, { reader: { ...NOTHING_CHANGED, changedOrders } });
      }
      expect((await stores.sweeps.list(SHOP, 50)).length).toBeGreaterThan(4);
      for (let placed = NOW; placed < end - 100 * HOUR_MS; placed += QUARTER_MS / 3) {
        const found = looks.find(({ from, until }) => placed >= from && placed < until);
        expect(found?.at).toBeLessThanOrEqual(Math.max(placed + 39 * HOUR_MS, down[1] + 2 * QUARTER_MS));
      }
    }
  }
});
