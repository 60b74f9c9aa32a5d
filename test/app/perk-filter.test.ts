import { expect, test } from 'vitest';
import { isShown, perkFilterUrl, queryOfPerks, readPerkFilter } from '../../app/perk-filter.ts';
import { buildDecision, firstEffect } from '../core/decisions.ts';

const read = (search: string) => readPerkFilter(new URLSearchParams(search));
const effect = firstEffect(buildDecision());

test('a filter comes back unchanged from its address', () => {
  const address =
    '/app/perks?state=unclear&rule=return-bag&customer=gid%3A%2F%2Fshopify%2FCustomer%2F7&order=%231001&page=abc&page=def';
  expect(perkFilterUrl(read(new URL(address, 'http://localhost').search))).toBe(address);
});

test('what is no filter is not filtered by', () => {
  const nothing = read('state=pending&rule=&customer=gid://shopify/Order/1&order=%20&shop=other');
  expect(perkFilterUrl(nothing)).toBe('/app/perks');
  expect(queryOfPerks(nothing, 25)).toEqual({ limit: 25, outcome: 'granted' });
});

test('the store is asked for what is looked for, from the last page of the trail on', () => {
  expect(queryOfPerks(read('state=open&rule=return-bag&page=abc&page=def'), 25)).toEqual({
    limit: 25,
    effect: 'open',
    rule: 'return-bag',
    cursor: 'def',
  });
});

test.each([
  ['open', ['unclear', 'refused', 'held', 'stopped']],
  ['waiting', ['pending', 'attempting']],
  ['done', ['done']],
  ['abandoned', ['abandoned']],
])('“%s” shows effects that are %s', (state, shown) => {
  const all = ['pending', 'attempting', 'done', 'refused', 'unclear', 'held', 'stopped', 'abandoned'] as const;
  expect(all.filter((each) => isShown({ ...effect, state: each }, read(`state=${state}`)))).toEqual(
    expect.arrayContaining(shown),
  );
  expect(all.filter((each) => isShown({ ...effect, state: each }, read(`state=${state}`)))).toHaveLength(shown.length);
});

test('effects of another rule are not shown', () => {
  expect(isShown(effect, read('rule=other'))).toBe(false);
  expect(isShown(effect, read(`rule=${effect.rule}`))).toBe(true);
});
