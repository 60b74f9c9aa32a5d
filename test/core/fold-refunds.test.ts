import { expect, test } from 'vitest';
import { foldOrder, foldRefund } from '../../core/fold.ts';
import type { RefundId } from '../../core/identity.ts';
import { newOrderRecord, type Refund } from '../../core/order.ts';
import { buildOrder, buildShop, buildVersion, DAY_MS, NOW, usd } from './builders.ts';

const SHOP = buildShop();
const id = 'gid://shopify/Refund/901' as RefundId;
/** What is left of 100.00 after the refund that it lists. */
const order = buildOrder({ createdAt: NOW - 90 * DAY_MS, total: usd(7_500), refunds: [id] });
const refund: Refund = { id, order: order.id, amount: usd(2_500), createdAt: NOW - 80 * DAY_MS };
const told = { order, version: buildVersion({ updatedAt: NOW - 80 * DAY_MS }) };

test('a refund of the past stands with its order, and is not taken from what it counts a second time', () => {
  const { record, after } = foldOrder(newOrderRecord(order.id), { ...told, refunds: [refund] }, 'history', SHOP, NOW);
  expect(record.refunds).toEqual([refund]);
  expect(after).toMatchObject({ netMinor: 7_500 });
  expect(foldOrder(record, { ...told, refunds: [refund] }, 'history', SHOP, NOW).changed).toBe(false);
  expect(foldRefund(record, refund, SHOP).changed).toBe(false);
});

test('it joins an order that is known without it, whichever is newer, and changes nothing of what it counts', () => {
  const { record } = foldOrder(newOrderRecord(order.id), told, 'history', SHOP, NOW);
  const older = { ...told, version: buildVersion({ updatedAt: NOW - 81 * DAY_MS }), refunds: [refund] };
  const fold = foldOrder(record, older, 'history', SHOP, NOW);
  expect(fold).toMatchObject({ changed: true, record: { refunds: [refund] }, before: { netMinor: 7_500 } });
  expect(fold.after).toEqual(fold.before);
});
