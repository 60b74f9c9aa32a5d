import { randomBytes, randomUUID } from 'node:crypto';
import type { Services } from '../../adapters/compose.ts';
import { parseReviewAddress, reviewPath } from '../../adapters/reviews/address.ts';
import { newCredentials } from '../../adapters/reviews/new-connection.ts';
import { providerHeaders } from '../../adapters/reviews/sample.ts';
import { parseShopDomain, type ShopDomain } from '../../core/identity.ts';
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

type Connections = Pick<Services, 'reviewConnections' | 'clock'>;

/** Where a shop has Judge.me send its reviews; null where it is not connected. */
export async function judgemePath({ reviewConnections }: Connections, domain: string): Promise<string | null> {
  const shop = parseShopDomain(domain);
  const connection = shop && (await reviewConnections.find(shop, 'judgeme'));
  return connection && reviewPath(connection);
}

/** What the merchant does in the settings, with a token that Judge.me might have given. */
export async function connectJudgeme({ reviewConnections, clock }: Connections, shop: ShopDomain): Promise<void> {
  const credentials = newCredentials('judgeme', randomBytes(18).toString('base64url'));
  if (!credentials) throw new Error('Judge.me’s token was refused');
  await reviewConnections.connect({ shop, provider: 'judgeme', ...credentials, connectedAt: clock.now().getTime() });
}
