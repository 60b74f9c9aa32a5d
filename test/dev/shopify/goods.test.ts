import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { createShopReader } from '../../../adapters/shopify/reader.ts';
import type { OrderId, ShopDomain } from '../../../core/identity.ts';
import type { ShopReader } from '../../../core/ports.ts';
import { loadAdminSchema } from '../../../dev/shopify/schema/load.ts';
import { root } from '../../adapters/shopify/app-config.ts';
import { gatewayTo } from './admin-gateway.ts';
import { rawOrder, SHOP, type StandIn, standIn } from './stand-in.ts';

const DOMAIN = SHOP as ShopDomain;
const ORDER = 'gid://shopify/Order/820982911946154508' as OrderId;
const ALL = { costs: true, collections: true };
const usd = (amountMinor: number) => ({ amountMinor, currency: 'USD' });

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

async function store(document: object | string, topic: string): Promise<void> {
  const body = typeof document === 'string' ? document : JSON.stringify(document);
  expect((await stand.post(`/dev/stores/${SHOP}/deliver?topic=${topic}&import_only=1`, body)).status).toBe(200);
}

const collection = (number: number) => ({ id: 500 + number, title: `Collection ${number}` });

async function shelve(collections: object[]): Promise<void> {
  const variant = { id: 808950810, title: 'M', option1: 'M', price: '100.00', cost: '41.50' };
  await store(
    { id: 632910392, title: 'Shirt', tags: 'linen, sale', variants: [variant], collections },
    'products/create',
  );
}

const line = (id: number, fields: object = {}) => ({
  id,
  product_id: 632910392,
  variant_id: 808950810,
  title: 'Shirt',
  quantity: 1,
  current_quantity: 1,
  price: '100.00',
  ...fields,
});

it('reads of all lines of an order what is paid, what they cost and where their products belong', async () => {
  await shelve([collection(1), collection(2)]);
  const lines = Array.from({ length: 12 }, (_, index) => line(index + 1));
  const gift = { id: 20, product_id: null, variant_id: null, title: 'Gift wrap', quantity: 1, price: '5.00' };
  await store(rawOrder({ line_items: [...lines, gift] }), 'orders/create');
  const found = await reader.goods(DOMAIN, ORDER, ALL);
  if (found.kind !== 'found') throw new Error(found.kind);
  const { lines: read } = found.goods;
  expect(read).toHaveLength(13);
  expect(read[11]).toEqual({
    quantity: 1,
    price: usd(10_000),
    unitCost: usd(4_150),
    tags: ['linen', 'sale'],
    collections: ['Collection 1', 'Collection 2'],
  });
  const bare = { isBare: true, tags: [], collections: [] };
  expect(read[12]).toEqual({ quantity: 1, price: usd(500), unitCost: null, ...bare });
});

it('counts what is still ordered, after discounts and without taxes', async () => {
  await shelve([]);
  const taxed = line(1, {
    quantity: 2,
    current_quantity: 1,
    discount_allocations: [{ amount: '20.00' }],
    tax_lines: [{ title: 'VAT', rate: 0.2, price: '30.00' }],
  });
  const gone = line(2, { current_quantity: 0 });
  await store(rawOrder({ taxes_included: true, line_items: [taxed, gone] }), 'orders/create');
  const read = await reader.goods(DOMAIN, ORDER, ALL);
  expect(read).toMatchObject({ kind: 'found', goods: { lines: [{ quantity: 1, price: usd(7_500) }] } });
  expect(read).toHaveProperty('goods.lines.length', 1);
});

it('asks for no more than is needed, and says where there are more collections than it reads', async () => {
  await shelve(Array.from({ length: 30 }, (_, index) => collection(index)));
  await store(rawOrder({ line_items: [line(1)] }), 'orders/create');
  expect(await reader.goods(DOMAIN, ORDER, { costs: false, collections: false })).toMatchObject({
    kind: 'found',
    goods: { lines: [{ unitCost: null, collections: [], tags: ['linen', 'sale'] }] },
  });
  const all = await reader.goods(DOMAIN, ORDER, ALL);
  expect(all).toMatchObject({ goods: { lines: [{ hasMoreCollections: true }] } });
  expect(all).toHaveProperty('goods.lines.0.collections.length', 25);
});

it('reads no more than a hundred lines with their collections, and says so', async () => {
  await shelve([]);
  const lines = Array.from({ length: 101 }, (_, index) => line(index + 1));
  await store(rawOrder({ line_items: lines }), 'orders/create');
  const read = await reader.goods(DOMAIN, ORDER, ALL);
  expect(read).toMatchObject({ goods: { hasMore: true } });
  expect(read).toHaveProperty('goods.lines.length', 100);
});

it('says that an order is missing', async () => {
  expect(await reader.goods(DOMAIN, 'gid://shopify/Order/1' as OrderId, ALL)).toEqual({ kind: 'missing' });
});
