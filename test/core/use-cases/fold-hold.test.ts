import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createMemoryEffectQueue } from '../../../adapters/memory/effect-queue.ts';
import { createMemoryStores } from '../../../adapters/memory/stores.ts';
import { foldHold, HOLD_REASONS, type SeenHold } from '../../../core/hold.ts';
import { type FulfillmentOrderId, gid } from '../../../core/identity.ts';
import { newOrderRecord, type OrderRecord } from '../../../core/order.ts';
import { observe } from '../../../core/use-cases/observe.ts';
import { EMPTY_SHOP } from '../../functions/services.ts';
import { buildOrder, buildShop, buildVersion, NOW, orderId } from '../builders.ts';
import { SHOP } from './stage.ts';

const PART = gid('FulfillmentOrder', '1001') as FulfillmentOrderId;
const OTHER_PART = gid('FulfillmentOrder', '1002') as FulfillmentOrderId;

test('a hold that is told before its order waits with it, and is released when the shop says so', async () => {
  const stores = createMemoryStores();
  await stores.shops.install(SHOP, buildShop(), NOW);
  const place = { name: 'Oakland', routedAt: NOW - 1 };
  let seen: SeenHold = {
    order: orderId(1001),
    fulfillmentOrder: PART,
    reasons: ['awaiting_payment'],
    place,
    readAt: NOW,
  };
  const ports = {
    ...stores,
    effects: createMemoryEffectQueue(),
    reader: { ...EMPTY_SHOP, hold: async () => ({ kind: 'found' as const, seen }) },
    backoff: async () => undefined,
    confirmInstallation: async () => 'confirmed' as const,
  };
  const touch = () => observe(ports, SHOP, { type: 'hold.touched', fulfillmentOrder: PART }, NOW);
  const order = () => stores.ledger.order(SHOP, orderId(1001), 'latest');
  expect(await touch()).toEqual({ kind: 'folded' });
  expect(await touch()).toEqual({ kind: 'known' });
  await observe(ports, SHOP, { type: 'order.seen', order: buildOrder(), version: buildVersion() }, NOW);
  expect(await order()).toMatchObject({
    snapshot: { name: '#1001' },
    holds: [{ fulfillmentOrder: PART, reasons: ['awaiting_payment'], place, since: NOW }],
  });
  seen = { ...seen, reasons: [], place: { ...place, name: 'Reno' }, readAt: NOW + 1 };
  expect(await touch()).toEqual({ kind: 'folded' });
  expect((await order())?.holds).toMatchObject([
    {
      reasons: [],
      since: null,
      lastHold: { from: NOW, until: NOW + 1, reasons: ['awaiting_payment'] },
      place: { name: 'Reno', routedAt: NOW + 1 },
    },
  ]);
  seen = { ...seen, readAt: NOW + 2 };
  expect(await touch()).toEqual({ kind: 'folded' });
  expect((await order())?.holds).toMatchObject([
    { since: null, lastHold: { from: NOW, until: NOW + 1 }, place: { name: 'Reno', routedAt: NOW + 1 } },
  ]);
});

test('in any order, however often, what was read last of each part is kept', () => {
  const reading = fc.record({
    order: fc.constant(orderId(1001)),
    fulfillmentOrder: fc.constantFrom(PART, OTHER_PART),
    reasons: fc.subarray([...HOLD_REASONS], { maxLength: 2 }),
  });
  const readings = fc
    .array(reading, { minLength: 1, maxLength: 6 })
    .map((all) => all.map((each, index): SeenHold => ({ ...each, readAt: NOW + index })))
    .chain((all) => {
      const shuffled = fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length });
      return fc.tuple(fc.constant(all), shuffled, fc.array(fc.constantFrom(...all)));
    });
  fc.assert(
    fc.property(readings, ([all, shuffled, again]) => {
      const fold = (record: OrderRecord, seen: SeenHold) => foldHold(record, seen) ?? record;
      const record = [...shuffled, ...again].reduce(fold, newOrderRecord(orderId(1001)));
      for (const part of [PART, OTHER_PART]) {
        const newest = all.findLast(({ fulfillmentOrder }) => fulfillmentOrder === part);
        const kept = record.holds?.find(({ fulfillmentOrder }) => fulfillmentOrder === part);
        expect(kept?.reasons ?? []).toEqual(newest?.reasons ?? []);
      }
    }),
  );
});
