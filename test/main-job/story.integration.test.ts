import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPlatform, type TestPlatform } from '../platform.ts';
import { BAG_NOTE, daysAgo, demoShop, orderBytes, refundBytes } from './demo-shop.ts';

/** The main job through the whole real path: webhook bytes → ingest → SQS → decide → DynamoDB → act → Admin API. */

let platform: TestPlatform;
let shop: ReturnType<typeof demoShop>;
let next = 0;
/** Ids beyond 2^53, which a number can't hold. */
const id = () => `8209829119461${String(545_00 + next++).padStart(5, '0')}`;

beforeAll(async () => {
  platform = await startPlatform();
  shop = demoShop(platform);
});
afterAll(async () => {
  const ending = await platform.stop();
  expect(ending.stderr).toBe('');
});

test('a regular’s order with three sizes gets the tag and the marked line, and the decision says why', async () => {
  const [customer, order] = [id(), id()];
  await shop.spentBefore(customer, '1500.01');
  await shop.deliver('orders/create', orderBytes({ id: order, customer }));
  await platform.idle();
  expect(await shop.order(order)).toEqual({
    id: `gid://shopify/Order/${order}`,
    tags: ['include-return-bag'],
    note: BAG_NOTE,
  });
  const [row, ...others] = await shop.decisions(order);
  expect(others).toEqual([]);
  expect(row).toMatchObject({
    rule: 'return-bag',
    outcome: 'granted',
    order: `gid://shopify/Order/${order}`,
    customer: `gid://shopify/Customer/${customer}`,
    effects: [{ state: 'done' }, { state: 'done' }],
  });
  expect(row?.why.join(' ')).toContain('1,500.01 USD: over 1,500.00 USD');
});

test('a customer never seen before with the same order gets nothing, and the decision says why not', async () => {
  const [customer, order] = [id(), id()];
  await shop.deliver('orders/create', orderBytes({ id: order, customer }));
  await platform.idle();
  expect(await shop.order(order)).toMatchObject({ tags: [], note: null });
  const [row] = await shop.decisions(order);
  expect(row).toMatchObject({ outcome: 'no_match', effects: [] });
  expect(row?.why).toEqual([
    'The customer’s net spend in the last 365 days, this order not counted, is 0.00 USD, not over 1,500.00 USD.',
  ]);
});

test('a guest’s order is decided without a customer', async () => {
  const order = id();
  await shop.deliver('orders/create', orderBytes({ id: order, customer: null }));
  await platform.idle();
  const [row] = await shop.decisions(order);
  expect(row).toMatchObject({ outcome: 'no_match', customer: null });
  expect(row?.facts['customer.spend.365d']).toMatchObject({ reason: 'guest' });
});

test('five deliveries at once, mixed with orders/updated, make one tag, one line, one decision', async () => {
  const [customer, order] = [id(), id()];
  await shop.spentBefore(customer, '2000.00');
  await platform.idle();
  const before = (await shop.calls()).length;
  const created = orderBytes({ id: order, customer });
  const updated = orderBytes({ id: order, customer, updatedAt: Date.now() + 2_000 });
  await Promise.all(
    [created, updated, created, created, updated, created, updated, created].map((body) =>
      shop.deliver(body === created ? 'orders/create' : 'orders/updated', body),
    ),
  );
  await platform.idle();
  expect(await shop.order(order)).toMatchObject({ tags: ['include-return-bag'], note: BAG_NOTE });
  expect(await shop.decisions(order)).toHaveLength(1);
  const mutations = (await shop.calls()).slice(before).filter(({ kind }) => kind === 'mutation');
  expect(mutations.map(({ operation }) => operation)).toEqual(['AddTags', 'SetOrderNote']);
});

test('orders/updated before orders/create gives the same', async () => {
  const [customer, order] = [id(), id()];
  await shop.spentBefore(customer, '2000.00');
  await shop.deliver('orders/updated', orderBytes({ id: order, customer, updatedAt: Date.now() + 2_000 }));
  await shop.deliver('orders/create', orderBytes({ id: order, customer }));
  await platform.idle();
  expect(await shop.order(order)).toMatchObject({ tags: ['include-return-bag'], note: BAG_NOTE });
  expect(await shop.decisions(order)).toHaveLength(1);
});

test('people’s own note and tags stay beside ours', async () => {
  const [customer, order] = [id(), id()];
  await shop.spentBefore(customer, '2000.00');
  const bytes = orderBytes({ id: order, customer }).replace('{', '{"note":"Ring twice\\nDog!","tags":"gift, vip",');
  await shop.deliver('orders/create', bytes);
  await platform.idle();
  const { note, tags } = await shop.order(order);
  expect(note).toBe(`Ring twice\nDog!\n${BAG_NOTE}`);
  expect(tags.toSorted()).toEqual(['gift', 'include-return-bag', 'vip']);
});

describe('what a past order counts', () => {
  test.each([
    ['a paid one of 10 days ago', { createdAt: () => daysAgo(10) }, 200_000],
    ['one of 364 days ago', { createdAt: () => daysAgo(364) }, 200_000],
    ['one of 366 days ago', { createdAt: () => daysAgo(366) }, 0],
    ['a cancelled one', { cancelledAt: daysAgo(5) }, 0],
    ['an unpaid one', { financialStatus: 'pending' }, 0],
    ['a voided one', { financialStatus: 'voided' }, 0],
    ['a test one', { test: true }, 0],
    ['one in another currency', { currency: 'EUR' }, 0],
    ['a fully refunded one', { financialStatus: 'refunded', total: '0.00' }, 0],
  ])('%s', async (_, { createdAt, ...past }: { createdAt?: () => number } & object, spendMinor) => {
    const [customer, order] = [id(), id()];
    await shop.spentBefore(customer, '2000.00', { ...past, ...(createdAt && { createdAt: createdAt() }) });
    await shop.deliver('orders/create', orderBytes({ id: order, customer }));
    await platform.idle();
    const [row] = await shop.decisions(order);
    expect(row?.facts['customer.spend.365d']?.money?.amountMinor).toBe(spendMinor);
    expect(row?.outcome).toBe(spendMinor > 150_000 ? 'granted' : 'no_match');
  });

  test('one with a goodwill refund that came before it counts what is left', async () => {
    const [customer, order, past, refund] = [id(), id(), id(), id()];
    await shop.deliver('refunds/create', refundBytes(refund, past, '600.00'));
    await shop.spentBefore(customer, '2000.00', { id: past });
    await shop.deliver('orders/create', orderBytes({ id: order, customer }));
    await platform.idle();
    const [row] = await shop.decisions(order);
    expect(row?.facts['customer.spend.365d']?.money?.amountMinor).toBe(140_000);
    expect(row?.outcome).toBe('no_match');
  });
});

test('an order of before the install and one that is 49 hours old are history: no decision', async () => {
  const [customer, order] = [id(), id()];
  await shop.spentBefore(customer, '2000.00');
  await shop.deliver('orders/create', orderBytes({ id: order, customer, createdAt: daysAgo(2.1) }));
  await platform.idle();
  expect(await shop.decisions(order)).toEqual([]);
});

test('a policy that is published runs from the next order on', async () => {
  const [customer, order] = [id(), id()];
  const url = `${platform.url}/dev/stores/concierge-demo.myshopify.com/policy`;
  const running = (await (await fetch(url)).json()) as { version: number; rules: { when: { value: unknown }[] }[] };
  const changed = structuredClone(running);
  const [condition] = changed.rules[0]?.when ?? [];
  if (!condition) throw new Error('the story rule has conditions');
  condition.value = { amountMinor: 99_999_900, currency: 'USD' };
  const put = (body: unknown) =>
    fetch(url, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  expect((await put(changed)).status).toBe(200);
  await shop.spentBefore(customer, '2000.00');
  await shop.deliver('orders/create', orderBytes({ id: order, customer }));
  await platform.idle();
  expect((await shop.decisions(order))[0]?.outcome).toBe('no_match');

  condition.value = { amountMinor: -1, currency: 'USD' };
  const refused = await put(changed);
  expect(refused.status).toBe(422);
  expect(JSON.stringify(await refused.json())).toContain('can’t be negative');
  expect(((await (await fetch(url)).json()) as { version: number }).version).toBe(running.version + 1);
  expect((await put(running)).status).toBe(200);
});
