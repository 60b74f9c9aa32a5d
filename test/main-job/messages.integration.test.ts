import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Rule } from '../../core/policy.ts';
import { makeItRightRule, thankRegularRule } from '../../core/templates.ts';
import type { SentMessage } from '../../dev/email/outbox.ts';
import { startPlatform, type TestPlatform } from '../platform.ts';
import { demoShop, orderBytes } from './demo-shop.ts';

/** Messages to customers, looked for where the mail server keeps what it took over. */

const CUSTOMER = '7300000000000000001';
const ADDRESS = 'ada@customers.example';
/** Longer than an attempt whose answer was lost is left alone. */
const ATTEMPT_OVER_S = 150;
const STEPS = 6;

const rule: Rule = {
  ...thankRegularRule('USD'),
  when: [{ fact: 'order.items', operator: 'at_least', value: 1 }],
};

let platform: TestPlatform;
let shop: ReturnType<typeof demoShop>;
beforeAll(async () => {
  platform = await startPlatform();
  shop = demoShop(platform);
  await shop.publish([]);
  await shop.spentBefore(CUSTOMER, '2000.00');
  await platform.idle();
  await shop.query('mutation ($input: CustomerInput!) { customerUpdate(input: $input) { userErrors { message } } }', {
    input: { id: `gid://shopify/Customer/${CUSTOMER}`, email: ADDRESS, firstName: 'Ada' },
  });
  await shop.publish([rule]);
  await platform.idle();
});
afterAll(async () => {
  await platform.stop();
});

async function messages(): Promise<SentMessage[]> {
  return (await (await fetch(`${platform.url}/dev/messages`)).json()) as SentMessage[];
}

const placed = async (id: string) => orderBytes({ id, customer: CUSTOMER, createdAt: await platform.now() });

test('an order that is delivered three times brings its customer one e-mail', async () => {
  await shop.deliver('orders/create', await placed('820982911946170001'), '&times=3');
  await platform.idle();
  await shop.deliver('orders/updated', await placed('820982911946170001'));
  await platform.idle();
  expect(await messages()).toEqual([expect.objectContaining({ channel: 'email', to: ADDRESS, why: rule.name })]);
  expect((await messages())[0]?.text).toContain('Ada');
});

test('an e-mail whose answer was lost is unclear, says so, and is never sent again', async () => {
  const before = (await messages()).length;
  await platform.break({ target: 'email', kind: 'timeout_after_apply' });
  await shop.deliver('orders/create', await placed('820982911946170002'));
  await platform.idle();
  await platform.mend();
  for (let step = 1; step <= STEPS; step += 1) {
    await platform.advance(ATTEMPT_OVER_S);
    await platform.idle();
  }
  const effects = await shop.effects('unclear');
  expect(effects.map(({ order, attempts }) => [order, attempts])).toEqual([
    ['gid://shopify/Order/820982911946170002', 1],
  ]);
  expect((await messages()).length - before).toBe(1);
}, 60_000);

test('a bad review in Shopify’s own definition is answered by one e-mail, though it is told three times', async () => {
  const sorry: Rule = {
    ...makeItRightRule('USD'),
    when: [{ fact: 'review.rating', operator: 'at_most', value: 2 }],
  };
  await shop.publish([sorry]);
  const at = new Date(await platform.now()).toISOString();
  const review = (rating: number) =>
    JSON.stringify({
      id: 'gid://shopify/Metaobject/482734981',
      type: 'product_review',
      updated_at: at,
      fields: {
        rating: JSON.stringify({ scale_min: '1.0', scale_max: '5.0', value: `${rating}.0` }),
        submitted_at: at,
        author: `gid://shopify/Customer/${CUSTOMER}`,
        product: 'gid://shopify/Product/632910392000000001',
      },
    });
  await shop.deliver('metaobjects/create', review(1), '&times=2');
  await shop.deliver('metaobjects/update', review(1));
  await platform.idle();
  const answers = (await messages()).filter(({ why }) => why === sorry.name);
  expect(answers).toEqual([expect.objectContaining({ to: ADDRESS })]);
}, 60_000);

test('who is erased is not in the outbox any more, nor in its file', async () => {
  expect((await messages()).some(({ to }) => to === ADDRESS)).toBe(true);
  const customer = `{"id":${CUSTOMER},"email":"${ADDRESS}","phone":null}`;
  await shop.deliver('customers/redact', `{"customer":${customer},"orders_to_redact":[]}`);
  await platform.idle();
  expect((await messages()).filter(({ to }) => to === ADDRESS)).toEqual([]);
  expect(readFileSync(join(platform.dataDir, 'messages.jsonl'), 'utf8')).not.toContain(ADDRESS);
}, 60_000);
