import type { LambdaFunctionURLEvent } from 'aws-lambda';
import { expect, test } from 'vitest';
import type { IngestServices } from '../../adapters/compose-ingest.ts';
import { readConfig } from '../../adapters/config.ts';
import { createMemoryReviewConnections } from '../../adapters/memory/review-connections.ts';
import { reviewPath } from '../../adapters/reviews/address.ts';
import { providerHeaders } from '../../adapters/reviews/sample.ts';
import { judgemeSignature } from '../../adapters/reviews/signatures.ts';
import type { EventToSend } from '../../adapters/sqs/event-queue.ts';
import { createIngestHandler } from '../../functions/ingest/handler.ts';
import { reviewBody } from '../adapters/reviews/payloads.ts';
import { NOW, shopDomain } from '../core/builders.ts';
import { CONNECTION } from '../core/reviews.ts';

const PATH = reviewPath(CONNECTION);
const BODY = reviewBody('judgeme');
const SIGNED = { 'JUDGEME-HMAC-SHA256': judgemeSignature('private-token', Buffer.from(BODY)) };

async function startIngest() {
  const sent: EventToSend[] = [];
  const logged: unknown[] = [];
  const reviewConnections = createMemoryReviewConnections();
  await reviewConnections.connect(CONNECTION);
  const services: IngestServices = {
    config: readConfig({ SHOPIFY_API_SECRET: 'app-secret' }, []),
    clock: { now: () => new Date(NOW) },
    log: { warn: (...line: unknown[]) => void logged.push(line) },
    events: { send: async (event) => void sent.push(event) },
    reviewConnections,
  };
  const handler = createIngestHandler(services);
  const post = async (path: string, headers: Record<string, string>, body = BODY) => {
    const event = {
      rawPath: path,
      headers,
      body,
      isBase64Encoded: false,
      requestContext: { http: { method: 'POST' } },
    };
    const result = await handler(event as unknown as LambdaFunctionURLEvent);
    return typeof result === 'string' ? 200 : result.statusCode;
  };
  return { post, sent, logged, reviewConnections };
}

test('a signed review goes onto the queue under its shop, with its bytes as they came', async () => {
  const { post, sent } = await startIngest();
  expect(await post(PATH, SIGNED)).toBe(200);
  expect(sent).toMatchObject([{ shop: CONNECTION.shop, topic: 'reviews/judgeme', order: null, triggeredAt: NOW }]);
  expect(sent[0]?.body.toString()).toBe(BODY);
});

test('what is repeated has the same id and group, another shop’s and another review’s do not', async () => {
  const { post, sent, reviewConnections } = await startIngest();
  const other = { ...CONNECTION, shop: shopDomain('other') };
  await reviewConnections.connect(other);
  const second = reviewBody('judgeme', (text) => text.replace('482734981', '482734982'));
  await post(PATH, SIGNED);
  await post(PATH, SIGNED);
  await post(reviewPath(other), SIGNED);
  await post(PATH, { 'judgeme-hmac-sha256': judgemeSignature('private-token', Buffer.from(second)) }, second);
  expect(sent).toHaveLength(4);
  expect(sent[1]).toEqual(sent[0]);
  expect(new Set(sent.map(({ webhookId }) => webhookId)).size).toBe(3);
  expect(new Set(sent.map(({ group }) => group)).size).toBe(3);
});

test('a bad signature is refused with 401, an unknown address with 404, and neither is told to the log in clear', async () => {
  const { post, sent, logged } = await startIngest();
  expect(await post(PATH, {})).toBe(401);
  expect(await post(PATH, SIGNED, `${BODY} `)).toBe(401);
  expect(await post(reviewPath({ ...CONNECTION, id: 'guessed' }), SIGNED)).toBe(404);
  expect(await post(reviewPath({ ...CONNECTION, shop: shopDomain('other') }), SIGNED)).toBe(404);
  expect(await post(reviewPath({ ...CONNECTION, provider: 'yotpo' }), {})).toBe(404);
  for (const path of ['/reviews/', '/reviews/judgeme', '/reviews/trustpilot/atelier.myshopify.com/x', `${PATH}/more`]) {
    expect(await post(path, SIGNED)).toBe(404);
  }
  expect(sent).toEqual([]);
  expect(JSON.stringify(logged)).not.toMatch(/private-token|guessed|kZ0b|rita/i);
});

test('Yotpo, which signs nothing, is known by the random part of its address alone', async () => {
  const { post, sent, reviewConnections } = await startIngest();
  const yotpo = { ...CONNECTION, provider: 'yotpo', secret: null } as const;
  await reviewConnections.connect(yotpo);
  const headers = { eventid: '066c9f28-3e87-45d5-a67e-879d6090d989' };
  expect(await post(reviewPath(yotpo), headers, reviewBody('yotpo'))).toBe(200);
  expect(await post(reviewPath(yotpo), headers, `${reviewBody('yotpo')} `)).toBe(200);
  expect(await post(reviewPath({ ...yotpo, id: 'guessed' }), headers, reviewBody('yotpo'))).toBe(404);
  expect(new Set(sent.map(({ webhookId }) => webhookId)).size).toBe(1);
});

test('a delivery of Okendo’s goes onto the queue once for its review, and not when it is replayed later', async () => {
  const { post, sent, reviewConnections } = await startIngest();
  const okendo = { ...CONNECTION, provider: 'okendo', secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' } as const;
  await reviewConnections.connect(okendo);
  const body = reviewBody('okendo');
  const signed = (now: number) => providerHeaders(okendo, { body: Buffer.from(body), id: 'msg_1', now });
  expect(await post(reviewPath(okendo), signed(NOW), body)).toBe(200);
  expect(await post(reviewPath(okendo), signed(NOW + 1_000), body)).toBe(200);
  expect(await post(reviewPath(okendo), signed(NOW - 301_000), body)).toBe(401);
  expect(await post(reviewPath(okendo), signed(NOW), `${body} `)).toBe(401);
  expect(sent.map(({ topic }) => topic)).toEqual(['reviews/okendo', 'reviews/okendo']);
  expect(new Set(sent.map(({ webhookId }) => webhookId)).size).toBe(1);
});

test.each([
  ['an object', '{"data":{"id":{"toString":1,"valueOf":1}}}'],
  ['a deep list', `{"id":${'['.repeat(9_000)}${']'.repeat(9_000)}}`],
  ['a truth', '{"id":true}'],
  ['nothing', 'null'],
])('where the id should be there is %s: it goes onto the queue all the same', async (_, body) => {
  const { post, sent, reviewConnections } = await startIngest();
  const yotpo = { ...CONNECTION, provider: 'yotpo', secret: null } as const;
  await reviewConnections.connect(yotpo);
  expect(await post(reviewPath(yotpo), {}, body)).toBe(200);
  expect(sent).toHaveLength(1);
});

test('our own sample is marked on its way, and only when it is signed', async () => {
  const { post, sent } = await startIngest();
  expect(await post(PATH, { ...SIGNED, 'x-concierge-test': '1' })).toBe(200);
  expect(await post(PATH, { 'x-concierge-test': '1' })).toBe(401);
  expect(sent.map(({ topic }) => topic)).toEqual(['reviews/judgeme/test']);
});

test('a webhook of the shop still needs the shop’s own signature', async () => {
  const { post, sent } = await startIngest();
  expect(await post('/webhooks', SIGNED)).toBe(401);
  expect(sent).toEqual([]);
});
