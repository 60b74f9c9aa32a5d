import { expect, test } from 'vitest';
import { titlePartsOf } from '../../../core/product.ts';
import { newCustomerRecord, replaceContribution } from '../../../core/profile.ts';
import { buildOrder, buildProduct, customerId, DAY_MS, NOW, productId } from '../builders.ts';
import { boolean, number, orderFact, unknown, words } from './read-facts.ts';

const line = (title: string, quantity = 1, variantTitle: string | null = null) => ({
  product: productId(1),
  title,
  variantTitle,
  quantity,
});

test('of lines counts what is still ordered', () => {
  const order = buildOrder({ lines: [line('Shirt', 2), line('Hat', 5), line('Scarf', 0)] });
  expect(orderFact('order.lines.count', { order })).toEqual(number(2));
  expect(orderFact('order.lines.mostOfOne', { order })).toEqual(number(5));
  const empty = buildOrder({ lines: [] });
  expect(orderFact('order.lines.count', { order: empty })).toEqual(number(0));
  expect(orderFact('order.lines.mostOfOne', { order: empty })).toEqual(number(0));
});

test('a product is looked for by its title, whatever its case, among what is still ordered', () => {
  const order = buildOrder({ lines: [line('Oxford shirt'), line('Scarf', 0)] });
  expect(orderFact('order.products.titles', { order }, ['OXFORD SHIRT', 'Scarf', 'Hat'])).toEqual(
    words('OXFORD SHIRT'),
  );
});

test('colours of one product are told by its options', () => {
  const order = buildOrder({ lines: [line('Shirt', 1, 'Medium / S'), line('Shirt', 1, 'Large / S')] });
  const titleParts = titlePartsOf([buildProduct({ id: productId(1), options: ['Colour', 'Size'] })]);
  expect(orderFact('order.lines.coloursOfOneProduct', { order, titleParts })).toEqual(number(2));
});

test('an order is the first of a customer who has no other before it, and of a guest nobody knows', () => {
  const own = { customer: customerId(7), placedAt: NOW, netMinor: 18_000 };
  const { profile } = newCustomerRecord(customerId(7));
  const first = replaceContribution(profile, null, own);
  expect(orderFact('order.isFirst', { profile: first, contribution: own })).toEqual(boolean(true));
  const second = replaceContribution(first, null, { ...own, placedAt: NOW - 500 * DAY_MS });
  expect(orderFact('order.isFirst', { profile: second, contribution: own })).toEqual(boolean(false));
  const later = replaceContribution(first, null, { ...own, placedAt: NOW + 60_000 });
  expect(orderFact('order.isFirst', { profile: later, contribution: own })).toEqual(boolean(true));
  expect(orderFact('order.isFirst')).toEqual(unknown('guest'));
});
