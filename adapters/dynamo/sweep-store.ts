import { GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { ShopDomain } from '../../core/identity.ts';
import type { SweepStore } from '../../core/ports.ts';
import type { Sweep } from '../../core/sweep.ts';
import type { Dynamo } from './client.ts';
import { unlessConflict } from './conflict.ts';
import { conditional, follows } from './expressions.ts';
import { pack, unpack } from './packed.ts';
import { type Key, sweepPartition } from './table.ts';

interface SweepItem extends Key {
  /** Beside the sweep for the condition of the next write. */
  readonly revision: number;
  readonly sweep: Uint8Array;
}

export function createDynamoSweepStore({ client, table }: Dynamo): SweepStore {
  /** Strongly consistent: a sweep goes on from the page that was saved last. */
  async function list(shop: ShopDomain, limit: number): Promise<Sweep[]> {
    const command = new QueryCommand({
      TableName: table,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': sweepPartition(shop) },
      ScanIndexForward: false,
      ConsistentRead: true,
      Limit: limit,
    });
    const { Items = [] } = await client.send(command);
    return (Items as SweepItem[]).map(sweepOf);
  }

  return {
    list,
    async latest(shop) {
      const [latest = null] = await list(shop, 1);
      return latest;
    },
    async find(shop, id) {
      const { Item } = await client.send(
        new GetCommand({ TableName: table, Key: { pk: sweepPartition(shop), sk: id } }),
      );
      return Item ? sweepOf(Item as SweepItem) : null;
    },
    async save(shop, sweep) {
      const { id, revision } = sweep;
      const item: SweepItem = { pk: sweepPartition(shop), sk: id, revision, sweep: pack(sweep) };
      return unlessConflict(
        client.send(new PutCommand({ TableName: table, Item: { ...item }, ...conditional([follows(revision)]) })),
      );
    },
  };
}

/** Finds were not always written down before they were folded, nor was counted what was left out. */
function sweepOf({ sweep }: SweepItem): Sweep {
  const kept = unpack<Omit<Sweep, 'finding' | 'uncheckedCount'> & Partial<Sweep>>(sweep);
  return { finding: [], uncheckedCount: kept.unchecked.length, ...kept };
}
