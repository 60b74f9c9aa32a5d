import { afterAll, beforeAll, expect, test } from 'vitest';
import { returnBagRule, storeCreditRule } from '../../core/templates.ts';
import { startPlatform, type TestPlatform } from '../platform.ts';
import { BAG_NOTE, demoShop, orderBytes } from './demo-shop.ts';

/** Every perk once, whatever fails: looked for in the shop itself, through its own Admin API. */

const SHOP = 'busy.myshopify.com';
const ORDERS = 500;
const REGULARS = 25;
const DELIVERED_AT_ONCE = 20;
/** Longer than an attempt whose answer was lost is left alone. */
const STEP_S = 150;
const MOST_STEPS = 80;

let platform: TestPlatform;
let shop: ReturnType<typeof demoShop>;
beforeAll(async () => {
  platform = await startPlatform();
  shop = demoShop(platform, SHOP);
  await shop.install({ plan: 'plus' });
  await shop.publish([returnBagRule('USD'), storeCreditRule('USD')]);
});
afterAll(async () => {
  await platform.stop();
});

interface Placed {
  readonly id: string;
  readonly customer: string;
  readonly getsBag: boolean;
  readonly getsCredit: boolean;
}

const customerId = (index: number) => `73000000000${String(index).padStart(4, '0')}`;

/** A third gets the bag, a third the credit, a third both. */
const placed: readonly Placed[] = Array.from({ length: ORDERS }, (_, index) => ({
  id: `8209829119${String(index).padStart(8, '0')}`,
  customer: customerId(index % REGULARS),
  getsBag: index % 3 !== 1,
  getsCredit: index % 3 !== 0,
}));

async function deliverAll(): Promise<void> {
  const left = placed[Symbol.iterator]();
  const work = async () => {
    for (const { id, customer, getsBag, getsCredit } of left) {
      const sizes = getsBag ? ['S', 'M', 'L'] : ['M'];
      const total = getsCredit ? '250.00' : '180.00';
      await shop.deliver('orders/create', orderBytes({ id, customer, sizes, total }));
    }
  };
  await Promise.all(Array.from({ length: DELIVERED_AT_ONCE }, work));
}

/** Lets domain time go on until nothing is left to do. */
async function settle(): Promise<void> {
  for (let step = 1; step <= MOST_STEPS; step += 1) {
    await platform.idle(90);
    const effects = await shop.effects();
    if (effects.every(({ state }) => state !== 'pending' && state !== 'attempting')) return;
    await platform.advance(STEP_S);
  }
  throw new Error(`effects still wait after ${(MOST_STEPS * STEP_S) / 60} minutes`);
}

interface Credit {
  readonly amount: { readonly amount: string };
  readonly expiresAt: string;
}

const CREDITS = `query Credits($id: ID!) { customer(id: $id) { storeCreditAccounts(first: 1) { nodes {
  transactions(first: 50) { nodes { ... on StoreCreditAccountCreditTransaction { amount { amount } expiresAt } } }
} } } }`;

async function creditsOf(customer: string): Promise<Credit[]> {
  type Data = { customer: { storeCreditAccounts: { nodes: { transactions: { nodes: Credit[] } }[] } } };
  const { customer: found } = await shop.query<Data>(CREDITS, { id: `gid://shopify/Customer/${customer}` });
  return found.storeCreditAccounts.nodes.flatMap(({ transactions }) => transactions.nodes);
}

test('500 orders get each perk once while calls time out, are throttled, conflict and the worker is killed ten times', async () => {
  for (let index = 0; index < REGULARS; index += 1) await shop.spentBefore(customerId(index), '2000.00');
  await platform.idle();

  await platform.break({ target: 'admin_api', kind: 'timeout_after_apply', rate: 0.2, seed: 11 });
  await platform.break({ target: 'admin_api', kind: 'throttled', rate: 0.1, seed: 12 });
  await platform.break({ target: 'dynamodb', kind: 'transaction_conflict', rate: 0.05, seed: 13 });
  await platform.break({ target: 'dynamodb', kind: 'crash_worker', rate: 0.002, seed: 14, count: 10 });
  await deliverAll();
  await settle();
  const faults = await platform.mend();
  expect(faults.find(({ kind }) => kind === 'crash_worker')?.struck).toBe(10);
  for (const { struck } of faults) expect(struck).toBeGreaterThan(5);

  const effects = await shop.effects();
  expect(effects.filter(({ state }) => state !== 'done')).toEqual([]);
  expect(effects).toHaveLength(
    placed.reduce((sum, { getsBag, getsCredit }) => sum + (getsBag ? 2 : 0) + Number(getsCredit), 0),
  );
  for (const { id, getsBag } of placed) {
    expect(await shop.order(id)).toMatchObject({
      tags: getsBag ? ['include-return-bag'] : [],
      note: getsBag ? BAG_NOTE : null,
    });
  }
  for (let index = 0; index < REGULARS; index += 1) {
    const customer = customerId(index);
    const credits = await creditsOf(customer);
    const due = placed.filter((order) => order.customer === customer && order.getsCredit);
    expect(new Set(credits.map(({ amount }) => Number(amount.amount)))).toEqual(new Set([10]));
    expect(credits.map(({ expiresAt }) => Date.parse(expiresAt)).toSorted()).toEqual(
      due.map(({ id }) => expiryOf(effects, id)).toSorted(),
    );
  }
}, 240_000);

type Effects = Awaited<ReturnType<typeof shop.effects>>;

/** The second at which the credit of an order ends: its own. */
function expiryOf(effects: Effects, order: string): number {
  const effect = effects.find(
    (each) => each.order === `gid://shopify/Order/${order}` && each.action.expiresAt !== undefined,
  );
  return Date.parse(effect?.action.expiresAt ?? '');
}
