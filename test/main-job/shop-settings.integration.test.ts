import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPlatform, type TestPlatform } from '../platform.ts';
import { demoShop, orderBytes } from './demo-shop.ts';

/** The merchant changes the shop itself; what rules see of money follows. */

const CUSTOMER = '7300000000000000051';
const STRANGER = '7300000000000000052';

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

const settings = (currency: string, at: number) =>
  `{"id":68000000001,"myshopify_domain":"concierge-demo.myshopify.com","currency":"${currency}","iana_timezone":"Europe/Vienna","updated_at":"${new Date(at).toISOString()}"}`;

async function placed(id: string, customer: string, currency: string) {
  await shop.deliver('orders/create', orderBytes({ id, customer, currency, createdAt: await platform.now() }));
  await platform.idle();
  const [row] = await shop.decisions(id);
  return row?.facts;
}

test('a change of currency counts from the next order on, whoever delivers an older state afterwards', async () => {
  expect(await placed('820982911946158001', CUSTOMER, 'USD')).toMatchObject({
    'customer.spend.365d': { money: { amountMinor: 200_000, currency: 'USD' } },
  });
  const now = await platform.now();
  await shop.deliver('shop/update', settings('EUR', now));
  await platform.idle();
  await shop.deliver('shop/update', settings('USD', now - 60_000), '&times=2');
  await platform.idle();
  expect(await placed('820982911946158002', CUSTOMER, 'EUR')).toMatchObject({
    'customer.spend.365d': { type: 'unknown', reason: 'other_currency' },
    'order.total': { money: { amountMinor: 18_000, currency: 'EUR' } },
  });
  // Of whom nothing is known from before, everything is.
  expect(await placed('820982911946158003', STRANGER, 'EUR')).toMatchObject({
    'customer.spend.365d': { money: { amountMinor: 0, currency: 'EUR' } },
  });
  expect(await shop.parked()).toEqual([]);
});
