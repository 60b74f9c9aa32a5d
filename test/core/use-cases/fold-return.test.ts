import { expect, test } from 'vitest';
import { createMemoryEffectQueue } from '../../../adapters/memory/effect-queue.ts';
import { createMemoryStores } from '../../../adapters/memory/stores.ts';
import type { OrderSnapshot } from '../../../core/order.ts';
import type { Rule } from '../../../core/policy.ts';
import type { ReadFailure, ShopReader } from '../../../core/ports.ts';
import type { ReturnSnapshot } from '../../../core/return.ts';
import { approveReturnRule } from '../../../core/templates.ts';
import { observe } from '../../../core/use-cases/observe.ts';
import { explainOutcome } from '../../../core/words/reasons.ts';
import {
  buildOrder,
  buildReturn,
  buildShop,
  buildVersion,
  customerId,
  DAY_MS,
  HOUR_MS,
  NOW,
  orderId,
  returnId,
  usd,
} from '../builders.ts';
import { BAG_RULE, SCOPES } from '../decisions.ts';
import { SHOP } from './stage.ts';

const RULE = approveReturnRule('USD');
const SECOND_MS = 1_000;

interface World {
  now: number;
  /** As the shop shows it now; null when there is none. */
  returned: ReturnSnapshot | null | ReadFailure;
  /** What the customer ordered before. */
  past: OrderSnapshot[];
  reads: number;
}

async function start({ rules = [RULE] as Rule[], scopes = [...SCOPES, 'write_returns'] } = {}) {
  const stores = createMemoryStores();
  const effects = createMemoryEffectQueue();
  await stores.shops.install(SHOP, buildShop({ scopes }), NOW - 10 * DAY_MS);
  await stores.policies.publish(SHOP, { rules }, 0, '1', NOW - 10 * DAY_MS);
  const world: World = { now: NOW, returned: buildReturn(), past: [], reads: 0 };
  const reader: ShopReader = {
    order: async () => ({ kind: 'missing' }),
    async return() {
      world.reads += 1;
      const { returned } = world;
      if (returned === null) return { kind: 'missing' };
      return 'kind' in returned ? returned : { kind: 'found', seen: { return: returned, readAt: world.now } };
    },
    shipment: async () => ({ kind: 'missing' }),
    hold: async () => ({ kind: 'missing' }),
    company: async () => ({ kind: 'missing' }),
    ordersOf: async () => ({
      kind: 'page',
      seen: world.past.map((order) => ({ order, version: buildVersion({ updatedAt: order.createdAt }) })),
      cursor: null,
    }),
    changedOrders: async () => ({ kind: 'page', seen: [], parts: [], leftOut: [], cursor: null }),
    changedCustomers: async () => ({ kind: 'page', customers: [], cursor: null }),
    goods: async () => ({ kind: 'missing' }),
    ordersNamed: async () => ({ kind: 'found', orders: [] }),
    customer: async () => ({ kind: 'missing' }),
    products: async () => ({ kind: 'found', seen: [] }),
    customerWithEmail: async () => ({ kind: 'missing' }),
  };
  const ports = {
    ...stores,
    effects,
    reader,
    backoff: async () => undefined,
    confirmInstallation: async () => 'confirmed' as const,
  };
  const touch = async (afterMs = SECOND_MS) => {
    world.now += afterMs;
    return observe(ports, SHOP, { type: 'return.touched', return: returnId(501) }, world.now);
  };
  const decisions = async () => (await stores.ledger.decisions(SHOP, { limit: 9 })).decisions;
  return { world, stores, effects, touch, decisions };
}

/** Three orders of 600.00 in the last weeks, the one that comes back among them. */
const REGULAR = [1, 2, 1001].map((number) =>
  buildOrder({
    id: orderId(number),
    name: `#${number}`,
    createdAt: NOW - (30 + number / 1e4) * DAY_MS,
    total: usd(60_000),
  }),
);

test('a regular’s return is approved at once: their past is read, one effect waits, and it is sent', async () => {
  const { world, touch, effects, stores } = await start();
  world.past = REGULAR;
  const observed = await touch();
  if (observed.kind !== 'decided') throw new Error(observed.kind);
  expect(observed.decision).toMatchObject({
    event: { type: 'return.requested', return: returnId(501), order: orderId(1001), customer: customerId(7), at: NOW },
    outcomes: [{ rule: 'approve-return', outcome: 'granted', cost: usd(490) }],
    effects: [
      {
        id: 'approve-return/return-501/return.approve',
        order: orderId(1001),
        action: { kind: 'return.approve', return: returnId(501), notify: true },
        state: 'pending',
      },
    ],
  });
  expect(observed.decision.facts['customer.spend.365d']).toEqual({ type: 'money', money: usd(180_000) });
  expect(effects.sent.map(({ decision }) => decision)).toEqual([observed.decision.id]);
  const customer = await stores.ledger.customer(SHOP, customerId(7), 'latest');
  expect(customer?.revision).toBe(observed.decision.arrival);
});

test('a stranger’s return is left to staff, and the decision says why', async () => {
  const { touch, effects } = await start();
  const observed = await touch();
  if (observed.kind !== 'decided') throw new Error(observed.kind);
  const [outcome] = observed.decision.outcomes;
  expect(outcome?.outcome).toBe('no_match');
  expect(outcome && explainOutcome(outcome, observed.decision)).toEqual([
    'The customer’s net spend in the last 365 days is 0.00 USD, not over 1,500.00 USD.',
  ]);
  expect(effects.sent).toEqual([]);
});

test('it is decided once, whatever is delivered again, and what it became since is kept', async () => {
  const { world, touch, decisions, stores } = await start();
  await touch();
  expect(await touch()).toEqual({ kind: 'known' });
  for (const status of ['open', 'closed', 'requested'] as const) {
    world.returned = buildReturn({ status });
    expect(await touch()).toEqual({ kind: 'folded' });
    const kept = await stores.ledger.return(SHOP, orderId(1001), returnId(501), 'latest');
    expect(kept?.changedAt).toBe(world.now);
  }
  expect(await decisions()).toHaveLength(1);
  expect(await stores.ledger.return(SHOP, orderId(1001), returnId(501), 'latest')).toMatchObject({
    revision: 5,
    readAt: world.now,
    request: 'decided',
    snapshot: { status: 'requested' },
  });
});

test('an older reading that comes late changes nothing', async () => {
  const { world, touch, stores } = await start();
  world.returned = buildReturn({ status: 'open' });
  await touch();
  world.returned = buildReturn({ status: 'requested' });
  expect(await touch(-10 * SECOND_MS)).toEqual({ kind: 'known' });
  const record = await stores.ledger.return(SHOP, orderId(1001), returnId(501), 'latest');
  expect(record).toMatchObject({ revision: 1, request: 'past', snapshot: { status: 'open' } });
});

test('what was read the same again takes the place of an older reading that comes late', async () => {
  const { world, touch, stores } = await start();
  const kept = () => stores.ledger.return(SHOP, orderId(1001), returnId(501), 'latest');
  world.returned = buildReturn({ status: 'open' });
  await touch();
  expect(await touch(10 * SECOND_MS)).toEqual({ kind: 'known' });
  world.returned = buildReturn({ status: 'closed' });
  expect(await touch(-5 * SECOND_MS)).toEqual({ kind: 'known' });
  expect(await kept()).toMatchObject({ revision: 2, snapshot: { status: 'open' } });
});

test.each([
  ['was answered before anybody told of it', buildReturn({ status: 'declined' })],
  ['was asked for before the install', buildReturn({ requestedAt: NOW - 11 * DAY_MS })],
  ['was asked for more than 48 hours ago', buildReturn({ requestedAt: NOW - 48 * HOUR_MS })],
])('one that %s is never decided', async (_, returned) => {
  const { world, touch, decisions } = await start();
  world.returned = returned;
  expect(await touch()).toEqual({ kind: 'folded' });
  world.returned = buildReturn();
  expect(await touch()).toEqual({ kind: 'folded' });
  expect(await decisions()).toEqual([]);
});

test('where no rule waits for returns nobody is looked up, and nothing is decided later', async () => {
  const { touch, stores, decisions } = await start({ rules: [BAG_RULE] });
  expect(await touch()).toEqual({ kind: 'folded' });
  expect(await stores.ledger.customer(SHOP, customerId(7), 'latest')).toBeNull();
  await stores.policies.publish(SHOP, { rules: [RULE] }, 1, '1', NOW);
  expect(await touch()).toEqual({ kind: 'known' });
  expect(await decisions()).toEqual([]);
});

test('a guest’s return is decided by what is known of the return alone', async () => {
  const anybody: Rule = { ...RULE, when: [{ fact: 'return.value', operator: 'at_most', value: usd(6_000) }] };
  const { world, touch } = await start({ rules: [RULE, { ...anybody, id: 'anybody' as Rule['id'] }] });
  world.returned = buildReturn({ customer: null });
  const observed = await touch();
  if (observed.kind !== 'decided') throw new Error(observed.kind);
  expect(observed.decision).toMatchObject({
    arrival: 1,
    outcomes: [{ outcome: 'no_match' }, { outcome: 'granted' }],
    effects: [{ rule: 'anybody' }],
  });
});

test('without the scope it is not possible, and says what is missing', async () => {
  const { world, touch } = await start({ scopes: SCOPES });
  world.past = REGULAR;
  const observed = await touch();
  expect(observed).toMatchObject({
    kind: 'decided',
    decision: {
      outcomes: [{ outcome: 'not_possible', obstacle: { kind: 'missing_scopes', scopes: ['write_returns'] } }],
      effects: [],
    },
  });
});

test('a shop that does not answer is asked again, and a return that is gone is ignored', async () => {
  const { world, touch } = await start();
  world.returned = { kind: 'unavailable', problem: 'HTTP 503' };
  expect(await touch()).toEqual({ kind: 'try_again', problem: 'HTTP 503' });
  world.returned = null;
  expect(await touch()).toEqual({ kind: 'ignored', reason: 'return_missing' });
});

test('deliveries of one return at once make one decision', async () => {
  const { world, touch, decisions } = await start();
  world.past = REGULAR;
  const observed = await Promise.all([touch(), touch(), touch()]);
  expect(observed.filter(({ kind }) => kind === 'decided')).toHaveLength(1);
  expect(await decisions()).toHaveLength(1);
});

test('a return says since when a label or a tracking number is attached, by the newest reading', async () => {
  const { world, touch, stores } = await start({ rules: [] });
  const kept = async () => (await stores.ledger.return(SHOP, orderId(1001), returnId(501), 'latest'))?.attachedAt;
  await touch();
  expect(await kept()).toBeUndefined();
  world.returned = buildReturn({ status: 'open', sendingBack: { labelledAt: null, isTracked: true } });
  await touch();
  const seenAt = world.now;
  expect(await kept()).toBe(seenAt);
  world.returned = buildReturn({ status: 'closed', sendingBack: { labelledAt: null, isTracked: true } });
  await touch();
  expect(await kept()).toBe(seenAt);
  world.returned = buildReturn({ status: 'closed', sendingBack: { labelledAt: NOW - HOUR_MS, isTracked: true } });
  await touch();
  expect(await kept()).toBe(NOW - HOUR_MS);
  // A file of the past does not tell of it.
  world.returned = buildReturn({ status: 'cancelled' });
  await touch();
  expect(await kept()).toBe(NOW - HOUR_MS);
});
