import { createHmac, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startPlatform, type TestPlatform } from '../platform.ts';
import { demoShop, orderBytes, SHOP } from './demo-shop.ts';

/** What arrives at the app's webhook address: authentic or forged, usable or not, known or not. */

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(async () => {
  await platform.stop();
});

/** Whatever arrives: nothing of ours fails, and no queue gives a message up. */
afterEach(async () => {
  await platform.idle();
  const { functions, deadLetters } = await platform.stats();
  const failures = Object.entries(functions).map(([name, { failures }]) => [name, failures]);
  expect(Object.fromEntries(failures)).toEqual({ ingest: 0, decide: 0, act: 0, tick: 0 });
  expect(deadLetters).toEqual({ events: 0, service: 0, bulk: 0 });
});

const sign = (body: string, secret = platform.info.apiSecret) =>
  createHmac('sha256', secret).update(body).digest('base64');

let deliveries = 0;
function headersFor(body: string, over: Record<string, string> = {}): Record<string, string> {
  deliveries += 1;
  return {
    'content-type': 'application/json',
    'x-shopify-topic': 'orders/create',
    'x-shopify-shop-domain': SHOP,
    'x-shopify-api-version': '2026-10',
    'x-shopify-webhook-id': `delivery-${deliveries}`,
    'x-shopify-hmac-sha256': sign(body),
    ...over,
  };
}

const hand = (body: string, headers: Record<string, string>) =>
  fetch(`${platform.url}/dev/webhooks?path=/webhooks`, { method: 'POST', body, headers }).then(({ status }) => status);

const idleReport = async () => {
  await platform.idle();
  const response = await fetch(`${platform.url}/dev/idle?timeout_s=5`);
  return response.status;
};

describe('a signature', () => {
  const body = orderBytes({ id: '820982911946154501', customer: null });
  const without = (name: string) => {
    const { [name]: _, ...headers } = headersFor(body);
    return headers;
  };

  test('of ours is taken', async () => expect(await hand(body, headersFor(body))).toBe(200));
  test('over other bytes is refused', async () =>
    expect(await hand(body.replace('180.00', '1.00'), headersFor(body))).toBe(401));
  test('of another secret is refused', async () =>
    expect(await hand(body, headersFor(body, { 'x-shopify-hmac-sha256': sign(body, 'hush') }))).toBe(401));
  test.each(['', 'x', 'A'.repeat(44), 'A'.repeat(10_000)])('that is garbage (%#) is refused', async (garbage) =>
    expect(await hand(body, headersFor(body, { 'x-shopify-hmac-sha256': garbage }))).toBe(401),
  );
  test('that is missing is refused', async () => expect(await hand(body, without('x-shopify-hmac-sha256'))).toBe(401));
  test('over pretty-printed bytes is taken', async () => {
    const pretty = JSON.stringify(JSON.parse(body), null, 2);
    expect(await hand(pretty, headersFor(pretty))).toBe(200);
  });
  test.each(['x-shopify-topic', 'x-shopify-shop-domain', 'x-shopify-webhook-id'])(
    'without the header %s says what is missing',
    async (name) => expect(await hand(body, without(name))).toBe(400),
  );
  test('for a shop that is none of the platform’s is refused', async () =>
    expect(await hand(body, headersFor(body, { 'x-shopify-shop-domain': 'evil.example.com' }))).toBe(400));
  test('for a shop that never installed the app is taken and changes nothing', async () => {
    expect(await hand(body, headersFor(body, { 'x-shopify-shop-domain': 'nobody.myshopify.com' }))).toBe(200);
    expect(await idleReport()).toBe(204);
  });
});

test.each(['garbage', '', '{}', '[]', '{"id": 1', '{"id":{}}', '\u0000'])(
  'a valid signature over %j is acknowledged and parked',
  async (body) => {
    expect(await hand(body, headersFor(body))).toBe(200);
    expect(await idleReport()).toBe(204);
  },
);

test.each(['garbage', orderBytes({ id: '820982911946154503', customer: null })])(
  'a webhook id of 3,000 characters over %j is taken',
  async (body) => {
    expect(await hand(body, headersFor(body, { 'x-shopify-webhook-id': 'x'.repeat(3_000) }))).toBe(200);
  },
);

test('an order too large for a message is read from the shop and decided', async () => {
  const order = orderBytes({ id: '820982911946154504', customer: null });
  const shop = demoShop(platform);
  await shop.deliver('orders/create', order, '&import_only=1');
  const large = order.replace('{', `{"note":"${randomBytes(900_000).toString('base64')}",`);
  expect(await hand(large, headersFor(large))).toBe(200);
  await platform.idle();
  expect(await shop.decisions('820982911946154504')).toHaveLength(1);
});

test('a customer too large for a message is acknowledged', async () => {
  const body = `{"id":1,"note":"${randomBytes(900_000).toString('base64')}"}`;
  expect(await hand(body, headersFor(body, { 'x-shopify-topic': 'customers/update' }))).toBe(200);
});

test('all 64 sample payloads, compact and pretty-printed, are acknowledged and crash no function', async () => {
  const directory = new URL('../fixtures/shopify-webhooks/', import.meta.url);
  const files = readdirSync(directory).filter((name) => name.endsWith('.json'));
  expect(files).toHaveLength(64);
  for (const file of files) {
    const sample = JSON.parse(readFileSync(new URL(file, directory), 'utf8')) as { topic: string; body: unknown };
    // An uninstall would end the shop that the other samples are for.
    if (sample.topic === 'app/uninstalled') continue;
    for (const body of [JSON.stringify(sample.body), JSON.stringify(sample.body, null, 2)]) {
      expect(await hand(body, headersFor(body, { 'x-shopify-topic': sample.topic }))).toBe(200);
    }
  }
  await platform.idle();
  expect((await platform.stats()).functions.decide?.events).toBeGreaterThanOrEqual(files.length);
});

test('an uninstall ends the shop; a delivery after it changes nothing; reinstalling goes on', async () => {
  const shop = 'leaver.myshopify.com';
  const store = `${platform.url}/dev/stores/${shop}`;
  const post = (path: string, body = '{}') =>
    fetch(`${store}${path}`, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
  expect((await post('/install', '{"currency":"EUR","timezone":"Europe/Berlin"}')).ok).toBe(true);
  const leaver = demoShop(platform, shop);
  expect((await post('/uninstall')).ok).toBe(true);
  await platform.idle();
  const late = orderBytes({ id: '820982911946154601', customer: null, currency: 'EUR' });
  expect(await hand(late, headersFor(late, { 'x-shopify-shop-domain': shop }))).toBe(200);
  await platform.idle();
  expect(await leaver.allDecisions()).toEqual([]);

  expect((await post('/install')).ok).toBe(true);
  await leaver.deliver('orders/create', orderBytes({ id: '820982911946154602', customer: null, currency: 'EUR' }));
  await platform.idle();
  expect(await leaver.allDecisions()).toHaveLength(1);
});

test('a shop that reinstalls before its uninstall was told of is not ended by the late delivery', async () => {
  const shop = 'comeback.myshopify.com';
  const store = `${platform.url}/dev/stores/${shop}`;
  const post = (path: string) =>
    fetch(`${store}${path}`, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } });
  for (const round of [1, 2, 3]) {
    expect((await post('/install')).ok).toBe(true);
    expect((await post('/uninstall')).ok).toBe(true);
    expect((await post('/install')).ok).toBe(true);
    await platform.idle();
    const order = `82098291194615470${round}`;
    await demoShop(platform, shop).deliver('orders/create', orderBytes({ id: order, customer: `9${order}` }));
    await platform.idle();
    expect(await demoShop(platform, shop).decisions(order)).toHaveLength(1);
    expect((await post('/uninstall')).ok).toBe(true);
    await platform.idle();
  }
});
