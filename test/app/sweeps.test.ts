import { expect, test } from 'vitest';
import { createMemoryStores } from '../../adapters/memory/stores.ts';
import { foundRows, uncheckedRows } from '../../app/found-rows.server.ts';
import { viewSweeps } from '../../app/sweep-rows.server.ts';
import type { Decision } from '../../core/decide.ts';
import type { OrderRecord } from '../../core/order.ts';
import { newOrderRecord } from '../../core/order.ts';
import type { FoundLate, Sweep } from '../../core/sweep.ts';
import {
  buildOrder,
  buildShop,
  buildVersion,
  customerId,
  DAY_MS,
  HOUR_MS,
  NOW,
  orderId,
  returnId,
  shipmentId,
} from '../core/builders.ts';
import { buildDecision, CREDIT_RULE, NO_CHANGES } from '../core/decisions.ts';
import { buildSweep } from '../core/sweeps.ts';

const shop = buildShop({ timezone: 'America/New_York' });
const running = { place: { what: 'orders', cursor: null }, finishedAt: null } as const;

const rowOf = (over: Partial<Sweep>) => viewSweeps([buildSweep(over)], shop, NOW).rows[0];

test('a check says what it looked at and found, and leads to what was found', () => {
  expect(rowOf({ foundCount: 2, checked: { orders: 1_200, customers: 1 } })).toEqual({
    id: 'sweep',
    url: '/app/reconciliation/sweep',
    startedAt: { iso: '2026-11-20T12:00:00.000Z', text: 'Nov 20, 2026, 7:00 AM' },
    from: { iso: '2026-11-19T12:00:00.000Z', text: 'Nov 19, 2026, 7:00 AM' },
    until: { iso: '2026-11-20T11:45:00.000Z', text: 'Nov 20, 2026, 6:45 AM' },
    state: 'finished',
    checked: '1,200 orders and 1 customer',
    found: 2,
    unchecked: 0,
    problem: null,
    leftOut: null,
  });
  expect(rowOf({})).toMatchObject({ found: 0, url: null });
});

test.each([
  ['running', running],
  ['standing_still', { ...running, problem: 'the shop can’t be read' }],
  ['broken_off', { ...running, startedAt: shop.installedAt - 1 }],
] as const)('a check that did not finish is %s', (state, over) => {
  expect(rowOf(over)).toMatchObject({ state });
});

test('what the shop lets nobody look at is told', () => {
  expect(rowOf({ leftOut: 'read_customers is missing' })).toMatchObject({
    state: 'finished',
    leftOut: 'read_customers is missing',
  });
});

test('the next check is told in the shop’s zone; one that is due is under way', () => {
  const at = (sweepAt: number) => viewSweeps([], { ...shop, chores: { ...shop.chores, sweepAt } }, NOW);
  expect(at(NOW + 19 * HOUR_MS)).toMatchObject({ isRunning: false, nextAt: { text: 'Nov 21, 2026, 2:00 AM' } });
  expect(at(NOW)).toMatchObject({ isRunning: true, nextAt: null });
  const fresh = { ...shop, installedAt: NOW, chores: { ...shop.chores, sweepAt: NOW } };
  expect(viewSweeps([], fresh, NOW)).toMatchObject({
    isRunning: false,
    nextAt: { text: expect.stringMatching(/^Nov 21, 2026, [234]:/) },
  });
});

const found = (over: Partial<FoundLate>): FoundLate => ({
  what: 'order_missed',
  order: { id: orderId(1001), name: '#1001' },
  customer: customerId(7),
  changedAt: NOW,
  decision: null,
  ...over,
});

interface Known {
  readonly decision?: Decision;
  readonly placedAt?: number;
}

async function tell(what: FoundLate, { decision, placedAt = NOW }: Known = {}) {
  const stores = createMemoryStores();
  await stores.shops.install(shop.domain, shop, shop.installedAt);
  const order: OrderRecord = {
    ...newOrderRecord(orderId(1001)),
    revision: 1,
    snapshot: buildOrder({ createdAt: placedAt }),
    snapshotVersion: buildVersion(),
    decision: decision?.id ?? null,
  };
  const decisions = decision ? [decision] : [];
  await stores.ledger.commit(shop.domain, { ...NO_CHANGES, orders: [order], decisions });
  const sweep = buildSweep({ found: [what], foundCount: 1 });
  const [row] = await foundRows(stores.ledger, shop, sweep, { from: 0, limit: 25 }, () => 'Ada Norberg');
  if (!row) throw new Error('nothing is told');
  return row;
}

test('an order that was found in time is told with its perks and how far they got', async () => {
  const decision = buildDecision();
  expect(await tell(found({ decision: decision.id }), { decision })).toMatchObject({
    what: 'No message came about order #1001 of Ada Norberg',
    link: { label: 'Open order #1001 in Shopify', url: 'shopify://admin/orders/1001' },
    changedAt: { text: 'Nov 20, 2026, 7:00 AM' },
    result: ['It was still in time: “Return bag for regulars” was granted now.'],
    effects: [{ what: 'Add the tag “include-return-bag” to the order', status: 'started' }, { status: 'started' }],
    decision: { label: 'See what was decided about order #1001' },
  });
});

const ofReturn: FoundLate['part'] = { kind: 'return', id: returnId(501), name: '#1001-R1' };
const ofShipment: FoundLate['part'] = { kind: 'shipment', id: shipmentId(701), name: '#1001.1' };

test.each<[Partial<FoundLate>, string, string]>([
  [
    { what: 'return_missed', part: ofReturn },
    'No message came about the return #1001-R1 of Ada Norberg',
    'Concierge knows the return now. It was answered already, was asked for too long ago, or no rule was on.',
  ],
  [
    { what: 'return_change_missed', part: ofReturn },
    'No message came about a change of the return #1001-R1 of Ada Norberg',
    'Concierge knows it now, and it changes nothing that was decided.',
  ],
  [
    { what: 'shipment_missed', part: ofShipment },
    'No message came about the parcel #1001.1 of Ada Norberg',
    'Concierge knows it now. Were the parcel late, your rules would decide about it.',
  ],
  [
    { what: 'shipment_change_missed', part: ofShipment },
    'No message came about a change of the parcel #1001.1 of Ada Norberg',
    'Concierge knows it now. Were the parcel late, your rules would decide about it.',
  ],
])(
  'what belongs to an order is told by its own name, not by what was decided about the order',
  async (over, what, result) => {
    const row = await tell(found(over), { decision: buildDecision() });
    expect(row).toMatchObject({ what, result: [result], effects: [], decision: null });
    expect(row.link?.label).toBe('Open order #1001 in Shopify');
  },
);

test('a return that could not be compared is told by its name', () => {
  const left = {
    part: ofReturn,
    order: found({}).order,
    customer: customerId(7),
    problem: 'failed unexpectedly: RangeError',
  };
  const [row] = uncheckedRows(buildSweep({ unchecked: [left], uncheckedCount: 1 }), () => 'Ada Norberg');
  expect(row).toMatchObject({ id: returnId(501), what: 'The return #1001-R1 of Ada Norberg' });
});

test('an order whose perk could not be given says why', async () => {
  const decision = buildDecision({ rules: [CREDIT_RULE], guest: true });
  expect((await tell(found({ decision: decision.id, customer: null }), { decision })).result).toEqual([
    '“Thank you” could not be given. A guest order names no customer who could get it.',
  ]);
});

test.each([
  ['before the app was there', shop.installedAt - 1, /, before Concierge was installed: no perks\./],
  ['too long ago', NOW - 2 * DAY_MS, /^It was placed on Nov 18, 2026, 7:00 AM, more than 48 hours .* too late/],
  ['lately, with all rules off', NOW - HOUR_MS, /^No rule was on/],
])('an order that was placed %s got no perk, and the reason is told', async (_, placedAt, reason) => {
  const row = await tell(found({}), { placedAt });
  expect(row).toMatchObject({ result: [expect.stringMatching(reason)], effects: [], decision: null });
});

test('a missed change leads to what was decided before, and says whether it would differ', async () => {
  const decision = buildDecision();
  const change = found({ what: 'change_missed' });
  expect(await tell(change, { decision })).toMatchObject({
    what: 'No message came about a change of order #1001 of Ada Norberg',
    result: ['The change is counted now, and changes nothing that was decided.'],
    effects: [],
    decision: { url: expect.stringMatching(/^\/app\/decisions\//) },
  });
  const afterthought = {
    rule: CREDIT_RULE.id,
    kind: 'missed',
    at: NOW,
    conditions: [],
    facts: decision.facts,
  } as const;
  const reconsidered = { ...decision, afterthoughts: [afterthought] };
  expect((await tell(change, { decision: reconsidered })).result[0]).toMatch(/would come out differently/);
});

test('a missed customer is named, and opens in the shop', async () => {
  expect(await tell(found({ what: 'customer_missed', order: null, changedAt: null }))).toMatchObject({
    what: 'No message came about the customer Ada Norberg',
    link: { label: 'Open Ada Norberg in Shopify', url: 'shopify://admin/customers/7' },
    changedAt: null,
  });
});

test('pages of what was found begin with the newest', async () => {
  const { ledger } = createMemoryStores();
  const all = Array.from({ length: 30 }, (_, index) =>
    found({ order: { id: orderId(index + 1), name: `#${index + 1}` } }),
  );
  const sweep = buildSweep({ found: all, foundCount: 30 });
  const page = async (from: number) => foundRows(ledger, shop, sweep, { from, limit: 25 }, () => 'Ada');
  expect((await page(0)).map(({ what }) => what)[0]).toMatch(/#30 /);
  expect((await page(25)).map(({ what }) => what).at(-1)).toMatch(/#1 /);
});

test('what could not be checked is counted, named with its reason, and opens in the shop', () => {
  const problem = 'failed unexpectedly: RangeError';
  const unchecked = [
    { order: { id: orderId(1001), name: '#1001' }, customer: null, problem },
    { order: null, customer: customerId(7), problem },
  ];
  expect(rowOf({ unchecked, uncheckedCount: 2 })).toMatchObject({
    found: 0,
    unchecked: 2,
    url: '/app/reconciliation/sweep',
  });
  expect(uncheckedRows(buildSweep({ unchecked }), () => 'Ada Norberg')).toEqual([
    {
      id: customerId(7),
      what: 'The customer Ada Norberg',
      reason: problem,
      link: { label: 'Open Ada Norberg in Shopify', url: 'shopify://admin/customers/7' },
    },
    {
      id: orderId(1001),
      what: 'Order #1001 of a guest',
      reason: problem,
      link: { label: 'Open order #1001 in Shopify', url: 'shopify://admin/orders/1001' },
    },
  ]);
});
