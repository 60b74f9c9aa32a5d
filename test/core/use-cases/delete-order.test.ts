import { expect, test } from 'vitest';
import { createMemoryEffectQueue } from '../../../adapters/memory/effect-queue.ts';
import { createMemoryStores } from '../../../adapters/memory/stores.ts';
import { type Effect, endedByDeletion } from '../../../core/effects.ts';
import type { Observation } from '../../../core/observation.ts';
import type { Rule } from '../../../core/policy.ts';
import { observe } from '../../../core/use-cases/observe.ts';
import { withWord, wordsFor } from '../../../core/use-cases/settle-effect.ts';
import { EMPTY_SHOP } from '../../functions/services.ts';
import {
  buildAssessment,
  buildDispute,
  buildOrder,
  buildRefund,
  buildShop,
  buildVersion,
  customerId,
  DAY_MS,
  NOW,
  orderId,
  usd,
} from '../builders.ts';
import { BAG_RULE, buildDecision, firstEffect, SCOPES } from '../decisions.ts';
import { SHOP } from './stage.ts';

const ORDER = orderId(1001);
const MINUTE_MS = 60_000;
const DELETED = { type: 'order.deleted', order: ORDER, at: NOW + MINUTE_MS } as const;
const WAITING: Rule = {
  ...BAG_RULE,
  when: [{ fact: 'order.risk.high', operator: 'is', value: false }],
  waitForRisk: { minutes: 10, without: 'grant' },
};

async function start(rule = BAG_RULE) {
  const stores = createMemoryStores();
  const effects = createMemoryEffectQueue();
  await stores.shops.install(SHOP, buildShop({ scopes: SCOPES }), NOW - 10 * DAY_MS);
  await stores.policies.publish(SHOP, { rules: [rule] }, 0, '1', NOW - 10 * DAY_MS);
  const ports = {
    ...stores,
    effects,
    reader: EMPTY_SHOP,
    backoff: async () => undefined,
    confirmInstallation: async () => 'confirmed' as const,
  };
  const tell = (observation: Observation, now = NOW) => observe(ports, SHOP, observation, now);
  const see = (updatedAt = NOW) =>
    tell({ type: 'order.seen', order: buildOrder(), version: buildVersion({ updatedAt, bodyHash: `${updatedAt}` }) });
  const lifetime = async () => (await stores.ledger.customer(SHOP, customerId(7), 'latest'))?.profile.lifetime;
  const order = () => stores.ledger.order(SHOP, ORDER, 'latest');
  const decisions = async () => (await stores.ledger.decisions(SHOP, { limit: 9 })).decisions;
  return { stores, tell, see, lifetime, order, decisions };
}

test('a deleted order counts nothing, whatever is told of it later, and its decision stays with what was not done left undone', async () => {
  const { tell, see, lifetime, order, decisions } = await start();
  await see();
  expect(await lifetime()).toEqual({ netMinor: 18_000, orders: 1 });
  const [before] = await decisions();
  expect(await tell(DELETED)).toEqual({ kind: 'folded' });
  expect(await tell({ ...DELETED, at: DELETED.at + 1 })).toEqual({ kind: 'known' });
  await see(NOW + 2 * MINUTE_MS);
  await tell({ type: 'refund.seen', refund: buildRefund({ amount: usd(100) }) });
  expect(await lifetime()).toEqual({ netMinor: 0, orders: 0 });
  expect(await order()).toMatchObject({ deletedAt: DELETED.at, contribution: null, placement: 'decided' });
  const [after, ...others] = await decisions();
  expect(others).toEqual([]);
  expect(after).toMatchObject({ facts: before?.facts, outcomes: before?.outcomes });
  expect(after?.effects.length).toBeGreaterThan(0);
  for (const effect of after?.effects ?? []) {
    expect(effect).toMatchObject({ state: 'abandoned', problem: null });
    expect(effect.history.at(-1)).toMatchObject({ what: 'abandoned', answer: 'the order was deleted in the shop' });
  }
});

test('an order of which the deletion is told first is never placed, and its disputes count all the same', async () => {
  const { tell, see, lifetime, order, decisions, stores } = await start();
  expect(await tell(DELETED)).toEqual({ kind: 'folded' });
  await tell({ type: 'dispute.seen', order: ORDER, dispute: buildDispute() });
  expect(await see()).toEqual({ kind: 'folded' });
  expect(await decisions()).toEqual([]);
  expect(await lifetime()).toEqual({ netMinor: 0, orders: 0 });
  expect((await stores.ledger.customer(SHOP, customerId(7), 'latest'))?.profile.disputes).toBe(1);
  expect(await order()).toMatchObject({ placement: 'history', snapshot: { name: '#1001' } });
});

test('an order that is deleted while it waits for its risk is never decided', async () => {
  const { tell, see, order, decisions, stores } = await start(WAITING);
  await see();
  expect(await order()).toMatchObject({ placement: 'waiting' });
  expect(await tell(DELETED)).toEqual({ kind: 'folded' });
  await tell({ type: 'risk.seen', order: ORDER, assessment: buildAssessment({ answer: 'low' }) });
  await tell({ type: 'order.due', order: ORDER }, NOW + 60 * MINUTE_MS);
  expect(await decisions()).toEqual([]);
  expect((await stores.schedule.due(NOW + DAY_MS, 9)).filter(({ kind }) => kind === 'order')).toEqual([]);
});

test('what may have happened, or is under way, is found out about as ever; what needs a person needs none any more', () => {
  const effect = firstEffect(buildDecision());
  const ended = (over: Partial<Effect>) => endedByDeletion({ ...effect, ...over }, NOW);
  for (const state of ['pending', 'refused', 'held', 'stopped'] as const) {
    expect(ended({ state })).toMatchObject({ state: 'abandoned' });
    expect(ended({ state, uncertain: true })).toMatchObject({ state: 'abandoned', uncertain: true });
  }
  for (const state of ['attempting', 'unclear'] as const) {
    expect(ended({ state })).toMatchObject({ state, orderDeleted: true });
    expect(endedByDeletion(ended({ state }), NOW + 1)).toEqual(ended({ state }));
  }
  for (const state of ['done', 'abandoned'] as const) {
    expect(ended({ state })).toEqual({ ...effect, state });
  }
});

test('of an unclear one for a deleted order a person says that it happened, or leaves it: it is not tried again', () => {
  const unclear = endedByDeletion({ ...firstEffect(buildDecision()), state: 'unclear', uncertain: true }, NOW);
  expect(wordsFor(unclear)).toEqual(['happened', 'abandon']);
  expect(withWord(unclear, 'did_not_happen', '1', NOW)).toBeNull();
  expect(withWord(unclear, 'happened', '1', NOW)).toMatchObject({ state: 'done' });
});
