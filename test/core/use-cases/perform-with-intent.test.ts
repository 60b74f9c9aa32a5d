import { expect, test } from 'vitest';
import { type Effect, endedByDeletion } from '../../../core/effects.ts';
import type { RuleId } from '../../../core/identity.ts';
import { newCustomerRecord } from '../../../core/profile.ts';
import { customerId, HOUR_MS, NOW } from '../builders.ts';
import { BAG_RULE, buildDecision, CREDIT_RULE, NO_CHANGES } from '../decisions.ts';
import { CLOSED, DONE, DOWN, LOST, SHOP, setStage, THROTTLED } from './stage.ts';

/** Effects that are exactly once by reading back: the intent is written before the call. */

const MINUTE_MS = 60_000;
const setCredit = () => setStage([buildDecision({ rules: [CREDIT_RULE] })]);
const steps = ({ history }: Effect) => history.map(({ what, became }) => `${what} ${became}`);

test('the intent stands in the ledger before the shop is called, due again two minutes after', async () => {
  const { act, effect, world, isDue } = await setCredit();
  let seen: Effect | undefined;
  let dueBefore = true;
  world.perform = async (_, happens) => {
    seen = await effect();
    dueBefore = await isDue(NOW + 2 * MINUTE_MS - 1);
    return happens();
  };
  expect(await act()).toMatchObject({ states: { done: 1 } });
  expect(seen).toMatchObject({ state: 'attempting', attempts: 1, attemptedAt: NOW, uncertain: true });
  expect(dueBefore).toBe(false);
  expect(await effect()).toMatchObject({ state: 'done', attempts: 1, uncertain: false });
  expect(steps(await effect())).toEqual(['tried done']);
});

test('after a lost answer it is read back when the attempt is over, and not made again where it is there', async () => {
  const { act, effect, world, isDue } = await setCredit();
  world.perform = async (_, happens) => {
    happens();
    return LOST;
  };
  await act();
  expect(await effect()).toMatchObject({ state: 'attempting', attempts: 1, attemptedAt: NOW, uncertain: true });
  expect(await isDue(NOW + 2 * MINUTE_MS - 1)).toBe(false);
  expect(await isDue(NOW + 2 * MINUTE_MS)).toBe(true);
  world.now = NOW + 2 * MINUTE_MS;
  expect(await act()).toMatchObject({ states: { done: 1 } });
  expect(world.happened).toHaveLength(1);
  expect(await effect()).toMatchObject({ state: 'done', uncertain: false, problem: null });
  expect((await effect()).history).toMatchObject([
    { what: 'tried', became: 'attempting', asked: ['perform customer.credit'], answer: 'no answer' },
    { what: 'read_back', became: 'done', asked: ['read customer.credit'], answer: 'it had happened' },
  ]);
});

test('where it is not there it is made again at once, by an intent of its own', async () => {
  const { act, effect, world } = await setCredit();
  world.perform = async () => LOST;
  await act();
  world.now = NOW + 2 * MINUTE_MS;
  world.perform = async (_, happens) => happens();
  await act();
  expect(world.happened).toHaveLength(1);
  expect(await effect()).toMatchObject({ state: 'done', attempts: 2 });
  expect(steps(await effect())).toEqual(['tried attempting', 'read_back pending', 'tried done']);
});

test('a credit of a customer who was merged meanwhile goes to the one who was kept, also when it is looked for', async () => {
  const { act, effect, world, stores } = await setCredit();
  const merged = (customer: number, into: number) => ({
    ...newCustomerRecord(customerId(customer)),
    revision: 1,
    gone: { at: NOW, mergedInto: customerId(into) },
  });
  await stores.ledger.commit(SHOP, { ...NO_CHANGES, customers: [merged(7, 8), merged(8, 9)] });
  const asked: unknown[] = [];
  world.perform = async ({ action }, happens) => {
    asked.push(action.kind === 'customer.credit' && action.customer);
    happens();
    return LOST;
  };
  world.readBack = async ({ action }, truth) => {
    asked.push(action.kind === 'customer.credit' && action.customer);
    return truth;
  };
  await act();
  world.now = NOW + 2 * MINUTE_MS;
  await act();
  expect(asked).toEqual([customerId(9), customerId(9)]);
  expect(await effect()).toMatchObject({ state: 'done', action: { customer: customerId(9) } });
});

test('while the attempt may still come nobody reads it back or makes it again', async () => {
  const { act, effect, world, isDue } = await setCredit();
  world.perform = async () => LOST;
  await act();
  world.now = NOW + 2 * MINUTE_MS - 1;
  await act();
  expect(world.calls).toEqual(['atelier tries customer.credit']);
  expect(await effect()).toMatchObject({ state: 'attempting', attempts: 1, attemptedAt: NOW });
  expect(await isDue(NOW + 2 * MINUTE_MS)).toBe(true);
});

test('where the shop can’t say it stays to be found out, and nothing is made again', async () => {
  const { act, effect, world, isDue } = await setCredit();
  world.perform = async () => LOST;
  await act();
  world.now = NOW + 2 * MINUTE_MS;
  world.readBack = async () => ({ kind: 'again', problem: 'HTTP 500', afterMs: 30_000, maybeDone: false });
  await act();
  expect(world.calls).toEqual(['atelier tries customer.credit', 'atelier reads customer.credit']);
  expect(await effect()).toMatchObject({ state: 'attempting', attempts: 1, uncertain: true, problem: 'HTTP 500' });
  expect(await isDue(world.now + 30_000)).toBe(true);
  expect(await isDue(world.now + 29_999)).toBe(false);
});

test('what nobody could find out within 48 hours is unclear: a person has to say', async () => {
  const { act, effect, world, isDue } = await setCredit();
  world.perform = async () => LOST;
  await act();
  world.now = NOW + 48 * HOUR_MS;
  world.readBack = async () => ({ kind: 'again', problem: 'HTTP 500', afterMs: 30_000, maybeDone: false });
  await act();
  expect(await effect()).toMatchObject({ state: 'unclear', problem: 'not done within 48 hours: HTTP 500' });
  expect(await isDue(Number.MAX_SAFE_INTEGER)).toBe(false);
});

test('an answer lost at the very end of the 48 hours is read back all the same, and then no attempt is made any more', async () => {
  const { act, effect, world } = await setCredit();
  world.perform = async () => LOST;
  world.now = NOW + 48 * HOUR_MS;
  await act();
  expect((await effect()).state).toBe('attempting');
  world.now += 2 * MINUTE_MS;
  await act();
  expect(await effect()).toMatchObject({ state: 'refused', attempts: 1, uncertain: false });
  expect(steps(await effect())).toEqual(['tried attempting', 'read_back pending', 'given_up refused']);
});

test('an answer by which nothing was done lets it be tried again without reading back', async () => {
  const { act, effect, world, isDue } = await setCredit();
  world.perform = async () => ({ ...LOST, maybeDone: false });
  await act();
  expect(await effect()).toMatchObject({ state: 'pending', attempts: 1, uncertain: false });
  expect(await isDue(NOW + 5_000)).toBe(true);
  world.now = NOW + 5_000;
  world.perform = async (_, happens) => happens();
  await act();
  expect(world.calls).toEqual(['atelier tries customer.credit', 'atelier tries customer.credit']);
  expect(await effect()).toMatchObject({ state: 'done', attempts: 2 });
});

test('a refusal is certain: nothing has happened', async () => {
  const { act, effect, world } = await setCredit();
  world.perform = async () => ({ kind: 'refused', problem: 'the customer has no account' });
  await act();
  expect(await effect()).toMatchObject({ state: 'refused', uncertain: false });
});

test('a performer that throws may have made it: it is read back', async () => {
  const { act, effect, world } = await setCredit();
  world.perform = async (_, happens) => {
    happens();
    throw new TypeError('a bug after the call');
  };
  expect(await act()).toMatchObject({ thrown: [{ error: expect.any(TypeError) }] });
  expect((await effect()).state).toBe('attempting');
  world.now = NOW + 2 * MINUTE_MS;
  await act();
  expect(world.happened).toHaveLength(1);
  expect((await effect()).state).toBe('done');
});

test('a read-back that throws leaves it to be found out', async () => {
  const { act, effect, world, isDue } = await setCredit();
  world.perform = async () => LOST;
  await act();
  world.now = NOW + 2 * MINUTE_MS;
  world.readBack = async () => Promise.reject(new TypeError('a bug'));
  expect(await act()).toMatchObject({ thrown: [{ error: expect.any(TypeError) }] });
  expect(await effect()).toMatchObject({ state: 'attempting', attempts: 1, uncertain: true });
  expect(await isDue(world.now + 5 * MINUTE_MS)).toBe(true);
});

test('a process that was halted for more than 20 seconds after its intent does not call', async () => {
  const { act, effect, world, ports, isDue } = await setCredit();
  const recordEffects: typeof ports.ledger.recordEffects = async (...call) => {
    const recorded = await ports.ledger.recordEffects(...call);
    world.now += 20_001;
    return recorded;
  };
  await act(0, { ledger: { ...ports.ledger, recordEffects } });
  expect(world.calls).toEqual([]);
  expect(await effect()).toMatchObject({ state: 'attempting', attempts: 1, attemptedAt: NOW, uncertain: true });
  expect(await isDue(NOW + 2 * MINUTE_MS)).toBe(true);
  world.now = NOW + 2 * MINUTE_MS;
  await act();
  expect(world.calls).toEqual(['atelier reads customer.credit', 'atelier tries customer.credit']);
});

test('of two workers that saw the same decision one makes the attempt, the other neither calls nor writes over it', async () => {
  const { act, effect, stored, world, ports } = await setCredit();
  const before = await stored();
  // What the second worker reads cheaply is older than the first one's intent.
  const decision: typeof ports.ledger.decision = async (shop, id, reading) =>
    reading === 'cheap' ? before : ports.ledger.decision(shop, id, reading);
  world.perform = async (_, happens) => {
    await act(0, { ledger: { ...ports.ledger, decision } }, SHOP, new Map());
    return happens();
  };
  await act();
  expect(world.calls).toEqual(['atelier tries customer.credit']);
  expect(await effect()).toMatchObject({ state: 'done', attempts: 1 });
});

test('a worker that saw the decision before it was done does nothing', async () => {
  const { act, stored, effect, world, ports } = await setCredit();
  const before = await stored();
  const decision: typeof ports.ledger.decision = async (shop, id, reading) =>
    reading === 'cheap' ? before : ports.ledger.decision(shop, id, reading);
  await act();
  await act(0, { ledger: { ...ports.ledger, decision } }, SHOP, new Map());
  expect(world.happened).toHaveLength(1);
  expect((await effect()).state).toBe('done');
});

test('two workers that both read back that it is absent make it once', async () => {
  const { act, effect, stored, world, ports } = await setCredit();
  world.perform = async () => LOST;
  await act();
  world.now = NOW + 2 * MINUTE_MS;
  const before = await stored();
  const decision: typeof ports.ledger.decision = async (shop, id, reading) =>
    reading === 'cheap' ? before : ports.ledger.decision(shop, id, reading);
  world.perform = async (_, happens) => happens();
  world.readBack = async (_, truth) => {
    world.readBack = async (__, other) => other;
    await act(0, {}, SHOP, new Map());
    return truth;
  };
  await act(0, { ledger: { ...ports.ledger, decision } });
  expect(world.happened).toHaveLength(1);
  expect(await effect()).toMatchObject({ state: 'done', attempts: 2 });
});

test('the late result of an older attempt changes nothing of a newer one, but stands in the history before it', async () => {
  const { act, effect, world, rewrite } = await setCredit();
  const newer = {
    at: NOW + 1,
    what: 'read_back',
    became: 'pending',
    asked: [],
    answer: 'it had not happened',
  } as const;
  world.perform = async () => {
    await rewrite((each) => ({ ...each, attempts: 2, attemptedAt: NOW + 2, history: [newer] }));
    return { kind: 'refused', problem: 'too late' };
  };
  await act();
  expect(await effect()).toMatchObject({ state: 'attempting', attempts: 2, attemptedAt: NOW + 2, uncertain: true });
  expect(steps(await effect())).toEqual(['tried refused', 'read_back pending']);
});

test('a look at an attempt under way does not undo what came of it meanwhile', async () => {
  const { act, effect, stored, world, ports } = await setCredit();
  let during = await stored();
  world.perform = async () => {
    during = await stored();
    return { ...LOST, maybeDone: false };
  };
  await act();
  const decision: typeof ports.ledger.decision = async (shop, id, reading) =>
    reading === 'cheap' ? during : ports.ledger.decision(shop, id, reading);
  await act(0, { ledger: { ...ports.ledger, decision } }, SHOP, new Map());
  expect(await effect()).toMatchObject({ state: 'pending', uncertain: false });
  expect(steps(await effect())).toEqual(['tried pending']);
});

test('an effect that was held before its intent could be written is not tried', async () => {
  const { act, effect, world, ports, rewrite } = await setCredit();
  let raced = false;
  const recordEffects: typeof ports.ledger.recordEffects = async (...call) => {
    if (!raced) await rewrite((each) => ({ ...each, state: 'held' }), null);
    raced = true;
    return ports.ledger.recordEffects(...call);
  };
  await act(0, { ledger: { ...ports.ledger, recordEffects } });
  expect(world.calls).toEqual([]);
  expect((await effect()).state).toBe('held');
});

test.each([0, 1, 2, 3, 4, 5, 6])(
  'a crash at await %i of the ledger or of the shop never gives twice, and it is given in the end',
  async (crashAt) => {
    for (const applied of [false, true]) {
      const { act, effect, world, ports, isDue } = await setCredit();
      let call = -1;
      /** Ends the process at its call number `crashAt`: before the call took effect, or after. */
      const crashing =
        <Call extends unknown[], Answer>(ask: (...call: Call) => Promise<Answer>) =>
        async (...args: Call): Promise<Answer> => {
          call += 1;
          if (call === crashAt && !applied) throw new Crash();
          const answer = await ask(...args);
          if (call === crashAt) throw new Crash();
          return answer;
        };
      const { ledger, shops, performer } = ports;
      await act(0, {
        ledger: { ...ledger, decision: crashing(ledger.decision), recordEffects: crashing(ledger.recordEffects) },
        shops: { ...shops, find: crashing(shops.find), setBreaker: crashing(shops.setBreaker) },
        performer: { ...performer, perform: crashing(performer.perform) },
      }).catch((error) => {
        if (!(error instanceof Crash)) throw error;
      });
      for (let minute = 1; minute <= 10; minute += 1) {
        world.now = NOW + minute * MINUTE_MS;
        if (await isDue(world.now)) await act(0, {}, SHOP, new Map());
      }
      expect(world.happened).toHaveLength(1);
      expect((await effect()).state).toBe('done');
    }
  },
);

class Crash extends Error {}

type Stage = Pick<Awaited<ReturnType<typeof setStage>>, 'act' | 'ports'>;

/** The first write is the intent; the process dies before what came of it is written. */
async function dyingAtSecondWrite({ act, ports }: Stage): Promise<void> {
  let writes = 0;
  const recordEffects: typeof ports.ledger.recordEffects = async (...call) => {
    writes += 1;
    if (writes === 2) throw new Crash();
    return ports.ledger.recordEffects(...call);
  };
  await expect(act(0, { ledger: { ...ports.ledger, recordEffects } })).rejects.toThrow(Crash);
}

/** Two rules write one note, and the answer of the first is lost. */
async function setTwoNotes() {
  const card = { ...BAG_RULE, id: 'card' as RuleId, perk: { ...BAG_RULE.perk, tag: 'card' } };
  const stage = await setStage([buildDecision({ rules: [BAG_RULE, card] })]);
  const { stored, world } = stage;
  world.perform = async ({ action, id }, happens) =>
    action.kind === 'order.note' && id.startsWith('return-bag') && world.now === NOW ? LOST : happens();
  const notes = async () =>
    (await stored()).effects.filter(({ action }) => action.kind === 'order.note').map(({ state }) => state);
  return { ...stage, notes };
}

test('after a crash with the bag done and the credit under way, the bag is not lost and the credit not doubled', async () => {
  const { act, stored, world, ports } = await setStage([buildDecision({ rules: [BAG_RULE, CREDIT_RULE] })]);
  await dyingAtSecondWrite({ act, ports });
  // What was done of the bag was written together with the intent.
  expect((await stored()).effects.map(({ state }) => state)).toEqual(['done', 'done', 'attempting']);
  world.now = NOW + 2 * MINUTE_MS;
  await act();
  expect((await stored()).effects.map(({ state }) => state)).toEqual(['done', 'done', 'done']);
  expect(world.happened).toHaveLength(3);
});

test('of two notes of one order, neither is written while a lost write of the other may still come, also after a crash', async () => {
  const { act, world, ports, notes } = await setTwoNotes();
  await dyingAtSecondWrite({ act, ports });
  world.now = NOW + MINUTE_MS;
  await act();
  expect(await notes()).toEqual(['attempting', 'pending']);
  world.now = NOW + 2 * MINUTE_MS;
  await act();
  expect(await notes()).toEqual(['done', 'done']);
});

test('nor by whoever reads the decision as it was before the other was tried', async () => {
  const { act, stored, world, ports, notes } = await setTwoNotes();
  const old = await stored();
  await dyingAtSecondWrite({ act, ports });
  world.now = NOW + 1_000;
  const decision: typeof ports.ledger.decision = async (shop, id, reading) =>
    reading === 'cheap' ? old : ports.ledger.decision(shop, id, reading);
  await act(0, { ledger: { ...ports.ledger, decision } });
  expect(await notes()).toEqual(['attempting', 'pending']);
});

test('an attempt in a shop that left meanwhile is unclear when it is over, not before', async () => {
  const { act, effect, stores, world, isDue } = await setCredit();
  world.perform = async () => LOST;
  await act();
  await stores.shops.uninstall(SHOP, NOW + 1);
  world.now = NOW + 30_000;
  await act();
  expect((await effect()).state).toBe('attempting');
  expect(await isDue(NOW + 2 * MINUTE_MS)).toBe(true);
  world.now = NOW + 2 * MINUTE_MS;
  await act();
  expect(await effect()).toMatchObject({ state: 'unclear', problem: 'the app was uninstalled' });
  expect(world.calls).toHaveLength(1);
});

test('perks that are stopped leave an attempt to be found out, which does not run out of time meanwhile', async () => {
  const { act, effect, stores, world, isDue } = await setCredit();
  world.perform = async () => LOST;
  await act();
  await stores.shops.switchPerks(SHOP, 'stopped', NOW + 1);
  for (let hour = 1; hour <= 60; hour += 1) {
    world.now = NOW + hour * HOUR_MS;
    await act();
    expect(await isDue(world.now + HOUR_MS)).toBe(true);
  }
  expect(await effect()).toMatchObject({ state: 'attempting', attempts: 1 });
  expect((await effect()).history).toHaveLength(1);
  await stores.shops.switchPerks(SHOP, 'given', world.now);
  world.readBack = async () => THROTTLED;
  await act();
  expect((await effect()).state).toBe('attempting');
  world.now += HOUR_MS;
  world.readBack = async (_, truth) => truth;
  world.perform = async (_, happens) => happens();
  await act(0, {}, SHOP, new Map());
  expect((await effect()).state).toBe('done');
  expect(world.happened).toHaveLength(1);
});

test('a shop that is down is not even asked to read back', async () => {
  const { act, effect, world, isDue } = await setCredit();
  world.perform = async () => ({ ...CLOSED, maybeDone: true });
  await act();
  world.now = NOW + 1_000;
  await act(0, {}, SHOP, new Map());
  expect(world.calls).toHaveLength(1);
  expect(await effect()).toMatchObject({ state: 'attempting', attempts: 1 });
  expect(await isDue(NOW + 2 * MINUTE_MS)).toBe(true);
});

test('where the shop is down before anything was done, it waits for the breaker and not for a read-back', async () => {
  const { act, effect, world } = await setCredit();
  world.perform = async () => DOWN;
  await act();
  expect(await effect()).toMatchObject({ state: 'pending', attempts: 1, uncertain: false });
  world.now = NOW + HOUR_MS;
  world.perform = async () => DONE;
  await act();
  expect(world.calls.every((call) => call.includes('tries'))).toBe(true);
});

test('what failed before anything was asked for does not undo the attempt that somebody made meanwhile', async () => {
  const { act, effect, world, stores, ports, stored } = await setCredit();
  const before = await stored();
  world.perform = async () => LOST;
  await act();
  const ledger: typeof stores.ledger = {
    ...stores.ledger,
    decision: async (shop, id, reading) => (reading === 'cheap' ? before : stores.ledger.decision(shop, id, reading)),
  };
  const { shopWide: _, ...unanswered } = DOWN;
  const prepare = async () => ({ asked: ['MessageRecipient'], answer: { ...unanswered, maybeDone: false } });
  await act(0, { ledger, performer: { ...ports.performer, prepare } });
  expect(await effect()).toMatchObject({ state: 'attempting', attempts: 1, attemptedAt: NOW, uncertain: true });
});

test('after a lost answer no second credit is given for an order that was deleted meanwhile', async () => {
  const { act, effect, rewrite, world, isDue } = await setCredit();
  world.perform = async () => LOST;
  await act();
  await rewrite((each) => endedByDeletion(each, world.now));
  expect(await effect()).toMatchObject({ state: 'attempting' });
  world.now = NOW + 2 * MINUTE_MS;
  world.perform = async (_, happens) => happens();
  await act();
  expect(world.happened).toEqual([]);
  expect(await effect()).toMatchObject({ state: 'abandoned', attempts: 1, uncertain: false, problem: null });
  expect(steps(await effect())).toEqual(['tried attempting', 'read_back pending', 'abandoned abandoned']);
  expect(await isDue(Number.MAX_SAFE_INTEGER)).toBe(false);
});

test('what had happened is known to have happened, also where the order was deleted since', async () => {
  const { act, effect, rewrite, world } = await setCredit();
  world.perform = async (_, happens) => {
    happens();
    return LOST;
  };
  await act();
  await rewrite((each) => endedByDeletion(each, world.now));
  world.now = NOW + 2 * MINUTE_MS;
  await act();
  expect(await effect()).toMatchObject({ state: 'done', uncertain: false });
  expect(world.happened).toHaveLength(1);
});

test('a throttled attempt is not made again where the order was deleted while it was under way', async () => {
  const { act, effect, rewrite, world, isDue } = await setCredit();
  world.perform = async () => {
    await rewrite((each) => endedByDeletion(each, world.now));
    return THROTTLED;
  };
  await act();
  expect(await effect()).toMatchObject({ state: 'abandoned', problem: null });
  expect(await isDue(Number.MAX_SAFE_INTEGER)).toBe(false);
  world.now = NOW + HOUR_MS;
  world.perform = async (_, happens) => happens();
  await act();
  expect(world.happened).toEqual([]);
});

test('what was answered before the order was deleted and written after it is left undone after it', async () => {
  const { act, effect, rewrite, world, ports } = await setCredit();
  const deletedAt = NOW + 5_000;
  let isAnswered = false;
  world.perform = async () => {
    isAnswered = true;
    return THROTTLED;
  };
  const recordEffects: typeof ports.ledger.recordEffects = async (...call) => {
    if (isAnswered && world.now < deletedAt) {
      world.now = deletedAt;
      await rewrite((each) => endedByDeletion(each, deletedAt));
    }
    return ports.ledger.recordEffects(...call);
  };
  await act(0, { ledger: { ...ports.ledger, recordEffects } });
  expect((await effect()).history).toMatchObject([
    { at: NOW, what: 'tried' },
    { at: deletedAt, what: 'abandoned', answer: 'the order was deleted in the shop' },
  ]);
});

test('who reads the decision from before the deletion gives nothing either', async () => {
  const { act, effect, stored, rewrite, world, ports } = await setCredit();
  world.perform = async () => LOST;
  await act();
  const old = await stored();
  await rewrite((each) => endedByDeletion(each, world.now));
  const ledger: typeof ports.ledger = {
    ...ports.ledger,
    decision: async (shop, id, reading) => (reading === 'cheap' ? old : ports.ledger.decision(shop, id, reading)),
  };
  world.now = NOW + 2 * MINUTE_MS;
  world.perform = async (_, happens) => happens();
  await act(0, { ledger });
  expect(world.happened).toEqual([]);
  expect(await effect()).toMatchObject({ state: 'abandoned' });
});

test('two notes of an order that was deleted while one of them was tried come to an end', async () => {
  const { act, rewrite, world, notes, ports } = await setTwoNotes();
  await dyingAtSecondWrite({ act, ports });
  expect(await notes()).toContain('attempting');
  await rewrite((each) => endedByDeletion(each, world.now));
  world.perform = async () => ({ kind: 'refused', problem: 'the shop has no such order' });
  world.now = NOW + 5 * MINUTE_MS;
  await act();
  expect(await notes()).not.toContain('attempting');
  expect(world.happened.filter((id) => id.includes('order.note'))).toEqual([]);
});
