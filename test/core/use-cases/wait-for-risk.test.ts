import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createMemoryEffectQueue } from '../../../adapters/memory/effect-queue.ts';
import { createMemoryStores } from '../../../adapters/memory/stores.ts';
import type { Observation } from '../../../core/observation.ts';
import type { OrderSnapshot } from '../../../core/order.ts';
import type { Rule } from '../../../core/policy.ts';
import type { EffectPerformer } from '../../../core/ports.ts';
import type { RiskAssessment } from '../../../core/risk.ts';
import { eraseCustomer } from '../../../core/use-cases/erase-customer.ts';
import { moveEffects } from '../../../core/use-cases/move-effects.ts';
import { observe } from '../../../core/use-cases/observe.ts';
import { performEffects } from '../../../core/use-cases/perform-effects.ts';
import { wakeDue } from '../../../core/use-cases/wake-due.ts';
import { explainOutcome, explainWaiting } from '../../../core/words/reasons.ts';
import { EMPTY_SHOP } from '../../functions/services.ts';
import {
  buildAssessment,
  buildDispute,
  buildOrder,
  buildShop,
  buildVersion,
  customerId,
  DAY_MS,
  disputeId,
  HOUR_MS,
  installed,
  NOW,
  orderId,
  usd,
} from '../builders.ts';
import { BAG_RULE, CREDIT_RULE, SCOPES } from '../decisions.ts';
import { SHOP } from './stage.ts';

const MINUTE_MS = 60_000;
const ORDER = orderId(1001);

const NOT_HIGH: Rule['when'][number] = { fact: 'order.risk.high', operator: 'is', value: false };
const waiting = (without: 'grant' | 'refuse', minutes = 10): Rule => ({
  ...BAG_RULE,
  when: [NOT_HIGH],
  waitForRisk: { minutes, without },
});

async function start(rules: readonly Rule[] = [waiting('refuse')]) {
  const stores = createMemoryStores();
  const effects = createMemoryEffectQueue();
  const clock = { now: NOW };
  const { chores } = await installed(stores.shops, SHOP, buildShop({ scopes: SCOPES }), NOW - 10 * DAY_MS);
  await stores.shops.setChores(SHOP, chores, { ...chores, sweepAt: NOW + 99 * DAY_MS });
  await stores.policies.publish(SHOP, { rules: [...rules] }, 0, '1', NOW - 10 * DAY_MS);
  const ports = {
    ...stores,
    effects,
    reader: EMPTY_SHOP,
    backoff: async () => undefined,
    confirmInstallation: async () => 'confirmed' as const,
  };
  const tell = (observation: Observation) => observe(ports, SHOP, observation, clock.now);
  const see = (over: Partial<OrderSnapshot> = {}, updatedAt = NOW) =>
    tell({ type: 'order.seen', order: buildOrder(over), version: buildVersion({ updatedAt }) });
  const assess = (answer: RiskAssessment['answer'], over: Partial<RiskAssessment> = {}) =>
    tell({ type: 'risk.seen', order: ORDER, assessment: buildAssessment({ answer, at: clock.now, ...over }) });
  const dispute = (over: Parameters<typeof buildDispute>[0] = {}, order = ORDER) =>
    tell({ type: 'dispute.seen', order, dispute: buildDispute(over) });
  /** What tick sends for is done at once. */
  const tick = () =>
    wakeDue(
      {
        ...stores,
        effects,
        work: {
          wake: async () => undefined,
          lookAt: async () => undefined,
          erase: async () => undefined,
          redact: async () => undefined,
          replay: async () => undefined,
          decide: async (_, order) => void (await tell({ type: 'order.due', order })),
        },
      },
      clock.now,
      () => true,
    );
  const later = async (ms: number) => {
    clock.now += ms;
    await tick();
  };
  const decisions = async () => (await stores.ledger.decisions(SHOP, { limit: 9 })).decisions;
  const only = async () => {
    const all = await decisions();
    const [decision] = all;
    if (!decision || all.length !== 1) throw new Error(`${all.length} decisions`);
    return decision;
  };
  const dues = (at: number) => stores.schedule.due(at, 9);
  const record = () => stores.ledger.order(SHOP, ORDER, 'latest');
  return { stores, ports, effects, clock, tell, see, assess, dispute, tick, later, decisions, only, dues, record };
}

describe('an order for which a rule waits', () => {
  test('is decided when its low risk comes, once, and says that it waited', async () => {
    const { see, assess, later, decisions, only, dues, effects } = await start();
    expect(await see()).toEqual({ kind: 'folded' });
    await see();
    await later(9 * MINUTE_MS);
    expect(await decisions()).toEqual([]);
    expect(await assess('low')).toMatchObject({ kind: 'decided' });
    const decision = await only();
    expect(decision).toMatchObject({
      outcomes: [{ outcome: 'granted' }],
      facts: { 'order.risk.high': { type: 'boolean', boolean: false } },
      waited: { since: NOW, until: NOW + 10 * MINUTE_MS, end: 'risk_came' },
    });
    expect(explainWaiting(decision)).toBe('It waited for the order’s fraud risk, which came after 9 minutes.');
    await assess('low');
    await see({ total: usd(99) }, NOW + 1);
    await later(HOUR_MS);
    expect(await decisions()).toHaveLength(1);
    expect(effects.sent.map(({ decision: id }) => id)).toContain(decision.id);
    expect((await dues(NOW + DAY_MS)).filter(({ kind }) => kind === 'order')).toEqual([]);
  });

  test('gets nothing when the risk is high, and the decision says so', async () => {
    const { see, assess, only } = await start();
    await see();
    await assess('high');
    const decision = await only();
    const [outcome] = decision.outcomes;
    expect(outcome?.outcome).toBe('no_match');
    expect(outcome && explainOutcome(outcome, decision)).toEqual(['The order’s fraud risk is high: yes.']);
  });

  test('waits on while an assessor is still at it, unless it can’t become worse', async () => {
    const { see, assess, decisions, only } = await start();
    await see();
    await assess('pending', { provider: '7' });
    await assess('low');
    expect(await decisions()).toEqual([]);
    await assess('medium', { provider: '7' });
    expect((await only()).facts).toMatchObject({
      'order.risk.high': { boolean: false },
      'order.risk.raised': { boolean: true },
    });
  });

  test.each([
    ['refuse', 'no_match', 'The order’s fraud risk is high: unknown (not assessed yet).'],
    ['grant', 'granted', 'The order’s fraud risk is high: unknown (not assessed yet). The rule gives without it.'],
  ] as const)('is decided as set when the time is up: %s', async (without, outcome, reason) => {
    const { see, later, only, decisions, dues } = await start([waiting(without)]);
    await see();
    expect(await dues(NOW + 10 * MINUTE_MS - 1)).toEqual([]);
    expect(await dues(NOW + 10 * MINUTE_MS)).toEqual([{ kind: 'order', shop: SHOP, order: ORDER }]);
    await later(10 * MINUTE_MS);
    const decision = await only();
    expect(decision.outcomes).toMatchObject([{ outcome }]);
    expect(decision.outcomes.flatMap((each) => explainOutcome(each, decision))).toEqual([reason]);
    expect(explainWaiting(decision)).toBe('It waited 10 minutes for the order’s fraud risk, which did not come.');
    await later(10 * MINUTE_MS);
    expect(await decisions()).toHaveLength(1);
  });

  test('is decided by all rules together, as long as the longest waits, with what is known then', async () => {
    const plain: Rule = { ...CREDIT_RULE, when: [{ fact: 'order.total', operator: 'over', value: usd(20_000) }] };
    const { see, later, only, decisions } = await start([
      plain,
      waiting('grant', 5),
      { ...waiting('refuse', 30), id: 'other' as Rule['id'] },
    ]);
    await see();
    await see({ total: usd(25_000) }, NOW + 1_000);
    await later(29 * MINUTE_MS);
    expect(await decisions()).toEqual([]);
    await later(MINUTE_MS);
    expect((await only()).outcomes.map(({ outcome }) => outcome)).toEqual(['granted', 'granted', 'no_match']);
  });

  test('gets nothing when it was cancelled meanwhile', async () => {
    const { see, assess, only } = await start();
    await see();
    await see({ cancelledAt: NOW + 1_000 }, NOW + 1_000);
    await assess('low');
    expect((await only()).outcomes).toMatchObject([{ outcome: 'no_match' }]);
  });

  test('is decided at once when its risk came before it', async () => {
    const { see, assess, only } = await start();
    await assess('low');
    expect(await see()).toMatchObject({ kind: 'decided' });
    expect((await only()).waited).toBeUndefined();
  });

  test('is still decided when it was almost 48 hours old: the time it waited does not count', async () => {
    const { see, later, only } = await start([waiting('grant')]);
    await see({ createdAt: NOW - 48 * HOUR_MS + MINUTE_MS });
    await later(10 * MINUTE_MS);
    expect((await only()).outcomes).toMatchObject([{ outcome: 'granted' }]);
  });

  test('is history when nobody came to decide it for two days', async () => {
    const { see, later, decisions, record } = await start([waiting('grant')]);
    await see();
    await later(49 * HOUR_MS);
    expect(await decisions()).toEqual([]);
    expect(await record()).toMatchObject({ placement: 'history' });
    expect(await record()).not.toHaveProperty('waiting');
  });

  test('is history when the app left meanwhile, also when it came back', async () => {
    const { stores, see, assess, later, decisions, record, dues, clock } = await start([waiting('grant')]);
    await see();
    await stores.shops.uninstall(SHOP, NOW + 1);
    await later(10 * MINUTE_MS);
    expect(await record()).toMatchObject({ placement: 'history' });
    expect(await dues(clock.now)).toEqual([]);
    await stores.shops.install(SHOP, buildShop({ scopes: SCOPES }), clock.now);
    await assess('low');
    await see({ total: usd(1) }, clock.now);
    expect(await decisions()).toEqual([]);
  });

  test('is not decided for an installation after the one that it was placed in', async () => {
    const { stores, see, later, decisions, record } = await start([waiting('grant')]);
    await see();
    await stores.shops.uninstall(SHOP, NOW + 1);
    await stores.shops.install(SHOP, buildShop({ scopes: SCOPES }), NOW + 2 * MINUTE_MS);
    await later(10 * MINUTE_MS);
    expect(await decisions()).toEqual([]);
    expect(await record()).toMatchObject({ placement: 'history' });
  });

  test('stays due when nobody could decide it, and comes again', async () => {
    const { stores, see, later, tick, only, dues } = await start([waiting('grant')]);
    await see();
    const { commit } = stores.ledger;
    stores.ledger.commit = () => Promise.reject(new Error('the process died'));
    await later(10 * MINUTE_MS);
    stores.ledger.commit = commit;
    expect(await dues(NOW + 10 * MINUTE_MS)).toHaveLength(1);
    await tick();
    expect((await only()).outcomes).toMatchObject([{ outcome: 'granted' }]);
  });
});

test('an order is decided at once where no rule waits, and a risk that comes later is noted, not acted on', async () => {
  const { see, assess, only, effects } = await start([
    { ...BAG_RULE, when: [NOT_HIGH] },
    { ...waiting('refuse'), id: 'off' as Rule['id'], enabled: false },
  ]);
  expect(await see()).toMatchObject({ kind: 'decided' });
  expect((await only()).outcomes).toMatchObject([{ outcome: 'no_match' }]);
  await assess('low');
  expect((await only()).afterthoughts).toMatchObject([{ kind: 'missed' }]);
  expect(effects.sent).toEqual([]);
});

test('a perk that was given without the risk is regretted when a high one comes', async () => {
  const { see, later, assess, only } = await start([waiting('grant')]);
  await see();
  await later(10 * MINUTE_MS);
  await assess('high');
  expect((await only()).afterthoughts).toMatchObject([{ kind: 'regretted' }]);
});

test('however deliveries come, an order is decided once, by a risk that had come', async () => {
  const what = fc.constantFrom('order', 'edit', 'low', 'pending', 'high', 'dispute', 'wait');
  await fc.assert(
    fc.asyncProperty(fc.array(what, { minLength: 1, maxLength: 14 }), async (told) => {
      const { see, assess, dispute, later, decisions, record } = await start([waiting('refuse')]);
      for (const each of told) {
        if (each === 'order') await see();
        else if (each === 'edit') await see({ total: usd(20_000) }, NOW + 1_000);
        else if (each === 'dispute') await dispute();
        else if (each === 'wait') await later(4 * MINUTE_MS);
        else await assess(each, { at: NOW + ['pending', 'low', 'high'].indexOf(each) });
      }
      await later(10 * MINUTE_MS);
      const all = await decisions();
      const isKnown = told.some((each) => each === 'order' || each === 'edit');
      expect(all).toHaveLength(isKnown ? 1 : 0);
      expect((await record())?.placement ?? 'awaited').toBe(isKnown ? 'decided' : 'awaited');
      for (const { facts, outcomes } of all) {
        const high = facts['order.risk.high'];
        const isLow = high?.type === 'boolean' && !high.boolean;
        expect(outcomes[0]?.outcome).toBe(isLow ? 'granted' : 'no_match');
        if (isLow) expect(told).toContain('low');
      }
    }),
    { numRuns: 150 },
  );
});

describe('a customer who disputed a payment', () => {
  const rule: Rule = { ...BAG_RULE, when: [{ fact: 'customer.disputes', operator: 'under', value: 1 }] };
  const next = { id: orderId(1002), name: '#1002', createdAt: NOW + 1_000 };

  test('gets nothing from a rule that asks for none, until the shop has won', async () => {
    const { see, dispute, decisions } = await start([rule]);
    await see();
    await dispute();
    await dispute();
    await see(next, NOW + 1_000);
    await dispute({ status: 'won', toldAt: NOW + 1 });
    await dispute();
    await see({ ...next, id: orderId(1003), name: '#1003' }, NOW + 2_000);
    const told = (await decisions()).map(({ event, facts, outcomes }) => [
      event.type === 'order.placed' && event.orderName,
      facts['customer.disputes'],
      outcomes[0]?.outcome,
    ]);
    expect(told.toSorted()).toEqual([
      ['#1001', { type: 'number', number: 0 }, 'granted'],
      ['#1002', { type: 'number', number: 1 }, 'no_match'],
      ['#1003', { type: 'number', number: 0 }, 'granted'],
    ]);
  });

  test('is known by a dispute that came before its order', async () => {
    const { see, dispute, stores, only } = await start([rule]);
    await dispute();
    await see();
    expect((await stores.ledger.customer(SHOP, customerId(7), 'latest'))?.profile.disputes).toBe(1);
    expect((await only()).outcomes).toMatchObject([{ outcome: 'no_match' }]);
  });

  test('takes the dispute along when they are merged', async () => {
    const { see, dispute, tell, stores } = await start([rule]);
    await see();
    await dispute();
    await see({ ...next, customer: customerId(8) }, NOW + 1_000);
    await tell({ type: 'customers.merged', kept: customerId(8), gone: customerId(7), toldAt: NOW });
    const of = async (id: number) => (await stores.ledger.customer(SHOP, customerId(id), 'latest'))?.profile;
    expect(await of(8)).toMatchObject({ disputes: 1, lifetime: { orders: 2 } });
    expect(await of(7)).not.toHaveProperty('disputes');
    await dispute({ status: 'won', toldAt: NOW + 1 });
    expect(await of(8)).not.toHaveProperty('disputes');
  });

  test('is not merged to the end while an order that counts nothing but a dispute is not listed yet', async () => {
    const { see, dispute, ports, stores, clock } = await start([rule]);
    await see({ cancelledAt: NOW });
    await dispute();
    const ledger = { ...stores.ledger, belongings: async () => ({ belongings: [], cursor: null }) };
    const merged = { type: 'customers.merged', kept: customerId(8), gone: customerId(7), toldAt: NOW } as const;
    expect(await observe({ ...ports, ledger }, SHOP, merged, clock.now)).toMatchObject({ kind: 'try_again' });
    await observe(ports, SHOP, merged, clock.now);
    expect((await stores.ledger.customer(SHOP, customerId(8), 'latest'))?.profile.disputes).toBe(1);
  });

  test('regrets nothing that was given before', async () => {
    const { see, dispute, only } = await start([rule]);
    await see();
    await dispute();
    await see({ total: usd(1) }, NOW + 1_000);
    expect((await only()).afterthoughts).toEqual([]);
  });
});

/** Both times that all is looked through. */
async function erase({ ports, tell, clock }: Awaited<ReturnType<typeof start>>) {
  const begun = await tell({ type: 'customer.redacted', customer: customerId(7), contacts: [], orders: [ORDER] });
  if (begun.kind !== 'to_erase') throw new Error('nothing is erased');
  for (const waitMs of [0, 3 * MINUTE_MS]) {
    clock.now += waitMs;
    await eraseCustomer(ports, SHOP, begun.erasure, clock.now, () => true);
  }
  expect(await ports.erasures.find(SHOP, begun.erasure)).toMatchObject({
    finishedAt: clock.now,
    erased: { orders: 1 },
  });
}

describe('a customer whose data is erased', () => {
  const credit: Rule = { ...CREDIT_RULE, when: [NOT_HIGH] };

  test.each(['the risk comes', 'the time is up'])(
    'while their order waits gets no perk of their own; %s, and the order is decided as nobody’s',
    async (end) => {
      const life = await start([waiting('grant'), credit]);
      await life.see();
      await erase(life);
      expect(await life.decisions()).toEqual([]);
      if (end === 'the risk comes') await life.assess('low');
      else await life.later(10 * MINUTE_MS);
      const decision = await life.only();
      expect(decision.event.customer).toBeNull();
      expect(decision.facts['customer.orders.365d']).toEqual({ type: 'unknown', reason: 'guest' });
      expect(decision.outcomes.map(({ outcome }) => outcome)).toEqual([
        'granted',
        end === 'the risk comes' ? 'not_possible' : 'no_match',
      ]);
      expect(JSON.stringify([decision, await life.record()])).not.toContain(customerId(7));
      expect(await life.stores.ledger.customer(SHOP, customerId(7), 'latest')).toBeNull();
      expect((await life.dues(NOW + DAY_MS)).filter(({ kind }) => kind === 'order')).toEqual([]);
    },
  );

  test('with a dispute is not begun anew by what is told of it later', async () => {
    const rule: Rule = { ...BAG_RULE, when: [{ fact: 'customer.disputes', operator: 'under', value: 1 }] };
    const life = await start([rule]);
    await life.see();
    await life.dispute();
    await erase(life);
    await life.dispute({ status: 'won', toldAt: NOW + 1 });
    await life.dispute({ id: disputeId(2), toldAt: NOW + 2 });
    await life.see({ id: orderId(1002), name: '#1002', createdAt: life.clock.now }, life.clock.now);
    expect(await life.stores.ledger.customer(SHOP, customerId(7), 'latest')).toBeNull();
    const [latest] = await life.decisions();
    expect(latest?.facts['customer.disputes']).toEqual({ type: 'unknown', reason: 'guest' });
    expect(JSON.stringify([await life.decisions(), await life.record()])).not.toContain(customerId(7));
  });
});

describe('perks that are stopped while an order waits', () => {
  async function stopped() {
    const life = await start();
    const done: string[] = [];
    const performer: EffectPerformer = {
      exactlyOnce: () => 'nature',
      prepare: async () => ({ asked: [], answer: { kind: 'ready', letter: null } }),
      async perform(_, { id }) {
        done.push(id);
        return { asked: [], answer: { kind: 'done' } };
      },
      readBack: async () => ({ asked: [], answer: { kind: 'absent' } }),
    };
    const act = async () => {
      const ports = { ...life.ports, performer, random: () => 0 };
      const { id } = await life.only();
      await performEffects(
        ports,
        SHOP,
        id,
        () => life.clock.now,
        new Map(),
        () => true,
      );
      return (await life.only()).effects.map(({ state }) => state);
    };
    await life.see();
    await life.stores.shops.switchPerks(SHOP, 'stopped', NOW + 1);
    return { ...life, done, act };
  }

  test('are decided all the same, held, and done once when they are given again', async () => {
    const { assess, only, act, done, ports, stores, clock } = await stopped();
    await assess('low');
    expect((await only()).outcomes).toMatchObject([{ outcome: 'granted' }]);
    expect(await act()).toEqual(['held', 'held']);
    expect(done).toEqual([]);
    await stores.shops.switchPerks(SHOP, 'given', clock.now);
    await moveEffects(ports, SHOP, 'release', clock.now, () => true);
    expect(await act()).toEqual(['done', 'done']);
    await act();
    expect(done).toHaveLength(2);
  });

  test('and given again before the waiting is over, are done as ever', async () => {
    const { later, assess, act, done, ports, stores, clock } = await stopped();
    await moveEffects(ports, SHOP, 'hold', clock.now, () => true);
    await later(5 * MINUTE_MS);
    await stores.shops.switchPerks(SHOP, 'given', clock.now);
    await moveEffects(ports, SHOP, 'release', clock.now, () => true);
    await assess('low');
    expect(await act()).toEqual(['done', 'done']);
    expect(done).toHaveLength(2);
  });
});
