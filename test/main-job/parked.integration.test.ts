import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPlatform, type TestPlatform } from '../platform.ts';
import { demoShop, orderBytes, SHOP } from './demo-shop.ts';

/** What can't be used is set aside with its reason, and is used once it can be. */

let platform: TestPlatform;
let shop: ReturnType<typeof demoShop>;
beforeAll(async () => {
  platform = await startPlatform();
  shop = demoShop(platform);
});
afterAll(async () => {
  await platform.stop();
});

async function hand(webhookId: string, body: string): Promise<void> {
  const headers = {
    'content-type': 'application/json',
    'x-shopify-topic': 'orders/create',
    'x-shopify-shop-domain': SHOP,
    'x-shopify-api-version': '2026-10',
    'x-shopify-webhook-id': webhookId,
    'x-shopify-hmac-sha256': createHmac('sha256', platform.info.apiSecret).update(body).digest('base64'),
  };
  const response = await fetch(`${platform.url}/dev/webhooks?path=/webhooks`, { method: 'POST', body, headers });
  expect(response.status).toBe(200);
}

test('garbage is listed with its reason, comes back with it when it is replayed, one or all', async () => {
  await hand('garbage/1', 'garbage');
  await hand('garbage-2', '{"id": {}}');
  await platform.idle();
  const parked = await shop.parked();
  expect(parked.map(({ id }) => id)).toEqual(['garbage-2', 'garbage/1']);
  for (const each of parked) {
    expect(each).toMatchObject({ topic: 'orders/create', source: 'unusable', replays: 0 });
    expect(each.reason).not.toBe('');
    expect(each.at).toBe(new Date(each.at).toISOString());
  }

  expect(await shop.replay('garbage/1')).toEqual({ replayed: 1 });
  await platform.idle();
  expect((await shop.parked()).map(({ id, replays }) => [id, replays])).toEqual([
    ['garbage/1', 1],
    ['garbage-2', 0],
  ]);

  expect(await shop.replayAll()).toEqual({ replayed: 2 });
  await platform.idle();
  const again = await shop.parked();
  expect(new Map(again.map(({ id, replays }) => [id, replays]))).toEqual(
    new Map([
      ['garbage/1', 2],
      ['garbage-2', 1],
    ]),
  );
});

test('an order whose customer’s past can’t be read is set aside, and decided when it is replayed', async () => {
  const [order, customer] = ['820982911946155001', '7300000000000000009'];
  await shop.deliver(
    'orders/create',
    orderBytes({ id: '820982911946155000', customer, total: '2000.00', sizes: ['M'] }),
    '&import_only=1',
  );
  await platform.break({ target: 'admin_api', kind: 'http_500', shop: SHOP });
  await shop.deliver('orders/create', orderBytes({ id: order, customer }));
  // Every try of the queue, each with its pause.
  await platform.idle(90);
  await platform.mend();
  const parked = (await shop.parked()).filter(({ source }) => source === 'unread');
  expect(parked).toHaveLength(1);
  expect(await shop.decisions(order)).toEqual([]);

  await shop.replay(parked[0]?.id ?? '');
  await platform.idle();
  expect((await shop.decisions(order)).map(({ outcome }) => outcome)).toEqual(['granted']);
  expect(await shop.order(order)).toMatchObject({ tags: ['include-return-bag'] });
  expect((await shop.parked()).filter(({ source }) => source === 'unread')).toEqual([]);
}, 120_000);
