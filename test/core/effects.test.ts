import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  applyOutcome,
  type Effect,
  type EffectState,
  type EffectStep,
  GIVE_UP_AFTER_MS,
  giveUpWhenLate,
  takeStep,
} from '../../core/effects.ts';
import { effectsOfPerk } from '../../core/effects-of-perk.ts';
import type { RuleId } from '../../core/identity.ts';
import { buildPlaced, customerId, DAY_MS, HOUR_MS, NOW, orderId, usd } from './builders.ts';
import { BAG_RULE, buildDecision, CREDIT_RULE, firstEffect } from './decisions.ts';

const ASKED = ['tagsAdd'];
const LOST = { kind: 'again', problem: 'no answer', afterMs: 5_000, maybeDone: true } as const;
const UNDONE = { kind: 'again', problem: 'throttled', afterMs: 5_000, maybeDone: false } as const;

const tag = firstEffect(buildDecision());
const credit = firstEffect(buildDecision({ rules: [CREDIT_RULE] }));
const attempting: Effect = { ...credit, state: 'attempting', attempts: 1, attemptedAt: NOW, uncertain: true };

function creditOf(number: number, expiresInDays: number, now: number) {
  const rule = { ...CREDIT_RULE, perk: { ...CREDIT_RULE.perk, expiresInDays } } as typeof CREDIT_RULE;
  const [effect] = effectsOfPerk(rule, buildPlaced({ order: orderId(number) }), now);
  if (effect?.action.kind !== 'customer.credit') throw new Error('the perk is store credit');
  return effect.action;
}

test('store credit becomes one effect that names customer and amount', () => {
  expect(credit).toMatchObject({
    id: 'thank-you/1001/customer.credit',
    state: 'pending',
    since: NOW,
    history: [],
    action: { kind: 'customer.credit', customer: customerId(7), amount: usd(1_500), notify: true },
  });
});

test('store credit never ends sooner than promised, two days later at most, on a whole second, the same each time', () => {
  const number = fc.integer({ min: 1, max: 1_000_000 });
  const days = fc.integer({ min: 1, max: 1_825 });
  const times = fc.integer({ min: NOW, max: NOW + 400 * DAY_MS });
  fc.assert(
    fc.property(number, days, times, (order, expiresInDays, now) => {
      const { expiresAt } = creditOf(order, expiresInDays, now);
      const promised = now + expiresInDays * DAY_MS;
      expect(expiresAt).toBeGreaterThan(promised);
      expect(expiresAt).toBeLessThan(promised + 2 * DAY_MS);
      expect(expiresAt % 1000).toBe(0);
      expect(creditOf(order, expiresInDays, now).expiresAt).toBe(expiresAt);
    }),
  );
});

test('the credits of neighbouring orders, and of two rules for one order, are told apart by their second', () => {
  const seconds = Array.from({ length: 300 }, (_, index) => creditOf(1001 + index, 90, NOW).expiresAt);
  // 300 of 86,400 seconds: half a collision is to be expected.
  expect(new Set(seconds).size).toBeGreaterThan(295);
  const rules = [CREDIT_RULE, { ...CREDIT_RULE, id: 'sorry' as RuleId }];
  const ends = buildDecision({ rules }).effects.map(
    ({ action }) => action.kind === 'customer.credit' && action.expiresAt,
  );
  expect(new Set(ends).size).toBe(2);
});

test('a guest gets no effect of store credit', () => {
  expect(effectsOfPerk(CREDIT_RULE, buildPlaced({ customer: null }), NOW)).toEqual([]);
  expect(effectsOfPerk(BAG_RULE, buildPlaced({ customer: null }), NOW)).toHaveLength(2);
});

test('what is done says when, after how many attempts and by which operations', () => {
  const again = applyOutcome(tag, LOST, ASKED, NOW + 1);
  const done = applyOutcome(again, { kind: 'done' }, ASKED, NOW + 2);
  expect(again).toMatchObject({ state: 'pending', attempts: 1, uncertain: true, problem: 'no answer' });
  expect(done).toMatchObject({ state: 'done', attempts: 2, attemptedAt: NOW + 2, uncertain: false, problem: null });
  expect(done.history).toEqual([
    { at: NOW + 1, what: 'tried', became: 'pending', asked: ASKED, answer: 'no answer' },
    { at: NOW + 2, what: 'tried', became: 'done', asked: ASKED, answer: null },
  ]);
});

test.each<[string, Effect, Parameters<typeof applyOutcome>[1], Partial<Effect>]>([
  ['a lost answer leaves an intent attempting', attempting, LOST, { state: 'attempting', uncertain: true }],
  [
    'an answer by which nothing was done lets it be made again',
    { ...attempting, uncertain: false },
    UNDONE,
    { state: 'pending', uncertain: false },
  ],
  ['a refusal is shown', attempting, { kind: 'refused', problem: 'no' }, { state: 'refused', problem: 'no' }],
  ['a success is certain', attempting, { kind: 'done' }, { state: 'done', uncertain: false, problem: null }],
])('%s, and its attempt is counted once', (_, effect, outcome, expected) => {
  expect(applyOutcome(effect, outcome, ASKED, NOW + 5)).toMatchObject({ ...expected, attempts: 1 });
});

const late = NOW + GIVE_UP_AFTER_MS;

test('after 48 hours what was certainly not done is refused, and what may have been done is unclear', () => {
  expect(giveUpWhenLate({ ...tag, problem: 'down' }, late - 1).state).toBe('pending');
  expect(giveUpWhenLate({ ...tag, problem: 'down' }, late)).toMatchObject({
    state: 'refused',
    problem: 'not done within 48 hours: down',
    history: [{ at: late, what: 'given_up', became: 'refused', asked: [], answer: 'not done within 48 hours: down' }],
  });
  expect(giveUpWhenLate({ ...tag, uncertain: true }, late).state).toBe('unclear');
  expect(giveUpWhenLate(attempting, late).state).toBe('unclear');
  expect(applyOutcome(tag, UNDONE, ASKED, late).history.map(({ what }) => what)).toEqual(['tried', 'given_up']);
});

test('an attempt made at the very end is not given up before it is over: it can still be read back', () => {
  const lastMinute = { ...attempting, attemptedAt: late };
  expect(applyOutcome(lastMinute, LOST, ASKED, late + 4_000)).toMatchObject({ state: 'attempting' });
  expect(giveUpWhenLate(lastMinute, late + 60_000)).toBe(lastMinute);
  expect(giveUpWhenLate(lastMinute, late + 2 * 60_000)).toMatchObject({ state: 'unclear' });
});

test('what a release or a retry set anew has 48 hours from then on', () => {
  expect(giveUpWhenLate({ ...tag, since: NOW + HOUR_MS }, late).state).toBe('pending');
});

test.each<EffectState>(['done', 'refused', 'unclear', 'held', 'stopped', 'abandoned'])(
  'nothing is given up that is %s',
  (state) => {
    const effect = { ...tag, state };
    expect(giveUpWhenLate(effect, late)).toBe(effect);
  },
);

test('the newest 20 steps are kept, oldest first', () => {
  const step = (at: number): EffectStep => ({ at, what: 'held', became: 'held', asked: [], answer: null });
  const stepped = Array.from({ length: 25 }, (_, index) => index).reduce(
    (effect, at) => takeStep(effect, step(at)),
    tag,
  );
  expect(stepped.history.map(({ at }) => at)).toEqual(Array.from({ length: 20 }, (_, index) => index + 5));
});
