import type { LambdaFunctionURLEvent, LambdaFunctionURLResult } from 'aws-lambda';
import type { IngestServices } from '../../adapters/compose-ingest.ts';
import { readDeliveryHeaders, signatureHeader } from '../../adapters/shopify/delivery-headers.ts';
import { routeDelivery } from '../../adapters/shopify/routing.ts';
import { isSigned } from '../../adapters/shopify/signature.ts';
import { ingestReview } from './reviews.ts';

/**
 * Raw bytes in, one message on the events queue out. Reads no table for the platform, which waits 5 s at most
 * (“Troubleshooting webhooks”). What the bytes say is not looked at but for the message group and the order.
 */
export function createIngestHandler(services: IngestServices) {
  const { config, clock, events, log } = services;
  return async (event: LambdaFunctionURLEvent): Promise<LambdaFunctionURLResult> => {
    if (event.requestContext.http.method !== 'POST') return { statusCode: 405, headers: { allow: 'POST' } };
    const body = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
    if (event.rawPath.startsWith('/reviews/')) return ingestReview(services, event, body);
    if (!isSigned(body, signatureHeader(event.headers), [config.shopify.apiSecret])) {
      log.warn('webhook refused', { problem: 'bad signature' });
      return { statusCode: 401 };
    }
    const read = readDeliveryHeaders(event.headers);
    if (read.kind === 'incomplete') {
      log.warn('webhook refused', { problem: read.problem });
      return { statusCode: 400, body: read.problem };
    }
    const { shop, topic, webhookId, triggeredAt } = read.headers;
    await events.send({
      shop,
      topic,
      webhookId,
      triggeredAt: triggeredAt ?? clock.now().getTime(),
      body,
      ...routeDelivery({ shop, topic, body: body.toString('utf8'), webhookId }),
    });
    return { statusCode: 200 };
  };
}
