import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createPastExport } from '../../../adapters/shopify/bulk/past-export.ts';
import type { ShopDomain } from '../../../core/identity.ts';
import { BEGINNING, type Part, type Place } from '../../../core/past-import.ts';
import type { ExportState, FileLine, PastExport } from '../../../core/ports.ts';
import { loadAdminSchema } from '../../../dev/shopify/schema/load.ts';
import { gatewayTo } from './admin-gateway.ts';
import { host, payloadOf, rawOrder, SHOP, type StandIn, standIn, until } from './stand-in.ts';

const DOMAIN = SHOP as ShopDomain;
const SPAN = { from: Date.parse('2026-10-01T00:00:00Z'), until: Date.parse('2026-11-22T00:00:00Z') };
const GUEST = { customer: null };

let stand: StandIn;

// Reading the schema takes its time: no call of a test waits for it.
beforeAll(() => void loadAdminSchema());

beforeEach(async () => {
  stand = await standIn({ configFile: new URL('../../../shopify.app.toml', import.meta.url) });
  await stand.install();
});
afterEach(() => stand.close());

async function exporter(): Promise<PastExport> {
  return createPastExport(await gatewayTo(stand), (url, init) => {
    const headers = new Headers(init.headers);
    for (const [name, value] of Object.entries(host)) headers.set(name, value);
    return fetch(`${stand.url}${new URL(url).pathname}`, { ...init, headers });
  });
}

/** Orders 1 to `count`, a day apart, as a delivery would bring them. */
async function fill(count: number, over: (number: number) => object = () => ({})) {
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  const deliver = async (number: number) => {
    const at = new Date(SPAN.until - number * 3_600_000).toISOString();
    const id = 5_000_000_000 + number;
    const identity = { id, admin_graphql_api_id: `gid://shopify/Order/${id}`, name: `#${number}` };
    const order = rawOrder({ ...identity, created_at: at, updated_at: at, ...over(number) });
    await stand.post(`/dev/stores/${SHOP}/deliver?topic=orders/create&import_only=1`, order);
  };
  await Promise.all(numbers.map(deliver));
}

async function ready(
  exports: PastExport,
  file: string,
  part: Part = 'orders',
): Promise<Extract<ExportState, { kind: 'ready' }>> {
  for (let looks = 0; looks < 500; looks += 1) {
    const state = await exports.look(DOMAIN, part, file);
    if (state.kind === 'ready') return state;
    if (state.kind !== 'collecting') throw new Error(JSON.stringify(state));
    await new Promise((resolve) => setImmediate(resolve));
  }
  throw new Error('it is never ready');
}

async function linesOf(state: Extract<ExportState, { kind: 'ready' }>, from: Place = BEGINNING): Promise<FileLine[]> {
  const lines: FileLine[] = [];
  for await (const line of state.lines(from)) lines.push(line);
  return lines;
}

async function begin(exports: PastExport, mark: string, part: Part = 'orders'): Promise<string> {
  const begun = await exports.begin(DOMAIN, part, SPAN, mark);
  if (begun.kind !== 'begun') throw new Error(JSON.stringify(begun));
  return begun.file;
}

describe('past orders by a bulk operation', () => {
  test('are those of the span, each in its newest state, over pages, and a webhook tells of their file', async () => {
    await fill(260, (number) => (number === 7 ? { ...GUEST, cancelled_at: '2026-11-21T00:00:00Z' } : {}));
    const late = { id: 6, admin_graphql_api_id: 'gid://shopify/Order/6', created_at: '2026-11-22T00:00:00Z' };
    await stand.post(`/dev/stores/${SHOP}/deliver?topic=orders/create&import_only=1`, rawOrder(late));
    const exports = await exporter();
    const state = await ready(exports, await begin(exports, '1_0'));
    const lines = await linesOf(state);
    expect(state.count).toBe(260);
    const seen = lines.flatMap((line) => (line.kind === 'order' ? [line.seen] : []));
    expect(seen).toHaveLength(260);
    expect(seen.find(({ order }) => order.name === '#7')?.order).toMatchObject({
      customer: null,
      cancelledAt: Date.parse('2026-11-21T00:00:00Z'),
      lines: [],
    });
    expect(seen.find(({ order }) => order.name === '#8')).toMatchObject({
      order: { customer: 'gid://shopify/Customer/115310627314723954', total: { amountMinor: 10_000, currency: 'USD' } },
      version: { updatedAt: SPAN.until - 8 * 3_600_000 },
    });
    const place = lines[120]?.kind === 'order' ? lines[120].end : BEGINNING;
    expect(await linesOf(state, place)).toEqual(lines.slice(121));

    await until(() => stand.received.length > 0);
    const [finish] = stand.received;
    expect(finish?.headers['x-shopify-topic']).toBe('bulk_operations/finish');
    expect(finish && payloadOf(finish)).toEqual({
      admin_graphql_api_id: expect.stringMatching(/^gid:\/\/shopify\/BulkOperation\/\d+$/),
      completed_at: '2026-11-22T10:00:00Z',
    });
  }, 30_000);

  test('tell what was refunded of each, and when', async () => {
    const refund = {
      id: 901,
      created_at: '2026-11-21T08:00:00-05:00',
      refund_line_items: [],
      order_adjustments: [],
      transactions: [{ id: 902, kind: 'refund', status: 'success', amount: '25.00', currency: 'USD' }],
    };
    await fill(2, (number) => (number === 2 ? { refunds: [refund] } : {}));
    const exports = await exporter();
    const lines = await linesOf(await ready(exports, await begin(exports, '1_0')));
    const refunds = lines.flatMap((line) => (line.kind === 'order' ? (line.seen.refunds ?? []) : []));
    expect(refunds).toEqual([
      {
        id: 'gid://shopify/Refund/901',
        order: 'gid://shopify/Order/5000000002',
        amount: { amountMinor: 2_500, currency: 'USD' },
        createdAt: Date.UTC(2026, 10, 21, 13),
      },
    ]);
  }, 30_000);

  test('are asked for once under one mark, however often', async () => {
    await fill(2);
    const exports = await exporter();
    const files = await Promise.all([1, 2, 3].map(() => begin(exports, '5_0')));
    expect(new Set([...files, await begin(exports, '5_0')]).size).toBeLessThanOrEqual(3);
    expect(await begin(exports, '5_0')).toBe(await begin(exports, '5_0'));
    expect(await begin(exports, '5_1')).not.toBe(files[0]);
  });

  test('are followed by all products, with the names of their options', async () => {
    const options = [
      { name: 'Größe', position: 2 },
      { name: 'Farbe', position: 1 },
    ];
    const product = { id: 8, title: 'Leinenhemd', tags: 'sale', updated_at: '2026-11-20T00:00:00Z', options };
    await stand.post(`/dev/stores/${SHOP}/deliver?topic=products/create&import_only=1`, JSON.stringify(product));
    const exports = await exporter();
    const file = await begin(exports, '1_0', 'products');
    expect(await begin(exports, '1_0', 'products')).toBe(file);
    expect(await begin(exports, '1_0')).not.toBe(file);
    expect(await linesOf(await ready(exports, file, 'products'))).toMatchObject([
      {
        kind: 'product',
        seen: {
          product: { id: 'gid://shopify/Product/8', title: 'Leinenhemd', tags: ['sale'], options: ['Farbe', 'Größe'] },
          version: { updatedAt: Date.UTC(2026, 10, 20) },
        },
        end: { lines: 1 },
      },
    ]);
  });

  test('and by the returns of the orders, each with what came back of it, whatever place is gone on from', async () => {
    const SHIRT = 8_665_503_117;
    await fill(3, (number) => ({
      line_items: [{ id: SHIRT + number, title: 'Shirt', quantity: 2, current_quantity: 2, price: '40.00' }],
    }));
    const tell = async (number: number, of: number, status: string, over: object = {}) => {
      const item = { fulfillment_line_item: { line_item: { id: SHIRT + of } }, return_reason: 'size_too_small' };
      const returned = {
        ...{ id: number, admin_graphql_api_id: `gid://shopify/Return/${number}`, name: `#${of}-R${number}`, status },
        ...{ created_at: '2026-11-21T12:00:00Z', order: { id: 5_000_000_000 + of }, total_return_line_items: 2 },
        return_line_items: [1, 2].map((each) => ({ ...item, id: number * 10 + each, quantity: 1 })),
        ...over,
      };
      await stand.post(`/dev/stores/${SHOP}/deliver?topic=returns/request&import_only=1`, JSON.stringify(returned));
    };
    await tell(1, 1, 'requested');
    await tell(2, 3, 'closed');
    await tell(3, 3, 'open', { return_line_items: [], total_return_line_items: 4 });
    const exports = await exporter();
    const state = await ready(exports, await begin(exports, '1_0', 'returns'), 'returns');
    expect(state.count).toBeNull();
    const lines = await linesOf(state);
    // Two orders, three returns, and what comes back of two of them.
    expect(state).toMatchObject({ lineCount: 9 });
    const told = lines.flatMap((line) => (line.kind === 'return' ? [line.seen.return] : []));
    expect(lines.filter(({ kind }) => kind !== 'return')).toEqual(
      [1, 2].map(() => expect.objectContaining({ kind: 'passed' })),
    );
    const customer = 'gid://shopify/Customer/115310627314723954';
    const asked = { requestedAt: Date.UTC(2026, 10, 21, 12), customer };
    const paid = { amountMinor: 8_000, currency: 'USD' };
    expect(told).toHaveLength(3);
    for (const each of [
      { id: 'gid://shopify/Return/1', order: 'gid://shopify/Order/5000000001', orderName: '#1', value: paid },
      { id: 'gid://shopify/Return/2', order: 'gid://shopify/Order/5000000003', status: 'closed', value: paid },
      { id: 'gid://shopify/Return/3', name: '#3-R3', status: 'open', items: 4, value: null },
    ]) {
      expect(told).toContainEqual(expect.objectContaining({ ...asked, ...each }));
    }
    for (const [index, line] of lines.entries()) {
      if ('end' in line) expect(await linesOf(state, line.end)).toEqual(lines.slice(index + 1));
    }
  }, 30_000);

  test('and by what the shop keeps of its customers, and nothing that says who they are', async () => {
    await fill(1);
    const buyer = '115310627314723954';
    const tell = (topic: string, body: object) =>
      stand.post(`/dev/stores/${SHOP}/deliver?topic=${topic}&import_only=1`, JSON.stringify(body));
    const consent = { state: 'subscribed', opt_in_level: 'single_opt_in', consent_updated_at: '2026-11-20T00:00:00Z' };
    const person = {
      email: 'jon@example.com',
      first_name: 'Jon',
      tags: 'vip, wholesale',
      email_marketing_consent: consent,
    };
    await tell('customers/create', { id: 77, updated_at: '2026-11-20T00:00:00Z', ...person });
    const exports = await exporter();
    const state = await ready(exports, await begin(exports, '1_0', 'customers'), 'customers');
    const lines = await linesOf(state);
    const told = lines.map((line) => (line.kind === 'customer' ? line.seen : line));
    expect(told).toHaveLength(2);
    expect(told).toContainEqual({
      customer: 'gid://shopify/Customer/77',
      hasOrdered: false,
      card: {
        readAt: Date.UTC(2026, 10, 22, 10),
        tags: ['vip', 'wholesale'],
        email: { state: 'subscribed', at: Date.UTC(2026, 10, 20) },
        sms: null,
      },
    });
    expect(told).toContainEqual(
      expect.objectContaining({ customer: `gid://shopify/Customer/${buyer}`, hasOrdered: true }),
    );
    expect(JSON.stringify(stand.received)).not.toContain('jon@example.com');
  }, 30_000);

  test('without an order there is no file, and nothing to read', async () => {
    const exports = await exporter();
    const state = await ready(exports, await begin(exports, '1_0'));
    expect(state.count).toBe(0);
    expect(await linesOf(state)).toEqual([]);
  });

  test('a collection that is cancelled ends; cancelling what has ended is no failure', async () => {
    await fill(1);
    const exports = await exporter();
    const file = await begin(exports, '1_0');
    await ready(exports, file);
    expect(await exports.cancel(DOMAIN, file)).toEqual({ kind: 'cancelled' });
    expect(await exports.cancel(DOMAIN, 'gid://shopify/BulkOperation/99')).toEqual({ kind: 'cancelled' });
  });

  test('what was being collected when the platform died is collected after it comes back', async () => {
    await fill(20);
    const exports = await exporter();
    const file = await begin(exports, '1_0');
    await stand.reopen();
    expect((await ready(await exporter(), file)).count).toBe(20);
  });

  test('a file of an operation that nobody knows is gone', async () => {
    const exports = await exporter();
    expect(await exports.look(DOMAIN, 'orders', 'gid://shopify/BulkOperation/99')).toEqual({ kind: 'gone' });
  });

  test('who may not read customers is told that the shop did not grant it', async () => {
    await fill(1);
    await stand.install({ scopes: ['write_orders'] });
    const exports = await exporter();
    const file = await begin(exports, '1_0');
    await until(() => stand.received.length > 0);
    expect(await exports.look(DOMAIN, 'orders', file)).toEqual({
      kind: 'failed',
      problem: 'the shop did not grant reading them',
      isWorthRetrying: false,
    });
  });
});

test.each([
  [true, ['Order/5000000002', 'LineItem', 'Order/5000000001', 'LineItem']],
  [false, ['Order/5000000002', 'Order/5000000001', 'LineItem', 'LineItem']],
])(
  'objects of connections within come after their parent and name it, right below it: %s',
  async (isGrouped, order) => {
    await fill(2);
    const run = `mutation ($query: String!, $isGrouped: Boolean = false) {
    bulkOperationRunQuery(query: $query, groupObjects: $isGrouped) { bulkOperation { id status } userErrors { field message code } }
  }`;
    const query = '{ orders { edges { node { id lineItems { edges { node { id title } } } } } } }';
    const { data } = await stand.store(run, { query, isGrouped });
    const { bulkOperation } = data.bulkOperationRunQuery as { bulkOperation: { id: string; status: string } };
    expect(bulkOperation.status).toBe('CREATED');
    await until(() => stand.received.length > 0);
    const read = await stand.store('query ($id: ID!) { bulkOperation(id: $id) { url objectCount rootObjectCount } }', {
      id: bulkOperation.id,
    });
    const { url, ...counts } = read.data.bulkOperation as { url: string };
    expect(counts).toEqual({ objectCount: '4', rootObjectCount: '2' });
    const text = await (await fetch(`${stand.url}${new URL(url).pathname}`, { headers: host })).text();
    const lines = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: string; title?: string; __parentId?: string });
    expect(lines.map(({ id }) => id)).toEqual(order.map((part) => expect.stringContaining(part)));
    const parents = lines.filter(({ title }) => title === 'Shirt').map(({ __parentId }) => __parentId);
    expect(parents).toEqual(['gid://shopify/Order/5000000002', 'gid://shopify/Order/5000000001']);

    for (const wrong of [
      '{ shop { name } }',
      '{ orders { x } }',
      '{ orders { edges { node { id } } } shop { name } }',
    ]) {
      const refused = await stand.store(run, { query: wrong });
      expect(refused.data.bulkOperationRunQuery).toMatchObject({
        bulkOperation: null,
        userErrors: [{ code: 'INVALID' }],
      });
    }
  },
);
