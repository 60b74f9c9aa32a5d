import { expect, test } from 'vitest';
import type { ProductStore } from '../../core/ports.ts';
import type { ProductRecord } from '../../core/product.ts';
import { buildProduct, buildVersion, productId, shopDomain } from '../core/builders.ts';

const SHOP = shopDomain('atelier');
const OTHER = shopDomain('other');

const build = (number: number, over: Partial<ProductRecord> = {}): ProductRecord => ({
  id: productId(number),
  revision: 1,
  snapshot: buildProduct({ id: productId(number) }),
  version: buildVersion(),
  isDeleted: false,
  ...over,
});

/** What every store of products keeps. */
export function productStoreContract(create: () => Promise<ProductStore>): void {
  test('of those that are asked for, the known ones are found as they were saved last', async () => {
    const products = await create();
    const options = ['Größe', 'Farbe', 'サイズ'];
    const renamed = build(1, { revision: 2, snapshot: buildProduct({ id: productId(1), options }) });
    const gone = build(2, { snapshot: null, version: null, isDeleted: true });
    for (const record of [build(1), renamed, gone, build(3)]) expect(await products.save(SHOP, record)).toBe(true);
    const found = await products.find(SHOP, [productId(2), productId(4), productId(1)], 'latest');
    expect(found.toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual([renamed, gone]);
    expect(await products.find(SHOP, [], 'cheap')).toEqual([]);
  });

  test('more are found than one call to a table takes', async () => {
    const products = await create();
    const numbers = Array.from({ length: 120 }, (_, index) => index + 1);
    for (const number of numbers) await products.save(SHOP, build(number));
    const found = await products.find(SHOP, numbers.map(productId), 'latest');
    expect(new Set(found.map(({ id }) => id))).toEqual(new Set(numbers.map(productId)));
  });

  test('a stale or a skipped revision is not saved, and of those who save at once, one is', async () => {
    const products = await create();
    expect(await products.save(SHOP, build(1, { revision: 2 }))).toBe(false);
    const saved = await Promise.all([1, 2, 3].map(() => products.save(SHOP, build(1))));
    expect(saved.filter(Boolean)).toHaveLength(1);
    for (const revision of [1, 3]) expect(await products.save(SHOP, build(1, { revision }))).toBe(false);
  });

  test('one shop never sees another’s products', async () => {
    const products = await create();
    await products.save(SHOP, build(1));
    expect(await products.find(OTHER, [productId(1)], 'latest')).toEqual([]);
    expect(await products.save(OTHER, build(1))).toBe(true);
  });
}
