import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { ProductStore } from '../../core/ports.ts';
import type { ProductRecord } from '../../core/product.ts';
import { readItems } from './batch-reader.ts';
import type { Dynamo } from './client.ts';
import { unlessConflict } from './conflict.ts';
import { conditional, follows } from './expressions.ts';
import { pack, unpack } from './packed.ts';
import { type Key, productKey } from './table.ts';

interface ProductItem extends Key {
  /** Beside the record for the condition of the next write. */
  readonly revision: number;
  readonly record: Uint8Array;
}

export function createDynamoProductStore(dynamo: Dynamo): ProductStore {
  const { client, table } = dynamo;
  return {
    async find(shop, ids, reading) {
      const keys = ids.map((id) => productKey(shop, id));
      const items = await readItems<ProductItem>(dynamo, keys, reading);
      return items.map(({ record }) => unpack<ProductRecord>(record));
    },
    async save(shop, record) {
      const { id, revision } = record;
      const item: ProductItem = { ...productKey(shop, id), revision, record: pack(record) };
      return unlessConflict(
        client.send(new PutCommand({ TableName: table, Item: { ...item }, ...conditional([follows(revision)]) })),
      );
    },
  };
}
