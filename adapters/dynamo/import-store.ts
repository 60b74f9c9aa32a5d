import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { PastImport } from '../../core/past-import.ts';
import type { ImportStore } from '../../core/ports.ts';
import type { Dynamo } from './client.ts';
import { unlessConflict } from './conflict.ts';
import { conditional, follows } from './expressions.ts';
import { pack, unpack } from './packed.ts';
import { importPartition, type Key } from './table.ts';

interface ImportItem extends Key {
  /** Beside the import for the condition of the next write. */
  readonly revision: number;
  readonly import: Uint8Array;
}

export function createDynamoImportStore({ client, table }: Dynamo): ImportStore {
  return {
    /** Strongly consistent: an import goes on from the place that was saved last. */
    async latest(shop) {
      const command = new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': importPartition(shop) },
        ScanIndexForward: false,
        ConsistentRead: true,
        Limit: 1,
      });
      const { Items = [] } = await client.send(command);
      const [latest] = Items as ImportItem[];
      return latest ? unpack<PastImport>(latest.import) : null;
    },
    async save(shop, record) {
      const { id, revision } = record;
      const item: ImportItem = { pk: importPartition(shop), sk: id, revision, import: pack(record) };
      return unlessConflict(
        client.send(new PutCommand({ TableName: table, Item: { ...item }, ...conditional([follows(revision)]) })),
      );
    },
  };
}
