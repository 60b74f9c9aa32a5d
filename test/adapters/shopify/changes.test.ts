import { describe, expect, test } from 'vitest';
import { createShopReader } from '../../../adapters/shopify/reader.ts';
import { gatewayOver, SHOP } from './gateway.ts';
import { answering, json, type Sent, shopOf } from './stub-fetch.ts';

const NOW = Date.UTC(2026, 9, 3, 2);
const SPAN = { from: Date.UTC(2026, 9, 2, 2, 0, 0, 400), until: Date.UTC(2026, 9, 3, 1, 45) };

interface Page {
  readonly first: number;
  readonly after?: string | null;
  readonly query: string;
  readonly sortKey: string;
}

/** Pages of items, and what was asked for. */
function pagesOf(items: readonly unknown[]) {
  const asked: Page[] = [];
  const page = (args: Page) => {
    asked.push(args);
    const start = Number(args.after ?? 0);
    const hasNextPage = start + args.first < items.length;
    return {
      nodes: items.slice(start, start + args.first),
      pageInfo: { hasNextPage, endCursor: String(start + args.first) },
    };
  };
  return { page, asked };
}

function orderOf(number: number, { updatedAt = '2026-10-02T12:00:00Z', lines = 2, amount = '10.0' } = {}) {
  const unitPrice = { shopMoney: { amount: '5.0', currencyCode: 'USD' } };
  const line = {
    title: 'Shirt',
    variantTitle: 'M',
    currentQuantity: 1,
    product: null,
    sku: null,
    vendor: null,
    originalUnitPriceSet: unitPrice,
    discountedUnitPriceAfterAllDiscountsSet: unitPrice,
  };
  return {
    id: `gid://shopify/Order/${number}`,
    name: `#${number}`,
    createdAt: '2026-10-02T11:00:00Z',
    updatedAt,
    cancelledAt: null,
    test: false,
    displayFinancialStatus: 'PAID',
    customer: null,
    currentTotalPriceSet: { shopMoney: { amount, currencyCode: 'USD' } },
    refunds: [],
    sourceName: 'web',
    discountCodes: [],
    shippingLines: { nodes: [] },
    shippingAddress: null,
    billingAddressMatchesShippingAddress: false,
    returns: { nodes: [] as object[] },
    fulfillments: [] as object[],
    lineItems: ({ first, after }: { first: number; after?: string | null }) => {
      const start = Number(after ?? 0);
      const nodes = Array.from({ length: Math.min(first, lines - start) }, () => line);
      return { nodes, pageInfo: { hasNextPage: start + first < lines, endCursor: String(start + first) } };
    },
  };
}

const SCOPES = ['read_orders', 'read_returns'];

function readerOver(...answers: ((sent: Sent) => Response | Promise<Response>)[]) {
  return createShopReader(gatewayOver(answering(...answers).fetch).gateway, () => NOW);
}

describe('the orders that changed', () => {
  test('come page by page, oldest change first, with all their lines', async () => {
    const orders = Array.from({ length: 20 }, (_, index) => orderOf(index + 1, { lines: index === 3 ? 230 : 2 }));
    const { page, asked } = pagesOf(orders);
    const reader = readerOver(
      shopOf({ orders: page, order: ({ id }: { id: string }) => orders.find((order) => order.id === id) ?? null }),
    );
    const first = await reader.changedOrders(SHOP, SPAN, null, SCOPES);
    if (first.kind !== 'page') throw new Error(first.kind);
    const second = await reader.changedOrders(SHOP, SPAN, first.cursor, SCOPES);
    if (second.kind !== 'page') throw new Error(second.kind);
    const seen = [...first.seen, ...second.seen];
    expect(seen.map(({ order }) => order.name)).toEqual(orders.map(({ name }) => name));
    expect(seen.map(({ order }) => order.lines.length)).toEqual(orders.map((_, index) => (index === 3 ? 230 : 2)));
    expect(seen[0]?.version).toMatchObject({ updatedAt: Date.UTC(2026, 9, 2, 12), triggeredAt: NOW });
    expect(second.cursor).toBeNull();
    expect(asked[0]).toMatchObject({
      query:
        "(updated_at:>='2026-10-02T02:00:00Z' AND updated_at:<='2026-10-03T01:45:00Z') OR return_status:return_requested",
      sortKey: 'UPDATED_AT',
    });
  });

  test('are those of the span to the second, whatever else the search finds', async () => {
    const orders = [
      orderOf(1, { updatedAt: '2026-10-02T01:59:59Z' }),
      orderOf(2, { updatedAt: '2026-10-02T02:00:00Z' }),
      orderOf(3, { updatedAt: '2026-10-03T01:44:59Z' }),
      orderOf(4, { updatedAt: '2026-10-03T01:45:00Z' }),
      orderOf(5, { amount: '10.005' }),
    ];
    const page = await readerOver(shopOf({ orders: pagesOf(orders).page })).changedOrders(SHOP, SPAN, null, SCOPES);
    if (page.kind !== 'page') throw new Error(page.kind);
    expect(page.seen.map(({ order }) => order.name)).toEqual(['#2', '#3']);
  });

  test('come with their returns and shipments, and with returns that are asked for whatever changed', async () => {
    const at = (hour: number) => new Date(Date.UTC(2026, 9, 2, hour)).toISOString();
    const returned = (id: number, status: string, createdAt: string) => ({
      id: `gid://shopify/Return/${id}`,
      name: `#1-R${id}`,
      status,
      createdAt,
    });
    const order = {
      ...orderOf(1),
      customer: { id: 'gid://shopify/Customer/7' },
      returns: { nodes: [returned(5, 'CANCELED', at(10)), returned(6, 'REQUESTED', 'no date')] },
      fulfillments: [{ id: 'gid://shopify/Fulfillment/3', name: '#1.1', createdAt: at(9), updatedAt: at(11) }],
    };
    const silent = {
      ...orderOf(2, { updatedAt: '2026-09-01T10:00:00Z', lines: 30 }),
      returns: { nodes: [returned(7, 'REQUESTED', at(12))] },
    };
    const { page: orders, asked } = pagesOf([order, silent]);
    const reader = readerOver(shopOf({ orders }));
    const page = await reader.changedOrders(SHOP, SPAN, null, ['write_returns', 'read_fulfillments']);
    if (page.kind !== 'page') throw new Error(page.kind);
    expect(page.seen.map(({ order }) => order.name)).toEqual(['#1']);
    const ofFirst = { order: { id: 'gid://shopify/Order/1', name: '#1' }, customer: 'gid://shopify/Customer/7' };
    const ofSilent = { order: { id: 'gid://shopify/Order/2', name: '#2' }, customer: null };
    const times = (createdAt: number, changedAt: number) => ({
      createdAt: Date.UTC(2026, 9, 2, createdAt),
      changedAt: Date.UTC(2026, 9, 2, changedAt),
    });
    const shipment = { kind: 'shipment', id: 'gid://shopify/Fulfillment/3', name: '#1.1', ...times(9, 11), ...ofFirst };
    expect(page.parts).toEqual([
      {
        kind: 'return',
        id: 'gid://shopify/Return/5',
        name: '#1-R5',
        status: 'cancelled',
        ...times(10, 12),
        ...ofFirst,
      },
      shipment,
      {
        kind: 'return',
        id: 'gid://shopify/Return/7',
        name: '#1-R7',
        status: 'requested',
        ...ofSilent,
        ...times(12, 0),
        changedAt: Date.UTC(2026, 8, 1, 10),
      },
    ]);
    expect(page.leftOut).toEqual([]);
    const guarded = await reader.changedOrders(SHOP, SPAN, null, ['read_orders']);
    expect(guarded).toMatchObject({ parts: [], leftOut: ['returns', 'shipments'] });
    expect(asked.at(-1)?.query).not.toContain('return_status');
  });

  test('that can’t be read say why, also when it is one with many lines', async () => {
    expect(await readerOver(json({}, 503)).changedOrders(SHOP, SPAN, null, SCOPES)).toMatchObject({
      kind: 'unavailable',
    });
    const denied = json({ errors: [{ message: 'Access denied', extensions: { code: 'ACCESS_DENIED' } }] });
    expect(await readerOver(denied).changedOrders(SHOP, SPAN, null, SCOPES)).toMatchObject({ kind: 'denied' });
    const shop = shopOf({ orders: pagesOf([orderOf(1, { lines: 30 })]).page });
    expect(await readerOver(shop, json({}, 503)).changedOrders(SHOP, SPAN, null, SCOPES)).toMatchObject({
      kind: 'unavailable',
    });
  });
});

describe('the customers that changed', () => {
  test('come page by page and are those of the span to the second', async () => {
    const customers = Array.from({ length: 130 }, (_, index) => ({
      id: `gid://shopify/Customer/${index + 1}`,
      defaultEmailAddress: index === 7 ? { emailAddress: 'ada@example.com' } : null,
      updatedAt: index === 0 ? '2026-10-02T00:00:00Z' : '2026-10-02T12:00:00Z',
    }));
    const { page, asked } = pagesOf(customers);
    const reader = readerOver(shopOf({ customers: page }));
    const first = await reader.changedCustomers(SHOP, SPAN, null, true);
    if (first.kind !== 'page') throw new Error(first.kind);
    const second = await reader.changedCustomers(SHOP, SPAN, first.cursor, true);
    if (second.kind !== 'page') throw new Error(second.kind);
    expect([...first.customers, ...second.customers]).toEqual(customers.slice(1).map(({ id }) => id));
    expect([...(first.emails ?? [])]).toEqual([[customers[7]?.id, 'ada@example.com']]);
    expect(second.cursor).toBeNull();
    expect(asked.map(({ sortKey }) => sortKey)).toEqual(['UPDATED_AT', 'UPDATED_AT']);
  });

  test('that can’t be read say why', async () => {
    expect(await readerOver(json({}, 503)).changedCustomers(SHOP, SPAN, null, true)).toMatchObject({
      kind: 'unavailable',
    });
  });
});

describe('the orders of a name', () => {
  test.each([
    ['#1001', 'name:"1001"'],
    [' 1001-A ', 'name:"1001-A"'],
    ['1" OR name:*', String.raw`name:"1\" OR name:*"`],
    [String.raw`1\ `, String.raw`name:"1\\"`],
  ])('%s are searched as one value', async (name, query) => {
    const { page, asked } = pagesOf([orderOf(1)]);
    expect(await readerOver(shopOf({ orders: page })).ordersNamed(SHOP, name)).toEqual({
      kind: 'found',
      orders: ['gid://shopify/Order/1'],
    });
    expect(asked[0]?.query).toBe(query);
  });

  test('without a name are none', async () => {
    expect(await readerOver(json({}, 500)).ordersNamed(SHOP, ' #')).toEqual({ kind: 'found', orders: [] });
  });

  test('that can’t be read say why', async () => {
    expect(await readerOver(json({}, 500)).ordersNamed(SHOP, '1')).toMatchObject({ kind: 'unavailable' });
  });
});
