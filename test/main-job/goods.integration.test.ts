import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Rule } from '../../core/policy.ts';
import { returnBagRule } from '../../core/templates.ts';
import { startPlatform, type TestPlatform } from '../platform.ts';
import { demoShop, orderBytes } from './demo-shop.ts';

/** What only the shop says of an order's products: what they cost, and which collections they are in. */

const RULE: Rule = {
  ...returnBagRule('USD'),
  when: [
    { fact: 'order.margin', operator: 'at_least', value: 40 },
    { fact: 'order.products.collections', operator: 'excludes', value: 'Sale' },
  ],
};

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(async () => {
  await platform.stop();
});

/** The product of every order here, with what no delivery of it tells. Each variant is sold for 60.00. */
function productBytes(cost: string, collection: string): string {
  const variants = [0, 1, 2].map(
    (index) => `{"id":80895081${index},"title":"${index}","option1":"${index}","price":"60.00","cost":"${cost}"}`,
  );
  return `{"id":632910392000000001,"title":"Oxford shirt","tags":"","updated_at":"${new Date().toISOString()}","collections":[{"id":71,"title":"${collection}"}],"options":[{"id":72,"name":"Size","position":1,"values":["0","1","2"]}],"variants":[${variants.join(',')}]}`;
}

test.each([
  ['36.00', 'Shirts', 'granted', 'The order’s gross margin is 40%: at least 40%.'],
  ['37.00', 'Shirts', 'no_match', 'The order’s gross margin is 38.3%, not at least 40%.'],
  ['36.00', 'sale', 'no_match', 'The collections of the order’s products include “Sale”.'],
])('shirts that cost %s, in the collection %s: %s', async (cost, collection, outcome, why) => {
  const shop = demoShop(platform, `goods-${cost.slice(0, 2)}-${collection.toLowerCase()}.myshopify.com`);
  await shop.install();
  await shop.publish([RULE]);
  await shop.deliver('products/create', productBytes(cost, collection));
  const order = '820982911946157001';
  await shop.deliver('orders/create', orderBytes({ id: order, customer: null, createdAt: await platform.now() }));
  await platform.idle();
  const [row] = await shop.decisions(order);
  expect(row).toMatchObject({ outcome, why: expect.arrayContaining([why]) });
  expect((await shop.order(order)).tags).toEqual(outcome === 'granted' ? ['include-return-bag'] : []);
  const asked = (await shop.calls()).filter(({ operation }) => operation === 'OrderGoods');
  expect(asked).toMatchObject([{ variables: { withCosts: true, withCollections: true } }]);
});
