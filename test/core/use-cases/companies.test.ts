import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createMemoryEffectQueue } from '../../../adapters/memory/effect-queue.ts';
import { createMemoryStores } from '../../../adapters/memory/stores.ts';
import type { CompanySnapshot, SeenCompany } from '../../../core/company.ts';
import { companyTotals, companyYear, foldCompany, MOST_COMPANY_ORDERS } from '../../../core/company.ts';
import type { CompanyId } from '../../../core/identity.ts';
import type { Observation } from '../../../core/observation.ts';
import type { Rule } from '../../../core/policy.ts';
import { customerFile } from '../../../core/use-cases/customer-file.ts';
import { eraseCustomer } from '../../../core/use-cases/erase-customer.ts';
import { observe } from '../../../core/use-cases/observe.ts';
import { EMPTY_SHOP } from '../../functions/services.ts';
import {
  buildOrder,
  buildShop,
  buildVersion,
  companyId,
  customerId,
  DAY_MS,
  HOUR_MS,
  NOW,
  orderId,
  refundId,
  usd,
} from '../builders.ts';
import { BAG_RULE, SCOPES } from '../decisions.ts';
import { SHOP } from './stage.ts';

const ACME = companyId(31);
const [ADA, BEN, CARL] = [7, 8, 9].map(customerId) as [
  ReturnType<typeof customerId>,
  ReturnType<typeof customerId>,
  ReturnType<typeof customerId>,
];

const INSTALLED = NOW - 30 * DAY_MS;

async function setUp(rules: readonly Rule[] = []) {
  const stores = createMemoryStores();
  await stores.shops.install(SHOP, buildShop({ scopes: SCOPES }), INSTALLED);
  if (rules.length > 0) await stores.policies.publish(SHOP, { rules: [...rules] }, 0, '1', NOW - DAY_MS);
  const shop: { company: CompanySnapshot | null | 'unreadable'; readAt: number; reads: number } = {
    company: { createdAt: NOW - DAY_MS, people: [ADA, BEN], mainContact: ADA },
    readAt: NOW,
    reads: 0,
  };
  const ports = {
    ...stores,
    effects: createMemoryEffectQueue(),
    reader: {
      ...EMPTY_SHOP,
      async company(_shop: unknown, company: CompanyId) {
        shop.reads += 1;
        if (shop.company === 'unreadable') return { kind: 'unavailable' as const, problem: 'throttled' };
        if (!shop.company) return { kind: 'missing' as const };
        return { kind: 'found' as const, seen: { company, snapshot: shop.company, readAt: shop.readAt } };
      },
    },
    backoff: async () => undefined,
    confirmInstallation: async () => 'confirmed' as const,
  };
  const tell = (observation: Observation, now = NOW) => observe(ports, SHOP, observation, now);
  const bought = (number: number, over: Parameters<typeof buildOrder>[0] = {}, at = NOW - HOUR_MS) =>
    tell({
      type: 'order.seen',
      order: buildOrder({ id: orderId(number), name: `#${number}`, createdAt: at, company: ACME, ...over }),
      version: buildVersion({ updatedAt: at, triggeredAt: at }),
    });
  const totals = async () => companyTotals(await stores.ledger.ordersFor(SHOP, ACME, companyYear(NOW), 10), 'USD', NOW);
  return {
    stores,
    ports,
    shop,
    tell,
    bought,
    totals,
    touch: () => tell({ type: 'company.touched', company: ACME }, shop.readAt),
  };
}

async function erase({ ports, stores }: Awaited<ReturnType<typeof setUp>>, customer = ADA) {
  const traces = { customer, contacts: [], orders: [], settling: false, parkedCursor: null };
  const { id } = await stores.erasures.begin(SHOP, traces, NOW);
  for (const at of [NOW, NOW + HOUR_MS]) await eraseCustomer(ports, SHOP, id, at, () => true);
}

test('a company is read whenever it is told of, and the newest reading holds whatever comes late', async () => {
  const { stores, shop, touch } = await setUp();
  expect(await touch()).toEqual({ kind: 'folded' });
  expect(await touch()).toEqual({ kind: 'known' });
  shop.company = { createdAt: NOW - DAY_MS, people: [BEN, CARL], mainContact: null };
  shop.readAt = NOW + 2;
  await touch();
  shop.company = { createdAt: NOW - DAY_MS, people: [ADA], mainContact: ADA };
  shop.readAt = NOW + 1;
  expect(await touch()).toEqual({ kind: 'known' });
  expect((await stores.companies.find(SHOP, ACME))?.snapshot?.people).toEqual([BEN, CARL]);
  shop.company = null;
  shop.readAt = NOW + 3;
  expect(await touch()).toEqual({ kind: 'folded' });
  expect(await stores.companies.find(SHOP, ACME)).toMatchObject({ snapshot: null });
});

test('a company that the shop does not have is not begun', async () => {
  const { stores, shop, touch } = await setUp();
  shop.company = null;
  expect(await touch()).toEqual({ kind: 'ignored', reason: 'company_missing' });
  expect(await stores.companies.list(SHOP, 10)).toEqual([]);
});

test('a company that an order names is read once, and the order waits for nothing of it', async () => {
  const { stores, shop, bought } = await setUp([FOR_COMPANIES]);
  shop.company = 'unreadable';
  expect(await bought(1)).toMatchObject({ kind: 'decided' });
  expect(await stores.companies.list(SHOP, 10)).toEqual([]);
  shop.company = { createdAt: NOW - DAY_MS, people: [ADA], mainContact: null };
  await bought(2);
  await bought(2);
  await bought(3);
  expect(await stores.companies.list(SHOP, 10)).toMatchObject([{ id: ACME, snapshot: { people: [ADA] } }]);
  expect(shop.reads).toBe(2);
});

test('in any order, however often, the record is that of the last reading', () => {
  const readings: SeenCompany[] = [1, 2, 3, 4].map((number) => ({
    company: ACME,
    snapshot: number === 3 ? null : { createdAt: NOW, people: [customerId(number)], mainContact: null },
    readAt: NOW + number,
  }));
  fc.assert(
    fc.property(
      fc.shuffledSubarray(readings, { minLength: 1 }),
      fc.array(fc.constantFrom(...readings)),
      (some, more) => {
        const told = [...some, ...more];
        const record = told.reduce<ReturnType<typeof foldCompany>>(
          (known, seen) => foldCompany(known, seen) ?? known,
          null,
        );
        const newest = told.toSorted((a, b) => b.readAt - a.readAt)[0];
        expect(record).toMatchObject({ snapshot: newest?.snapshot ?? null, readAt: newest?.readAt });
      },
    ),
  );
});

test('what was bought for a company is counted once, whoever placed it, in whatever order and however often it is told', async () => {
  const state = (number: number, over: Parameters<typeof buildOrder>[0], updatedAt: number): Observation => ({
    type: 'order.seen',
    order: buildOrder({ id: orderId(number), createdAt: NOW - HOUR_MS, company: ACME, ...over }),
    version: buildVersion({ updatedAt, triggeredAt: updatedAt }),
  });
  const told: readonly Observation[] = [
    state(1, { customer: ADA, total: usd(1_000) }, NOW - 30),
    state(1, { customer: ADA, total: usd(900) }, NOW - 20),
    state(2, { customer: BEN, total: usd(2_000) }, NOW - 30),
    state(3, { customer: BEN, total: usd(4_000) }, NOW - 30),
    state(3, { customer: BEN, total: usd(4_000), cancelledAt: NOW - 10 }, NOW - 10),
    state(4, { customer: null, total: usd(8_000) }, NOW - 30),
    { type: 'refund.seen', refund: { id: refundId(5), order: orderId(2), amount: usd(300), createdAt: NOW - 15 } },
  ];
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray([...told], { minLength: told.length }),
      fc.array(fc.constantFrom(...told), { maxLength: 4 }),
      async (once, again) => {
        const { tell, totals } = await setUp();
        for (const observation of [...once, ...again]) await tell(observation);
        expect(await totals()).toEqual({ netMinor: 900 + 1_700 + 8_000, orders: 3 });
      },
    ),
    { numRuns: 40 },
  );
});

test('who is erased is no person of any company any more, is not read back, and what they bought stays counted', async () => {
  const world = await setUp();
  const { stores, shop, bought, touch, totals } = world;
  await bought(1, { customer: ADA, total: usd(5_000) });
  await touch();
  await erase(world);
  const kept = await stores.companies.find(SHOP, ACME);
  expect(kept?.snapshot).toMatchObject({ people: [BEN], mainContact: null });
  shop.readAt = NOW + DAY_MS;
  await touch();
  expect((await stores.companies.find(SHOP, ACME))?.snapshot).toMatchObject({ people: [BEN], mainContact: null });
  expect(JSON.stringify(await stores.companies.list(SHOP, 10))).not.toContain(ADA);
  expect(await totals()).toEqual({ netMinor: 5_000, orders: 1 });
});

test('a merge moves the orders and leaves what they count for the company', async () => {
  const { bought, tell, totals } = await setUp();
  await bought(1, { customer: ADA, total: usd(5_000) });
  await bought(2, { customer: BEN, total: usd(2_000) });
  await tell({ type: 'customers.merged', kept: BEN, gone: ADA, toldAt: NOW });
  expect(await totals()).toEqual({ netMinor: 7_000, orders: 2 });
});

test('an order that the shop deleted counts nothing for its company, whatever is told of it later', async () => {
  const { bought, tell, totals } = await setUp();
  await bought(1, { total: usd(5_000) });
  await bought(2, { total: usd(2_000) });
  await tell({ type: 'order.deleted', order: orderId(1), at: NOW });
  await bought(1, { total: usd(6_000) }, NOW - HOUR_MS + 1);
  expect(await totals()).toEqual({ netMinor: 2_000, orders: 1 });
});

test('who asks for their data is told of the companies that they buy for', async () => {
  const { ports, bought, touch } = await setUp();
  await bought(1, { customer: ADA });
  await touch();
  const request = { id: '1', revision: 1, customer: ADA, authors: [], receivedAt: NOW, handedOverAt: null };
  const file = await customerFile(ports, SHOP, request, NOW);
  expect(file?.companies).toEqual([ACME]);
});

const rule = (when: Rule['when']): Rule => ({ ...BAG_RULE, when });
const FOR_COMPANIES = rule([{ fact: 'order.company', operator: 'is', value: true }]);
const FOR_BIG_ONES = rule([{ fact: 'company.spend.365d', operator: 'at_least', value: usd(10_000) }]);

test('a rule for companies answers an order that is bought for one, and no other', async () => {
  const { bought } = await setUp([FOR_COMPANIES]);
  const other = await setUp([FOR_COMPANIES]);
  expect(await bought(1)).toMatchObject({ kind: 'decided', decision: { outcomes: [{ outcome: 'granted' }] } });
  const { company: _none, ...own } = buildOrder({ createdAt: NOW - HOUR_MS });
  const observed = await other.tell({ type: 'order.seen', order: own, version: buildVersion() });
  expect(observed).toMatchObject({ kind: 'decided', decision: { outcomes: [{ outcome: 'no_match' }] } });
});

test('a company’s spend is that of all its people within the year, without the order itself; of none it is unknown', async () => {
  const { stores, bought, tell } = await setUp([FOR_BIG_ONES]);
  await stores.shops.setImported(SHOP, INSTALLED, { since: NOW - 430 * DAY_MS, at: INSTALLED });
  await bought(1, { customer: BEN, total: usd(9_000) }, NOW - 20 * DAY_MS);
  await bought(2, { customer: BEN, total: usd(50_000) }, NOW - 400 * DAY_MS);
  const spend = { type: 'money', money: usd(9_000) };
  expect(await bought(3, { customer: ADA, total: usd(70_000) })).toMatchObject({
    decision: { facts: { 'company.spend.365d': spend }, outcomes: [{ outcome: 'no_match' }] },
  });
  const next = await bought(4, { customer: CARL, total: usd(100) });
  expect(next).toMatchObject({
    decision: {
      facts: { 'company.spend.365d': { type: 'money', money: usd(79_000) } },
      outcomes: [{ outcome: 'granted' }],
    },
  });
  const { company: _none, ...own } = buildOrder({ id: orderId(5), createdAt: NOW - HOUR_MS });
  expect(await tell({ type: 'order.seen', order: own, version: buildVersion() })).toMatchObject({
    decision: {
      facts: { 'company.spend.365d': { type: 'unknown', reason: 'no_company' } },
      outcomes: [{ outcome: 'no_match' }],
    },
  });
});

test('a company’s spend is unknown until the orders of its whole year are known, whoever of them was met', async () => {
  const spendIn = async (since: number | null) => {
    const { stores, bought } = await setUp([FOR_BIG_ONES]);
    if (since !== null) await stores.shops.setImported(SHOP, INSTALLED, { since: NOW - since * DAY_MS, at: INSTALLED });
    await bought(1, { customer: BEN, total: usd(90_000) }, NOW - 20 * DAY_MS);
    const observed = await bought(2, { customer: ADA });
    if (observed.kind !== 'decided') throw new Error(observed.kind);
    return { spend: observed.decision.facts['company.spend.365d'], outcome: observed.decision.outcomes[0]?.outcome };
  };
  const unknown = { spend: { type: 'unknown', reason: 'past_not_read' }, outcome: 'no_match' };
  expect(await spendIn(null)).toEqual(unknown);
  // The platform showed no more than 60 days.
  expect(await spendIn(90)).toEqual(unknown);
  expect(await spendIn(430)).toEqual({ spend: { type: 'money', money: usd(90_000) }, outcome: 'granted' });
});

test('a shop that was installed for a year needs no import: whatever was bought since was told', async () => {
  const world = await setUp([FOR_BIG_ONES]);
  const later = INSTALLED + 367 * DAY_MS;
  await world.bought(1, { customer: BEN, total: usd(90_000) }, later - 20 * DAY_MS);
  const order = buildOrder({ id: orderId(2), createdAt: later, company: ACME });
  const version = buildVersion({ updatedAt: later, triggeredAt: later });
  expect(await world.tell({ type: 'order.seen', order, version }, later)).toMatchObject({
    decision: { facts: { 'company.spend.365d': { type: 'money', money: usd(90_000) } } },
  });
});

test('more orders than are added up are unknown, not added up in part', () => {
  const orders = Array.from({ length: MOST_COMPANY_ORDERS + 1 }, (_, index) => ({
    order: orderId(index + 1),
    placedAt: NOW,
    net: usd(1),
  }));
  expect(companyTotals(orders, 'USD', NOW)).toBe('too_many_orders');
  expect(companyTotals(orders.slice(1), 'USD', NOW)).toEqual({
    netMinor: MOST_COMPANY_ORDERS,
    orders: MOST_COMPANY_ORDERS,
  });
});

test('a company that was read before the shop was installed is read again with its next order', async () => {
  const { stores, shop, bought } = await setUp();
  const snapshot = { createdAt: NOW - 90 * DAY_MS, people: [CARL], mainContact: null };
  await stores.companies.save(SHOP, { id: ACME, revision: 1, readAt: INSTALLED - 1, snapshot });
  await bought(1);
  await bought(2);
  expect((await stores.companies.find(SHOP, ACME))?.snapshot?.people).toEqual([ADA, BEN]);
  expect(shop.reads).toBe(1);
});

test('who is erased out of time is taken out of the companies at the next go', async () => {
  const { ports, stores, touch } = await setUp();
  await touch();
  const traces = { customer: ADA, contacts: [], orders: [], settling: true, parkedCursor: null };
  const { id } = await stores.erasures.begin(SHOP, traces, NOW);
  await eraseCustomer(ports, SHOP, id, NOW, () => false);
  expect((await stores.companies.find(SHOP, ACME))?.snapshot?.people).toContain(ADA);
  expect(await stores.erasures.find(SHOP, id)).toMatchObject({ finishedAt: null });
  await eraseCustomer(ports, SHOP, id, NOW + HOUR_MS, () => true);
  expect((await stores.companies.find(SHOP, ACME))?.snapshot?.people).toEqual([BEN]);
  expect((await stores.erasures.find(SHOP, id))?.finishedAt).not.toBeNull();
});

test('all companies are looked through, page by page', async () => {
  const { ports, stores } = await setUp();
  const snapshot = { createdAt: NOW, people: [CARL], mainContact: null };
  for (let number = 1; number <= 2_050; number += 1)
    await stores.companies.save(SHOP, { id: companyId(10_000 + number), revision: 1, readAt: NOW, snapshot });
  const request = { id: '1', revision: 1, customer: CARL, authors: [], receivedAt: NOW, handedOverAt: null };
  expect(new Set((await customerFile(ports, SHOP, request, NOW))?.companies).size).toBe(2_050);
});
