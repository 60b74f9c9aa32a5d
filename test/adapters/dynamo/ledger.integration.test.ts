import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Dynamo } from '../../../adapters/dynamo/client.ts';
import { customerHash } from '../../../adapters/dynamo/erasure-store.ts';
import { createDynamoLedger } from '../../../adapters/dynamo/ledger.ts';
import { createDynamoShopStore } from '../../../adapters/dynamo/shop-store.ts';
import { readCustomer } from '../../../app/customer-details.server.ts';
import { newOrderRecord } from '../../../core/order.ts';
import type { ReturnRecord, ReturnSnapshot } from '../../../core/return.ts';
import { buildCustomer, buildDecision, NOTHING, withEffects, yearOfOrders } from '../../contracts/records.ts';
import { buildReturn, buildShop, customerId, DAY_MS, NOW, orderId, shopDomain } from '../../core/builders.ts';
import { scanAll, startTestDynamodb, type TestDynamodb } from '../../dynamodb.ts';

/** What only DynamoDB can do wrong. */

const SHOP = shopDomain('atelier');
const CUSTOMER = customerId(7);

let dynamodb: TestDynamodb;
let dynamo: Dynamo;
beforeAll(async () => {
  dynamodb = await startTestDynamodb();
});
beforeEach(async () => {
  dynamo = await dynamodb.createTable();
});
afterAll(() => dynamodb.stop());

const openLedger = () => createDynamoLedger(dynamo, { now: () => new Date(NOW) }, customerHash('secret'));

async function quarters() {
  const items = (await scanAll(dynamo)).filter(({ sk }) => String(sk).startsWith('quarter#'));
  return Object.fromEntries(items.map(({ sk, revision }) => [String(sk), revision]));
}

const customer = (revision: number, orders: readonly (readonly [number, number])[]) =>
  buildCustomer({ customer: CUSTOMER, revision, orders });

test('only the quarters that changed are written, also by a process that starts with a read', async () => {
  const past = yearOfOrders(20);
  await openLedger().commit(SHOP, { ...NOTHING, customers: [customer(1, past)] });
  const ledger = openLedger();
  await ledger.customer(SHOP, CUSTOMER, 'cheap');
  await ledger.commit(SHOP, { ...NOTHING, customers: [customer(2, [...past, [NOW, 500]])] });
  await ledger.commit(SHOP, { ...NOTHING, customers: [customer(3, [...past, [NOW, 500], [NOW, 700]])] });
  expect(await quarters()).toEqual({
    'quarter#2025-Q4': 1,
    'quarter#2026-Q1': 1,
    'quarter#2026-Q2': 1,
    'quarter#2026-Q3': 1,
    'quarter#2026-Q4': 3,
  });
});

test('a process that never read the customer writes all quarters and loses nothing', async () => {
  const past = yearOfOrders(20);
  await openLedger().commit(SHOP, { ...NOTHING, customers: [customer(1, past)] });
  await openLedger().commit(SHOP, { ...NOTHING, customers: [customer(2, past)] });
  expect(new Set(Object.values(await quarters()))).toEqual(new Set([2]));
  expect(await openLedger().customer(SHOP, CUSTOMER, 'latest')).toEqual(customer(2, past));
});

test('days that time left behind are forgotten without a write, and their quarter is deleted', async () => {
  const old = NOW - 395 * DAY_MS;
  const orders = [
    [old, 100],
    [old + DAY_MS, 200],
    [NOW, 300],
  ] as const;
  const ledger = openLedger();
  await ledger.commit(SHOP, { ...NOTHING, customers: [customer(1, orders)] });
  const second = customer(2, [...orders, [NOW + 5 * DAY_MS, 400]]);
  expect(second.profile.days).toHaveLength(3);
  await ledger.commit(SHOP, { ...NOTHING, customers: [second] });
  expect(await quarters()).toEqual({ 'quarter#2025-Q4': 1, 'quarter#2026-Q4': 2 });
  expect(await openLedger().customer(SHOP, CUSTOMER, 'latest')).toEqual(second);
  const third = customer(3, [...orders, [NOW + 5 * DAY_MS, 400], [NOW + 20 * DAY_MS, 500]]);
  await ledger.commit(SHOP, { ...NOTHING, customers: [third] });
  expect(await quarters()).toEqual({ 'quarter#2026-Q4': 3 });
  expect(await openLedger().customer(SHOP, CUSTOMER, 'latest')).toEqual(third);
});

test('a read between the writes of a transaction is read again, not believed', async () => {
  const past = yearOfOrders(20);
  const ledger = openLedger();
  await ledger.commit(SHOP, { ...NOTHING, customers: [customer(1, past)] });
  const before = (await scanAll(dynamo)).find(({ sk }) => sk === 'quarter#2026-Q4');
  const next = customer(2, [...past, [NOW, 500]]);
  await ledger.commit(SHOP, { ...NOTHING, customers: [next] });
  const after = (await scanAll(dynamo)).find(({ sk }) => sk === 'quarter#2026-Q4');
  const put = (item = before) => dynamo.client.send(new PutCommand({ TableName: dynamo.table, Item: { ...item } }));
  await put(before);
  let queries = 0;
  dynamo.client.middlewareStack.add(
    (send, { commandName }) =>
      async (call) => {
        if (commandName === 'QueryCommand') {
          queries += 1;
          if (queries === 2) await put(after);
        }
        return send(call);
      },
    { step: 'initialize', name: 'healOnSecondQuery' },
  );
  expect(await openLedger().customer(SHOP, CUSTOMER, 'cheap')).toEqual(next);
  expect(queries).toBe(2);
});

test('a customer whose parts never fit together is an error, not half a profile', async () => {
  const ledger = openLedger();
  await ledger.commit(SHOP, { ...NOTHING, customers: [customer(1, yearOfOrders(20))] });
  const Key = { pk: `${SHOP}#customer#7`, sk: 'quarter#2026-Q1' };
  await dynamo.client.send(new DeleteCommand({ TableName: dynamo.table, Key }));
  await expect(ledger.customer(SHOP, CUSTOMER, 'cheap')).rejects.toThrow('don’t belong together');
});

test('a transaction that DynamoDB cancels because of another one is a conflict; any other reason throws', async () => {
  const reasons = ['TransactionConflict', 'ThrottlingError'];
  dynamo.client.middlewareStack.add(
    (send, { commandName }) =>
      async (call) => {
        const Code = commandName === 'TransactWriteItemsCommand' ? reasons.shift() : undefined;
        if (Code === undefined) return send(call);
        throw new TransactionCanceledException({
          message: 'cancelled',
          $metadata: {},
          CancellationReasons: [{ Code: 'None' }, { Code }],
        });
      },
    { step: 'initialize', name: 'cancelTransactions' },
  );
  const ledger = openLedger();
  const orders = [1, 2].map((number) => ({ ...newOrderRecord(orderId(number)), revision: 1 }));
  const changes = { ...NOTHING, orders };
  expect(await ledger.commit(SHOP, changes)).toBe('conflict');
  await expect(ledger.commit(SHOP, changes)).rejects.toThrow('cancelled');
  expect(await ledger.commit(SHOP, changes)).toBe('committed');
});

test('a commit that no transaction can hold is a bug', async () => {
  const orders = Array.from({ length: 101 }, (_, index) => ({ ...newOrderRecord(orderId(index + 1)), revision: 1 }));
  await expect(openLedger().commit(SHOP, { ...NOTHING, orders })).rejects.toThrow('one transaction takes 100');
});

test('what a record tells of no more stays listed until it is forgotten, and the customer’s page leaves it out', async () => {
  const ledger = openLedger();
  const at = { requestedAt: NOW - DAY_MS, approvedAt: NOW - 2_000 };
  const write = (revision: number, over: Partial<ReturnSnapshot>) => {
    const snapshot = buildReturn({ ...at, ...over });
    const returned: ReturnRecord = { revision, snapshot, readAt: NOW, request: 'past', decision: null };
    return ledger.commit(SHOP, { ...NOTHING, returns: [returned] });
  };
  await write(1, { status: 'closed', closedAt: NOW });
  await write(2, { status: 'open', closedAt: null });
  const listed = async () => (await ledger.belongings(SHOP, CUSTOMER, 9)).belongings;
  const [stale, ...others] = await listed();
  expect(stale).toMatchObject({ kind: 'happening', what: 'return_closed' });
  const reviews = { find: async () => null };
  const companyNames = { companiesOf: async () => ({ kind: 'found' as const, companies: [] }) };
  const page = await readCustomer(
    { ledger, reviews, companyNames },
    buildShop({ domain: SHOP }),
    CUSTOMER,
    undefined,
    '',
    NOW,
  );
  expect(page?.details.entries.map(({ title }) => title)).toEqual([
    'Return #1001-R1 approved',
    'Return #1001-R1 asked for',
  ]);
  if (stale?.kind === 'happening') await ledger.forgetEntry(SHOP, stale);
  expect(await listed()).toEqual(others);
});

test('a filter that hardly any decision passes finds it in bounded pages', async () => {
  const ledger = openLedger();
  const details = { currency: 'USD', timezone: 'UTC', scopes: [] };
  await createDynamoShopStore(dynamo).install(SHOP, details, NOW - 900 * DAY_MS);
  const needle = buildDecision({ number: 1, at: NOW - 890 * DAY_MS });
  await ledger.commit(SHOP, { ...NOTHING, decisions: [needle] });
  for (let start = 0; start < 500; start += 100) {
    const decisions = Array.from({ length: 100 }, (_, index) =>
      buildDecision({ number: start + index + 2, at: NOW - start - index, spendMinor: 0 }),
    );
    await ledger.commit(SHOP, { ...NOTHING, decisions });
  }
  const first = await ledger.decisions(SHOP, { outcome: 'granted', limit: 10 });
  expect(first.decisions).toEqual([]);
  const second = await ledger.decisions(SHOP, { outcome: 'granted', limit: 10, cursor: first.cursor ?? '' });
  expect(second).toEqual({ decisions: [needle], cursor: null });
});

test('the decisions of an order are read as they are, also those of a moment before', async () => {
  const asked: unknown[] = [];
  const note = <Out>(next: (args: { input: object }) => Promise<Out>) => {
    return (args: { input: object }) => {
      if ('KeyConditionExpression' in args.input) asked.push(args.input);
      return next(args);
    };
  };
  dynamo.client.middlewareStack.add(note as never, { step: 'initialize' });
  await openLedger().decisions(SHOP, { order: orderId(1001), limit: 10 });
  expect(asked).toMatchObject([{ ConsistentRead: true }]);
});

test('a decision that is done is in no index of what is to be done any more', async () => {
  const ledger = openLedger();
  const decision = buildDecision();
  await ledger.commit(SHOP, { ...NOTHING, decisions: [decision] });
  expect((await scanAll(dynamo))[0]).toMatchObject({ dueAt: new Date(NOW).toISOString() });
  const refused = withEffects(decision, { state: 'refused' });
  await ledger.recordEffects(SHOP, refused, null);
  expect((await scanAll(dynamo))[0]).toMatchObject({ open: `${SHOP}#open`, openStates: '|refused|' });
  await ledger.recordEffects(SHOP, withEffects(refused, { state: 'done' }), null);
  const [item] = await scanAll(dynamo);
  for (const attribute of ['dueAt', 'dueShard', 'open', 'openStates']) expect(item).not.toHaveProperty(attribute);
});
