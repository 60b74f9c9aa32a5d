import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Services } from '../adapters/compose.ts';
import { reviewPath } from '../adapters/reviews/address.ts';
import { newCredentials, secretOf } from '../adapters/reviews/new-connection.ts';
import { sendSample } from '../adapters/reviews/sample.ts';
import { assertNever } from '../core/assert-never.ts';
import { REVIEW_PROVIDERS, type ReviewConnection, type ReviewProvider } from '../core/review.ts';
import type { Shop } from '../core/shop.ts';
import { type ShopTime, shopSecond, shopTime } from './shop-time.server.ts';

/** One review service on the settings page. */
export interface ReviewService {
  provider: ReviewProvider;
  secretIs: 'theirs' | 'ours' | 'none';
  connection: {
    /** Where the service is to send its reviews. */
    address: string;
    /** Its last four characters; null where there is none. */
    secretEnd: string | null;
    connectedAt: ShopTime;
    lastReceivedAt: ShopTime | null;
    testedAt: ShopTime | null;
  } | null;
}

type SettingsServices = Pick<Services, 'reviewConnections' | 'config' | 'clock' | 'log'>;

export async function viewReviewServices(
  { reviewConnections, config }: SettingsServices,
  { domain, timezone }: Shop,
): Promise<ReviewService[]> {
  const connections = await Promise.all(REVIEW_PROVIDERS.map((provider) => reviewConnections.find(domain, provider)));
  return REVIEW_PROVIDERS.map((provider, index) => {
    const known = connections[index];
    const timeOf = (at: number | null) => (at === null ? null : shopSecond(at, timezone));
    return {
      provider,
      secretIs: secretOf(provider),
      connection: known
        ? {
            address: addressOf(known, config.intakeUrl),
            secretEnd: known.secret?.slice(-4) ?? null,
            connectedAt: shopTime(known.connectedAt, timezone),
            lastReceivedAt: timeOf(known.lastReceivedAt),
            testedAt: timeOf(known.testedAt),
          }
        : null,
    };
  });
}

function addressOf(connection: ReviewConnection, intakeUrl: string): string {
  return new URL(reviewPath(connection), intakeUrl).href;
}

const provider = z.enum(REVIEW_PROVIDERS);

export const reviewServiceRequest = z.discriminatedUnion('intent', [
  z.strictObject({ intent: z.literal('connect'), provider, secret: z.string().max(500) }),
  z.strictObject({ intent: z.literal('disconnect'), provider }),
  z.strictObject({ intent: z.literal('test'), provider }),
]);

export type ReviewServiceRequest = z.infer<typeof reviewServiceRequest>;

export type ReviewServiceAnswer =
  /** `secret`: one that we made, shown this once. */
  | { kind: 'connected'; provider: ReviewProvider; secret: string | null }
  | { kind: 'bad_secret'; provider: ReviewProvider }
  | { kind: 'disconnected'; provider: ReviewProvider }
  | { kind: 'test_sent' | 'test_refused' | 'test_unreachable'; provider: ReviewProvider }
  /** Somebody else disconnected meanwhile. */
  | { kind: 'gone'; provider: ReviewProvider };

export async function changeReviewService(
  services: SettingsServices,
  shop: Shop,
  asked: ReviewServiceRequest,
): Promise<ReviewServiceAnswer> {
  const { reviewConnections, config, log } = services;
  const { provider } = asked;
  const now = services.clock.now().getTime();
  switch (asked.intent) {
    case 'connect': {
      const credentials = newCredentials(provider, asked.secret);
      if (credentials === null) return { kind: 'bad_secret', provider };
      await reviewConnections.connect({ ...credentials, shop: shop.domain, provider, connectedAt: now });
      log.info('reviews connected', { shop: shop.domain, provider });
      return { kind: 'connected', provider, secret: secretOf(provider) === 'ours' ? credentials.secret : null };
    }
    case 'disconnect':
      await reviewConnections.disconnect(shop.domain, provider);
      log.info('reviews disconnected', { shop: shop.domain, provider });
      return { kind: 'disconnected', provider };
    case 'test': {
      const connection = await reviewConnections.find(shop.domain, provider);
      if (connection === null) return { kind: 'gone', provider };
      const sample = { intakeUrl: config.intakeUrl, id: randomUUID(), now };
      return { kind: `test_${await sendSample(connection, sample)}`, provider };
    }
    default:
      return assertNever(asked);
  }
}
