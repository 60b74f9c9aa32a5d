import { expect, test } from 'vitest';
import type { Stores } from '../../adapters/stores.ts';
import type { CompanyRecord } from '../../core/company.ts';
import { newOrderRecord, type OrderRecord } from '../../core/order.ts';
import {
  buildOrder,
  buildVersion,
  companyId,
  customerId,
  DAY_MS,
  NOW,
  orderId,
  shopDomain,
  usd,
} from '../core/builders.ts';
import { NO_CHANGES } from '../core/decisions.ts';

const SHOP = shopDomain('atelier');
const OTHER = shopDomain('other');
const ACME = companyId(31);
const TODAY = { from: NOW, to: NOW };

function build(number: number, over: Partial<CompanyRecord> = {}): CompanyRecord {
  const snapshot = { createdAt: NOW, people: [7, 8].map(customerId), mainContact: customerId(7) };
  return { id: companyId(number), revision: 1, readAt: NOW, snapshot, ...over };
}

function bought(number: number, over: Parameters<typeof buildOrder>[0], record: Partial<OrderRecord> = {}) {
  const id = orderId(number);
  const snapshot = buildOrder({ id, company: ACME, ...over });
  return {
    ...newOrderRecord(id),
    revision: 1,
    snapshot,
    snapshotVersion: buildVersion(),
    companies: [ACME],
    ...record,
  } satisfies OrderRecord;
}

/** What is kept of companies: their people in a store of their own, what was bought for them with the orders. */
export function companiesContract(create: () => Promise<Stores>): void {
  test('a company is found as it was saved last, and listed with the others of its shop', async () => {
    const { companies } = await create();
    const gone = build(32, { snapshot: null });
    const more = build(31, { revision: 2, readAt: NOW + 1, snapshot: null });
    for (const record of [build(31), more, gone]) expect(await companies.save(SHOP, record)).toBe(true);
    expect(await companies.find(SHOP, ACME)).toEqual(more);
    expect(await companies.find(SHOP, companyId(33))).toBeNull();
    const listed = await companies.list(SHOP, 10);
    expect(listed.toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual([more, gone]);
    const [first] = await companies.list(SHOP, 1);
    expect([first, ...(await companies.list(SHOP, 5, first?.id))]).toEqual(listed);
    expect(await companies.list(SHOP, 5, listed[1]?.id)).toEqual([]);
  });

  test('a stale or a skipped revision is not saved, and of those who save at once, one is', async () => {
    const { companies } = await create();
    expect(await companies.save(SHOP, build(31, { revision: 2 }))).toBe(false);
    const saved = await Promise.all([1, 2, 3].map(() => companies.save(SHOP, build(31))));
    expect(saved.filter(Boolean)).toHaveLength(1);
    for (const revision of [1, 3]) expect(await companies.save(SHOP, build(31, { revision }))).toBe(false);
  });

  test('one shop never sees another’s companies, nor what was bought for them', async () => {
    const { companies, ledger } = await create();
    await companies.save(SHOP, build(31));
    await ledger.commit(SHOP, { ...NO_CHANGES, orders: [bought(1, {})] });
    expect(await companies.find(OTHER, ACME)).toBeNull();
    expect(await companies.list(OTHER, 10)).toEqual([]);
    expect(await ledger.ordersFor(OTHER, ACME, TODAY, 10)).toEqual([]);
    expect(await companies.save(OTHER, build(31))).toBe(true);
  });

  test('an order counts for its company what its newest state counts, and nothing once it does not count', async () => {
    const { ledger } = await create();
    const put = (...orders: OrderRecord[]) => ledger.commit(SHOP, { ...NO_CHANGES, orders });
    const refund = { id: 'gid://shopify/Refund/9', order: orderId(2), amount: usd(500), createdAt: NOW };
    expect(await put(bought(1, { total: usd(1_000) }), bought(3, { financialStatus: 'pending' }))).toBe('committed');
    expect(await put(bought(2, { customer: null, total: usd(2_000) }, { refunds: [refund as never] }))).toBe(
      'committed',
    );
    const counted = async (company = ACME) =>
      (await ledger.ordersFor(SHOP, company, TODAY, 10)).toSorted((a, b) => (a.order < b.order ? -1 : 1));
    expect(await counted()).toEqual([
      { order: orderId(1), placedAt: NOW, net: usd(1_000) },
      { order: orderId(2), placedAt: NOW, net: usd(1_500) },
    ]);
    const beta = companyId(32);
    const moved = bought(1, { total: usd(900), company: beta }, { revision: 2, companies: [ACME, beta] });
    expect(await put(moved, bought(2, { cancelledAt: NOW }, { revision: 2 }))).toBe('committed');
    expect(await counted()).toEqual([]);
    expect(await counted(beta)).toEqual([{ order: orderId(1), placedAt: NOW, net: usd(900) }]);
    // What was not written changes nothing.
    expect(await put(bought(3, {}, { revision: 7 }))).toBe('conflict');
    expect(await counted()).toEqual([]);
  });

  test('of the orders of a company only those of the days asked for are read, the newest first, and no more than asked for', async () => {
    const { ledger } = await create();
    const days = [-400, -366, -365, -20, -1, 0, 1];
    const orders = days.map((day, index) => bought(index + 1, { createdAt: NOW + day * DAY_MS }));
    expect(await ledger.commit(SHOP, { ...NO_CHANGES, orders })).toBe('committed');
    const read = async (from: number, to: number, limit = 10) =>
      (await ledger.ordersFor(SHOP, ACME, { from: NOW + from * DAY_MS, to: NOW + to * DAY_MS }, limit)).map(
        ({ placedAt }) => (placedAt - NOW) / DAY_MS,
      );
    expect(await read(-365, 0)).toEqual([0, -1, -20, -365]);
    expect(await read(-365, 0, 2)).toEqual([0, -1]);
    expect(await read(-5, -2)).toEqual([]);
  });
}
