import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';

/** What ingest can't do without: the clients it sends with, and reads the connections of review services with. */
const sqs = new SQSClient({});
const table = DynamoDBDocumentClient.from(new DynamoDBClient({}));

export const handler = async (event: { body: string; rawPath: string }): Promise<void> => {
  if (event.rawPath !== '/webhooks')
    await table.send(
      new GetCommand({ TableName: process.env.CONCIERGE_TABLE, Key: { pk: 'shop', sk: event.rawPath } }),
    );
  await sqs.send(new SendMessageCommand({ QueueUrl: process.env.EVENTS_QUEUE_URL, MessageBody: event.body }));
};
