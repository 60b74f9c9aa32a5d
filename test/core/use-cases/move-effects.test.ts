import { expect, test } from 'vitest';
import type { Ledger } from '../../../core/ports.ts';
import { moveEffects } from '../../../core/use-cases/move-effects.ts';
import { DAY_MS, HOUR_MS, NOW } from '../builders.ts';
import { BAG_RULE, buildDecision, CREDIT_RULE } from '../decisions.ts';
import { SHOP, setStage } from './stage.ts';

const ALWAYS = () => true;
const LATER = NOW + 60 * HOUR_MS;

async function start(count = 3) {
  const decisions = Array.from({ length: count }, (_, index) => buildDecision({ number: index + 1, at: NOW - index }));
  const stage = await setStage(decisions);
  return {
    ...stage,
    move: (move: 'hold' | 'release', now = NOW, hasTime = ALWAYS, over: Partial<Ledger> = {}) =>
      moveEffects({ ...stage.ports, ledger: { ...stage.ports.ledger, ...over } }, SHOP, move, now, hasTime),
    states: async () => {
      const all = await Promise.all(decisions.map(async (_, index) => (await stage.stored(index)).effects));
      return all.flat().map(({ state }) => state);
    },
  };
}

test('hold moves all that waits, beyond one page, and nothing of it is due any more', async () => {
  const { move, states, isDue } = await start(230);
  expect(await move('hold')).toBe('finished');
  expect(new Set(await states())).toEqual(new Set(['held']));
  expect(await isDue(Number.MAX_SAFE_INTEGER, 0)).toBe(false);
});

test('release brings all that is held back, due at once, with 48 hours from then on', async () => {
  const { move, states, isDue, effect } = await start(230);
  await move('hold');
  expect(await move('release', LATER)).toBe('finished');
  expect(new Set(await states())).toEqual(new Set(['pending']));
  expect(await isDue(LATER, 229)).toBe(true);
  expect(await effect()).toMatchObject({
    since: LATER,
    attempts: 0,
    history: [
      { at: NOW, what: 'held', became: 'held' },
      { at: LATER, what: 'released', became: 'pending' },
    ],
  });
});

test('what was released is due in the order of the decisions, however it was moved', async () => {
  const { move, stores, idOf } = await start(5);
  await move('hold');
  await move('release', LATER);
  const due = await stores.schedule.due(LATER, 10);
  const sent = due.flatMap((each) => (each.kind === 'decision' && each.shop === SHOP ? [each.decision] : []));
  expect(sent).toEqual([4, 3, 2, 1, 0].map(idOf));
});

test('what was released is done once', async () => {
  const { move, act, world, states } = await start(1);
  await move('hold');
  await move('release', LATER);
  world.now = LATER;
  await act();
  expect(await states()).toEqual(['done', 'done']);
  expect(world.happened).toHaveLength(2);
});

test('an attempt that may have happened stays where it is, and due', async () => {
  const { move, rewrite, stored, isDue } = await setStageWithCredit();
  await rewrite((each) =>
    each.action.kind === 'customer.credit' ? { ...each, state: 'attempting', attempts: 1, attemptedAt: NOW } : each,
  );
  await move('hold');
  expect((await stored()).effects.map(({ state }) => state)).toEqual(['held', 'held', 'attempting']);
  expect(await isDue(NOW + HOUR_MS)).toBe(true);
});

async function setStageWithCredit() {
  const stage = await setStage([buildDecision({ rules: [BAG_RULE, CREDIT_RULE] })]);
  return { ...stage, move: (move: 'hold' | 'release') => moveEffects(stage.ports, SHOP, move, NOW, ALWAYS) };
}

test.each(['done', 'refused', 'unclear', 'stopped', 'abandoned'] as const)(
  'what is %s is moved by neither',
  async (state) => {
    const { move, rewrite, stored } = await start(1);
    await rewrite((each) => ({ ...each, state }), null);
    const before = await stored();
    await move('hold');
    await move('release');
    expect(await stored()).toEqual(before);
  },
);

test('where there is no time for all it says so, and the next call does the rest', async () => {
  const { move, states } = await start(5);
  let left = 2;
  const hasTime = () => {
    left -= 1;
    return left >= 0;
  };
  expect(await move('hold', NOW, hasTime)).toBe('more');
  expect((await states()).filter((state) => state === 'held')).toHaveLength(4);
  expect(await move('hold')).toBe('finished');
  expect(new Set(await states())).toEqual(new Set(['held']));
});

test('what is written by others meanwhile is not lost: what they did is done, the rest is held', async () => {
  const { move, act, states, ports } = await start(1);
  let raced = false;
  const recordEffects: Ledger['recordEffects'] = async (...call) => {
    if (!raced) {
      raced = true;
      await act();
    }
    return ports.ledger.recordEffects(...call);
  };
  await move('hold', NOW, ALWAYS, { recordEffects });
  expect(await states()).toEqual(['done', 'done']);
});

test('a decision that can’t be written stops no other, and is told', async () => {
  const { move, states, ports, idOf } = await start(3);
  const recordEffects: Ledger['recordEffects'] = async (shop, decision, resendAt) => {
    if (decision.id === idOf(0)) throw new RangeError('packed in format 9');
    return ports.ledger.recordEffects(shop, decision, resendAt);
  };
  await expect(move('hold', NOW, ALWAYS, { recordEffects })).rejects.toThrow('packed in format 9');
  expect(await states()).toEqual(['pending', 'pending', 'held', 'held', 'held', 'held']);
});

test('what waited for more than three days is left to its own turn', async () => {
  const { stored, ports } = await setStage([buildDecision({ at: NOW - 4 * DAY_MS })]);
  await moveEffects(ports, SHOP, 'hold', NOW, ALWAYS);
  expect((await stored()).effects.map(({ state }) => state)).toEqual(['pending', 'pending']);
});
