import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { CompanyRecord } from '../../core/company.ts';
import type { CompanyStore } from '../../core/ports.ts';
import type { Dynamo } from './client.ts';
import { unlessConflict } from './conflict.ts';
import { conditional, follows } from './expressions.ts';
import { readPartition } from './key-pages.ts';
import { pack, unpack } from './packed.ts';
import { companiesPartition, companyKey, type Key } from './table.ts';

interface CompanyItem extends Key {
  /** Beside the record for the condition of the next write. */
  readonly revision: number;
  readonly record: Uint8Array;
}

export function createDynamoCompanyStore({ client, table }: Dynamo): CompanyStore {
  return {
    async find(shop, id) {
      const Key = { ...companyKey(shop, id) };
      const { Item } = await client.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
      return Item ? unpack<CompanyRecord>((Item as CompanyItem).record) : null;
    },
    async save(shop, record) {
      const { id, revision } = record;
      const Item: CompanyItem = { ...companyKey(shop, id), revision, record: pack(record) };
      const write = { TableName: table, Item: { ...Item }, ...conditional([follows(revision)]) };
      return unlessConflict(client.send(new PutCommand(write)));
    },
    async list(shop, limit, after) {
      const start = after && companyKey(shop, after);
      const items = await readPartition<CompanyItem>({ client, table }, companiesPartition(shop), limit, start);
      return items.map(({ record }) => unpack<CompanyRecord>(record));
    },
  };
}
