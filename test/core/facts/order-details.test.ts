import { expect, test } from 'vitest';
import type { OrderLine } from '../../../core/order.ts';
import { buildOrder, productId } from '../builders.ts';
import { boolean, number, orderFact, unknown, words } from './read-facts.ts';

const line = (more: OrderLine['more'], quantity = 1): OrderLine => ({
  product: productId(1),
  title: 'Shirt',
  variantTitle: 'M / Navy',
  quantity,
  ...(more && { more }),
});

const order = buildOrder({
  lines: [
    line({ sku: 'SHIRT-M', vendor: 'Acme', paidMinor: 8_000, fullMinor: 10_000 }),
    line({ paidMinor: 5_000 }),
    line({ sku: 'HAT', vendor: 'Hatters', paidMinor: 0 }, 0),
  ],
  more: { source: 'web', codes: ['WELCOME10'], methods: ['Express'], country: 'AT', addressesMatch: false },
});

test('vendors, SKUs, codes and methods are looked for whatever their case, among what is still ordered', () => {
  expect(orderFact('order.products.vendors', { order }, ['ACME', 'Hatters'])).toEqual(words('ACME'));
  expect(orderFact('order.products.skus', { order }, ['shirt-m', 'HAT'])).toEqual(words('shirt-m'));
  expect(orderFact('order.discountCodes', { order }, ['welcome10', 'OTHER'])).toEqual(words('welcome10'));
  expect(orderFact('order.shippingMethods', { order }, ['Express'])).toEqual(words('Express'));
});

test('what an order has one of is that, and unknown where it has none', () => {
  expect(orderFact('order.source', { order }, ['web', 'pos'])).toEqual(words('web'));
  expect(orderFact('order.shippingCountry', { order }, ['DE', 'AT'])).toEqual(words('AT'));
  expect(orderFact('order.addressesMatch', { order })).toEqual(boolean(false));
  const bare = { order: buildOrder({ more: {} }) };
  for (const fact of ['order.source', 'order.shippingCountry', 'order.addressesMatch'] as const) {
    expect(orderFact(fact, bare, ['AT'])).toEqual(unknown('not_told'));
  }
  expect(orderFact('order.discountCodes', bare, ['X'])).toEqual(words());
  expect(orderFact('order.shippingMethods', bare, ['X'])).toEqual(words());
});

test('the discount is the share of the price of what is still ordered, rounded down', () => {
  expect(orderFact('order.discountShare', { order })).toEqual(number(13.3));
  const full = buildOrder({ lines: [line({ paidMinor: 5_000 })], more: {} });
  expect(orderFact('order.discountShare', { order: full })).toEqual(number(0));
  const free = buildOrder({ lines: [line({ paidMinor: 0, fullMinor: 5_000 })], more: {} });
  expect(orderFact('order.discountShare', { order: free })).toEqual(number(100));
});

test.each([
  ['nothing costs anything', [line({ paidMinor: 0 })]],
  ['one line tells no price', [line({ paidMinor: 5_000 }), line({ sku: 'HAT' })]],
  ['nothing is ordered any more', [line({ paidMinor: 0 }, 0)]],
])('where %s nobody knows the share of the discount', (_, lines) => {
  expect(orderFact('order.discountShare', { order: buildOrder({ lines, more: {} }) })).toEqual(unknown('not_told'));
});

test('what deliveries left out is taken from what the shop told, and is unknown where it does not tell', () => {
  const bare = buildOrder();
  expect(orderFact('order.products.vendors', { order: bare, told: order }, ['Acme'])).toEqual(words('Acme'));
  expect(orderFact('order.products.vendors', { order: bare, told: null }, ['Acme'])).toEqual(unknown('not_told'));
  expect(orderFact('order.products.vendors', { order: bare }, ['Acme'])).toEqual(unknown('not_looked_at'));
});
