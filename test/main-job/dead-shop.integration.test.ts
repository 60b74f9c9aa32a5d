import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPlatform, type TestPlatform } from '../platform.ts';
import { demoShop, orderBytes } from './demo-shop.ts';

/** One shop whose Admin API is dead for four hours beside one that works, through the whole local platform. */

const DEAD = 'dead.myshopify.com';
const CUSTOMER = '7300000000000000001';
const WAITING = 20;
/** Customers of whom nothing is known when the shop dies: their orders can’t be decided before it can be read. */
const NEW_CUSTOMERS = 10;
const STEP_S = 600;
const STEPS = 24;
/** As the breaker grows up to a quarter of an hour: what it takes to open, its short pauses, then one in a step or so. */
const MOST_CALLS = 40;
/** The breaker’s longest pause, and some. */
const RECOVERED_WITHIN_S = 20 * 60;
/** What could not be read is replayed after 5 minutes. */
const REPLAYED_WITHIN_S = 6 * 60;
/** Real time: a delivery comes nine times before it is set aside. */
const SET_ASIDE_WITHIN_S = 120;

let platform: TestPlatform;
let dead: ReturnType<typeof demoShop>;
let working: ReturnType<typeof demoShop>;
beforeAll(async () => {
  platform = await startPlatform();
  dead = demoShop(platform, DEAD);
  working = demoShop(platform);
  await dead.install({ plan: 'plus' });
  for (const shop of [dead, working]) await shop.spentBefore(CUSTOMER, '2000.00');
  await platform.idle();
});
afterAll(async () => {
  await platform.stop();
});

const TAGS = ['include-return-bag'];
const AT_ONCE = { timeout: 15_000, interval: 50 };

const orderId = (index: number) => `82098291194616${String(4_000 + index)}`;
async function place(shop: typeof dead, id: string, customer = CUSTOMER): Promise<void> {
  await shop.deliver('orders/create', orderBytes({ id, customer, createdAt: await platform.now() }));
}

async function tagsOf(shop: typeof dead, id: string): Promise<string[]> {
  return (await shop.order(id)).tags;
}

async function states(shop: typeof dead): Promise<string[]> {
  return [...new Set((await shop.effects()).map(({ state }) => state))];
}

test('a dead shop is hardly called, holds up no other, and catches up by itself in the order of its orders', async () => {
  await platform.break({ target: 'admin_api', kind: 'timeout_before', shop: DEAD });
  const known = Array.from({ length: WAITING }, (_, index) => orderId(index));
  for (const id of known) {
    await place(dead, id);
    await platform.idle();
  }
  const unknown = Array.from({ length: NEW_CUSTOMERS }, (_, index) => orderId(2_000 + index));
  for (const [index, id] of unknown.entries()) {
    const customer = `73000000000000001${index}`;
    await dead.spentBefore(customer, '2000.00');
    await place(dead, id, customer);
  }
  for (let step = 0; step < STEPS; step += 1) {
    const id = orderId(1_000 + step);
    await place(working, id);
    // At once: without a step of the clock.
    await expect.poll(() => tagsOf(working, id), AT_ONCE).toEqual(TAGS);
    await platform.advance(STEP_S);
  }
  await platform.idle(SET_ASIDE_WITHIN_S);
  expect(await states(dead)).toEqual(['pending']);
  const parked = await dead.parked();
  // Of each new customer the past order, too.
  expect(parked).toHaveLength(2 * NEW_CUSTOMERS);
  expect(parked.filter(({ source }) => source !== 'unread')).toEqual([]);
  expect(await states(working)).toEqual(['done']);
  const [fault] = await platform.mend();
  expect(fault?.struck).toBeGreaterThanOrEqual(10);
  expect(fault?.struck).toBeLessThanOrEqual(MOST_CALLS);

  const before = (await dead.calls()).length;
  await platform.advance(RECOVERED_WITHIN_S);
  await platform.idle(60);
  await platform.advance(REPLAYED_WITHIN_S);
  await platform.idle(60);
  expect(await states(dead)).toEqual(['done']);
  expect(await dead.parked()).toEqual([]);
  for (const id of unknown) expect(await tagsOf(dead, id)).toEqual(TAGS);
  const tagged = (await dead.calls()).slice(before).filter(({ operation }) => operation === 'AddTags');
  const orders = tagged.map(({ variables }) => (variables as { id: string }).id.replace('gid://shopify/Order/', ''));
  expect(orders.filter((id) => known.includes(id))).toEqual(known);
  expect(orders.toSorted()).toEqual([...known, ...unknown]);
}, 400_000);
