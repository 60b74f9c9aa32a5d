import { expect, test } from 'vitest';
import { filterUrl, queryOf, readFilter } from '../../app/decision-filter.ts';

const read = (search: string) => readFilter(new URLSearchParams(search));

test('a filter comes back unchanged from its address', () => {
  const address = '/app/decisions?outcome=granted&rule=return-bag&page=abc&page=def';
  expect(filterUrl(read(new URL(address, 'http://localhost').search))).toBe(address);
});

test('what was not possible can be looked for', () => {
  expect(queryOf(read('outcome=not_possible'), 25)).toEqual({ limit: 25, outcome: 'not_possible' });
});

test('the last page of the trail is the one that is shown', () => {
  expect(queryOf(read('rule=return-bag&page=abc&page=def'), 25)).toEqual({
    limit: 25,
    rule: 'return-bag',
    cursor: 'def',
  });
});

test('what is no filter is not filtered by', () => {
  expect(queryOf(read('outcome=perhaps&rule=&order=gid://shopify/Customer/1&shop=other'), 25)).toEqual({ limit: 25 });
  expect(filterUrl(read('outcome=perhaps'))).toBe('/app/decisions');
});

test('an address stays short however far back somebody goes', () => {
  const trail = Array.from({ length: 500 }, (_, page) => `cursor${page}`);
  const shortened = read(new URL(filterUrl({ ...read(''), trail }), 'http://localhost').search).trail;
  expect(shortened).toHaveLength(30);
  expect(shortened.at(-1)).toBe('cursor499');
});
