import { assertNever } from '../../core/assert-never.ts';
import type { Instant } from '../../core/identity.ts';
import type { ReviewConnection, ReviewProvider } from '../../core/review.ts';
import { reviewPath, TEST_HEADER } from './address.ts';
import { judgemeSignature, svixSignature } from './signatures.ts';

export interface ToSign {
  readonly body: Uint8Array;
  /** Names the message where the provider does. */
  readonly id: string;
  readonly now: Instant;
}

/** The headers that the provider itself would send with a body. */
export function providerHeaders(
  { provider, secret }: Pick<ReviewConnection, 'provider' | 'secret'>,
  { body, id, now }: ToSign,
): Record<string, string> {
  const key = secret ?? '';
  const timestamp = String(Math.floor(now / 1000));
  switch (provider) {
    case 'judgeme':
      return { 'judgeme-hmac-sha256': judgemeSignature(key, body) };
    case 'okendo':
      return {
        'svix-id': id,
        'svix-timestamp': timestamp,
        'svix-signature': svixSignature(key, id, timestamp, body),
      };
    case 'stamped':
      return { 'x-stamped-webhook-secret': key };
    case 'yotpo':
      return { eventid: id };
    default:
      return assertNever(provider);
  }
}

/** A review of nobody about nothing, in the provider’s shape. */
function sampleOf(provider: ReviewProvider, id: string, now: Instant): object {
  const at = new Date(now).toISOString();
  switch (provider) {
    case 'judgeme':
      return { review: { id, rating: 5, title: 'Test', body: 'A test of Concierge', created_at: at } };
    case 'okendo':
      return { resource: { reviewId: id, rating: 5, title: 'Test', body: 'A test of Concierge', dateCreated: at } };
    case 'stamped':
      return { id, reviewRating: 5, reviewTitle: 'Test', reviewMessage: 'A test of Concierge', dateCreated: at };
    case 'yotpo':
      return { event: 'review_create', data: { id, score: 5, title: 'Test', created_at: at } };
    default:
      return assertNever(provider);
  }
}

const PATIENCE_MS = 5_000;

/**
 * Posts a sample to the connection's own address, as the provider would. `refused`: the address answered something
 * else than 200.
 *
 * @param id another one for each test.
 */
export async function sendSample(
  connection: ReviewConnection,
  { intakeUrl, id, now }: { readonly intakeUrl: string; readonly id: string; readonly now: Instant },
): Promise<'sent' | 'refused' | 'unreachable'> {
  const body = Buffer.from(JSON.stringify(sampleOf(connection.provider, id, now)));
  const headers = {
    'content-type': 'application/json',
    [TEST_HEADER]: '1',
    ...providerHeaders(connection, { body, id, now }),
  };
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const response = await fetch(new URL(reviewPath(connection), intakeUrl), { method: 'POST', headers, body, signal });
    await response.arrayBuffer();
    return response.status === 200 ? 'sent' : 'refused';
  } catch {
    return 'unreachable';
  }
}
