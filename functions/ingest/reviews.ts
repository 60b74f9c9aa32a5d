import type { LambdaFunctionURLEvent, LambdaFunctionURLResult } from 'aws-lambda';
import type { IngestServices } from '../../adapters/compose-ingest.ts';
import { parseReviewAddress, reviewTopic, TEST_HEADER } from '../../adapters/reviews/address.ts';
import { routeReview } from '../../adapters/reviews/routing.ts';
import { isFromProvider, isSame } from '../../adapters/reviews/signatures.ts';

/** Compared with where there is no connection, so that its absence takes as long. */
const NOBODY = { id: 'none', secret: 'none' };

/** As a webhook of the shop, but what it is signed with is the connection’s: one read. */
export async function ingestReview(
  { clock, events, reviewConnections, log }: IngestServices,
  event: LambdaFunctionURLEvent,
  body: Buffer,
): Promise<LambdaFunctionURLResult> {
  const address = parseReviewAddress(event.rawPath);
  if (address === null) return { statusCode: 404 };
  const { shop, provider } = address;
  const headers = Object.fromEntries(
    Object.entries(event.headers).map(([name, value]) => [name.toLowerCase(), value?.trim()]),
  );
  const now = clock.now().getTime();
  const connection = await reviewConnections.find(shop, provider);
  const isAddressed = isSame(address.connection, (connection ?? NOBODY).id);
  const isSigned = isFromProvider(provider, (connection ?? NOBODY).secret, { headers, body, now });
  if (connection === null || !isAddressed) {
    log.warn('review refused', { shop, provider, problem: 'unknown address' });
    return { statusCode: 404 };
  }
  if (!isSigned) {
    log.warn('review refused', { shop, provider, problem: 'bad signature' });
    return { statusCode: 401 };
  }
  const topic = reviewTopic(provider, headers[TEST_HEADER] !== undefined);
  await events.send({ shop, topic, triggeredAt: now, body, order: null, ...routeReview(address, headers, body) });
  return { statusCode: 200 };
}
