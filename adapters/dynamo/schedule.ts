import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Instant } from '../../core/identity.ts';
import type { Schedule } from '../../core/ports.ts';
import type { Dynamo } from './client.ts';
import { DUE_INDEX, DUE_PARTITIONS, type Key, parseDueKey, sortableTime } from './table.ts';

interface DueItem extends Key {
  readonly dueAt: string;
}

/** Asks every partition of the index, since any may hold the oldest: half a read unit each when nothing is due. */
export function createDynamoSchedule(dynamo: Dynamo): Schedule {
  return {
    async due(now, limit) {
      const found = await Promise.all(DUE_PARTITIONS.map((partition) => dueOf(dynamo, partition, now, limit)));
      return found
        .flat()
        .sort((a, b) => compare(a.dueAt, b.dueAt) || compare(a.sk, b.sk) || compare(a.pk, b.pk))
        .slice(0, limit)
        .map(parseDueKey);
    },
  };
}

async function dueOf({ client, table }: Dynamo, partition: string, now: Instant, limit: number): Promise<DueItem[]> {
  const command = new QueryCommand({
    TableName: table,
    IndexName: DUE_INDEX,
    KeyConditionExpression: 'dueShard = :partition AND dueAt <= :now',
    ExpressionAttributeValues: { ':partition': partition, ':now': sortableTime(now) },
    Limit: limit,
  });
  const { Items = [] } = await client.send(command);
  return Items as DueItem[];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
