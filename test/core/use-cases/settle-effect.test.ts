import { expect, test } from 'vitest';
import { EFFECT_STATES, type EffectState } from '../../../core/effects.ts';
import type { EffectId } from '../../../core/identity.ts';
import { settleEffect, type Word, wordsFor } from '../../../core/use-cases/settle-effect.ts';
import { HOUR_MS, NOW } from '../builders.ts';
import { buildDecision, CREDIT_RULE } from '../decisions.ts';
import { SHOP, setStage } from './stage.ts';

const STAFF = 'gid://shopify/StaffMember/548380009';
const LATER = NOW + 60 * HOUR_MS;

async function inState(state: EffectState) {
  const stage = await setStage([buildDecision({ rules: [CREDIT_RULE] })]);
  const uncertain = state === 'unclear';
  await stage.rewrite((each) => ({ ...each, state, attempts: 3, uncertain, problem: 'HTTP 500' }), null);
  const ids = { decision: stage.idOf(0), effect: (await stage.effect()).id };
  return {
    ...stage,
    say: (word: Word, of: Partial<typeof ids> = {}, ledger = stage.ports.ledger) =>
      settleEffect({ ...stage.ports, ledger }, SHOP, { ...ids, ...of }, word, STAFF, LATER),
  };
}

const MEANT: readonly [Word, EffectState, EffectState, string][] = [
  ['happened', 'unclear', 'done', 'settled'],
  ['did_not_happen', 'unclear', 'pending', 'settled'],
  ['retry', 'refused', 'pending', 'retried'],
  ['retry', 'stopped', 'pending', 'retried'],
  ['abandon', 'unclear', 'abandoned', 'abandoned'],
  ['abandon', 'refused', 'abandoned', 'abandoned'],
  ['abandon', 'stopped', 'abandoned', 'abandoned'],
  ['abandon', 'held', 'abandoned', 'abandoned'],
];

test.each(MEANT)(
  '“%s” of an effect that is %s makes it %s, with when and by whom',
  async (word, before, after, what) => {
    const { say, effect } = await inState(before);
    expect(await say(word)).toMatchObject({ kind: 'settled', effect: { state: after } });
    expect(await effect()).toMatchObject({ state: after, attempts: 3 });
    expect((await effect()).history).toEqual([{ at: LATER, what, became: after, asked: [], answer: null, by: STAFF }]);
  },
);

const WORDS: readonly Word[] = ['happened', 'did_not_happen', 'retry', 'abandon'];
const MEANINGLESS = WORDS.flatMap((word) =>
  EFFECT_STATES.filter((state) => !MEANT.some(([meant, before]) => meant === word && before === state)).map(
    (state) => [word, state] as const,
  ),
);

test.each(MEANINGLESS)('“%s” of an effect that is %s comes too late and changes nothing', async (word, state) => {
  const { say, stored, effects } = await inState(state);
  const before = await stored();
  expect(await say(word)).toMatchObject({ kind: 'too_late', effect: { state } });
  expect(await stored()).toEqual(before);
  expect(effects.sent).toEqual([]);
});

test('the words offered are those that mean something', () => {
  for (const state of EFFECT_STATES) {
    expect(wordsFor({ state })).toEqual(
      WORDS.filter((word) => MEANT.some(([meant, of]) => meant === word && of === state)),
    );
  }
});

test.each([['did_not_happen', 'unclear'] as const, ['retry', 'refused'] as const, ['retry', 'stopped'] as const])(
  'after “%s” an effect that was %s is sent at once, has 48 hours anew, and nothing of it is uncertain',
  async (word, before) => {
    const { say, effect, stored, effects, isDue, act, world, idOf } = await inState(before);
    await say(word);
    expect(await effect()).toMatchObject({ since: LATER, uncertain: false, problem: null });
    const { revision } = await stored();
    expect(effects.sent).toEqual([{ shop: SHOP, decision: idOf(0), effectClass: 'service', attempt: revision }]);
    // Should the message be lost, tick sends another.
    expect(await isDue(LATER)).toBe(true);
    world.now = LATER;
    await act();
    expect(world.happened).toHaveLength(1);
    expect((await effect()).state).toBe('done');
  },
);

test('what happened or is left undone is neither sent nor due', async () => {
  for (const word of ['happened', 'abandon'] as const) {
    const { say, effects, isDue } = await inState('unclear');
    await say(word);
    expect(effects.sent).toEqual([]);
    expect(await isDue(Number.MAX_SAFE_INTEGER)).toBe(false);
  }
});

test('another effect of the decision that waits stays due, and is not sent for this one’s sake', async () => {
  const { ports, rewrite, isDue, effects, idOf, stored } = await setStage([buildDecision()]);
  await rewrite((each) => (each.action.kind === 'order.tag' ? { ...each, state: 'refused' } : each));
  const ids = { decision: idOf(0), effect: 'return-bag/1001/order.tag' as EffectId };
  await settleEffect(ports, SHOP, ids, 'abandon', STAFF, NOW);
  expect((await stored()).effects.map(({ state }) => state)).toEqual(['abandoned', 'pending']);
  expect(await isDue(NOW)).toBe(true);
  expect(effects.sent).toEqual([]);
});

test('a decision or an effect that nobody knows is unknown', async () => {
  const { say } = await inState('refused');
  expect(await say('retry', { effect: 'no/such/effect' as EffectId })).toEqual({ kind: 'unknown' });
  expect(await say('retry', { decision: buildDecision({ number: 9 }).id })).toEqual({ kind: 'unknown' });
});

test('of two people who say something the first one counts, and the second is told what it became', async () => {
  const { say } = await inState('unclear');
  await say('happened');
  expect(await say('did_not_happen')).toMatchObject({ kind: 'too_late', effect: { state: 'done' } });
});

test('who is overtaken while writing looks again instead of writing over it', async () => {
  const { say, ports, effect } = await inState('unclear');
  let raced = false;
  const recordEffects: typeof ports.ledger.recordEffects = async (...call) => {
    if (!raced) {
      raced = true;
      await say('happened');
    }
    return ports.ledger.recordEffects(...call);
  };
  expect(await say('did_not_happen', {}, { ...ports.ledger, recordEffects })).toMatchObject({ kind: 'too_late' });
  expect((await effect()).state).toBe('done');
});

test('the answer to an attempt that comes after a person left it undone is believed: it happened', async () => {
  const { act, effect, world, rewrite, ports, idOf } = await setStage([buildDecision()]);
  const ids = { decision: idOf(0), effect: 'return-bag/1001/order.tag' as EffectId };
  world.perform = async (_, happens) => {
    await rewrite((each) => (each.id === ids.effect ? { ...each, state: 'refused' } : each));
    await settleEffect(ports, SHOP, ids, 'abandon', STAFF, NOW);
    world.perform = async (__, again) => again();
    return happens();
  };
  await act();
  const { state, history } = await effect();
  expect(state).toBe('done');
  expect(history.map(({ what }) => what)).toEqual(['abandoned', 'tried']);
});
