import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPlatform, type TestPlatform } from '../platform.ts';
import { demoShop, orderBytes, SHOP } from './demo-shop.ts';

/** Shop A never reads shop B, on any contract call; the app's own routes are tried in test/app/routes. */

const OTHER = 'other.myshopify.com';
const CUSTOMER = '7300000000000000001';
const ORDER = '820982911946154701';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startPlatform();
  const install = await fetch(`${platform.url}/dev/stores/${OTHER}/install`, {
    method: 'POST',
    body: '{"currency":"USD"}',
    headers: { 'content-type': 'application/json' },
  });
  expect(install.ok).toBe(true);
});
afterAll(async () => {
  await platform.stop();
});

test('the same customer and order ids in two shops are two customers and two orders', async () => {
  const [ours, others] = [demoShop(platform), demoShop(platform, OTHER)];
  await ours.spentBefore(CUSTOMER, '2000.00');
  await ours.deliver('orders/create', orderBytes({ id: ORDER, customer: CUSTOMER }));
  await others.deliver('orders/create', orderBytes({ id: ORDER, customer: CUSTOMER }));
  await platform.idle();
  expect((await ours.decisions(ORDER))[0]?.outcome).toBe('granted');
  expect((await others.decisions(ORDER))[0]?.outcome).toBe('no_match');
  expect((await ours.order(ORDER)).tags).toEqual(['include-return-bag']);
  expect((await others.order(ORDER)).tags).toEqual([]);
});

test.each([
  [`/decisions?order=gid://shopify/Order/${ORDER}`, 1],
  [`/decisions?customer=gid://shopify/Customer/${CUSTOMER}`, 1],
  ['/decisions', 1],
  ['/effects', 0],
])('%s of the other shop has only its own', async (path, count) => {
  const rows = (await (await fetch(`${platform.url}/dev/stores/${OTHER}${path}`)).json()) as object[];
  expect(rows).toHaveLength(count);
  expect(JSON.stringify(rows)).not.toContain('granted');
});

test('its profile, policy and calls are its own', async () => {
  const read = async (shop: string, path: string) =>
    (await (await fetch(`${platform.url}/dev/stores/${shop}${path}`)).json()) as { lifetime?: { orders: number } };
  const profile = `/profile?customer=gid://shopify/Customer/${CUSTOMER}`;
  expect((await read(SHOP, profile)).lifetime?.orders).toBe(2);
  expect((await read(OTHER, profile)).lifetime?.orders).toBe(1);
  expect(JSON.stringify(await read(OTHER, '/calls'))).not.toContain('AddTags');
});
