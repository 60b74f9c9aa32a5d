import { expect, test } from 'vitest';
import { foldDue } from '../../core/fold.ts';
import { newOrderRecord, type OrderRecord } from '../../core/order.ts';
import { buildOrder, buildShop, buildVersion, customerId, NOW, orderId } from './builders.ts';

test('an order whose customer was merged while it waited counts for who is kept once it is decided', () => {
  const [kept, gone] = [customerId('1'), customerId('2')];
  const snapshot = buildOrder({ customer: kept, createdAt: NOW - 1 });
  const waiting: OrderRecord = {
    ...newOrderRecord(orderId(1001)),
    snapshot,
    snapshotVersion: buildVersion(),
    contribution: { customer: gone, placedAt: snapshot.createdAt, netMinor: snapshot.total.amountMinor },
    placement: 'waiting',
    waiting: { since: NOW - 600_000, until: NOW },
  };
  const fold = foldDue(waiting, buildShop(), NOW);
  expect([fold.before?.customer, fold.after?.customer]).toEqual([gone, kept]);
  expect(fold.record).toMatchObject({ contribution: { customer: kept }, placement: 'decided' });
});
