import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldEdit, foldOrder } from '../../core/fold.ts';
import { newOrderRecord, type OrderRecord } from '../../core/order.ts';
import { buildOrder, buildShop, buildVersion, NOW } from './builders.ts';

const SHOP = buildShop();
const order = buildOrder();

test('edits stand with their order once each, in whatever order they and it are told, and count nothing', () => {
  type Told = (record: OrderRecord) => OrderRecord;
  const edits = [3, 1, 2].map((number) => ({ number: String(number), at: NOW + number * 1_000 }));
  const deliveries: Told[] = [
    (record) => foldOrder(record, { order, version: buildVersion() }, 'delivery', SHOP, NOW).record,
    ...[...edits, ...edits].map(
      (edit): Told =>
        (record) =>
          foldEdit(record, edit, SHOP).record,
    ),
  ];
  fc.assert(
    fc.property(fc.shuffledSubarray(deliveries, { minLength: deliveries.length }), (told) => {
      const record = told.reduce((folded, next) => next(folded), newOrderRecord(order.id));
      expect(record.edits?.map(({ number }) => number)).toEqual(['1', '2', '3']);
      expect(record.contribution).toMatchObject({ netMinor: 18_000 });
      expect(foldEdit(record, { number: '1', at: NOW }, SHOP)).toMatchObject({ changed: false, differs: false });
    }),
  );
});
