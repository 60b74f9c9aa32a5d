import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';

/** What ingest can't do without: the client it sends with. */
const sqs = new SQSClient({});

export const handler = async (event: { body: string }): Promise<void> => {
  await sqs.send(new SendMessageCommand({ QueueUrl: process.env.EVENTS_QUEUE_URL, MessageBody: event.body }));
};
