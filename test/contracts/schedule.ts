import { expect, test } from 'vitest';
import type { Decision } from '../../core/decide.ts';
import type { Instant, OrderId, ShopDomain } from '../../core/identity.ts';
import { newOrderRecord, type OrderRecord } from '../../core/order.ts';
import type { Due, Ledger, Schedule, ShopStore } from '../../core/ports.ts';
import {
  buildShipmentRecord,
  buildShop,
  DAY_MS,
  installed,
  NOW,
  orderId,
  shipmentId,
  shopDomain,
} from '../core/builders.ts';
import { buildDecision, NOTHING, withEffects } from './records.ts';

const SHOP = shopDomain('atelier');
const OTHER = shopDomain('atelier-2');

export interface ScheduleSubject {
  readonly schedule: Schedule;
  readonly ledger: Ledger;
  readonly shops: ShopStore;
}

/** What every schedule keeps. `create` gives empty stores. */
export function scheduleContract(create: () => Promise<ScheduleSubject>): void {
  const dueDecision = (shop: ShopDomain, { id }: Decision): Due => ({
    kind: 'decision',
    shop,
    decision: id,
  });
  const dueChores = (shop: ShopDomain): Due => ({ kind: 'chores', shop });

  test('nothing is due of nobody', async () => {
    const { schedule } = await create();
    expect(await schedule.due(NOW, 5)).toEqual([]);
  });

  test('decisions are due oldest first, from every shop, until no effect waits any more', async () => {
    const { schedule, ledger } = await create();
    const late = buildDecision({ number: 1 });
    const early = buildDecision({ number: 2 });
    const without = buildDecision({ number: 3, spendMinor: 0 });
    const foreign = buildDecision({ number: 4 });
    await ledger.commit(SHOP, { ...NOTHING, decisions: [late], resendAt: NOW + 3_000 });
    await ledger.commit(SHOP, { ...NOTHING, decisions: [early, without], resendAt: NOW + 1_000 });
    await ledger.commit(OTHER, { ...NOTHING, decisions: [foreign], resendAt: NOW + 2_000 });
    const [first, second, third] = [dueDecision(SHOP, early), dueDecision(OTHER, foreign), dueDecision(SHOP, late)];
    expect(await schedule.due(NOW, 10)).toEqual([]);
    expect(await schedule.due(NOW + 2_000, 10)).toEqual([first, second]);
    expect(await schedule.due(NOW + DAY_MS, 10)).toEqual([first, second, third]);
    expect(await schedule.due(NOW + DAY_MS, 2)).toEqual([first, second]);
    await ledger.recordEffects(SHOP, withEffects(early, { state: 'attempting', attempts: 1 }), NOW + 9_000);
    await ledger.recordEffects(OTHER, withEffects(foreign, { state: 'done' }), null);
    expect(await schedule.due(NOW + DAY_MS, 10)).toEqual([third, first]);
  });

  test('what is due at one moment comes in the order of the decisions', async () => {
    const { schedule, ledger } = await create();
    const decisions = [3, 1, 2].map((number) => buildDecision({ number, at: NOW - number * DAY_MS }));
    await ledger.commit(SHOP, { ...NOTHING, decisions, resendAt: NOW });
    const oldestFirst = decisions.toSorted((a, b) => a.decidedAt - b.decidedAt);
    expect(await schedule.due(NOW, 5)).toEqual(oldestFirst.map((decision) => dueDecision(SHOP, decision)));
  });

  test('an effect that was being attempted when its decision was written is due', async () => {
    const { schedule, ledger } = await create();
    const decision = withEffects(buildDecision(), { state: 'attempting', attempts: 1 });
    await ledger.commit(SHOP, { ...NOTHING, decisions: [decision] });
    expect(await schedule.due(NOW, 5)).toEqual([dueDecision(SHOP, decision)]);
  });

  test('an order that waits is due when its time is up, until it waits no more, in its own shop', async () => {
    const { schedule, ledger } = await create();
    const [late, early] = [orderId('20982091194615450801'), orderId(2)];
    const waiting = (id: OrderId, until: Instant, revision = 1): OrderRecord => ({
      ...newOrderRecord(id),
      revision,
      placement: 'waiting',
      waiting: { since: NOW, until },
    });
    await ledger.commit(SHOP, { ...NOTHING, orders: [waiting(late, NOW + 2_000)] });
    await ledger.commit(OTHER, { ...NOTHING, orders: [waiting(early, NOW + 1_000)] });
    const [first, second]: Due[] = [
      { kind: 'order', shop: OTHER, order: early },
      { kind: 'order', shop: SHOP, order: late },
    ];
    expect(await schedule.due(NOW + 999, 10)).toEqual([]);
    expect(await schedule.due(NOW + 1_000, 10)).toEqual([first]);
    expect(await schedule.due(NOW + 2_000, 10)).toEqual([first, second]);
    await ledger.commit(OTHER, {
      ...NOTHING,
      orders: [{ ...newOrderRecord(early), revision: 2, placement: 'decided' }],
    });
    expect(await schedule.due(NOW + DAY_MS, 10)).toEqual([second]);
    await ledger.commit(SHOP, { ...NOTHING, orders: [waiting(late, NOW + 3_000, 2)] });
    expect(await schedule.due(NOW + 2_999, 10)).toEqual([]);
  });

  test('the chores of a shop are due from its installation on, when they say so, and not after it left', async () => {
    const { schedule, shops } = await create();
    const { chores } = await installed(shops, SHOP, buildShop(), NOW);
    await shops.install(OTHER, buildShop(), NOW + 1);
    expect(await schedule.due(NOW - 1, 5)).toEqual([]);
    expect(await schedule.due(NOW + 1, 5)).toEqual([dueChores(SHOP), dueChores(OTHER)]);
    await shops.setChores(SHOP, chores, { ...chores, sweepAt: NOW + DAY_MS, notBefore: NOW + 500 });
    expect(await schedule.due(NOW + DAY_MS - 1, 5)).toEqual([dueChores(OTHER)]);
    expect(await schedule.due(NOW + DAY_MS, 5)).toEqual([dueChores(OTHER), dueChores(SHOP)]);
    await shops.uninstall(OTHER, NOW + 2);
    expect(await schedule.due(NOW + DAY_MS, 5)).toEqual([dueChores(SHOP)]);
    await shops.install(OTHER, buildShop(), NOW + 2 * DAY_MS);
    expect(await schedule.due(NOW + 2 * DAY_MS, 5)).toEqual([dueChores(SHOP), dueChores(OTHER)]);
  });

  test('a shop that is confirmed keeps when its chores are due', async () => {
    const { schedule, shops } = await create();
    const { chores } = await installed(shops, SHOP, buildShop(), NOW);
    await shops.setChores(SHOP, chores, { ...chores, sweepAt: NOW + DAY_MS });
    await shops.install(SHOP, buildShop(), NOW + 1_000);
    expect(await schedule.due(NOW + DAY_MS - 1, 5)).toEqual([]);
    expect(await schedule.due(NOW + DAY_MS, 5)).toEqual([dueChores(SHOP)]);
  });

  test('turning the kill switch makes the chores due at once', async () => {
    const { schedule, shops } = await create();
    const { chores } = await installed(shops, SHOP, buildShop(), NOW);
    const resting = { ...chores, sweepAt: NOW + DAY_MS, notBefore: NOW + DAY_MS };
    await shops.setChores(SHOP, chores, resting);
    await shops.switchPerks(SHOP, 'stopped', NOW);
    expect(await schedule.due(NOW, 5)).toEqual([dueChores(SHOP)]);
  });

  test('a shipment is due when it is to be looked at, and not any more once it need not be', async () => {
    const { schedule, ledger } = await create();
    const lookAt = NOW + 4 * DAY_MS;
    const due = { kind: 'shipment', shop: SHOP, order: orderId(1001), shipment: shipmentId(701) };
    await ledger.commit(SHOP, { ...NOTHING, shipments: [buildShipmentRecord({ lookAt })] });
    expect(await schedule.due(lookAt - 1, 5)).toEqual([]);
    expect(await schedule.due(lookAt, 5)).toEqual([due]);
    await ledger.commit(SHOP, { ...NOTHING, shipments: [buildShipmentRecord({ revision: 2, lookAt: NOW })] });
    expect(await schedule.due(NOW, 5)).toEqual([due]);
    await ledger.commit(SHOP, { ...NOTHING, shipments: [buildShipmentRecord({ revision: 3, lookAt: null })] });
    expect(await schedule.due(lookAt, 5)).toEqual([]);
  });

  test('decisions and chores share one list', async () => {
    const { schedule, ledger, shops } = await create();
    const decision = buildDecision();
    await shops.install(SHOP, buildShop(), NOW - 1_000);
    await ledger.commit(SHOP, { ...NOTHING, decisions: [decision], resendAt: NOW - 2_000 });
    expect(await schedule.due(NOW, 5)).toEqual([dueDecision(SHOP, decision), dueChores(SHOP)]);
    expect(await schedule.due(NOW, 1)).toEqual([dueDecision(SHOP, decision)]);
  });
}
