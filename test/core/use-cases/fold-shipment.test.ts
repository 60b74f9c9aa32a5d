import { expect, test } from 'vitest';
import { createMemoryEffectQueue } from '../../../adapters/memory/effect-queue.ts';
import { createMemoryStores } from '../../../adapters/memory/stores.ts';
import type { OrderId } from '../../../core/identity.ts';
import type { Rule } from '../../../core/policy.ts';
import type { ReadFailure, ShopReader } from '../../../core/ports.ts';
import type { ShipmentSnapshot } from '../../../core/shipment.ts';
import { lateParcelRule } from '../../../core/templates.ts';
import { mergeCustomers } from '../../../core/use-cases/merge-customers.ts';
import { observe } from '../../../core/use-cases/observe.ts';
import { wakeDue } from '../../../core/use-cases/wake-due.ts';
import { explainOutcome } from '../../../core/words/reasons.ts';
import {
  buildOrder,
  buildShipment,
  buildShop,
  buildVersion,
  customerId,
  DAY_MS,
  HOUR_MS,
  NOW,
  orderId,
  shipmentId,
} from '../builders.ts';
import { BAG_RULE, SCOPES } from '../decisions.ts';
import { SHOP } from './stage.ts';

const RULE = lateParcelRule('USD');
const MINUTE_MS = 60_000;
/** Three whole business days after the scan of Thursday, November 19, in New York. */
const OUT_OF_SIGHT = Date.UTC(2026, 10, 25, 5);

interface World {
  now: number;
  /** As the shop shows it now; null when there is none. */
  shipment: ShipmentSnapshot | null | ReadFailure;
  reads: number;
}

async function start({ rules = [RULE] as Rule[] } = {}) {
  const stores = createMemoryStores();
  const effects = createMemoryEffectQueue();
  await stores.shops.install(SHOP, buildShop({ scopes: SCOPES }), NOW - 30 * DAY_MS);
  await stores.policies.publish(SHOP, { rules }, 0, '1', NOW - 30 * DAY_MS);
  const world: World = { now: NOW, shipment: buildShipment(), reads: 0 };
  const reader: ShopReader = {
    order: async () => ({ kind: 'missing' }),
    return: async () => ({ kind: 'missing' }),
    products: async () => ({ kind: 'found', seen: [] }),
    async shipment() {
      world.reads += 1;
      const { shipment } = world;
      if (shipment === null) return { kind: 'missing' };
      return 'kind' in shipment ? shipment : { kind: 'found', seen: { shipment, readAt: world.now } };
    },
    hold: async () => ({ kind: 'missing' }),
    company: async () => ({ kind: 'missing' }),
    ordersOf: async () => {
      const order = buildOrder({ createdAt: NOW - 3 * DAY_MS });
      return { kind: 'page', seen: [{ order, version: buildVersion({ updatedAt: order.createdAt }) }], cursor: null };
    },
    changedOrders: async () => ({ kind: 'page', seen: [], parts: [], leftOut: [], cursor: null }),
    changedCustomers: async () => ({ kind: 'page', customers: [], cursor: null }),
    goods: async () => ({ kind: 'missing' }),
    ordersNamed: async () => ({ kind: 'found', orders: [] }),
    customer: async () => ({ kind: 'missing' }),
    customerWithEmail: async () => ({ kind: 'missing' }),
  };
  const ports = {
    ...stores,
    effects,
    reader,
    backoff: async () => undefined,
    confirmInstallation: async () => 'confirmed' as const,
  };
  const touch = async (at = world.now + 1_000, order?: OrderId) => {
    world.now = at;
    const touched = { type: 'shipment.touched', shipment: shipmentId(701), ...(order && { order }) } as const;
    return observe(ports, SHOP, touched, world.now);
  };
  /** What tick does at that moment, and then the queue. */
  const tick = async (at: number) => {
    world.now = at;
    const due: OrderId[] = [];
    const work = {
      wake: async () => undefined,
      erase: async () => undefined,
      redact: async () => undefined,
      replay: async () => undefined,
      decide: async () => undefined,
      lookAt: async (_shop: unknown, order: OrderId) => void due.push(order),
    };
    const { failed } = await wakeDue({ ...stores, effects, work }, at, () => true);
    expect(failed).toEqual([]);
    const observed = [];
    for (const order of due) observed.push(await touch(at, order));
    return observed;
  };
  const decisions = async () => (await stores.ledger.decisions(SHOP, { limit: 9 })).decisions;
  const record = () => stores.ledger.shipment(SHOP, orderId(1001), shipmentId(701), 'latest');
  return { world, stores, effects, ports, touch, tick, decisions, record };
}

test('a shipment that is out of sight for three business days is decided once, and its customer is written to', async () => {
  const { touch, tick, effects, decisions, stores } = await start();
  expect(await touch()).toEqual({ kind: 'folded' });
  expect(await tick(OUT_OF_SIGHT - 1)).toEqual([]);
  const [observed] = await tick(OUT_OF_SIGHT);
  if (observed?.kind !== 'decided') throw new Error(observed?.kind);
  expect(observed.decision).toMatchObject({
    event: { type: 'shipment.delayed', shipment: shipmentId(701), order: orderId(1001), at: OUT_OF_SIGHT },
    outcomes: [{ rule: 'late-parcel', outcome: 'granted' }],
    facts: {
      'shipment.daysLate': { type: 'unknown', reason: 'not_told' },
      'shipment.businessDaysWithoutScan': { type: 'number', number: 3 },
      'shipment.scanned': { type: 'boolean', boolean: true },
      'shipment.delivered': { type: 'boolean', boolean: false },
      'customer.orders.365d': { type: 'number', number: 1 },
    },
    effects: [{ id: 'late-parcel/shipment-701/customer.message', order: orderId(1001), state: 'pending' }],
  });
  expect(effects.sent.map(({ decision }) => decision)).toEqual([observed.decision.id]);
  const customer = await stores.ledger.customer(SHOP, customerId(7), 'latest');
  expect(customer?.revision).toBe(observed.decision.arrival);
  for (let day = 1; day < 9; day += 1) expect(await tick(OUT_OF_SIGHT + day * DAY_MS)).toEqual([]);
  expect(await touch()).toEqual({ kind: 'known' });
  const kept = await stores.ledger.shipment(SHOP, orderId(1001), shipmentId(701), 'latest');
  expect(kept?.delayedAt).toBe(OUT_OF_SIGHT);
  expect(await decisions()).toHaveLength(1);
  const { decisions: ofOrder } = await stores.ledger.decisions(SHOP, { order: orderId(1001), limit: 9 });
  expect(ofOrder.map(({ id }) => id)).toEqual([observed.decision.id]);
});

test('what was scanned or arrived meanwhile, of which no delivery told, is found when it is looked at', async () => {
  const { world, touch, tick, decisions, record } = await start();
  await touch();
  const at = OUT_OF_SIGHT - HOUR_MS;
  world.shipment = buildShipment({ lastScan: { at, status: 'out_for_delivery' } });
  expect(await tick(OUT_OF_SIGHT)).toEqual([{ kind: 'folded' }]);
  // From Tuesday over the weekend: Wednesday, Thursday, Friday.
  expect(await record()).toMatchObject({ lookAt: Date.UTC(2026, 10, 28, 5) });
  world.shipment = buildShipment({ deliveredAt: at + HOUR_MS });
  expect(await tick(Date.UTC(2026, 10, 28, 5))).toEqual([{ kind: 'folded' }]);
  expect(await tick(Date.UTC(2026, 11, 28))).toEqual([]);
  expect(await decisions()).toEqual([]);
  expect(await record()).toMatchObject({ lookAt: null });
});

test('one that arrived late before anybody could tell gets nothing, and that is the reason', async () => {
  const { world, touch } = await start();
  world.shipment = buildShipment({ promisedAt: NOW - 2 * DAY_MS, deliveredAt: NOW - HOUR_MS });
  const observed = await touch();
  if (observed.kind !== 'decided') throw new Error(observed.kind);
  const [outcome] = observed.decision.outcomes;
  expect(outcome?.outcome).toBe('no_match');
  expect(outcome && explainOutcome(outcome, observed.decision)).toEqual(['The shipment is delivered: yes.']);
});

test('a shipment that no carrier ever scanned is left alone by the template, and the decision says why', async () => {
  const { world, touch, tick } = await start();
  world.shipment = buildShipment({ lastScan: null });
  await touch();
  const [observed] = await tick(Date.UTC(2026, 10, 24, 5));
  if (observed?.kind !== 'decided') throw new Error(observed?.kind);
  const [outcome] = observed.decision.outcomes;
  expect(outcome && explainOutcome(outcome, observed.decision)).toEqual(['The shipment is known to the carrier: no.']);
});

test('a guest’s is decided, and says that nobody could be written to', async () => {
  const { world, touch, tick } = await start({
    rules: [{ ...RULE, when: [{ fact: 'shipment.scanned', operator: 'is', value: true }] }],
  });
  world.shipment = buildShipment({ customer: null });
  await touch();
  expect(await tick(OUT_OF_SIGHT)).toMatchObject([
    {
      kind: 'decided',
      decision: { outcomes: [{ outcome: 'not_possible', obstacle: { kind: 'guest' } }], effects: [] },
    },
  ]);
});

test('where no rule waits for it nobody is looked up, and nothing is decided later', async () => {
  const { touch, tick, stores, decisions, record } = await start({ rules: [BAG_RULE] });
  await touch();
  expect(await tick(OUT_OF_SIGHT)).toEqual([{ kind: 'folded' }]);
  expect(await stores.ledger.customer(SHOP, customerId(7), 'latest')).toBeNull();
  await stores.policies.publish(SHOP, { rules: [RULE] }, 1, '1', OUT_OF_SIGHT);
  expect(await tick(OUT_OF_SIGHT + DAY_MS)).toEqual([]);
  await touch();
  expect(await decisions()).toEqual([]);
  expect(await record()).toMatchObject({ delay: 'decided', decision: null });
});

test('a shop that can’t be read is asked again later', async () => {
  const { world, touch, tick, decisions } = await start();
  await touch();
  world.shipment = { kind: 'unavailable', problem: 'HTTP 503' };
  expect(await tick(OUT_OF_SIGHT)).toEqual([{ kind: 'try_again', problem: 'HTTP 503' }]);
  expect(await tick(OUT_OF_SIGHT + MINUTE_MS)).toEqual([]);
  expect(await tick(OUT_OF_SIGHT + HOUR_MS)).toHaveLength(1);
  world.shipment = buildShipment();
  expect(await tick(OUT_OF_SIGHT + 47 * HOUR_MS)).toMatchObject([{ kind: 'decided' }]);
  expect(await decisions()).toHaveLength(1);
});

test('a shipment that can’t be read is not looked for for ever', async () => {
  const { world, touch, tick, stores } = await start();
  await touch();
  world.shipment = { kind: 'unavailable', problem: 'HTTP 503' };
  let looks = 0;
  for (let hours = 0; hours < 300; hours += 1) looks += (await tick(OUT_OF_SIGHT + hours * HOUR_MS)).length;
  expect(looks).toBe(7 * 24 + 1);
  const due = await stores.schedule.due(OUT_OF_SIGHT + 90 * DAY_MS, 9);
  expect(due.filter(({ kind }) => kind === 'shipment')).toEqual([]);
});

test('a shipment that was looked after is decided also where nobody woke for days, if it is out of sight still', async () => {
  const { world, touch, tick, decisions } = await start();
  await touch();
  const late = OUT_OF_SIGHT + 6 * DAY_MS;
  expect(await tick(late)).toMatchObject([
    { kind: 'decided', decision: { event: { at: OUT_OF_SIGHT }, outcomes: [{ outcome: 'granted' }] } },
  ]);
  expect((await decisions())[0]?.facts['shipment.businessDaysWithoutScan']).toEqual({ type: 'number', number: 7 });
  world.shipment = buildShipment({ deliveredAt: late });
  expect(await touch()).toEqual({ kind: 'folded' });
  expect(await decisions()).toHaveLength(1);
});

test('the shipments of a shop that left are not looked after, and one that is gone is ignored', async () => {
  const { world, touch, tick, stores } = await start();
  await touch();
  await stores.shops.uninstall(SHOP, NOW + HOUR_MS);
  expect(await tick(OUT_OF_SIGHT)).toEqual([]);
  expect(await stores.schedule.due(OUT_OF_SIGHT + 90 * DAY_MS, 9)).toEqual([]);
  await stores.shops.install(SHOP, buildShop(), OUT_OF_SIGHT);
  world.shipment = null;
  expect(await touch()).toEqual({ kind: 'ignored', reason: 'shipment_missing' });
});

test('a shipment that is no more in the shop, as that of a deleted order, is asked for once', async () => {
  const { world, touch, tick, stores, record } = await start();
  await touch();
  world.shipment = null;
  expect(await tick(OUT_OF_SIGHT)).toEqual([{ kind: 'ignored', reason: 'shipment_missing' }]);
  expect(await record()).toMatchObject({ lookAt: null, snapshot: { name: '#1001.1' } });
  const due = await stores.schedule.due(OUT_OF_SIGHT + 90 * DAY_MS, 9);
  expect(due.filter(({ kind }) => kind === 'shipment')).toEqual([]);
});

test('deliveries of one shipment at once make one decision', async () => {
  const { touch, tick, decisions } = await start();
  await touch();
  const observed = await Promise.all([tick(OUT_OF_SIGHT), touch(OUT_OF_SIGHT), touch(OUT_OF_SIGHT)]);
  expect(observed.flat().filter(({ kind }) => kind === 'decided')).toHaveLength(1);
  expect(await decisions()).toHaveLength(1);
});

test('who was merged since is who they are now, and who was erased is nobody', async () => {
  const { stores, ports, touch, record } = await start();
  const merged = { type: 'customers.merged', kept: customerId(8), gone: customerId(7), toldAt: NOW } as const;
  await mergeCustomers(ports, { ...buildShop(), domain: SHOP }, merged, NOW);
  await touch();
  expect((await record())?.snapshot.customer).toBe(customerId(8));
  const belonging = { kind: 'shipment', id: shipmentId(701), order: orderId(1001), at: NOW - 2 * DAY_MS };
  const { belongings } = await stores.ledger.belongings(SHOP, customerId(8), 9);
  expect(belongings).toContainEqual(belonging);
  const traces = { customer: customerId(8), contacts: [], orders: [], settling: false, parkedCursor: null };
  await stores.erasures.begin(SHOP, traces, NOW);
  await touch();
  expect((await record())?.snapshot.customer).toBeNull();
});
