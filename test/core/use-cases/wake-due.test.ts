import { expect, test } from 'vitest';
import { createMemoryEffectQueue } from '../../../adapters/memory/effect-queue.ts';
import { createMemoryStores } from '../../../adapters/memory/stores.ts';
import type { Decision } from '../../../core/decide.ts';
import type { EffectState } from '../../../core/effects.ts';
import type { OrderId, ShipmentId, ShopDomain } from '../../../core/identity.ts';
import { newOrderRecord } from '../../../core/order.ts';
import type { Ledger, WorkQueue } from '../../../core/ports.ts';
import { resendWaiting, wakeDue } from '../../../core/use-cases/wake-due.ts';
import { buildShop, HOUR_MS, installed, NOW, orderId, shopDomain } from '../builders.ts';
import { buildDecision, NO_CHANGES } from '../decisions.ts';

const BIG = shopDomain('big');
const SMALL = shopDomain('small');
const ALWAYS = () => true;
const LATER = NOW + 1_000;

interface Over {
  readonly ledger?: Partial<Ledger>;
  readonly wake?: WorkQueue['wake'];
}

/** Shops that have so many due decisions each, in this order; no chores are due. */
async function start(...due: readonly (readonly [shop: ShopDomain, count: number])[]) {
  const { shops, ledger, schedule } = createMemoryStores();
  const effects = createMemoryEffectQueue();
  const woken: ShopDomain[] = [];
  const looked: ShipmentId[] = [];
  const decided: OrderId[] = [];
  const install = async (domain: ShopDomain, sweepAt: number) => {
    const { chores } = await installed(shops, domain, buildShop(), NOW);
    await shops.setChores(domain, chores, { ...chores, sweepAt });
  };
  for (const [index, [shop, count]] of due.entries()) {
    await install(shop, NOW + HOUR_MS);
    const decisions = Array.from({ length: count }, (_, number) => buildDecision({ number: number + 1 }));
    await ledger.commit(shop, { ...NO_CHANGES, decisions, resendAt: NOW + index });
  }
  return {
    ledger,
    schedule,
    effects,
    woken,
    looked,
    shops,
    decided,
    install,
    sentTo: (shop: ShopDomain) => effects.sent.filter((sent) => sent.shop === shop).length,
    wake: (hasTime = ALWAYS, over: Over = {}, now = LATER) =>
      wakeDue(
        {
          ledger: { ...ledger, ...over.ledger },
          schedule,
          effects,
          shops,
          work: {
            replay: async () => undefined,
            erase: async (shop) => void woken.push(shop),
            lookAt: async (_shop, _order, shipment) => void looked.push(shipment),
            decide: async (_, order) => void decided.push(order),
            redact: async (shop) => void woken.push(shop),
            wake: over.wake ?? (async (shop) => void woken.push(shop)),
          },
        },
        now,
        hasTime,
      ),
    become: async (shop: ShopDomain, decision: Decision, state: EffectState) => {
      const next = { ...decision, revision: decision.revision + 1 };
      await ledger.recordEffects(shop, { ...next, effects: next.effects.map((each) => ({ ...each, state })) }, NOW);
    },
  };
}

test('all that is due is sent in one run, once, and is due again only later', async () => {
  const { schedule, wake, sentTo } = await start([BIG, 1_203]);
  expect(await wake()).toEqual({ resent: 1_203, chores: 0, failed: [] });
  expect(sentTo(BIG)).toBe(1_203);
  expect(await schedule.due(LATER, 5)).toEqual([]);
  expect(await schedule.due(NOW + 301_000, 5)).toHaveLength(5);
  expect(await wake()).toEqual({ resent: 0, chores: 0, failed: [] });
});

test('what is due of one shop is sent in the order of its decisions', async () => {
  const { wake, ledger, install, effects } = await start();
  await install(BIG, NOW + HOUR_MS);
  const decisions = [3, 1, 2].map((hour) => buildDecision({ number: hour, at: NOW - (9 - hour) * HOUR_MS }));
  await ledger.commit(BIG, { ...NO_CHANGES, decisions });
  await wake();
  expect(effects.sent.map(({ decision }) => decision)).toEqual(decisions.map(({ id }) => id).toSorted());
});

test('what may have happened is sent as well as what is to be done; what a person has to look at is not', async () => {
  const { wake, schedule, ledger, become, sentTo } = await start([BIG, 0]);
  const states: readonly EffectState[] = ['pending', 'attempting', 'unclear', 'held', 'done'];
  const decisions = states.map((_, index) => buildDecision({ number: index + 1 }));
  await ledger.commit(BIG, { ...NO_CHANGES, decisions });
  for (const [index, decision] of decisions.entries()) await become(BIG, decision, states[index] ?? 'done');
  expect(await wake()).toMatchObject({ resent: 2 });
  expect(sentTo(BIG)).toBe(2);
  // What does not wait any more is not due any more either.
  expect(await schedule.due(NOW + HOUR_MS - 1, 10)).toHaveLength(2);
});

test('a decision that can’t be handled stops no other, is reported and stays due', async () => {
  const { ledger, schedule, wake } = await start([BIG, 3]);
  const poison = buildDecision({ number: 1 }).id;
  const decision: Ledger['decision'] = async (shop, id) => {
    if (id === poison) throw new RangeError('packed in format 9');
    return ledger.decision(shop, id);
  };
  const { resent, failed } = await wake(ALWAYS, { ledger: { decision } });
  expect(resent).toBe(2);
  const due = { kind: 'decision', shop: BIG, decision: poison };
  expect(failed).toEqual([{ due, error: expect.any(RangeError) }]);
  expect(await schedule.due(LATER, 5)).toEqual([due]);
});

test('thousands of decisions that can’t be handled hide none that can', async () => {
  const { ledger, wake, sentTo } = await start([BIG, 1_700], [SMALL, 3]);
  const decision: Ledger['decision'] = async (shop, id) => {
    if (shop === BIG) throw new RangeError('packed in format 9');
    return ledger.decision(shop, id);
  };
  const { failed } = await wake(ALWAYS, { ledger: { decision } });
  expect(failed).toHaveLength(1_700);
  expect(sentTo(SMALL)).toBe(3);
});

test('a shop with few gets its turn among a shop with many, even when time is short', async () => {
  const { wake, sentTo } = await start([BIG, 400], [SMALL, 3]);
  let left = 20;
  const hasTime = () => {
    left -= 1;
    return left >= 0;
  };
  await wake(hasTime);
  expect(sentTo(SMALL)).toBe(3);
  expect(sentTo(BIG)).toBeLessThan(20);
});

test('up to ten shops are under way at once, each with one decision at a time', async () => {
  const shops = Array.from({ length: 15 }, (_, index) => [shopDomain(`shop-${index}`), 4] as const);
  const { ledger, wake } = await start(...shops);
  const running: ShopDomain[] = [];
  let most = 0;
  let twice = 0;
  const decision: Ledger['decision'] = async (shop, ...call) => {
    if (running.includes(shop)) twice += 1;
    running.push(shop);
    most = Math.max(most, running.length);
    await new Promise(setImmediate);
    running.splice(running.indexOf(shop), 1);
    return ledger.decision(shop, ...call);
  };
  expect(await wake(ALWAYS, { ledger: { decision } })).toMatchObject({ resent: 60 });
  expect([most, twice]).toEqual([10, 0]);
});

test('nothing is sent when there is no time', async () => {
  const { wake, install, woken } = await start([BIG, 3]);
  await install(SMALL, NOW);
  expect(await wake(() => false)).toEqual({ resent: 0, chores: 0, failed: [] });
  expect(woken).toEqual([]);
});

test('shops whose chores are due are woken once each, and again at the next tick until somebody did them', async () => {
  const { wake, install, woken } = await start([BIG, 3]);
  await install(SMALL, NOW);
  expect(await wake()).toEqual({ resent: 3, chores: 1, failed: [] });
  expect(woken).toEqual([SMALL]);
  await wake();
  expect(woken).toEqual([SMALL, SMALL]);
});

test('a shop that can’t be woken stops no other and is reported', async () => {
  const { wake, install } = await start([BIG, 3]);
  await install(SMALL, NOW);
  const refuse = async () => Promise.reject(new Error('no queue'));
  const { resent, chores, failed } = await wake(ALWAYS, { wake: refuse });
  expect([resent, chores]).toEqual([3, 0]);
  expect(failed).toEqual([{ due: { kind: 'chores', shop: SMALL }, error: expect.any(Error) }]);
});

test('hundreds of shops whose chores stay due hide no decision', async () => {
  const { wake, install, ledger, woken, sentTo } = await start();
  for (let index = 0; index < 1_100; index += 1) await install(shopDomain(`shop-${index}`), NOW - HOUR_MS);
  await install(SMALL, NOW + HOUR_MS);
  const decisions = Array.from({ length: 3 }, (_, number) => buildDecision({ number: number + 1 }));
  await ledger.commit(SMALL, { ...NO_CHANGES, decisions });
  expect(await wake()).toMatchObject({ chores: 1_100, resent: 3 });
  expect(new Set(woken).size).toBe(1_100);
  expect(sentTo(SMALL)).toBe(3);
});

test('what a worker writes at the same moment is left to that worker: it is sent no second time', async () => {
  const { wake, ledger, sentTo, become } = await start([BIG, 1]);
  const decision: Ledger['decision'] = async (shop, id) => {
    const read = await ledger.decision(shop, id);
    if (read) await become(BIG, read, 'done');
    return read;
  };
  expect(await wake(ALWAYS, { ledger: { decision } })).toEqual({ resent: 0, chores: 0, failed: [] });
  expect(sentTo(BIG)).toBe(0);
});

test('should sending fail, the decision is due again and then sent by another message', async () => {
  const { wake, effects, sentTo, schedule } = await start([BIG, 1]);
  const send = effects.send;
  Object.assign(effects, { send: async () => Promise.reject(new Error('no queue')) });
  expect(await wake()).toMatchObject({ resent: 0, failed: [{ error: new Error('no queue') }] });
  Object.assign(effects, { send });
  expect(await schedule.due(NOW + 301_000, 5)).toHaveLength(1);
  expect(await wake(ALWAYS, {}, NOW + 301_000)).toMatchObject({ resent: 1 });
  expect(sentTo(BIG)).toBe(1);
});

test('a repeated delivery sends what its decision still waits for, and nothing when it does not', async () => {
  const { ledger, effects, become, sentTo } = await start([BIG, 1]);
  const decision = buildDecision({ number: 1 });
  await resendWaiting({ ledger, effects }, BIG, decision.id);
  expect(sentTo(BIG)).toBe(1);
  await become(BIG, decision, 'done');
  await resendWaiting({ ledger, effects }, BIG, decision.id);
  expect(sentTo(BIG)).toBe(1);
});

function within(calls: number): () => boolean {
  let left = calls;
  return () => {
    left -= 1;
    return left >= 0;
  };
}

test('a shop with thousands waiting, all due before, does not keep a shop with few from its turn', async () => {
  const { wake, sentTo, effects } = await start([BIG, 6_000], [SMALL, 3]);
  await wake(within(400));
  expect(sentTo(SMALL)).toBe(3);
  const sent = effects.sent.flatMap(({ shop, decision }) => (shop === BIG ? [decision] : []));
  expect(sent.length).toBeGreaterThan(100);
  expect(sent).toEqual(sent.toSorted());
});

test('more shops with many waiting than go side by side take turns with the others', async () => {
  const many = Array.from({ length: 12 }, (_, index) => [shopDomain(`big-${index}`), 150] as const);
  const { wake, sentTo } = await start(...many, [SMALL, 3]);
  await wake(within(1_100));
  expect(sentTo(SMALL)).toBe(3);
  for (const [shop] of many) expect(sentTo(shop)).toBeGreaterThan(10);
});

test('an order whose time is up is sent for each time until it waits no more', async () => {
  const { ledger, wake, decided } = await start([BIG, 0]);
  const record = { ...newOrderRecord(orderId(1001)), revision: 1, placement: 'waiting' as const };
  await ledger.commit(BIG, { ...NO_CHANGES, orders: [{ ...record, waiting: { since: NOW, until: LATER } }] });
  await wake(ALWAYS, {}, LATER - 1);
  expect(decided).toEqual([]);
  await wake();
  await wake();
  expect(decided).toEqual([orderId(1001), orderId(1001)]);
});
