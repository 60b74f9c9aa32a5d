import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { TopicCounter } from '../../core/ports.ts';
import type { Dynamo } from './client.ts';
import { countsKey } from './table.ts';

/** An attribute for each topic, apart from those of the key. */
const PREFIX = 'topic:';

export function createDynamoTopicCounter({ client, table }: Dynamo): TopicCounter {
  return {
    async count(shop, topics, at) {
      if (topics.size === 0) return;
      const entries = [...topics];
      const command = new UpdateCommand({
        TableName: table,
        Key: { ...countsKey(shop, at) },
        UpdateExpression: `ADD ${entries.map((_, index) => `#t${index} :n${index}`).join(', ')}`,
        ExpressionAttributeNames: Object.fromEntries(entries.map(([topic], index) => [`#t${index}`, PREFIX + topic])),
        ExpressionAttributeValues: Object.fromEntries(entries.map(([, number], index) => [`:n${index}`, number])),
      });
      await client.send(command);
    },
    async counted(shop, at) {
      const { Item = {} } = await client.send(new GetCommand({ TableName: table, Key: { ...countsKey(shop, at) } }));
      const topics = Object.entries(Item).filter(([name]) => name.startsWith(PREFIX));
      return new Map(topics.map(([name, number]) => [name.slice(PREFIX.length), Number(number)]));
    },
  };
}
