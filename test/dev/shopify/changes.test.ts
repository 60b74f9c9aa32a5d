import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createShopReader } from '../../../adapters/shopify/reader.ts';
import { readDelivery } from '../../../adapters/shopify/webhooks.ts';
import type { Instant, OrderId, ShopDomain } from '../../../core/identity.ts';
import { type OrderSnapshot, sameSnapshot } from '../../../core/order.ts';
import type { SeenOrder, ShopReader } from '../../../core/ports.ts';
import { loadAdminSchema } from '../../../dev/shopify/schema/load.ts';
import { root } from '../../adapters/shopify/app-config.ts';
import { sample } from '../../adapters/shopify/fixtures.ts';
import { gatewayTo } from './admin-gateway.ts';
import { type Received, rawOrder, SHOP, type StandIn, standIn, until } from './stand-in.ts';

const DOMAIN = SHOP as ShopDomain;
const ORDER = 'gid://shopify/Order/820982911946154508';
const HOUR_MS = 3_600_000;
const money = (amount: string) => ({ shop_money: { amount, currency_code: 'USD' } });
const discounted = (amount: string) => ({ discount_allocations: [{ amount, amount_set: money(amount) }] });
const line = (id: number, fields: object = {}) => ({
  id,
  product_id: 632910392,
  variant_id: 808950810,
  title: 'Shirt',
  variant_title: 'M / Navy',
  quantity: 2,
  current_quantity: 2,
  price: '10.00',
  ...fields,
});

// Read once a file: on a busy machine it takes seconds, which no test's own time allows for.
beforeAll(() => void loadAdminSchema(), 60_000);

let stand: StandIn;
let reader: ShopReader;
beforeEach(async () => {
  stand = await standIn({ configFile: new URL('shopify.app.toml', root) });
  await stand.install({ scopes: undefined });
  reader = createShopReader(await gatewayTo(stand), () => stand.clock.nowMs);
});
afterEach(() => stand.close());

async function deliver(body: string, topic = 'orders/create'): Promise<void> {
  expect((await stand.post(`/dev/stores/${SHOP}/deliver?topic=${topic}`, body)).status).toBe(200);
}

/** The order as the app understands the webhook. */
function understood({ headers, body }: Received): SeenOrder {
  const now: Instant = stand.clock.nowMs;
  const topic = headers['x-shopify-topic'] ?? '';
  const delivery = readDelivery({ topic, body: body.toString('utf8'), triggeredAt: now, receivedAt: now });
  const [seen] = delivery.kind === 'observations' ? delivery.observations : [];
  if (seen?.type !== 'order.seen') throw new Error(`${topic} is no order`);
  return seen;
}

/** As a list of orders tells it: without what rules may ask beside. */
function listed({ more: _more, ...order }: OrderSnapshot): OrderSnapshot {
  return { ...order, lines: order.lines.map(({ more: _told, ...line }) => line) };
}

const SCOPES = ['read_orders', 'read_returns'];

async function changed(from: Instant, untilAt: Instant): Promise<readonly SeenOrder[]> {
  const page = await reader.changedOrders(DOMAIN, { from, until: untilAt }, null, SCOPES);
  if (page.kind !== 'page') throw new Error(page.problem);
  return page.seen;
}

describe('an order that changed', () => {
  it.each<[string, string]>([
    ['Shopify’s own sample', JSON.stringify(sample('orders_create').body)],
    ['an order of a guest', rawOrder({ customer: null })],
    ['an unpaid one', rawOrder({ financial_status: 'pending' })],
    ['a cancelled one', rawOrder({ cancelled_at: '2026-11-22T04:30:00-05:00', financial_status: 'voided' })],
    ['a test order', rawOrder({ test: true })],
    [
      'one with lines of every kind',
      rawOrder({
        line_items: [
          line(1),
          line(2, { variant_title: null }),
          line(3, { variant_title: 'Default Title' }),
          line(4, { product_id: null, variant_id: null, title: 'Gift wrap', variant_title: '' }),
          line(5, { current_quantity: 0 }),
        ],
      }),
    ],
    [
      'one with more lines than a page has',
      rawOrder({ line_items: Array.from({ length: 230 }, (_, n) => line(n + 1)) }),
    ],
    [
      'one with refunds, newest first',
      rawOrder({
        financial_status: 'partially_refunded',
        total_price_set: money('100.00'),
        current_total_price: '60.50',
        current_total_price_set: money('60.50'),
        refunds: [
          { id: 90, created_at: '2026-11-22T04:20:00-05:00', refund_line_items: [], transactions: [] },
          { id: 12, created_at: '2026-11-22T04:10:00-05:00', refund_line_items: [], transactions: [] },
        ],
      }),
    ],
  ])('is read as its webhook tells it: %s', async (_what, body) => {
    await deliver(body);
    const [webhook] = stand.received.map(understood);
    const [seen] = await changed(0, stand.clock.nowMs + 1);
    if (!webhook || !seen) throw new Error('expected the order from both');
    expect(listed(seen.order)).toEqual(listed(webhook.order));
    expect(sameSnapshot(seen.order, webhook.order)).toBe(true);
    expect(seen.version.updatedAt).toBe(webhook.version.updatedAt);
  });

  it('tells, read alone, what its webhook tells beside, and whether its addresses match', async () => {
    const address = {
      first_name: 'Ada',
      last_name: 'L',
      address1: 'Ring 1',
      city: 'Wien',
      zip: '1010',
      country_code: 'AT',
    };
    await deliver(
      rawOrder({
        source_name: 'pos',
        discount_codes: [{ code: 'WELCOME10', amount: '4.00', type: 'fixed_amount' }],
        shipping_lines: [
          { id: 1, title: 'Standard', is_removed: true },
          { id: 2, title: 'Express' },
        ],
        shipping_address: address,
        billing_address: address,
        line_items: [
          line(1, { sku: 'OX-M', vendor: 'Acme', price_set: money('10.00'), ...discounted('4.00') }),
          line(2, { price_set: money('10.00'), current_quantity: 1 }),
        ],
      }),
    );
    const [webhook] = stand.received.map(understood);
    const read = await reader.order(DOMAIN, ORDER as OrderId);
    if (!webhook || read.kind !== 'found') throw new Error('expected the order from both');
    expect(webhook.order.more).toEqual({ source: 'pos', codes: ['WELCOME10'], methods: ['Express'], country: 'AT' });
    expect(webhook.order.lines.map(({ more }) => more)).toEqual([
      { sku: 'OX-M', vendor: 'Acme', paidMinor: 1_600, fullMinor: 2_000 },
      { paidMinor: 1_000 },
    ]);
    expect(read.seen.order).toEqual({ ...webhook.order, more: { ...webhook.order.more, addressesMatch: true } });
    expect(sameSnapshot(read.seen.order, webhook.order)).toBe(true);
  });

  it('stays the same after our own tag, and is found by the time of that change', async () => {
    await deliver(rawOrder());
    stand.clock.nowMs += HOUR_MS;
    const mutation = `mutation { tagsAdd(id: "${ORDER}", tags: ["bag"]) { userErrors { message } } }`;
    await stand.store(mutation);
    await until(() => stand.received.length === 2);
    const [before, echo] = stand.received.map(understood);
    expect(await changed(0, stand.clock.nowMs)).toEqual([]);
    const [seen] = await changed(stand.clock.nowMs, stand.clock.nowMs + 1);
    if (!before || !echo || !seen) throw new Error('expected the order three times');
    expect(sameSnapshot(seen.order, before.order)).toBe(true);
    expect(sameSnapshot(seen.order, echo.order)).toBe(true);
    expect(seen.version.updatedAt).toBe(echo.version.updatedAt);
  });

  it('comes in the order of changes, page by page, each once', async () => {
    for (let number = 1; number <= 20; number += 1) {
      const at = new Date(Date.UTC(2026, 10, 22, 9, 0, 40 - number)).toISOString();
      await deliver(rawOrder({ id: number, admin_graphql_api_id: null, name: `#${number}`, updated_at: at }));
    }
    const names: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<ShopReader['changedOrders']>> = await reader.changedOrders(
        DOMAIN,
        { from: Date.UTC(2026, 10, 22, 9), until: Date.UTC(2026, 10, 22, 10) },
        cursor,
        SCOPES,
      );
      if (page.kind !== 'page') throw new Error(page.problem);
      names.push(...page.seen.map(({ order }) => order.name));
      cursor = page.cursor;
    } while (cursor !== null);
    expect(names).toEqual(Array.from({ length: 20 }, (_, index) => `#${20 - index}`));
  });

  it.each(['#1001', '1001'])('is found by its name %s', async (name) => {
    await deliver(rawOrder());
    await deliver(rawOrder({ id: 7, admin_graphql_api_id: null, name: '#10011' }));
    expect(await reader.ordersNamed(DOMAIN, name)).toEqual({ kind: 'found', orders: [ORDER] });
    expect(await reader.ordersNamed(DOMAIN, '9')).toEqual({ kind: 'found', orders: [] });
  });
});

describe('a customer who changed', () => {
  it('is found by the time of the change', async () => {
    const customer = (id: number, updatedAt: string) =>
      JSON.stringify({ id, email: `${id}@example.com`, created_at: updatedAt, updated_at: updatedAt });
    await deliver(customer(1, '2026-11-21T10:00:00Z'), 'customers/create');
    await deliver(customer(3, '2026-11-22T09:30:00Z'), 'customers/create');
    await deliver(customer(2, '2026-11-22T09:00:00Z'), 'customers/create');
    await deliver(customer(4, '2026-11-22T10:00:00Z'), 'customers/create');
    const span = { from: Date.UTC(2026, 10, 22, 9), until: Date.UTC(2026, 10, 22, 10) };
    expect(await reader.changedCustomers(DOMAIN, span, null, false)).toMatchObject({
      customers: [{}, {}],
      emails: new Map(),
    });
    expect(await reader.changedCustomers(DOMAIN, span, null, true)).toEqual({
      kind: 'page',
      customers: ['gid://shopify/Customer/2', 'gid://shopify/Customer/3'],
      emails: new Map([
        ['gid://shopify/Customer/2', '2@example.com'],
        ['gid://shopify/Customer/3', '3@example.com'],
      ]),
      cursor: null,
    });
  });
});

it('an order that is deleted is gone, and the app is told its number alone', async () => {
  await deliver(rawOrder({ id: 820982911946154508n }));
  const mutation = 'mutation ($id: ID!) { orderDelete(orderId: $id) { deletedId userErrors { code message } } }';
  const run = async () => (await stand.store(mutation, { id: ORDER })).data.orderDelete;
  expect(await run()).toEqual({ deletedId: ORDER, userErrors: [] });
  expect(await run()).toMatchObject({ deletedId: null, userErrors: [{ code: 'NOT_FOUND' }] });
  expect(await reader.order(DOMAIN, ORDER as OrderId)).toEqual({ kind: 'missing' });
  const told = () => stand.received.filter(({ headers }) => headers['x-shopify-topic'] === 'orders/delete');
  await until(() => told().length > 0);
  const bodies = told().map(({ body }) => body.toString('utf8'));
  expect(bodies).toEqual(['{"id":820982911946154508}']);
});
