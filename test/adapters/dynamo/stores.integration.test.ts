import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Dynamo } from '../../../adapters/dynamo/client.ts';
import { createDynamoStores } from '../../../adapters/dynamo/stores.ts';
import { parseShopDomain } from '../../../core/identity.ts';
import { storesContract } from '../../contracts/stores.ts';
import { NOW } from '../../core/builders.ts';
import { scanAll, startTestDynamodb, type TestDynamodb } from '../../dynamodb.ts';

let dynamodb: TestDynamodb;
const tables: Dynamo[] = [];

beforeAll(async () => {
  dynamodb = await startTestDynamodb();
});
afterAll(() => dynamodb.stop());

storesContract(async () => {
  const table = await dynamodb.createTable();
  tables.push(table);
  return createDynamoStores(table, { now: () => new Date(NOW) }, 'secret');
}, 40);

test('every key that the batteries wrote begins with a shop, and so do the indexes but the one by due time', async () => {
  const items = (await Promise.all(tables.map(scanAll))).flat();
  expect(items.length).toBeGreaterThan(100);
  for (const { pk, customer, open } of items) {
    for (const key of [pk, customer ?? pk, open ?? pk])
      expect(parseShopDomain(String(key).split('#')[0] ?? '')).not.toBeNull();
  }
});
