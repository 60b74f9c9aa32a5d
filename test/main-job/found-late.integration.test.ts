import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPlatform, type TestPlatform } from '../platform.ts';
import { BAG_NOTE, demoShop, orderBytes } from './demo-shop.ts';

/** Orders of which no webhook ever told are found by the nightly comparison with the shop. */

const CUSTOMER = '7300000000000000001';
const HOUR_S = 3_600;

let platform: TestPlatform;
let shop: ReturnType<typeof demoShop>;
beforeAll(async () => {
  platform = await startPlatform();
  shop = demoShop(platform);
  await shop.spentBefore(CUSTOMER, '2000.00');
  await platform.idle();
});
afterAll(async () => {
  await platform.stop();
});

async function placeUntold(id: string): Promise<void> {
  const body = orderBytes({ id, customer: CUSTOMER, createdAt: await platform.now() });
  expect(await shop.deliver('orders/create', body, '&import_only=1')).toMatchObject([{ status: 'imported' }]);
}

test('one that is younger than 48 hours gets its perk, and the report says so', async () => {
  const order = '820982911946157001';
  await placeUntold(order);
  await platform.idle();
  expect(await shop.decisions(order)).toEqual([]);

  await platform.advance(26 * HOUR_S);
  await platform.idle();
  expect(await shop.order(order)).toMatchObject({ tags: ['include-return-bag'], note: BAG_NOTE });
  const [row] = await shop.decisions(order);
  expect(row).toMatchObject({ outcome: 'granted', event: { foundLate: true } });
  const [sweep] = await shop.sweeps();
  expect(sweep).toMatchObject({
    finishedAt: expect.any(String),
    foundCount: 1,
    found: [{ what: 'order_missed', order: { id: `gid://shopify/Order/${order}` }, decision: row?.decision }],
  });
});

test('one that is older than 48 hours counts in the customer’s past and gets nothing', async () => {
  const order = '820982911946157002';
  await placeUntold(order);
  await platform.advance(60 * HOUR_S);
  await platform.idle();
  expect(await shop.order(order)).toMatchObject({ tags: [], note: null });
  expect(await shop.decisions(order)).toEqual([]);
  const [sweep] = await shop.sweeps();
  expect(sweep).toMatchObject({ foundCount: 1, found: [{ what: 'order_missed', decision: null }] });
  expect(await shop.profile(CUSTOMER)).toMatchObject({ lifetime: { orders: 3 } });
});

test('the next night finds nothing more', async () => {
  await platform.advance(36 * HOUR_S);
  await platform.idle();
  expect(await shop.sweeps()).toMatchObject([{ foundCount: 0 }, { foundCount: 1 }, { foundCount: 1 }]);
});
