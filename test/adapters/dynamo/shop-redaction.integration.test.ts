import {
  ProvisionedThroughputExceededException,
  TransactionCanceledException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, DeleteCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Dynamo } from '../../../adapters/dynamo/client.ts';
import { createDynamoShopRedactionStore } from '../../../adapters/dynamo/shop-redaction-store.ts';
import { createDynamoShopStore } from '../../../adapters/dynamo/shop-store.ts';
import { createDynamoStores } from '../../../adapters/dynamo/stores.ts';
import { buildShop, DAY_MS, NOW, shopDomain } from '../../core/builders.ts';
import { scanAll, startTestDynamodb, type TestDynamodb } from '../../dynamodb.ts';

const SHOP = shopDomain('atelier');
const metadata = { $metadata: {}, message: 'another transaction writes the item' };

let dynamodb: TestDynamodb;
beforeAll(async () => {
  dynamodb = await startTestDynamodb();
});
afterAll(() => dynamodb.stop());

type Send = (command: object) => Promise<unknown>;

/** The same table, over a network that does with each call what `through` says. */
function over({ client, table }: Dynamo, through: (command: object, send: Send) => Promise<unknown>): Dynamo {
  const send: Send = (command) => client.send(command as never);
  const troubled = Object.create(client, { send: { value: (command: object) => through(command, send) } });
  return { client: troubled, table };
}

async function shopThatLeft() {
  const dynamo = await dynamodb.createTable();
  const stores = createDynamoStores(dynamo, { now: () => new Date(NOW) }, 'secret');
  await stores.shops.install(SHOP, buildShop(), NOW - DAY_MS);
  for (let version = 0; version < 3; version += 1)
    await stores.policies.publish(SHOP, { rules: [] }, version, 'test', NOW);
  await stores.shops.uninstall(SHOP, NOW + 1);
  return { dynamo, stores };
}

test('a delete of the shop’s record whose answer is lost, and that is sent again, is the end of the shop', async () => {
  const { dynamo } = await shopThatLeft();
  const losing = over(dynamo, async (command, send) => {
    if (command instanceof DeleteCommand) await send(command);
    return send(command);
  });
  const { deleteShop } = createDynamoShopRedactionStore(losing);
  expect(await deleteShop(SHOP)).toMatchObject({ left: 'nothing' });
  expect(await scanAll(dynamo)).toEqual([]);
});

const refusals = [
  ['its record', DeleteCommand, new TransactionConflictException(metadata)],
  [
    'what belongs to it',
    TransactWriteCommand,
    new TransactionCanceledException({ ...metadata, CancellationReasons: [{ Code: 'TransactionConflict' }] }),
  ],
] as const;

test.each(refusals)(
  'while somebody else writes %s, a shop that left is not taken for installed',
  async (_, Kind, error) => {
    const { dynamo } = await shopThatLeft();
    let refusedOnce = false;
    const busy = over(dynamo, async (command, send) => {
      if (!(command instanceof Kind) || refusedOnce) return send(command);
      refusedOnce = true;
      throw error;
    });
    const { deleteShop } = createDynamoShopRedactionStore(busy);
    expect(await deleteShop(SHOP)).toMatchObject({ left: 'some' });
    expect(await deleteShop(SHOP)).toMatchObject({ left: 'nothing' });
    expect(await scanAll(dynamo)).toEqual([]);
  },
);

test('where the shop comes back during the deleting, what went before is counted', async () => {
  const { dynamo, stores } = await shopThatLeft();
  const slow = over(dynamo, async (command, send) => {
    if (command instanceof DeleteCommand) await stores.shops.install(SHOP, buildShop(), NOW + DAY_MS);
    return send(command);
  });
  const { deleteShop } = createDynamoShopRedactionStore(slow);
  expect(await deleteShop(SHOP)).toEqual({ deleted: 3, left: 'installed' });
  expect(await stores.shops.find(SHOP)).toMatchObject({ uninstalledAt: null, policyVersion: 0 });
});

test.each([true, false])(
  'a deletion that is asked for in the very moment of installing keeps the shop out (known before: %s)',
  async (isKnown) => {
    const { dynamo, stores } = await shopThatLeft();
    if (!isKnown) await stores.redactions.deleteShop(SHOP);
    const begun = { revision: 1, askedAt: NOW, finishedAt: null, outcome: null, notBefore: NOW, settling: false };
    const late = over(dynamo, async (command, send) => {
      if (command instanceof TransactWriteCommand)
        await stores.redactions.save(SHOP, { ...begun, cursor: null, deleted: 0 });
      return send(command);
    });
    expect(await createDynamoShopStore(late).install(SHOP, buildShop(), NOW + DAY_MS)).toBe('being_deleted');
    expect((await stores.shops.find(SHOP))?.uninstalledAt).not.toBeNull();
  },
);

test('an installation whose answer is lost, and that is sent again, stands', async () => {
  const { dynamo } = await shopThatLeft();
  const losing = over(dynamo, async (command, send) => {
    if (command instanceof TransactWriteCommand) await send(command);
    return send(command);
  });
  const back = await createDynamoShopStore(losing).install(SHOP, buildShop(), NOW + DAY_MS);
  expect(back).toMatchObject({ installedAt: NOW + DAY_MS, uninstalledAt: null });
});

/** Of each call only the first item is deleted, and of the calls after `allowed` not one. */
function throttled(dynamo: Dynamo, allowed: number): Dynamo {
  let calls = 0;
  return over(dynamo, async (command, send) => {
    if (!(command instanceof BatchWriteCommand)) return send(command);
    const [first, ...others] = command.input.RequestItems?.[dynamo.table] ?? [];
    calls += 1;
    if (calls > allowed) throw new ProvisionedThroughputExceededException(metadata);
    await send(new BatchWriteCommand({ RequestItems: { [dynamo.table]: first ? [first] : [] } }));
    return { UnprocessedItems: others.length > 0 ? { [dynamo.table]: others } : {} };
  });
}

async function shopWithParked(count: number) {
  const { dynamo, stores } = await shopThatLeft();
  const parked = { topic: 'orders/create', reason: 'no', source: 'unusable', at: NOW } as const;
  for (let id = 0; id < count; id += 1)
    await stores.parking.park(SHOP, { ...parked, id: `w-${id}`, triggeredAt: NOW, replays: 0, body: 'e30=' });
  await stores.redactions.deleteShop(SHOP);
  return { dynamo, records: (await scanAll(dynamo)).length };
}

test('what a throttled table leaves is sent again after a while, until it is deleted', async () => {
  const { dynamo, records } = await shopWithParked(2);
  const waitedMs: number[] = [];
  const { deleteRecords } = createDynamoShopRedactionStore(throttled(dynamo, 10), async (ms) => waitedMs.push(ms));
  expect(await deleteRecords(SHOP, null)).toEqual({ deleted: records, cursor: null, isAll: true });
  expect(waitedMs).toEqual([100, 200, 400]);
});

test('while the table stays throttled, what was deleted counts and the rest is gone on with from there', async () => {
  const { dynamo, records } = await shopWithParked(4);
  const waitedMs: number[] = [];
  const { deleteRecords } = createDynamoShopRedactionStore(throttled(dynamo, 2), async (ms) => waitedMs.push(ms));
  const share = await deleteRecords(SHOP, null);
  expect(share).toMatchObject({ deleted: 2, isAll: false, cursor: expect.stringContaining(SHOP) });
  expect(waitedMs).toHaveLength(6);
  const nothing = await deleteRecords(SHOP, null);
  expect(nothing).toEqual({ deleted: 0, isAll: false, cursor: null });
  const rest = await createDynamoShopRedactionStore(dynamo).deleteRecords(SHOP, share.cursor);
  expect(rest).toEqual({ deleted: records - 2, cursor: null, isAll: true });
  expect(await scanAll(dynamo)).toEqual([]);
});
