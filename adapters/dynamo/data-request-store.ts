import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { DataRequest } from '../../core/data-request.ts';
import type { DataRequestStore } from '../../core/ports.ts';
import type { Dynamo } from './client.ts';
import { unlessConflict } from './conflict.ts';
import { conditional, follows } from './expressions.ts';
import { readPartition } from './key-pages.ts';
import { pack, unpack } from './packed.ts';
import { type Key, requestsPartition } from './table.ts';

interface RequestItem extends Key {
  /** Beside the record for the condition of the next write. */
  readonly revision: number;
  readonly request: Uint8Array;
}

export function createDynamoDataRequestStore({ client, table }: Dynamo): DataRequestStore {
  return {
    async find(shop, id) {
      const Key = { pk: requestsPartition(shop), sk: id };
      const { Item } = await client.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
      return Item ? unpack<DataRequest>((Item as RequestItem).request) : null;
    },
    async save(shop, request) {
      const { id, revision } = request;
      const Item: RequestItem = { pk: requestsPartition(shop), sk: id, revision, request: pack(request) };
      const write = { TableName: table, Item: { ...Item }, ...conditional([follows(revision)]) };
      return unlessConflict(client.send(new PutCommand(write)));
    },
    async list(shop, limit) {
      const items = await readPartition<RequestItem>({ client, table }, requestsPartition(shop), limit);
      return items.map(({ request }) => unpack<DataRequest>(request));
    },
  };
}
