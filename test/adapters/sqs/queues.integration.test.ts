import { randomBytes } from 'node:crypto';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { type FauxqsServer, startFauxqs } from 'fauxqs';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { routeDelivery } from '../../../adapters/shopify/routing.ts';
import { readDelivery } from '../../../adapters/shopify/webhooks.ts';
import { createSqs } from '../../../adapters/sqs/client.ts';
import { createSqsDeadLetters } from '../../../adapters/sqs/dead-letters.ts';
import { createSqsEffectQueue, parseEffectMessage } from '../../../adapters/sqs/effect-queue.ts';
import { CHORES_TOPIC, createSqsEventQueue, ORDER_DUE_TOPIC } from '../../../adapters/sqs/event-queue.ts';
import { parseEventMessage } from '../../../adapters/sqs/parse-event-message.ts';
import { queueDefinitions } from '../../../adapters/sqs/queues.ts';
import { createSqsWorkQueue } from '../../../adapters/sqs/work-queue.ts';
import type { ParkedDelivery } from '../../../core/ports.ts';
import { effectQueueContract } from '../../contracts/effect-queue.ts';
import { NOW, orderId, shipmentId, shopDomain } from '../../core/builders.ts';

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
    { ...message, replays: 0 },
    { ...message, replays: 0, webhookId: 'another' },
  ]);
  expect(taken.map(({ Attributes }) => Attributes?.MessageGroupId)).toEqual([group, group]);
});

test('a delivery that no message can hold leaves its body out and names its order', async () => {
  const queue = createSqsEventQueue(client, urls.events);
  const message = { shop: shopDomain('atelier'), topic: 'orders/create', webhookId: 'w-1', triggeredAt: NOW };
  const body = randomBytes(900_000);
  await queue.send({ ...message, body, order: orderId(7), group: 'a' });
  const [{ Body = '' } = {}] = await takeAll(urls.events);
  expect(parseEventMessage(Body)).toEqual({ ...message, replays: 0, body: { bytes: 900_000, order: orderId(7) } });
});

const ORDER = JSON.stringify({ id: 7, admin_graphql_api_id: 'gid://shopify/Order/7' });

function parked(over: Partial<ParkedDelivery> = {}): ParkedDelivery {
  return {
    id: 'w-1',
    topic: 'orders/create',
    reason: 'it could not be read',
    source: 'unread',
    at: NOW + 60_000,
    triggeredAt: NOW,
    replays: 0,
    body: Buffer.from(ORDER).toString('base64'),
    ...over,
  };
}

test.each([
  ['whole', parked(), Buffer.from(ORDER)],
  ['without its body', parked({ body: { bytes: 9, order: orderId(7) } }), { bytes: 9, order: orderId(7) }],
])('a parked delivery is replayed %s in the group that it had, once for each replay', async (_, delivery, body) => {
  const shop = shopDomain('atelier');
  const { group, order } = routeDelivery({ shop, topic: 'orders/create', body: ORDER, webhookId: 'w-1' });
  const message = { shop, topic: 'orders/create', webhookId: 'w-1', triggeredAt: NOW };
  await createSqsEventQueue(client, urls.events).send({ ...message, body: Buffer.from(ORDER), order, group });
  const work = createSqsWorkQueue(client, urls);
  for (const replays of [0, 0, 1]) await work.replay(shop, { ...delivery, replays });
  const taken = await takeAll(urls.events);
  expect(taken.map(({ Attributes }) => Attributes?.MessageGroupId)).toEqual([group, group, group]);
  expect(taken.slice(1).map(({ Body = '' }) => parseEventMessage(Body))).toEqual([
    { ...message, replays: 1, body },
    { ...message, replays: 2, body },
  ]);
});

test('the chores of a shop are sent once for a moment, in a group of its own', async () => {
  const work = createSqsWorkQueue(client, urls);
  const shops = [shopDomain('atelier'), shopDomain('other')];
  for (const shop of shops) {
    for (const at of [NOW, NOW, NOW + 1]) await work.wake(shop, at);
  }
  const taken = await takeAll(urls.events);
  const messages = taken.map(({ Body = '' }) => parseEventMessage(Body));
  expect(messages.every(({ topic }) => topic === CHORES_TOPIC)).toBe(true);
  for (const shop of shops) {
    const ofShop = messages.filter((message) => message.shop === shop);
    expect(ofShop.map(({ triggeredAt }) => triggeredAt)).toEqual([NOW, NOW + 1]);
  }
  expect(new Set(taken.map(({ Attributes }) => Attributes?.MessageGroupId)).size).toBe(2);
});

test('a shipment to be looked at goes the way of its order’s deliveries, once for a moment', async () => {
  const work = createSqsWorkQueue(client, urls);
  const shop = shopDomain('atelier');
  for (const at of [NOW, NOW, NOW + 1]) await work.lookAt(shop, orderId(1001), shipmentId(701), at);
  const taken = await takeAll(urls.events);
  const read = taken.map(({ Body = '' }) => {
    const { topic, triggeredAt, body } = parseEventMessage(Body);
    return { triggeredAt, delivery: readDelivery({ topic, body: String(body), receivedAt: NOW }) };
  });
  const touched = { type: 'shipment.touched', shipment: shipmentId(701), order: orderId(1001) };
  const delivery = { kind: 'observations', observations: [touched] };
  expect(read).toEqual([
    { triggeredAt: NOW, delivery },
    { triggeredAt: NOW + 1, delivery },
  ]);
  const { group } = routeDelivery({ shop, topic: 'orders/create', body: '{"id":1001}', webhookId: 'w' });
  expect(taken.map(({ Attributes }) => Attributes?.MessageGroupId)).toEqual([group, group]);
});

test('an order whose time is up is sent for once for a moment, among its own deliveries', async () => {
  const [shop, order] = [shopDomain('atelier'), orderId('20982091194615450801')];
  const work = createSqsWorkQueue(client, urls);
  for (const at of [NOW, NOW, NOW + 1]) await work.decide(shop, order, at);
  const taken = await takeAll(urls.events);
  const delivery = { shop, topic: 'orders/create', body: '{"id":20982091194615450801}', webhookId: 'w-1' };
  const { group } = routeDelivery(delivery);
  expect(taken.map(({ Attributes }) => Attributes?.MessageGroupId)).toEqual([group, group]);
  expect(taken.map(({ Body = '' }) => parseEventMessage(Body))).toMatchObject([
    { shop, topic: ORDER_DUE_TOPIC, triggeredAt: NOW, body: Buffer.from(order) },
    { shop, topic: ORDER_DUE_TOPIC, triggeredAt: NOW + 1 },
  ]);
});

test('what died of a queue is received with its text, hidden, and gone when it is removed', async () => {
  const [queue, dead] = definitionsNamed(Math.trunc(performance.now() * 1_000)).reverse();
  if (!queue || !dead) throw new Error('no queue is defined');
  const create = async ({ name, attributes }: typeof queue) =>
    (await client.send(new CreateQueueCommand({ QueueName: name, Attributes: attributes }))).QueueUrl ?? '';
  const deadUrl = await create(dead);
  const policy = JSON.stringify({ ...JSON.parse(queue.attributes.RedrivePolicy ?? '{}'), maxReceiveCount: 1 });
  const url = await create({ ...queue, attributes: { ...queue.attributes, RedrivePolicy: policy } });
  await createSqsEffectQueue(client, { service: url, bulk: url }).send(
    shopDomain('atelier'),
    'd-1' as never,
    'bulk',
    1,
  );
  const receive = new ReceiveMessageCommand({ QueueUrl: url, VisibilityTimeout: 0 });
  expect((await client.send(receive)).Messages).toHaveLength(1);
  expect((await client.send(receive)).Messages ?? []).toEqual([]);
  const deadLetters = createSqsDeadLetters(client, { events: deadUrl, service: deadUrl, bulk: deadUrl });
  const letters = await deadLetters.receive('bulk');
  expect(letters.map(({ body }) => parseEffectMessage(body))).toEqual([
    { shop: shopDomain('atelier'), decision: 'd-1' },
  ]);
  expect(await deadLetters.receive('bulk')).toEqual([]);
  for (const letter of letters) await deadLetters.remove('bulk', letter);
  const count = new GetQueueAttributesCommand({ QueueUrl: deadUrl, AttributeNames: ['All'] });
  const { Attributes = {} } = await client.send(count);
  expect(Attributes.ApproximateNumberOfMessagesNotVisible).toBe('0');
  expect(Attributes.ApproximateNumberOfMessages).toBe('0');
});
