import { expect, test } from 'vitest';
import { createMemoryEffectQueue } from '../../../adapters/memory/effect-queue.ts';
import { createMemoryStores } from '../../../adapters/memory/stores.ts';
import type { OrderSnapshot } from '../../../core/order.ts';
import type { Rule } from '../../../core/policy.ts';
import type { ShopReader } from '../../../core/ports.ts';
import { approveReturnRule, returnBagRule, vipCardRule } from '../../../core/templates.ts';
import { observe } from '../../../core/use-cases/observe.ts';
import { tryRule } from '../../../core/use-cases/try-rule.ts';
import { explainEach } from '../../../core/words/reasons.ts';
import { buildOrder, buildReturn, buildShop, buildVersion, DAY_MS, NOW, orderId, returnId, usd } from '../builders.ts';
import { SCOPES } from '../decisions.ts';
import { SHOP } from './stage.ts';

const bag = returnBagRule('USD');
const over = (dollars: number): Rule => ({
  ...bag,
  when: [{ fact: 'customer.spend.365d', operator: 'over', value: usd(dollars * 100) }],
});
const past = (number: number, daysAgo: number) =>
  buildOrder({ id: orderId(number), name: `#${number}`, createdAt: NOW - daysAgo * DAY_MS, total: usd(80_000) });
/** The third order of somebody who spent 1,600.00 before. */
const ORDER = buildOrder({ id: orderId(1001), name: '#1001', createdAt: NOW, total: usd(10_000) });

async function start(rules: Rule[], before: OrderSnapshot[] = [past(1, 30), past(2, 20)]) {
  const stores = createMemoryStores();
  await stores.shops.install(SHOP, buildShop({ scopes: [...SCOPES, 'write_returns'] }), NOW - 10 * DAY_MS);
  await stores.policies.publish(SHOP, { rules }, 0, '1', NOW - 10 * DAY_MS);
  const seenOf = (order: OrderSnapshot) => ({ order, version: buildVersion({ updatedAt: order.createdAt }) });
  const reader: ShopReader = {
    order: async () => ({ kind: 'missing' }),
    return: async () => ({ kind: 'found', seen: { return: buildReturn(), readAt: NOW } }),
    shipment: async () => ({ kind: 'missing' }),
    hold: async () => ({ kind: 'missing' }),
    company: async () => ({ kind: 'missing' }),
    ordersOf: async () => ({ kind: 'page', seen: before.map(seenOf), cursor: null }),
    changedOrders: async () => ({ kind: 'page', seen: [], parts: [], leftOut: [], cursor: null }),
    changedCustomers: async () => ({ kind: 'page', customers: [], cursor: null }),
    goods: async () => ({ kind: 'missing' }),
    ordersNamed: async () => ({ kind: 'found', orders: [] }),
    customer: async () => ({ kind: 'missing' }),
    products: async () => ({ kind: 'found', seen: [] }),
    customerWithEmail: async () => ({ kind: 'missing' }),
  };
  const ports = { ...stores, effects: createMemoryEffectQueue(), reader, backoff: async () => undefined };
  const entrance = { ...ports, confirmInstallation: async () => 'confirmed' as const };
  const order = (snapshot: OrderSnapshot, at = snapshot.createdAt) =>
    observe(entrance, SHOP, { type: 'order.seen', ...seenOf(snapshot) }, at);
  /** Nothing may be written, whatever it is. */
  const refuse = async () => {
    throw new Error('written');
  };
  const readOnly = {
    ...ports,
    ledger: { ...stores.ledger, commit: refuse, recordEffects: refuse },
    products: { ...stores.products, save: refuse },
    policies: { ...stores.policies, publish: refuse },
    effects: { send: refuse },
  };
  const attempt = async (rule: Rule, on: Parameters<typeof tryRule>[3], now = NOW + DAY_MS) => {
    const shop = await stores.shops.find(SHOP);
    if (!shop) throw new Error('the shop is gone');
    return tryRule(readOnly, shop, rule, on, now);
  };
  return { stores, entrance, order, attempt };
}

const on = { kind: 'order', order: orderId(1001) } as const;

test('the rule that decided would decide the same again, whatever came later, and nothing is written', async () => {
  const rule = over(1_500);
  const world = await start([rule]);
  const observed = await world.order(ORDER);
  if (observed.kind !== 'decided') throw new Error(observed.kind);
  await world.order({ ...past(2_000, -1), total: usd(500_000) }, NOW + DAY_MS);
  const tried = await world.attempt(rule, on);
  if (tried.kind !== 'tried') throw new Error(tried.kind);
  expect(tried.outcome).toEqual(observed.decision.outcomes[0]);
  expect(tried).toMatchObject({ wasDecided: true, asNow: [] });
});

test('a rule that is not saved says what it would have made of it, condition by condition, with values', async () => {
  const world = await start([over(1_500)]);
  await world.order(ORDER);
  const tried = await world.attempt({ ...over(1_700), enabled: false, archived: true }, on);
  if (tried.kind !== 'tried') throw new Error(tried.kind);
  expect(tried.outcome.outcome).toBe('no_match');
  expect(explainEach(tried.outcome, tried.decision)).toEqual([
    {
      holds: false,
      text: 'The customer’s net spend in the last 365 days, this order not counted, is 1,600.00 USD, not over 1,700.00 USD.',
    },
  ]);
});

test('what no decision kept is told apart, and words that were not looked for are looked for now', async () => {
  const world = await start([over(1_500)]);
  await world.order(ORDER);
  const tried = await world.attempt(vipCardRule('USD'), on);
  expect(tried).toMatchObject({ kind: 'tried', wasDecided: true, asNow: ['customer.tags'] });
});

test('an order of the past is tried as it was when it was placed: what came later does not count', async () => {
  const world = await start([over(1_500)]);
  await world.order(ORDER);
  const tried = await world.attempt(over(700), { kind: 'order', order: orderId(2) });
  if (tried.kind !== 'tried') throw new Error(tried.kind);
  expect(tried).toMatchObject({ wasDecided: false, outcome: { outcome: 'granted' } });
  expect(tried.decision.facts['customer.spend.365d']).toEqual({ type: 'money', money: usd(80_000) });
});

test('a return is tried as it was asked for', async () => {
  const rule = approveReturnRule('USD');
  const world = await start([rule]);
  await observe(world.entrance, SHOP, { type: 'return.touched', return: returnId(501) }, NOW);
  const tried = await world.attempt(rule, { kind: 'return', order: orderId(1001), return: returnId(501) });
  expect(tried).toMatchObject({ kind: 'tried', wasDecided: true, outcome: { outcome: 'granted' } });
});

test('of what nobody knows nothing is said', async () => {
  const world = await start([over(1_500)]);
  expect(await world.attempt(bag, on)).toEqual({ kind: 'not_known' });
});
