import { randomBytes } from 'node:crypto';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { type FauxqsServer, startFauxqs } from 'fauxqs';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createSqs } from '../../../adapters/sqs/client.ts';
import { createSqsEffectQueue, parseEffectMessage } from '../../../adapters/sqs/effect-queue.ts';
import { createSqsEventQueue } from '../../../adapters/sqs/event-queue.ts';
import { parseEventMessage } from '../../../adapters/sqs/parse-event-message.ts';
import { queueDefinitions } from '../../../adapters/sqs/queues.ts';
import { effectQueueContract } from '../../contracts/effect-queue.ts';
import { NOW, orderId, shopDomain } from '../../core/builders.ts';

let server: FauxqsServer;
let client: SQSClient;
const urls = { events: '', service: '', bulk: '', 'dead-letters': '' };

beforeAll(async () => {
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' });
  server = await startFauxqs({ port: 0, logger: false });
  client = createSqs({ region: 'us-east-1', endpoint: `http://127.0.0.1:${server.port}` });
});
beforeEach(async () => {
  const suffix = Math.trunc(performance.now() * 1_000);
  for (const { name, role, attributes } of definitionsNamed(suffix)) {
    const { QueueUrl = '' } = await client.send(new CreateQueueCommand({ QueueName: name, Attributes: attributes }));
    urls[role] = QueueUrl;
  }
});
afterAll(() => server.stop());

/** Queues of their own for each test: a deduplication id is remembered for five minutes. */
function definitionsNamed(suffix: number) {
  const named = (name: string) => name.replace('concierge', `test-${suffix}`);
  const definitions = queueDefinitions({ arnOf: (name) => `arn:aws:sqs:us-east-1:000000000000:${named(name)}` });
  return definitions.map((definition) => ({ ...definition, name: named(definition.name) }));
}

async function takeAll(QueueUrl: string): Promise<Message[]> {
  const taken: Message[] = [];
  for (;;) {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageSystemAttributeNames: ['All'] }),
    );
    if (Messages.length === 0) return taken;
    for (const { ReceiptHandle } of Messages) await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    taken.push(...Messages);
  }
}

effectQueueContract(async () => ({
  effects: createSqsEffectQueue(client, urls),
  take: async (effectClass) => (await takeAll(urls[effectClass])).map(({ Body = '' }) => parseEffectMessage(Body)),
}));

test('a delivery arrives byte for byte in its group; its webhook id again does not', async () => {
  const queue = createSqsEventQueue(client, urls.events);
  const message = {
    shop: shopDomain('atelier'),
    topic: 'orders/create',
    webhookId: 'x'.repeat(500),
    triggeredAt: NOW,
    body: Buffer.from([0, 255, 10]),
  };
  const group = 'a'.repeat(64);
  for (const webhookId of [message.webhookId, message.webhookId, 'another']) {
    await queue.send({ ...message, webhookId, group, order: null });
  }
  const taken = await takeAll(urls.events);
  expect(taken.map(({ Body = '' }) => parseEventMessage(Body))).toEqual([
    message,
    { ...message, webhookId: 'another' },
  ]);
  expect(taken.map(({ Attributes }) => Attributes?.MessageGroupId)).toEqual([group, group]);
});

test('a delivery that no message can hold leaves its body out and names its order', async () => {
  const queue = createSqsEventQueue(client, urls.events);
  const message = { shop: shopDomain('atelier'), topic: 'orders/create', webhookId: 'w-1', triggeredAt: NOW };
  const body = randomBytes(900_000);
  await queue.send({ ...message, body, order: orderId(7), group: 'a' });
  const [{ Body = '' } = {}] = await takeAll(urls.events);
  expect(parseEventMessage(Body)).toEqual({ ...message, body: { bytes: 900_000, order: orderId(7) } });
});
