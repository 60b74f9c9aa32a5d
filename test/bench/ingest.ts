import '@shopify/shopify-api/adapters/node';
import { createHmac } from 'node:crypto';
import { ApiVersion, LogSeverity, shopifyApi } from '@shopify/shopify-api';
import type { LambdaFunctionURLEvent } from 'aws-lambda';
import { readConfig } from '../../adapters/config.ts';
import { eventMessageText } from '../../adapters/sqs/event-queue.ts';
import { createIngestHandler } from '../../functions/ingest/handler.ts';
import { sample } from '../adapters/shopify/fixtures.ts';
import { NOW } from '../core/builders.ts';
import { median, printTable, ratio } from './print-table.ts';

const SECRET = 'a secret as long as those of the platform';
const ROUNDS = 25;
const CALLS_PER_ROUND = 400;

/** Our whole ingest handler beside the platform library's check alone, on the same bytes and headers. */
export async function benchIngest(): Promise<boolean> {
  const body = JSON.stringify(sample('orders_create').body);
  const headers = signedHeaders(body);
  const candidates = [oursOn(body, headers), theirsOn(body, headers)];
  const timesUs = candidates.map((): number[] => []);
  // The first round warms up.
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [index, call] of candidates.entries()) {
      const startedAt = performance.now();
      for (let calls = 0; calls < CALLS_PER_ROUND; calls += 1) await call();
      const microseconds = ((performance.now() - startedAt) * 1000) / CALLS_PER_ROUND;
      if (round > 0) timesUs[index]?.push(microseconds);
    }
  }
  const [ours = 0, theirs = 0] = timesUs.map(median);
  printTable(
    `One orders/create of ${Buffer.byteLength(body).toLocaleString('en')} bytes, median of ${ROUNDS} rounds of ${CALLS_PER_ROUND} calls`,
    ['', 'µs', 'ratio'],
    [
      ['shopify.webhooks.validate: signature and headers', theirs.toFixed(1), ratio(theirs, theirs)],
      ['our ingest handler: the same, the message group and the message', ours.toFixed(1), ratio(ours, theirs)],
    ],
  );
  return true;
}

/** As Lambda gives headers: names in lower case. */
function signedHeaders(body: string): Record<string, string> {
  return {
    'content-type': 'application/json',
    'x-shopify-api-version': '2026-10',
    'x-shopify-event-id': '98880550-7158-44d4-b7cd-2c97c8a091b5',
    'x-shopify-hmac-sha256': createHmac('sha256', SECRET).update(body).digest('base64'),
    'x-shopify-shop-domain': 'concierge-demo.myshopify.com',
    'x-shopify-topic': 'orders/create',
    'x-shopify-triggered-at': new Date(NOW).toISOString(),
    'x-shopify-webhook-id': 'b54557e4-bdd9-4b37-8a5f-bf7d70bcd043',
  };
}

function oursOn(body: string, headers: Record<string, string>): () => Promise<void> {
  let bytes = 0;
  const handler = createIngestHandler({
    config: readConfig({ SHOPIFY_API_SECRET: SECRET }, ['SHOPIFY_API_SECRET']),
    clock: { now: () => new Date(NOW) },
    log: { warn: () => undefined },
    reviewConnections: { find: async () => null },
    events: {
      async send(message) {
        bytes += eventMessageText({ ...message, replays: 0 }).length;
      },
    },
  });
  const http = { method: 'POST', path: '/webhooks', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: '' };
  const event = {
    rawPath: '/webhooks',
    rawQueryString: '',
    headers,
    body,
    isBase64Encoded: false,
    requestContext: { http },
  } as LambdaFunctionURLEvent;
  return async () => {
    const result = await handler(event);
    if (typeof result === 'string' || result.statusCode !== 200 || bytes === 0) throw new Error('ingest refused');
  };
}

function theirsOn(rawBody: string, headers: Record<string, string>): () => Promise<void> {
  const shopify = shopifyApi({
    apiKey: 'bench',
    apiSecretKey: SECRET,
    apiVersion: ApiVersion.October26,
    hostName: 'concierge.example.com',
    isEmbeddedApp: true,
    logger: { level: LogSeverity.Error },
  });
  const rawRequest = { method: 'POST', url: '/webhooks', headers };
  return async () => {
    const { valid } = await shopify.webhooks.validate({ rawBody, rawRequest });
    if (!valid) throw new Error('the library refused');
  };
}
