import { expect, test } from 'vitest';
import type { Breaker } from '../../../core/breaker.ts';
import { type EffectAction, GIVE_UP_AFTER_MS } from '../../../core/effects.ts';
import type { Reading } from '../../../core/ports.ts';
import { HOUR_MS, NOW } from '../builders.ts';
import { buildDecision } from '../decisions.ts';
import { CLOSED, DONE, DOWN, LOST, OTHER, SHOP, setStage, THROTTLED } from './stage.ts';

/** Effects that may be done again: by nature or by their marker. */

const MINUTE_MS = 60_000;

test('a decision that a cheap read does not show yet gets its effects all the same', async () => {
  const { ports, act, stored } = await setStage();
  const ledger = {
    ...ports.ledger,
    decision: async (...[shop, id, reading]: Parameters<typeof ports.ledger.decision>) =>
      reading === 'cheap' ? null : ports.ledger.decision(shop, id, reading),
  };
  expect(await act(0, { ledger })).toEqual({ kind: 'performed', states: { done: 2 }, thrown: [], missingScope: false });
  expect((await stored()).effects).toMatchObject([
    { state: 'done', attempts: 1, history: [{ what: 'tried', became: 'done', asked: ['perform order.tag'] }] },
    { state: 'done', attempts: 1, history: [{ what: 'tried', became: 'done', asked: ['perform order.note'] }] },
  ]);
});

test('what is done is not due any more, and another message about it changes nothing', async () => {
  const { act, world, isDue } = await setStage();
  await act();
  expect(await act()).toEqual({ kind: 'ignored', reason: 'nothing_waiting' });
  expect(world.calls).toEqual(['atelier tries order.tag', 'atelier tries order.note']);
  expect(await isDue(Number.MAX_SAFE_INTEGER)).toBe(false);
});

test('a decision that nobody knows is ignored', async () => {
  const { act } = await setStage([]);
  expect(await act()).toEqual({ kind: 'ignored', reason: 'unknown_decision' });
});

test('an effect at which the performer throws is tried again later and does not stop the next', async () => {
  const { act, stored, isDue, world } = await setStage();
  world.perform = async ({ action }) => {
    if (action.kind === 'order.tag') throw new RangeError('the body of a response');
    return DONE;
  };
  const performed = await act();
  expect(performed).toMatchObject({
    states: { done: 1, pending: 1 },
    thrown: [{ effect: 'return-bag/1001/order.tag', error: expect.any(RangeError) }],
  });
  expect((await stored()).effects).toMatchObject([
    { state: 'pending', attempts: 1, problem: 'failed unexpectedly: RangeError' },
    { state: 'done' },
  ]);
  expect(await isDue(NOW + 5 * MINUTE_MS - 1)).toBe(false);
  expect(await isDue(NOW + 5 * MINUTE_MS)).toBe(true);
});

test('a throw is no answer: the breaker of a shop that is down stays', async () => {
  const { act, shop, stores, world } = await setStage();
  const breaker: Breaker = { openUntil: NOW, trips: 4, problem: 'HTTP 503', since: NOW - HOUR_MS };
  await stores.shops.setBreaker(SHOP, null, breaker);
  world.perform = async () => Promise.reject(new RangeError('a bug'));
  await act();
  expect((await shop()).breaker).toEqual(breaker);
});

test('a refusal is shown and stops no other effect', async () => {
  const { act, stored, world, isDue } = await setStage();
  world.perform = async ({ action }) =>
    action.kind === 'order.tag' ? { kind: 'refused', problem: 'the order is archived' } : DONE;
  expect(await act()).toMatchObject({ states: { refused: 1, done: 1 } });
  expect((await stored()).effects).toMatchObject([{ state: 'refused', problem: 'the order is archived' }, {}]);
  expect(await isDue(Number.MAX_SAFE_INTEGER)).toBe(false);
});

test('an effect that only fails itself holds back no other, and is due when the shop asks for', async () => {
  const { act, world, isDue, effect } = await setStage();
  world.perform = async ({ action }) => (action.kind === 'order.tag' ? LOST : DONE);
  expect(await act()).toMatchObject({ states: { done: 1, pending: 1 } });
  expect(await isDue(NOW + 4_999)).toBe(false);
  expect(await isDue(NOW + 5_000)).toBe(true);
  expect(await effect()).toMatchObject({ uncertain: true, problem: 'no answer' });
});

test('what failed together is not tried again together: up to a quarter later', async () => {
  const { act, world, isDue } = await setStage();
  world.random = 1;
  world.perform = async () => LOST;
  await act();
  expect(await isDue(NOW + 6_249)).toBe(false);
  expect(await isDue(NOW + 6_250)).toBe(true);
});

test('what there is no time for is due at once, and what was done by then is written', async () => {
  const { act, world, isDue, stored } = await setStage();
  let left = 1;
  const hasTime = () => {
    left -= 1;
    return left >= 0;
  };
  await act(0, {}, SHOP, new Map(), hasTime);
  expect(world.calls).toHaveLength(1);
  expect((await stored()).effects.map(({ state }) => state)).toEqual(['done', 'pending']);
  expect(await isDue(NOW)).toBe(true);
});

test('an effect of a kind that this version does not know stops no other, and is given up in the end', async () => {
  const { act, ports, stored, world } = await setStage();
  const performer = {
    ...ports.performer,
    exactlyOnce: (kind: EffectAction['kind']) => {
      if (kind === 'order.tag') throw new TypeError('unknown kind');
      return ports.performer.exactlyOnce(kind);
    },
    perform: async (...call: Parameters<typeof ports.performer.perform>) => {
      if (call[1].action.kind === 'order.tag') throw new TypeError('unknown kind');
      return ports.performer.perform(...call);
    },
  };
  expect(await act(0, { performer })).toMatchObject({ states: { pending: 1, done: 1 }, thrown: [{}] });
  world.now += GIVE_UP_AFTER_MS;
  await act(0, { performer });
  expect((await stored()).effects.map(({ state }) => state)).toEqual(['unclear', 'done']);
});

test('a refusal for want of a scope says so', async () => {
  const { act, world } = await setStage();
  world.perform = async () => ({ kind: 'refused', problem: 'no scope', missingScope: true });
  expect(await act()).toMatchObject({ states: { refused: 2 }, missingScope: true });
});

test('a call that may still come is remembered, whatever somebody else decided meanwhile', async () => {
  const { act, world, stored, rewrite } = await setStage();
  world.perform = async () => {
    await rewrite((effect) => (effect.state === 'pending' ? { ...effect, state: 'held' } : effect), null);
    return LOST;
  };
  await act();
  expect((await stored()).effects[0]).toMatchObject({ state: 'held', uncertain: true, attempts: 1, attemptedAt: NOW });
});

test('nobody waits longer than an hour, whatever the shop asks for', async () => {
  const { act, world, isDue } = await setStage();
  world.perform = async () => ({ ...LOST, afterMs: 99 * HOUR_MS });
  await act();
  expect(await isDue(NOW + HOUR_MS)).toBe(true);
});

test('an effect at which the shop always hangs gives way to those tried less often', async () => {
  const { act, stored, world } = await setStage();
  world.perform = async ({ action }) => (action.kind === 'order.tag' ? CLOSED : DONE);
  await act();
  world.now += HOUR_MS;
  await act();
  expect((await stored()).effects.map(({ state }) => state)).toEqual(['pending', 'done']);
});

const two = [buildDecision({ number: 1 }), buildDecision({ number: 2 })];
const three = [...two, buildDecision({ number: 3 })];

test('a shop that asks to wait is left alone until then, another is not', async () => {
  const { act, stored, world, isDue } = await setStage(two);
  world.perform = async (_, happens, shop) => (shop === SHOP ? THROTTLED : happens());
  await act(0);
  await act(1);
  await act(0, {}, OTHER);
  expect(world.calls).toEqual(['atelier tries order.tag', 'other tries order.tag', 'other tries order.note']);
  expect((await stored(1)).effects).toMatchObject([
    { attempts: 0, problem: 'the shop asks to call less often', history: [] },
    { attempts: 0 },
  ]);
  expect(await isDue(NOW + MINUTE_MS - 1, 1)).toBe(false);
  world.now = NOW + MINUTE_MS;
  expect(await isDue(world.now, 1)).toBe(true);
  await act(1);
  expect(world.calls).toHaveLength(4);
});

test('after five failures in a row the breaker opens: no worker calls the shop, all is due when it may be tried', async () => {
  const { act, shop, world, isDue, effect } = await setStage(three);
  world.random = 0.5;
  world.perform = async () => DOWN;
  await act(0);
  await act(1);
  await act(2);
  expect(world.calls).toHaveLength(5);
  const { breaker } = await shop();
  expect(breaker).toEqual({ openUntil: NOW + 5_000, trips: 1, problem: 'unreachable', since: NOW });
  world.now = NOW + 1_000;
  await act(0, {}, SHOP, new Map());
  expect(world.calls).toHaveLength(5);
  expect(await effect(0)).toMatchObject({ state: 'pending', problem: 'unreachable', attempts: 1 });
  expect(await isDue(NOW + 4_999)).toBe(false);
  expect(await isDue(NOW + 5_000)).toBe(true);
});

test('one failure of a half-open breaker opens it for longer, one answer closes it', async () => {
  const { act, shop, world } = await setStage(two);
  world.random = 0.5;
  world.perform = async () => CLOSED;
  await act(0);
  world.now = NOW + 5_000;
  await act(0, {}, SHOP, new Map());
  expect((await shop()).breaker).toMatchObject({ trips: 2, openUntil: NOW + 15_000 });
  world.now = NOW + 15_000;
  world.perform = async (_, happens) => happens();
  expect(await act(1, {}, SHOP, new Map())).toMatchObject({ states: { done: 2 } });
  expect((await shop()).breaker).toBeNull();
});

test('perks that are stopped are held, without a call', async () => {
  const { act, stored, stores, world, isDue } = await setStage();
  await stores.shops.switchPerks(SHOP, 'stopped', NOW);
  expect(await act()).toMatchObject({ states: { held: 2 } });
  expect(world.calls).toEqual([]);
  expect((await stored()).effects).toMatchObject([
    { state: 'held', attempts: 0, history: [{ what: 'held', became: 'held', asked: [] }] },
    { state: 'held' },
  ]);
  expect(await isDue(Number.MAX_SAFE_INTEGER)).toBe(false);
});

test('what was about to be held while perks were resumed is not held for ever', async () => {
  const { act, stored, stores, ports, isDue, world } = await setStage();
  await stores.shops.switchPerks(SHOP, 'stopped', NOW);
  // The worker saw the switch before it was turned back, and writes after all held effects were released.
  const find: typeof ports.shops.find = async (domain, reading) => {
    const shop = await stores.shops.find(domain, reading);
    if (reading !== 'cheap') await stores.shops.switchPerks(SHOP, 'given', NOW);
    return shop;
  };
  await act(0, { shops: { ...ports.shops, find } });
  expect((await stored()).effects.map(({ state }) => state)).toEqual(['pending', 'pending']);
  expect(await isDue(world.now)).toBe(true);
  expect(await act()).toMatchObject({ states: { done: 2 } });
});

test('a process that dies between holding and looking once more leaves it to the message that comes again', async () => {
  const { act, stored, stores, ports } = await setStage();
  await stores.shops.switchPerks(SHOP, 'stopped', NOW);
  let looks = 0;
  const find: typeof ports.shops.find = async (...call) => {
    looks += 1;
    if (looks > 2) throw new Error('the process ended');
    return stores.shops.find(...call);
  };
  await expect(act(0, { shops: { ...ports.shops, find } })).rejects.toThrow('the process ended');
  await stores.shops.switchPerks(SHOP, 'given', NOW);
  await act();
  await act();
  expect((await stored()).effects.map(({ state }) => state)).toEqual(['done', 'done']);
});

test('in a shop that left, what waits is stopped and nothing is due any more', async () => {
  const { act, stored, stores, world, isDue } = await setStage();
  await stores.shops.uninstall(SHOP, NOW + 1);
  expect(await act()).toMatchObject({ states: { stopped: 2 } });
  expect(world.calls).toEqual([]);
  expect((await stored()).effects).toMatchObject([
    { state: 'stopped', problem: 'the app was uninstalled', history: [{ what: 'stopped', became: 'stopped' }] },
    { state: 'stopped' },
  ]);
  expect(await isDue(Number.MAX_SAFE_INTEGER)).toBe(false);
  expect(await isDue(NOW, 0, OTHER)).toBe(true);
});

test.each([
  ['does not show the shop yet', null],
  ['still shows it uninstalled', NOW - 1],
])('a cheap read that %s stops nothing', async (_, uninstalledAt) => {
  const { act, shop, stores, ports } = await setStage();
  const stale = uninstalledAt === null ? null : { ...(await shop()), uninstalledAt };
  const find: typeof ports.shops.find = async (domain, reading?: Reading) =>
    reading === 'cheap' ? stale : stores.shops.find(domain, reading);
  expect(await act(0, { shops: { ...ports.shops, find } })).toMatchObject({ states: { done: 2 } });
});

test('after 48 hours of a shop that is down a person has to look', async () => {
  const { act, world, stored } = await setStage();
  world.perform = async () => CLOSED;
  await act();
  world.now = NOW + 48 * HOUR_MS;
  await act();
  expect((await stored()).effects).toMatchObject([
    {
      state: 'refused',
      problem: 'not done within 48 hours: HTTP 401',
      history: [{ what: 'tried' }, { what: 'given_up' }],
    },
    { state: 'refused' },
  ]);
});

test('two workers at the same decision: what one of them knows to be done is done, whatever the other met', async () => {
  const { act, stored, world } = await setStage();
  let other: Promise<unknown> = Promise.resolve();
  world.perform = async (_, happens) => {
    world.perform = async () => LOST;
    other = act(0, {}, SHOP, new Map());
    await other;
    return happens();
  };
  await act();
  const [tag] = (await stored()).effects;
  expect(tag).toMatchObject({ state: 'done', uncertain: false, problem: null });
  expect(tag?.history.map(({ answer }) => answer)).toEqual(['no answer', null]);
});

test('what another worker wrote last does not undo what was done', async () => {
  const { act, stored, world, isDue } = await setStage();
  world.perform = async () => {
    world.perform = async (_, happens) => happens();
    await act(0, {}, SHOP, new Map());
    return LOST;
  };
  await act();
  expect((await stored()).effects.map(({ state }) => state)).toEqual(['done', 'done']);
  expect(await isDue(Number.MAX_SAFE_INTEGER)).toBe(false);
});

test('an attempt made while its effect was held stands in the history, and it stays held', async () => {
  const { act, effect, world, rewrite } = await setStage();
  world.perform = async () => {
    world.perform = async (_, happens) => happens();
    await rewrite((each) => ({ ...each, state: 'held', history: [...each.history, HELD] }), null);
    return LOST;
  };
  await act();
  const { state, history } = await effect();
  expect(state).toBe('held');
  expect(history.map(({ what, became }) => [what, became])).toEqual([
    ['held', 'held'],
    ['tried', 'held'],
  ]);
});

const HELD = { at: NOW, what: 'held', became: 'held', asked: [], answer: null } as const;

test('an effect that a person sent again meanwhile stays due, although this worker never saw it waiting', async () => {
  const { act, stored, world, rewrite, isDue } = await setStage();
  await rewrite((each) => (each.action.kind === 'order.note' ? { ...each, state: 'refused' } : each));
  world.perform = async (_, happens) => {
    await rewrite((each) => (each.action.kind === 'order.note' ? { ...each, state: 'pending', since: NOW } : each));
    return happens();
  };
  await act();
  expect((await stored()).effects.map(({ state }) => state)).toEqual(['done', 'pending']);
  expect(await isDue(NOW + 10 * MINUTE_MS)).toBe(true);
});

test('what others wrote of an effect stays in its history and its time', async () => {
  const { act, effect, world, rewrite } = await setStage();
  const released = { ...HELD, what: 'released', became: 'pending' } as const;
  world.perform = async () => {
    world.perform = async (_, happens) => happens();
    await rewrite((each) => ({ ...each, since: NOW + 7, history: [HELD, released] }));
    return LOST;
  };
  await act();
  const { since, history } = await effect();
  expect(since).toBe(NOW + 7);
  expect(history.map(({ what }) => what)).toEqual(['held', 'released', 'tried']);
});

test('a decision that keeps changing fails the message, so that it comes again', async () => {
  const { act, ports } = await setStage();
  const recordEffects = async () => 'conflict' as const;
  await expect(act(0, { ledger: { ...ports.ledger, recordEffects } })).rejects.toThrow('could not be written');
});
