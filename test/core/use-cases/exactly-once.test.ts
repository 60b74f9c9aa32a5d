import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Decision } from '../../../core/decide.ts';
import { type EffectOutcome, isWaiting, type ReadBack } from '../../../core/effects.ts';
import type { ShopStore } from '../../../core/ports.ts';
import type { Shop } from '../../../core/shop.ts';
import { runChores } from '../../../core/use-cases/run-chores.ts';
import { wakeDue } from '../../../core/use-cases/wake-due.ts';
import { BAG_RULE, buildDecision, CREDIT_RULE } from '../decisions.ts';
import { LOST, SHOP, setStage, THROTTLED } from './stage.ts';

/**
 * Rounds of workers that act, turn the switch and look what is due, all at once: interleaved at every call of a port,
 * on reads that are old, with calls that fail, are lost, or are the last of their process. Rounds are minutes apart, as
 * no function lives longer than one.
 */

const MINUTE_MS = 60_000;

class Crash extends Error {}

const OUTCOMES = ['done', 'lost', 'lost_but_done', 'lost_done_later', 'undone', 'throttled'] as const;
const outcome = fc.constantFrom(...OUTCOMES);
const ACTORS = ['act', 'act_twice', 'stop', 'give', 'chores', 'tick'] as const;
const actor = fc.constantFrom('act', 'act', ...ACTORS);
const round = fc.record({
  actors: fc.array(actor, { minLength: 1, maxLength: 4 }),
  minutes: fc.integer({ min: 1, max: 4 }),
});

test('store credit happens once, and the bag too, whoever acts at the same time and dies at whatever call', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(round, { minLength: 1, maxLength: 8 }),
      fc.infiniteStream(outcome),
      fc.infiniteStream(fc.integer({ min: 0, max: 24 })),
      async (scheduler, rounds, outcomes, dice) => {
        const stage = await setStage([buildDecision({ rules: [CREDIT_RULE, BAG_RULE] })]);
        const { world, ports, stores } = stage;
        const credit = (await stage.effect()).id;
        const late: (() => void)[] = [];
        let faulty = true;
        const next = <Value>(stream: fc.Stream<Value>, calm: Value): Value =>
          faulty ? (stream.next().value ?? calm) : calm;

        const ends: Record<(typeof OUTCOMES)[number], (happens: () => EffectOutcome) => EffectOutcome> = {
          done: (happens) => happens(),
          lost: () => LOST,
          lost_but_done: (happens) => happens() && LOST,
          lost_done_later: (happens) => {
            late.push(happens);
            return LOST;
          },
          undone: () => ({ ...LOST, maybeDone: false }),
          throttled: () => THROTTLED,
        };
        world.perform = async (_, happens) => ends[next(outcomes, 'done')](happens);
        world.readBack = async (_, truth): Promise<ReadBack> => (next(dice, 9) < 4 ? LOST : truth);

        /** Every call of a port is a point at which others go on, and at which a process may end. */
        const risky = <Call extends unknown[], Answer>(name: string, ask: (...call: Call) => Promise<Answer>) => {
          const scheduled = scheduler.scheduleFunction(async (...call: Call): Promise<Answer> => {
            const die = next(dice, 9);
            world.now += die * 200;
            if (die === 0) throw new Crash(`before ${name}`);
            const answer = await ask(...call);
            if (die === 1) throw new Crash(`after ${name}`);
            return answer;
          });
          return async (...call: Call): Promise<Answer> => (faulty ? scheduled(...call) : ask(...call));
        };
        const pastDecisions: Decision[] = [await stage.stored()];
        const pastShops: Shop[] = [await stage.shop()];
        const ledger = {
          ...ports.ledger,
          decision: risky('decision', async (...[shop, id, reading]: Parameters<typeof ports.ledger.decision>) => {
            const read = await ports.ledger.decision(shop, id);
            if (read) pastDecisions.push(read);
            return reading === 'cheap' ? (pastDecisions.at(-1 - (next(dice, 0) % 3)) ?? read) : read;
          }),
          recordEffects: risky('recordEffects', ports.ledger.recordEffects),
          decisions: risky('decisions', ports.ledger.decisions),
        };
        const shops: ShopStore = {
          ...stores.shops,
          find: risky('find', async (...[shop, reading]: Parameters<ShopStore['find']>) => {
            const read = await stores.shops.find(shop);
            if (read) pastShops.push(read);
            return reading === 'cheap' ? (pastShops.at(-1 - (next(dice, 0) % 2)) ?? read) : read;
          }),
          setChores: risky('setChores', stores.shops.setChores),
          switchPerks: risky('switchPerks', stores.shops.switchPerks),
        };
        const performer = {
          ...ports.performer,
          perform: risky('perform', ports.performer.perform),
          readBack: risky('readBack', ports.performer.readBack),
        };
        const work = {
          wake: async () => undefined,
          erase: async () => undefined,
          lookAt: async () => undefined,
          decide: async () => undefined,
          redact: async () => undefined,
          replay: async () => undefined,
        };
        const noteFailure = (error: unknown) => {
          throw error;
        };
        const all = { ...ports, ledger, shops, performer, work, reader: UNREADABLE, noteFailure };

        const play: Record<(typeof ACTORS)[number], () => Promise<unknown>> = {
          act: () => stage.act(0, all, SHOP, new Map()),
          act_twice: () => stage.act(0, all, SHOP, new Map()).then(() => stage.act(0, all, SHOP, new Map())),
          stop: () => shops.switchPerks(SHOP, 'stopped', world.now),
          give: () => shops.switchPerks(SHOP, 'given', world.now),
          chores: () => runChores(all, SHOP, world.now, () => true),
          tick: () => wakeDue({ ...all, schedule: stores.schedule }, world.now, () => true),
        };
        for (const { actors, minutes } of rounds) {
          const playing = actors.map((name) =>
            play[name]().catch((error: unknown) => {
              if (!(error instanceof Crash)) throw error;
            }),
          );
          await scheduler.waitIdle();
          await Promise.all(playing);
          // What a server does after its caller gave up, it does within the life of the function that called it.
          for (const happens of late.splice(0)) happens();
          world.now += minutes * MINUTE_MS;
          const { effects } = await stage.stored();
          if (effects.some(isWaiting)) expect(await stage.isDue(world.now + 61 * MINUTE_MS)).toBe(true);
        }

        faulty = false;
        await stores.shops.switchPerks(SHOP, 'given', world.now);
        for (let minute = 0; minute < 200; minute += 1) {
          world.now += MINUTE_MS;
          await runChores(all, SHOP, world.now, () => true);
          if (await stage.isDue(world.now)) await stage.act(0, all);
        }
        const { effects } = await stage.stored();
        expect(effects.map(({ state }) => state)).toEqual(['done', 'done', 'done']);
        expect(world.happened.filter((id) => id === credit)).toEqual([credit]);
      },
    ),
    { numRuns: 150 },
  );
}, 60_000);

const UNREADABLE = {
  order: async () => ({ kind: 'missing' }) as const,
  return: async () => ({ kind: 'missing' as const }),
  shipment: async () => ({ kind: 'missing' as const }),
  products: async () => ({ kind: 'found' as const, seen: [] }),
  hold: async () => ({ kind: 'missing' as const }),
  company: async () => ({ kind: 'missing' as const }),
  ordersOf: async () => ({ kind: 'unavailable', problem: 'not asked here' }) as const,
  goods: async () => ({ kind: 'unavailable', problem: 'not asked here' }) as const,
  ordersNamed: async () => ({ kind: 'unavailable', problem: 'not asked here' }) as const,
  customer: async () => ({ kind: 'unavailable', problem: 'not asked here' }) as const,
  customerWithEmail: async () => ({ kind: 'unavailable', problem: 'not asked here' }) as const,
  changedOrders: async () => ({ kind: 'unavailable', problem: 'not asked here' }) as const,
  changedCustomers: async () => ({ kind: 'unavailable', problem: 'not asked here' }) as const,
};
