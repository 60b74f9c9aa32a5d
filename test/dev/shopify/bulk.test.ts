import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createPastExport } from '../../../adapters/shopify/bulk/past-export.ts';
import type { ShopDomain } from '../../../core/identity.ts';
import { BEGINNING, type Place } from '../../../core/past-import.ts';
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

async function ready(exports: PastExport, file: string): Promise<Extract<ExportState, { kind: 'ready' }>> {
  for (let looks = 0; looks < 500; looks += 1) {
    const state = await exports.look(DOMAIN, file);
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

async function begin(exports: PastExport, mark: string): Promise<string> {
  const begun = await exports.begin(DOMAIN, SPAN, mark);
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
    expect(state.orders).toBe(260);
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
    const begun = await exports.beginProducts(DOMAIN, '1_0');
    if (begun.kind !== 'begun') throw new Error(begun.kind);
    expect(await exports.beginProducts(DOMAIN, '1_0')).toEqual(begun);
    expect(await begin(exports, '1_0')).not.toBe(begun.file);
    expect(await linesOf(await ready(exports, begun.file))).toMatchObject([
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

  test('without an order there is no file, and nothing to read', async () => {
    const exports = await exporter();
    const state = await ready(exports, await begin(exports, '1_0'));
    expect(state.orders).toBe(0);
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
    expect((await ready(await exporter(), file)).orders).toBe(20);
  });

  test('a file of an operation that nobody knows is gone', async () => {
    const exports = await exporter();
    expect(await exports.look(DOMAIN, 'gid://shopify/BulkOperation/99')).toEqual({ kind: 'gone' });
  });

  test('who may not read customers is told that the shop did not grant it', async () => {
    await fill(1);
    await stand.install({ scopes: ['write_orders'] });
    const exports = await exporter();
    const file = await begin(exports, '1_0');
    await until(() => stand.received.length > 0);
    expect(await exports.look(DOMAIN, file)).toEqual({
      kind: 'failed',
      problem: 'the shop did not grant reading them',
      isWorthRetrying: false,
    });
  });
});

test('objects of connections within come after their parent and name it', async () => {
  await fill(2);
  const run = `mutation ($query: String!) {
    bulkOperationRunQuery(query: $query) { bulkOperation { id status } userErrors { field message code } }
  }`;
  const query = '{ orders { edges { node { id lineItems { edges { node { id title } } } } } } }';
  const { data } = await stand.store(run, { query });
  const { bulkOperation } = data.bulkOperationRunQuery as { bulkOperation: { id: string; status: string } };
  expect(bulkOperation.status).toBe('CREATED');
  await until(() => stand.received.length > 0);
  const read = await stand.store('query ($id: ID!) { bulkOperation(id: $id) { url objectCount rootObjectCount } }', {
    id: bulkOperation.id,
  });
  const { url, ...counts } = read.data.bulkOperation as { url: string };
  expect(counts).toEqual({ objectCount: '4', rootObjectCount: '2' });
  const text = await (await fetch(`${stand.url}${new URL(url).pathname}`, { headers: host })).text();
  const parent = 'gid://shopify/Order/5000000002';
  expect(
    text
      .trim()
      .split('\n')
      .slice(0, 2)
      .map((line) => JSON.parse(line)),
  ).toEqual([{ id: parent }, { id: expect.stringContaining('LineItem'), title: 'Shirt', __parentId: parent }]);

  for (const wrong of ['{ shop { name } }', '{ orders { x } }', '{ orders { edges { node { id } } } shop { name } }']) {
    const refused = await stand.store(run, { query: wrong });
    expect(refused.data.bulkOperationRunQuery).toMatchObject({
      bulkOperation: null,
      userErrors: [{ code: 'INVALID' }],
    });
  }
});
