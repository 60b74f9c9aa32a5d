import { afterEach, beforeEach, expect, test } from 'vitest';
import { readReview } from '../../../adapters/reviews/read-review.ts';
import type { ShopDomain } from '../../../core/identity.ts';
import { payloadOf, rawOrder, SHOP, type StandIn, standIn, until } from './stand-in.ts';

const CUSTOMER = 'gid://shopify/Customer/115310627314723954';
const PRODUCT = 'gid://shopify/Product/632910392';
const PATH = `/reviews/judgeme/${SHOP}/address`;

let stand: StandIn;
let connected: string | null;
beforeEach(async () => {
  connected = PATH;
  stand = await standIn({
    reviewPath: async () => connected,
    signReview: async (path) => (path === connected ? { 'judgeme-hmac-sha256': 'signed' } : null),
  });
  await stand.install();
  await stand.post(`/dev/stores/${SHOP}/deliver?topic=orders/create&import_only=1`, rawOrder());
});
afterEach(() => stand.close());

const write = (over: object = {}) =>
  stand.post(`/dev/stores/${SHOP}/reviews`, { customer: CUSTOMER, product: PRODUCT, rating: 1, text: 'Torn', ...over });

test('a customer reviews what they ordered, and Judge.me posts it, signed, in a shape that the app reads', async () => {
  const { body: products } = await stand.get(`/dev/stores/${SHOP}/customers/115310627314723954/products`);
  expect(products).toEqual([{ id: PRODUCT, title: 'Shirt' }]);
  const { status, body } = await write({ photo: true });
  expect(status).toBe(201);
  await until(() => stand.received.length === 1);
  const [delivery] = stand.received;
  if (!delivery) throw new Error('nothing was delivered');
  expect(delivery.headers).toMatchObject({ 'judgeme-hmac-sha256': 'signed' });
  expect(delivery.headers['x-shopify-hmac-sha256']).toBeUndefined();
  const read = readReview({
    shop: SHOP as ShopDomain,
    provider: 'judgeme',
    isTest: false,
    body: delivery.body.toString('utf8'),
    triggeredAt: stand.clock.nowMs,
    hashEmail: (_shop, email) => `hash of ${email}`,
  });
  expect(read).toMatchObject({
    observations: [
      {
        email: 'jon@example.com',
        seen: {
          review: {
            ...(body as object),
            rating: 1,
            product: { id: PRODUCT, title: 'Shirt' },
            textLength: 4,
            hasPhoto: true,
          },
        },
        text: 'Torn',
      },
    ],
  });
});

test('a review that was refused comes again, the same, also after a restart', async () => {
  stand.statuses.splice(0, 1, 503, 200);
  await write();
  await until(() => stand.shopify.pendingDeliveries().some(({ retries }) => retries === 1));
  await stand.reopen();
  stand.clock.nowMs += 3_600_000;
  stand.shopify.clockMoved();
  await until(() => stand.shopify.pendingDeliveries().length === 0);
  const [first, second] = stand.received.map(payloadOf);
  expect(second).toEqual(first);
  expect(stand.received.map(({ headers }) => headers['judgeme-hmac-sha256'])).toEqual(['signed', 'signed']);
});

test('nobody reviews what they did not order, and without a connection nobody is told', async () => {
  expect(await write({ product: 'gid://shopify/Product/1' })).toMatchObject({ status: 400 });
  expect(await write({ customer: 'gid://shopify/Customer/1' })).toMatchObject({ status: 400 });
  expect(await write({ rating: 6 })).toMatchObject({ status: 400 });
  connected = null;
  expect(await write()).toMatchObject({ status: 409, body: { error: expect.stringContaining('Judge.me') } });
  expect(stand.received).toEqual([]);
});
