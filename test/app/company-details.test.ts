import { expect, test } from 'vitest';
import { createMemoryStores } from '../../adapters/memory/stores.ts';
import { readCompany } from '../../app/company-details.server.ts';
import type { CompanySnapshot } from '../../core/company.ts';
import type { CustomerId } from '../../core/identity.ts';
import { newOrderRecord, type OrderSnapshot } from '../../core/order.ts';
import type { CompanyNames, ShopReader } from '../../core/ports.ts';
import { newCustomerRecord, replaceContribution, seeOrder } from '../../core/profile.ts';
import {
  buildOrder,
  buildShop,
  buildVersion,
  companyId,
  customerId,
  DAY_MS,
  NOW,
  orderId,
  usd,
} from '../core/builders.ts';
import { NO_CHANGES } from '../core/decisions.ts';

const SHOP = buildShop();
const ACME = companyId(31);
const ADA = customerId(7);
const PEOPLE: CompanySnapshot = { createdAt: NOW - 90 * DAY_MS, people: [7, 8, 9].map(customerId), mainContact: ADA };

interface Given {
  readonly kept?: CompanySnapshot | null;
  readonly live?: CompanySnapshot | 'unavailable';
  readonly readAt?: number;
  readonly imported?: boolean;
  readonly name?: Awaited<ReturnType<CompanyNames['name']>>;
  readonly orders?: readonly Partial<OrderSnapshot>[];
  readonly mergedInto?: CustomerId;
}

async function read(given: Given) {
  const { kept, live, name = { kind: 'found', name: 'Acme' }, orders = [], mergedInto, readAt = NOW } = given;
  const stores = createMemoryStores();
  if (kept !== undefined) await stores.companies.save(SHOP.domain, { id: ACME, revision: 1, readAt, snapshot: kept });
  const spent = { customer: ADA, placedAt: NOW - DAY_MS, netMinor: 20_000 };
  const ada = newCustomerRecord(ADA);
  const profile = replaceContribution(seeOrder(ada.profile, spent.placedAt, NOW), null, spent);
  const merged = { ...newCustomerRecord(customerId(8)), revision: 1 };
  await stores.ledger.commit(SHOP.domain, {
    ...NO_CHANGES,
    customers: [
      { ...ada, revision: 1, profile },
      ...(mergedInto ? [{ ...merged, gone: { at: NOW, mergedInto } }] : []),
    ],
    orders: orders.map((over, index) => {
      const id = orderId(index + 1);
      const snapshot = buildOrder({ id, company: ACME, ...over });
      return { ...newOrderRecord(id), revision: 1, snapshot, snapshotVersion: buildVersion(), companies: [ACME] };
    }),
  });
  const company: ShopReader['company'] = async () => {
    if (live === 'unavailable') return { kind: 'unavailable', problem: 'HTTP 503' };
    return live ? { kind: 'found', seen: { company: ACME, snapshot: live, readAt: NOW } } : { kind: 'missing' };
  };
  const companyNames = { name: async () => name };
  const records = { ...stores, companyNames, reader: { company }, backoff: async () => undefined };
  const names = async () => (person: string) => `Person ${person.split('/').at(-1)}`;
  const imported = given.imported ? { since: NOW - 400 * DAY_MS, at: NOW } : null;
  return readCompany(records, { ...SHOP, imported }, ACME, NOW, names);
}

test('a company is shown as it is kept: its people, and what was bought for it, each order once', async () => {
  const orders = [
    { total: usd(5_000), createdAt: NOW - DAY_MS },
    { total: usd(2_000), createdAt: NOW - 2 * DAY_MS, customer: null },
    { total: usd(1_000), createdAt: NOW - 500 * DAY_MS },
    { total: usd(9_000), createdAt: NOW - DAY_MS, cancelledAt: NOW },
  ];
  expect(await read({ kept: PEOPLE, orders })).toMatchObject({
    name: 'Acme',
    year: { spend: '70.00 USD', orders: 2 },
    knownSince: { iso: new Date(SHOP.installedAt).toISOString() },
    madeAt: { iso: new Date(NOW - 90 * DAY_MS).toISOString() },
    isGone: false,
    people: [
      { name: 'Person 7', url: '/app/customers/7', isMain: true, year: { spend: '200.00 USD', orders: 1 } },
      { name: 'Person 8', url: '/app/customers/8', isMain: false, year: null },
      { name: 'Person 9', url: '/app/customers/9', isMain: false, year: null },
    ],
    hasMore: false,
  });
});

test('who was merged into another of its people is shown once, as who they are', async () => {
  const company = await read({ kept: PEOPLE, mergedInto: ADA });
  expect(typeof company === 'string' ? company : company.people?.map(({ name }) => name)).toEqual([
    'Person 7',
    'Person 9',
  ]);
});

test('the page stands without its name, and says when the shop has no such company any more', async () => {
  const unavailable = { kind: 'unavailable', problem: 'throttled' } as const;
  expect(await read({ kept: PEOPLE, name: unavailable })).toMatchObject({ name: 'Company 31', isGone: false });
  expect(await read({ kept: null, name: { kind: 'missing' } })).toMatchObject({ isGone: true, people: [] });
  // Known from its orders alone.
  expect(await read({ orders: [{}], name: { kind: 'missing' } })).toMatchObject({ isGone: true, people: [] });
});

test('of a company that nothing was told of yet the people are asked for', async () => {
  expect(await read({ live: { ...PEOPLE, hasMorePeople: true } })).toMatchObject({
    people: [{ name: 'Person 7' }, { name: 'Person 8' }, { name: 'Person 9' }],
    year: { orders: 0 },
    hasMore: true,
  });
});

test('what was spent in another currency is not added up', async () => {
  const orders = [{ total: usd(5_000) }, { total: { amountMinor: 100, currency: 'EUR' }, createdAt: NOW - 2 * DAY_MS }];
  expect(await read({ kept: PEOPLE, orders })).toMatchObject({ year: 'other_currency' });
});

test('a company that neither we nor the shop know is missing, one that can’t be read now is not', async () => {
  expect(await read({ name: { kind: 'missing' } })).toBe('missing');
  expect(await read({ name: { kind: 'unavailable', problem: 'throttled' } })).toBe('unreadable');
  expect(await read({ name: { kind: 'denied', problem: 'no access to B2B' } })).toBe('unreadable');
});

test('where the shop can’t be asked who buys for a company, nobody says that there is nobody', async () => {
  expect(await read({ live: 'unavailable' })).toMatchObject({ name: 'Acme', isGone: false, people: null });
  expect(await read({ orders: [{}], live: 'unavailable' })).toMatchObject({ isGone: false, people: null });
});

test('what was read more than a day ago is read anew, and stays where the shop can’t be asked', async () => {
  const live = { ...PEOPLE, people: [customerId(9)], mainContact: null };
  const nine = [{ name: 'Person 9' }];
  const old = NOW - DAY_MS - 1;
  expect(await read({ kept: PEOPLE, live, readAt: old })).toMatchObject({ people: nine });
  expect(await read({ kept: PEOPLE, live, readAt: NOW - DAY_MS })).toMatchObject({ people: [{}, {}, {}] });
  expect(await read({ kept: live, live: 'unavailable', readAt: old })).toMatchObject({ people: nine });
  expect(await read({ kept: PEOPLE, readAt: old })).toMatchObject({ isGone: true, people: [] });
});

test('the page says from when on all orders are known, where that is not the whole year', async () => {
  expect(await read({ kept: PEOPLE, imported: true })).toMatchObject({ knownSince: null });
});
