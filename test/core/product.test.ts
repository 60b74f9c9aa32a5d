import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldProduct, type ProductRecord, productsInVariants, type ToldOfProduct } from '../../core/product.ts';
import { buildProduct, buildVersion, NOW, productId } from './builders.ts';

const PRODUCT = productId(501);

const told: fc.Arbitrary<ToldOfProduct> = fc
  .oneof(
    { weight: 5, arbitrary: fc.record({ seconds: fc.nat(3), triggered: fc.nat(2), title: fc.constantFrom('a', 'b') }) },
    { weight: 1, arbitrary: fc.constant(null) },
  )
  .map((seen) => {
    if (seen === null) return { type: 'product.deleted', product: PRODUCT };
    const { seconds, triggered, title } = seen;
    const version = { updatedAt: NOW + seconds * 1000, triggeredAt: NOW + triggered, bodyHash: title };
    return { type: 'product.seen', product: buildProduct({ id: PRODUCT, title }), version };
  });

function fold(deliveries: readonly ToldOfProduct[]): Omit<ProductRecord, 'revision'> | null {
  const record = deliveries.reduce<ProductRecord | null>((known, each) => foldProduct(known, each) ?? known, null);
  if (record === null) return null;
  const { revision: _, ...said } = record;
  return said;
}

test('any order and duplication of deliveries gives the same record', () => {
  const deliveries = fc.array(told, { minLength: 1, maxLength: 8 });
  const twisted = deliveries.chain((all) =>
    fc.tuple(
      fc.constant(all),
      fc.array(fc.constantFrom(...all), { maxLength: 8 }).chain((again) => {
        const some = [...all, ...again];
        return fc.shuffledSubarray(some, { minLength: some.length, maxLength: some.length });
      }),
    ),
  );
  fc.assert(
    fc.property(twisted, ([all, again]) => {
      expect(fold(again)).toEqual(fold(all));
    }),
    { numRuns: 500 },
  );
});

test('a deleted product stays deleted, and what it was is known to orders that come late', () => {
  const early = buildProduct({ title: 'early' });
  const late = buildProduct({ title: 'late' });
  const deleted: ToldOfProduct = { type: 'product.deleted', product: PRODUCT };
  const at = (product: typeof early, seconds: number): ToldOfProduct => ({
    type: 'product.seen',
    product,
    version: buildVersion({ updatedAt: NOW + seconds * 1000 }),
  });
  expect(fold([deleted])).toEqual({ id: PRODUCT, snapshot: null, version: null, isDeleted: true });
  expect(fold([at(early, 1), deleted, at(late, 2)])).toMatchObject({ isDeleted: true, snapshot: late });
});

test('what is told twice, or was overtaken, asks for no write', () => {
  const seen: ToldOfProduct = { type: 'product.seen', product: buildProduct(), version: buildVersion() };
  const once = foldProduct(null, seen);
  expect(once?.revision).toBe(1);
  expect(foldProduct(once, seen)).toBeNull();
  expect(foldProduct(once, { ...seen, version: buildVersion({ updatedAt: NOW - 1000 }) })).toBeNull();
});

test('only products of which an order has several variants have sizes to be told apart', () => {
  const line = (product: number | null, variantTitle: string | null, quantity = 1) => ({
    product: product === null ? null : productId(product),
    title: 'Shirt',
    variantTitle,
    quantity,
  });
  const lines = [
    ...[line(1, 'S'), line(1, 'M')],
    ...[line(2, 'S'), line(2, 'S')],
    ...[line(3, 'S'), line(3, 'M', 0)],
    ...[line(4, null), line(4, 'M')],
    ...[line(null, 'S'), line(null, 'M')],
    line(5, 'S'),
  ];
  expect(productsInVariants(lines)).toEqual([productId(1)]);
});
