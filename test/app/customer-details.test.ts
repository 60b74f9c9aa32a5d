import { expect, test } from 'vitest';
import { createMemoryStores } from '../../adapters/memory/stores.ts';
import { readCustomer } from '../../app/customer-details.server.ts';
import { newOrderRecord } from '../../core/order.ts';
import { newCustomerRecord, replaceContribution, seeOrder } from '../../core/profile.ts';
import { buildOrder, buildRefund, buildShop, customerId, DAY_MS, NOW, orderId, usd } from '../core/builders.ts';
import { buildDecision, NO_CHANGES } from '../core/decisions.ts';

const SHOP = buildShop();
const read = (stores: ReturnType<typeof createMemoryStores>, cursor?: string, id = customerId(7)) =>
  readCustomer(stores, SHOP, id, cursor, 'Ada Norberg', NOW);

test('a customer’s page says what is known and lists orders, decisions and merges, newest first', async () => {
  const stores = createMemoryStores();
  const decision = buildDecision();
  const order = { ...newOrderRecord(orderId(1001)), revision: 1, decision: decision.id };
  const snapshot = buildOrder({
    createdAt: NOW - DAY_MS,
    cancelledAt: NOW - 1_000,
    financialStatus: 'partially_refunded',
  });
  const contribution = { customer: customerId(7), placedAt: NOW - 400 * DAY_MS, netMinor: 9_900 };
  const profile = replaceContribution(
    seeOrder({ ...newCustomerRecord(customerId(7)).profile, knownSince: NOW - 500 * DAY_MS }, NOW, NOW),
    null,
    contribution,
  );
  await stores.ledger.commit(SHOP.domain, {
    ...NO_CHANGES,
    orders: [{ ...order, snapshot, refunds: [buildRefund()] }],
    customers: [
      { ...newCustomerRecord(customerId(7)), revision: 1, profile },
      { ...newCustomerRecord(customerId(8)), revision: 1, gone: { at: NOW - 2 * DAY_MS, mergedInto: customerId(7) } },
    ],
    decisions: [decision],
  });
  const found = await read(stores);
  expect(found?.details).toMatchObject({
    name: 'Ada Norberg',
    shopUrl: 'shopify://admin/customers/7',
    gone: null,
    year: { spend: '0.00 USD', orders: 0 },
    lifetime: { spend: '99.00 USD', orders: 1 },
    entries: [
      {
        title: 'Decision about order #1001',
        details: ['Perks for 0.40 USD.'],
        outcomes: [{ name: 'Return bag for regulars', outcome: 'granted' }],
        effects: [{ what: 'Add the tag “include-return-bag” to the order', status: 'started' }, { status: 'started' }],
      },
      {
        title: 'Order #1001',
        url: 'shopify://admin/orders/1001',
        details: [
          '180.00 USD, partially refunded.',
          'Cancelled Nov 20, 2026, 6:59 AM.',
          'Refunded 50.00 USD Nov 20, 2026, 7:00 AM.',
        ],
      },
      { title: 'Customer 8 was merged into this one', url: '/app/customers/8' },
    ],
  });
  expect((await read(stores, undefined, customerId(8)))?.details).toMatchObject({
    shopUrl: null,
    gone: { what: 'merged', keptUrl: '/app/customers/7' },
    entries: [],
  });
  expect(await read(stores, undefined, customerId(9))).toBeNull();
});

test('a long history comes in pages of 25', async () => {
  const stores = createMemoryStores();
  const orders = Array.from({ length: 60 }, (_, index) => ({
    ...newOrderRecord(orderId(index + 1)),
    revision: 1,
    snapshot: buildOrder({
      id: orderId(index + 1),
      name: `#${index + 1}`,
      createdAt: NOW - index * DAY_MS,
      total: usd(100),
    }),
  }));
  await stores.ledger.commit(SHOP.domain, { ...NO_CHANGES, orders });
  const titles: string[] = [];
  let pages = 0;
  for (let cursor: string | undefined = ''; cursor !== undefined; pages += 1) {
    const page = await read(stores, cursor);
    titles.push(...(page?.details.entries ?? []).map(({ title }) => title));
    cursor = page?.cursor ?? undefined;
  }
  expect(pages).toBe(3);
  expect(titles).toEqual(orders.map(({ snapshot }) => `Order ${snapshot.name}`));
});
