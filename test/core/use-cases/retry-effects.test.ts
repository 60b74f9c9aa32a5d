import { expect, test } from 'vitest';
import type { EffectState } from '../../../core/effects.ts';
import type { Ledger } from '../../../core/ports.ts';
import type { RetryFilter } from '../../../core/shop.ts';
import { askRetry, countRetried, retryEffects } from '../../../core/use-cases/retry-effects.ts';
import { customerId, HOUR_MS, NOW } from '../builders.ts';
import { BAG_RULE, buildDecision, CREDIT_RULE } from '../decisions.ts';
import { SHOP, setStage } from './stage.ts';

const ALWAYS = () => true;
const ASKED_AT = NOW + HOUR_MS;
const LATER = ASKED_AT + 1_000;
const REFUSED: RetryFilter = { states: ['refused'], rule: null, customer: null };
const BOTH: RetryFilter = { ...REFUSED, states: ['refused', 'stopped'] };

/** Decisions with all their effects in these states, the newest first. */
async function start(states: readonly EffectState[]) {
  const decisions = states.map((_, index) => buildDecision({ number: index + 1, at: NOW - index }));
  const stage = await setStage(decisions);
  for (const [index, state] of states.entries())
    await stage.rewrite((effect) => ({ ...effect, state, problem: 'no room' }), null, index);
  const woken: string[] = [];
  const work = { wake: async (shop: string) => void woken.push(shop) } as never;
  return {
    ...stage,
    woken,
    count: (wanted: RetryFilter, most = 1_000) => countRetried(stage.ports.ledger, SHOP, wanted, most),
    ask: (wanted: RetryFilter, at = ASKED_AT) => askRetry({ ...stage.ports, work }, SHOP, wanted, '7', at),
    retry: (wanted: RetryFilter, hasTime = ALWAYS, over: Partial<Ledger> = {}) =>
      retryEffects(
        { ...stage.ports, ledger: { ...stage.ports.ledger, ...over } },
        SHOP,
        { ...wanted, askedAt: ASKED_AT, by: '7' },
        LATER,
        hasTime,
      ),
    states: async () =>
      Promise.all(
        states.map(async (_, index) => new Set((await stage.stored(index)).effects.map(({ state }) => state))),
      ),
  };
}

const only = (...states: EffectState[]) => states.map((state) => new Set([state]));

test('all that was refused waits again, beyond one page, by the person’s word and in the order of the decisions', async () => {
  const { retry, states, effect, stores, idOf } = await start(Array.from({ length: 230 }, () => 'refused'));
  expect(await retry(REFUSED)).toBe('finished');
  expect(new Set((await states()).flatMap((each) => [...each]))).toEqual(new Set(['pending']));
  expect((await effect(229)).history.at(-1)).toEqual({
    ...{ at: LATER, what: 'retried', became: 'pending', asked: [], answer: null, by: '7' },
  });
  expect(await effect()).toMatchObject({ since: LATER, problem: null, uncertain: false });
  const due = await stores.schedule.due(LATER, 1_000);
  const sent = due.flatMap((each) => (each.kind === 'decision' && each.shop === SHOP ? [each.decision] : []));
  expect(sent).toEqual(Array.from({ length: 230 }, (_, index) => idOf(229 - index)));
});

test('what is unclear, on hold, left undone, done or waiting stays as it is', async () => {
  const { retry, count, states } = await start([
    ...(['unclear', 'held', 'abandoned', 'done', 'attempting', 'stopped', 'refused'] as const),
  ]);
  expect(await count(BOTH)).toBe(2);
  expect(await retry(BOTH)).toBe('finished');
  expect(await states()).toEqual(only('unclear', 'held', 'abandoned', 'done', 'attempting', 'pending', 'pending'));
});

test('only what the filter shows is counted and tried again', async () => {
  const stage = await setStage([
    buildDecision({ number: 1, at: NOW, rules: [BAG_RULE, CREDIT_RULE] }),
    buildDecision({ number: 2, at: NOW - 1, guest: true }),
  ]);
  for (const index of [0, 1]) await stage.rewrite((effect) => ({ ...effect, state: 'refused' }), null, index);
  const count = (wanted: RetryFilter) => countRetried(stage.ports.ledger, SHOP, wanted, 100);
  const retry = (wanted: RetryFilter) =>
    retryEffects(stage.ports, SHOP, { ...wanted, askedAt: NOW, by: '7' }, LATER, ALWAYS);
  const refused = async (index: number) =>
    (await stage.stored(index)).effects.filter(({ state }) => state === 'refused').map(({ rule }) => rule);
  const ofCredit = { ...REFUSED, rule: CREDIT_RULE.id };
  const ofOne = { ...REFUSED, customer: customerId(7) };
  expect([await count(REFUSED), await count(ofCredit), await count(ofOne)]).toEqual([3, 1, 2]);
  await retry(ofCredit);
  expect(new Set(await refused(0))).toEqual(new Set([BAG_RULE.id]));
  await retry(ofOne);
  expect(await refused(0)).toEqual([]);
  expect(await refused(1)).not.toEqual([]);
  expect(await count(REFUSED)).toBe(1);
});

test('what is refused again meanwhile is not tried once more', async () => {
  const { retry, rewrite, states } = await start(['refused', 'refused']);
  const again = { at: ASKED_AT + 1, what: 'tried', became: 'refused', asked: [], answer: 'no room' } as const;
  await rewrite((effect) => ({ ...effect, history: [...effect.history, again] }), null, 0);
  await retry(REFUSED);
  expect(await states()).toEqual(only('refused', 'pending'));
});

test('where time runs out the rest goes on later, and one that fails stops no other', async () => {
  const { retry, states, idOf, ports } = await start(['refused', 'refused', 'refused']);
  let left = 1;
  expect(await retry(REFUSED, () => left-- > 0)).toBe('more');
  expect(await states()).toEqual(only('pending', 'refused', 'refused'));
  const failing: Ledger['recordEffects'] = async (shop, decision, resendAt) => {
    if (decision.id === idOf(1)) throw new Error('the table is down');
    return ports.ledger.recordEffects(shop, decision, resendAt);
  };
  await expect(retry(REFUSED, ALWAYS, { recordEffects: failing })).rejects.toThrow('the table is down');
  expect(await states()).toEqual(only('pending', 'refused', 'pending'));
});

test('counting ends at as many as a page says', async () => {
  const { count } = await start(Array.from({ length: 5 }, () => 'refused'));
  expect(await count(REFUSED, 3)).toBe(3);
});

test('who asks is written down, the shop is woken, and a second wish waits for the first', async () => {
  const { ask, shop, stores, woken } = await start(['refused']);
  expect(await ask(BOTH)).toBe('asked');
  const { retry } = (await shop()).chores;
  expect(retry).toEqual({ ...BOTH, askedAt: ASKED_AT, by: '7' });
  expect(await ask(REFUSED, LATER)).toBe('busy');
  expect((await shop()).chores.retry).toEqual(retry);
  expect(woken).toEqual([SHOP, SHOP]);
  expect((await stores.schedule.due(NOW, 10)).map(({ kind }) => kind)).toContain('chores');
  await stores.shops.uninstall(SHOP, LATER);
  expect(await ask(REFUSED, LATER)).toBe('not_installed');
});
