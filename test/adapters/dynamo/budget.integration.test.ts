import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Dynamo } from '../../../adapters/dynamo/client.ts';
import { createDynamoStores } from '../../../adapters/dynamo/stores.ts';
import type { Decision } from '../../../core/decide.ts';
import { applyOutcome } from '../../../core/effects.ts';
import { newOrderRecord } from '../../../core/order.ts';
import type { TitleParts } from '../../../core/product.ts';
import { rememberDecision } from '../../../core/profile.ts';
import {
  buildCustomer,
  buildDecision,
  NOTHING,
  withAfterthought,
  withEffects,
  yearOfOrders,
} from '../../contracts/records.ts';
import {
  buildOrder,
  buildProduct,
  buildVersion,
  customerId,
  DAY_MS,
  NOW,
  orderId,
  productId,
  shopDomain,
} from '../../core/builders.ts';
import { scanAll, startTestDynamodb, type TestDynamodb } from '../../dynamodb.ts';

/** What one order costs, from decide to done; docs/decisions/001 shows the numbers. */

/** The longest that keys can get. */
const SHOP = shopDomain('a'.repeat(60));
const CUSTOMER = customerId('9'.repeat(20));
const PRODUCT = productId('9'.repeat(20));
const KB = 1024;

let dynamodb: TestDynamodb;
beforeAll(async () => {
  dynamodb = await startTestDynamodb();
});
afterAll(() => dynamodb.stop());

async function decideAndAct(pastOrders: number) {
  const units = { readUnits: 0, writeUnits: 0 };
  const dynamo = await dynamodb.createTable({
    count(name, amount) {
      if (name === 'dynamodb.readUnits') units.readUnits += amount;
      if (name === 'dynamodb.writeUnits') units.writeUnits += amount;
    },
  });
  const open = () => createDynamoStores(dynamo, { now: () => new Date(NOW) }, 'secret');
  const past = yearOfOrders(pastOrders);
  const first = buildCustomer({ customer: CUSTOMER, revision: 1, orders: past });
  const earlier = [1, 2, 3, 4, 5].map((number) => buildDecision({ number, customer: CUSTOMER }));
  const remembering = earlier.reduce((record, { id }) => rememberDecision(record, { id, eventAt: NOW }), first);
  const seed = open();
  await seed.shops.install(SHOP, { currency: 'USD', timezone: 'Europe/Vienna', scopes: ['read_orders'] }, NOW - DAY_MS);
  const product = buildProduct({ id: PRODUCT, options: ['Größe', 'Title', 'Farbe'] });
  const version = buildVersion();
  await seed.products.save(SHOP, { id: PRODUCT, revision: 1, snapshot: product, version, isDeleted: false });
  await seed.ledger.commit(SHOP, { ...NOTHING, customers: [remembering] });

  // As in a function that has just started: nothing is remembered.
  const { shops, ledger, products } = open();
  Object.assign(units, { readUnits: 0, writeUnits: 0 });
  const titleParts: TitleParts = { [PRODUCT]: ['size', 'unclear', 'other'] };
  const decision = { ...buildDecision({ number: 2 ** 50, customer: CUSTOMER }), titleParts };
  const order = buildOrder({ id: decision.event.order, customer: CUSTOMER });
  await shops.find(SHOP, 'cheap');
  await ledger.order(SHOP, order.id, 'cheap');
  // Three sizes of it are in the order.
  expect(await products.find(SHOP, [PRODUCT], 'cheap')).toHaveLength(1);
  const known = await ledger.customer(SHOP, CUSTOMER, 'cheap');
  const now = buildCustomer({ customer: CUSTOMER, revision: 2, orders: [...past, [NOW, 18_000]] });
  const committed = await ledger.commit(SHOP, {
    ...NOTHING,
    orders: [
      {
        ...newOrderRecord(order.id),
        revision: 1,
        snapshot: order,
        snapshotVersion: buildVersion({ bodyHash: 'f'.repeat(64) }),
        contribution: { customer: CUSTOMER, placedAt: NOW, netMinor: 18_000 },
        placement: 'decided',
        decision: decision.id,
      },
    ],
    customers: [{ ...now, decisions: known?.decisions ?? [] }],
    decisions: [decision],
  });
  expect(committed).toBe('committed');
  const acting = await ledger.decision(SHOP, decision.id, 'cheap');
  expect(acting).toEqual(decision);
  await shops.find(SHOP, 'cheap');
  await ledger.recordEffects(SHOP, whenDone(decision), null);
  return { units, dynamo };
}

/** Each effect done at its first try, with the history that this leaves. */
function whenDone(decision: Decision): Decision {
  const effects = decision.effects.map((effect, index) => {
    const asked = effect.action.kind === 'order.tag' ? ['tagsAdd'] : ['order', 'orderUpdate'];
    return applyOutcome(effect, { kind: 'done' }, asked, NOW + 1_834 + index * 312);
  });
  return { ...decision, revision: decision.revision + 1, effects };
}

describe.each([10, 5_000])('for a customer with %d orders in the year before', (pastOrders) => {
  test('an order with one perk takes 13 write and 3 read units from decide to done, indexes included', async () => {
    const { units } = await decideAndAct(pastOrders);
    expect(units).toEqual({ readUnits: 3, writeUnits: 13 });
  });

  test('every item stays under 1 KB and the whole profile under 4 KB, even with the longest keys', async () => {
    const { dynamo } = await decideAndAct(pastOrders);
    const items = await scanAll(dynamo);
    for (const item of items) expect(itemBytes(item), String(item.sk)).toBeLessThan(KB);
    const profile = items.filter(({ pk }) => String(pk).includes('#customer#'));
    expect(profile.reduce((sum, item) => sum + itemBytes(item), 0)).toBeLessThan(4 * KB);
  });
});

test('asking what is due costs half a read unit for each of 16 partitions', async () => {
  let readUnits = 0;
  const dynamo: Dynamo = await dynamodb.createTable({
    count(name, amount) {
      if (name === 'dynamodb.readUnits') readUnits += amount;
    },
  });
  const { schedule } = createDynamoStores(dynamo, { now: () => new Date(NOW) }, 'secret');
  expect(await schedule.due(NOW, 100)).toEqual([]);
  expect(readUnits).toBe(8);
});

test('what is written alone takes one unit: an order, an afterthought', async () => {
  let writeUnits = 0;
  const dynamo = await dynamodb.createTable({
    count(name, amount) {
      if (name === 'dynamodb.writeUnits') writeUnits += amount;
    },
  });
  const { ledger } = createDynamoStores(dynamo, { now: () => new Date(NOW) }, 'secret');
  const decision = buildDecision();
  const echoed = { ...newOrderRecord(orderId(1)), revision: 1, snapshot: buildOrder() };
  await ledger.commit(SHOP, { ...NOTHING, orders: [echoed], decisions: [decision] });
  const alone = [
    // An echo: the order stands in its customer's list already.
    { orders: [{ ...echoed, revision: 2 }] },
    { reconsidered: [withAfterthought(decision)] },
  ];
  for (const changes of alone) {
    writeUnits = 0;
    expect(await ledger.commit(SHOP, { ...NOTHING, ...changes })).toBe('committed');
    expect(writeUnits).toBe(1);
  }
});

test('effects that wait for a person take one unit more to write, and counting a hundred takes 3.5 to read', async () => {
  const units = { readUnits: 0, writeUnits: 0 };
  const dynamo = await dynamodb.createTable({
    count(name, amount) {
      if (name === 'dynamodb.readUnits') units.readUnits += amount;
      if (name === 'dynamodb.writeUnits') units.writeUnits += amount;
    },
  });
  const { ledger } = createDynamoStores(dynamo, { now: () => new Date(NOW) }, 'secret');
  const [decision, ...others] = Array.from({ length: 100 }, (_, index) => buildDecision({ number: 2 ** 50 + index }));
  if (!decision) throw new Error('no decision was built');
  await ledger.commit(SHOP, { ...NOTHING, decisions: [decision] });
  Object.assign(units, { readUnits: 0, writeUnits: 0 });
  // The item, out of the index of what is due, into the one of what is open.
  expect(await ledger.recordEffects(SHOP, withEffects(decision, { state: 'refused' }), null)).toBe('recorded');
  expect(units).toEqual({ readUnits: 0, writeUnits: 3 });
  await ledger.commit(SHOP, { ...NOTHING, decisions: others.map((each) => withEffects(each, { state: 'held' })) });
  Object.assign(units, { readUnits: 0, writeUnits: 0 });
  expect(await ledger.countOpen(SHOP, 1_000)).toEqual(
    new Map([
      ['refused', 1],
      ['held', 99],
    ]),
  );
  expect(units).toEqual({ readUnits: 3.5, writeUnits: 0 });
});

test('an order of 40 lines fits one unit of 1 KB', async () => {
  const dynamo = await dynamodb.createTable();
  const { ledger } = createDynamoStores(dynamo, { now: () => new Date(NOW) }, 'secret');
  const lines = Array.from({ length: 40 }, (_, index) => ({
    product: null,
    title: `Merino cardigan no. ${index}`,
    variantTitle: 'M / Navy',
    quantity: 1,
  }));
  const order = { ...newOrderRecord(orderId(1)), revision: 1, snapshot: buildOrder({ id: orderId(1), lines }) };
  await ledger.commit(SHOP, { ...NOTHING, orders: [order] });
  const [item] = await scanAll(dynamo);
  expect(itemBytes(item ?? {})).toBeLessThan(KB);
});

/** As DynamoDB counts (“DynamoDB item sizes and formats”); numbers at their most. */
function itemBytes(item: Record<string, unknown>): number {
  return Object.entries(item).reduce((bytes, [name, value]) => {
    if (value instanceof Uint8Array) return bytes + name.length + value.length;
    return bytes + name.length + (typeof value === 'number' ? 21 : Buffer.byteLength(String(value)));
  }, 0);
}
