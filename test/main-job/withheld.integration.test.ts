import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPlatform, type TestPlatform } from '../platform.ts';
import { BAG_NOTE, demoShop, orderBytes } from './demo-shop.ts';

/** Perks that are decided and not given: the merchant stopped them, or the shop does not let us. */

const CUSTOMER = '7300000000000000001';
const PAUSED = 'paused.myshopify.com';
const READ_ONLY = 'read-only.myshopify.com';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(async () => {
  await platform.stop();
});

test('orders that come while perks are stopped are decided and held; resuming gives each perk once', async () => {
  const shop = demoShop(platform, PAUSED);
  await shop.install();
  await shop.spentBefore(CUSTOMER, '2000.00');
  await platform.idle();
  expect(await shop.perks(false)).toMatchObject({ given: false, stoppedAt: expect.any(String) });
  const orders = ['820982911946156001', '820982911946156002', '820982911946156003'];
  for (const id of orders) await shop.deliver('orders/create', orderBytes({ id, customer: CUSTOMER }));
  await platform.idle();
  expect((await shop.allDecisions()).map(({ outcome }) => outcome)).toEqual(['granted', 'granted', 'granted']);
  expect((await shop.effects()).map(({ state }) => state)).toEqual(Array(6).fill('held'));
  for (const id of orders) expect(await shop.order(id)).toMatchObject({ tags: [], note: null });
  const before = (await shop.calls()).length;

  expect(await shop.perks(true)).toEqual({ given: true, stoppedAt: null });
  await platform.idle();
  for (const id of orders) expect(await shop.order(id)).toMatchObject({ tags: ['include-return-bag'], note: BAG_NOTE });
  expect((await shop.effects()).map(({ history }) => history.map(({ what }) => what))).toEqual(
    Array(6).fill(['held', 'released', 'tried']),
  );
  const mutations = (await shop.calls()).slice(before).filter(({ kind }) => kind === 'mutation');
  expect(mutations).toHaveLength(6);
});

test('stopping holds what already waits, and only that shop’s', async () => {
  const shop = demoShop(platform, PAUSED);
  const other = demoShop(platform);
  await other.spentBefore(CUSTOMER, '2000.00');
  await platform.break({ target: 'admin_api', kind: 'timeout_before', shop: PAUSED });
  await shop.deliver('orders/create', orderBytes({ id: '820982911946156004', customer: CUSTOMER }));
  await platform.idle();
  expect((await shop.effects('pending')).map(({ state }) => state)).toEqual(['pending', 'pending']);
  await shop.perks(false);
  await other.deliver('orders/create', orderBytes({ id: '820982911946156005', customer: CUSTOMER }));
  await platform.idle();
  expect(await shop.effects('pending')).toEqual([]);
  expect(await shop.effects('held')).toHaveLength(2);
  expect(await other.order('820982911946156005')).toMatchObject({ tags: ['include-return-bag'] });

  await platform.mend();
  await shop.perks(true);
  await platform.advance(1_200);
  await platform.idle();
  expect(await shop.order('820982911946156004')).toMatchObject({ tags: ['include-return-bag'], note: BAG_NOTE });
  expect(await shop.effects('held')).toEqual([]);
});

test('without the scope that a perk needs nothing is done, and the decision says so', async () => {
  const shop = demoShop(platform, READ_ONLY);
  await shop.install({ scopes: ['read_orders', 'read_customers', 'read_products'] });
  await shop.spentBefore(CUSTOMER, '2000.00');
  const order = '820982911946156101';
  await shop.deliver('orders/create', orderBytes({ id: order, customer: CUSTOMER, createdAt: await platform.now() }));
  await platform.idle();
  const [row] = await shop.decisions(order);
  expect(row).toMatchObject({
    outcome: 'not_possible',
    obstacle: { kind: 'missing_scopes', scopes: ['write_orders'] },
    effects: [],
  });
  expect(row?.why.join(' ')).toContain('write_orders');
  expect(await shop.effects()).toEqual([]);
  expect((await shop.calls()).filter(({ kind }) => kind === 'mutation')).toEqual([]);
  expect(await shop.order(order)).toMatchObject({ tags: [], note: null });
});
