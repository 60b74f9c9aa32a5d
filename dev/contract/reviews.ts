import { randomUUID } from 'node:crypto';
import type { Services } from '../../adapters/compose.ts';
import { parseReviewAddress } from '../../adapters/reviews/address.ts';
import { providerHeaders } from '../../adapters/reviews/sample.ts';
import type { SignReview } from '../shopify/forward.ts';

/** Signs as the service would that the shop of the path has connected, with its secret. */
export function signReviewWith({
  reviewConnections,
  clock,
}: Pick<Services, 'reviewConnections' | 'clock'>): SignReview {
  return async (path, provider, body) => {
    const address = parseReviewAddress(path.split('?')[0] ?? '');
    const connection = address && (await reviewConnections.find(address.shop, provider));
    return connection && providerHeaders(connection, { body, id: randomUUID(), now: clock.now().getTime() });
  };
}
