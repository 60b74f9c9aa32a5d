import { DeleteCommand, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { ReviewConnections } from '../../core/ports.ts';
import type { ReviewConnection } from '../../core/review.ts';
import type { Dynamo } from './client.ts';
import { conditionFailed } from './conflict.ts';
import { conditionalUpdate, exists } from './expressions.ts';
import { type Key, reviewConnectionKey } from './table.ts';

/** Fields that are null are left out. */
type ConnectionItem = Key &
  Partial<ReviewConnection> &
  Pick<ReviewConnection, 'shop' | 'provider' | 'id' | 'connectedAt'>;

export function createDynamoReviewConnections({ client, table }: Dynamo): ReviewConnections {
  return {
    async find(shop, provider) {
      // A connection that was just made takes deliveries at once, one that was just ended takes none.
      const Key = { ...reviewConnectionKey(shop, provider) };
      const { Item } = await client.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
      return Item ? connectionOf(Item as ConnectionItem) : null;
    },
    async connect({ shop, provider, id, secret, connectedAt }) {
      const item: ConnectionItem = { ...reviewConnectionKey(shop, provider), shop, provider, id, secret, connectedAt };
      await client.send(new PutCommand({ TableName: table, Item: { ...item } }));
    },
    async disconnect(shop, provider) {
      await client.send(new DeleteCommand({ TableName: table, Key: { ...reviewConnectionKey(shop, provider) } }));
    },
    async received(shop, provider, what, at) {
      const field = what === 'test' ? '#testedAt' : '#lastReceivedAt';
      const command = new UpdateCommand({
        TableName: table,
        Key: { ...reviewConnectionKey(shop, provider) },
        ReturnValues: 'ALL_NEW',
        ...conditionalUpdate({ expression: `SET ${field} = :at`, values: { ':at': at } }, [exists]),
      });
      try {
        const { Attributes } = await client.send(command);
        return connectionOf(Attributes as ConnectionItem);
      } catch (error) {
        if (conditionFailed(error)) return null;
        throw error;
      }
    },
  };
}

function connectionOf(item: ConnectionItem): ReviewConnection {
  const { shop, provider, id, secret = null, connectedAt, lastReceivedAt = null, testedAt = null } = item;
  return { shop, provider, id, secret, connectedAt, lastReceivedAt, testedAt };
}
