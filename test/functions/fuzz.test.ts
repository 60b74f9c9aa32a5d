import { createHmac } from 'node:crypto';
import type { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { LambdaFunctionURLEvent } from 'aws-lambda';
import { expect, test } from 'vitest';
import { readConfig } from '../../adapters/config.ts';
import { parseReviewTopic } from '../../adapters/reviews/address.ts';
import { createSqsEventQueue } from '../../adapters/sqs/event-queue.ts';
import type { ShopReader } from '../../core/ports.ts';
import { createDecideHandler } from '../../functions/decide/handler.ts';
import { createIngestHandler } from '../../functions/ingest/handler.ts';
import { mutatedBodies } from '../adapters/shopify/mutated-bodies.ts';
import { buildOrder, buildVersion, NOW } from '../core/builders.ts';
import { EMPTY_SHOP, sqsEvent, startServices } from './services.ts';

const SECRET = 'app-secret';

/** A shop that knows any order it is asked for. */
const READER: ShopReader = {
  ...EMPTY_SHOP,
  order: async (_, id) => ({ kind: 'found', seen: { order: buildOrder({ id }), version: buildVersion() } }),
};

/** Ingest and decide with the queue’s own message between them. */
async function startPath() {
  const started = await startServices({ reader: READER });
  const queue: string[] = [];
  const client = { send: async ({ input }: SendMessageCommand) => void queue.push(input.MessageBody ?? '') };
  const ingest = createIngestHandler({
    ...started.services,
    config: readConfig({ SHOPIFY_API_SECRET: SECRET }, []),
    events: createSqsEventQueue(client as unknown as SQSClient, 'http://127.0.0.1/events.fifo'),
  });
  return { ...started, queue, ingest, decide: createDecideHandler(started.services) };
}

function signed(topic: string, webhookId: string, bytes: Buffer): LambdaFunctionURLEvent {
  const headers = {
    'x-shopify-hmac-sha256': createHmac('sha256', SECRET).update(bytes).digest('base64'),
    'x-shopify-shop-domain': 'atelier.myshopify.com',
    'x-shopify-topic': topic,
    'x-shopify-webhook-id': webhookId,
    'x-shopify-api-version': '2026-10',
    'x-shopify-triggered-at': new Date(NOW).toISOString(),
  };
  const http = { method: 'POST' };
  const event = { rawPath: '/webhooks', headers, body: bytes.toString('base64'), isBase64Encoded: true };
  return { ...event, requestContext: { http } } as unknown as LambdaFunctionURLEvent;
}

type Became = 'folded' | 'counted' | 'parked';

/** Sends one delivery the whole way and says what became of it. */
async function deliver(path: Awaited<ReturnType<typeof startPath>>, topic: string, id: string, bytes: Buffer) {
  const { ingest, decide, queue, services, shop, counted } = path;
  const observations = () => Object.entries(counted).filter(([name]) => name.startsWith('observations.'));
  const before = JSON.stringify(observations());
  expect(await ingest(signed(topic, id, bytes))).toEqual({ statusCode: 200 });
  expect(await decide(sqsEvent([queue.at(-1) ?? '']))).toEqual({ batchItemFailures: [] });
  const parked = await services.parking.find(shop, id);
  if (!parked) return JSON.stringify(observations()) === before ? 'counted' : 'folded';
  expect(parked).toMatchObject({ topic, source: 'unusable', body: bytes.toString('base64') });
  expect(parked.reason).toMatch(/^[\w.]+: (expected|nested) /);
  return 'parked';
}

const PERSONAL = /biller|john|steve|smith|shipping street|ice cream|555-/i;

test('of 10,000 signed bodies none is lost: folded, counted, or parked as it came', { timeout: 240_000 }, async () => {
  const deliveries = mutatedBodies(1964, 10_000).filter(({ topic }) => parseReviewTopic(topic) === null);
  const became: Became[] = [];
  for (const [topic, bodies] of Map.groupBy(deliveries, (delivery) => delivery.topic)) {
    // Anew for each topic: what uninstalls the app would end it for the others.
    const path = await startPath();
    const ofTopic: Became[] = [];
    for (const [index, { bytes }] of bodies.entries()) ofTopic.push(await deliver(path, topic, `w-${index}`, bytes));
    const known = (await path.services.topics.counted(path.shop, NOW)).get(topic) ?? 0;
    expect(known, topic).toBe(ofTopic.filter((each) => each !== 'folded').length);
    expect(path.logged.filter(({ level }) => level === 'error')).toEqual([]);
    expect(JSON.stringify(path.logged)).not.toMatch(PERSONAL);
    became.push(...ofTopic);
  }
  for (const [each, least] of Object.entries({ folded: 3_000, counted: 10, parked: 2_000 })) {
    expect(became.filter((one) => one === each).length, each).toBeGreaterThanOrEqual(least);
  }
});
