import { createHmac, timingSafeEqual } from 'node:crypto';
import { assertNever } from '../../core/assert-never.ts';
import type { Instant } from '../../core/identity.ts';
import type { ReviewProvider } from '../../core/review.ts';

/** Header names in lower case. */
export type Headers = Readonly<Record<string, string | undefined>>;

export interface SignedDelivery {
  readonly headers: Headers;
  readonly body: Uint8Array;
  readonly now: Instant;
}

/**
 * Whether a delivery carries what only the provider and we know. Never throws, compares in constant time. A provider
 * that signs nothing is known by its address alone, which the caller has compared.
 */
export function isFromProvider(provider: ReviewProvider, secret: string | null, delivery: SignedDelivery): boolean {
  switch (provider) {
    case 'judgeme':
      return secret !== null && isSignedByJudgeme(secret, delivery);
    case 'okendo':
      return secret !== null && isSignedBySvix(secret, delivery);
    case 'stamped':
      return secret !== null && namesSecret(secret, delivery);
    case 'yotpo':
      return true;
    default:
      return assertNever(provider);
  }
}

const JUDGEME_HEADERS = ['judgeme-hmac-sha256', 'x-judgeme-hmac-sha256', 'http_x_judgeme_hmac_sha256'];

/** HMAC-SHA256 over the raw body in hex (“Verifying Webhooks from Judge.me”). */
export function judgemeSignature(secret: string, body: Uint8Array): string {
  return createHmac('sha256', secret).update(body).digest('hex');
}

function isSignedByJudgeme(secret: string, { headers, body }: SignedDelivery): boolean {
  const given = firstOf(headers, JUDGEME_HEADERS);
  return given !== undefined && isSame(given.toLowerCase(), judgemeSignature(secret, body));
}

/** Older or newer than this is a replay (“Verifying webhooks manually”, Svix). */
const SVIX_TOLERANCE_MS = 5 * 60_000;

/** `v1,` and base64 of HMAC-SHA256 over id, time in seconds and raw body (Okendo’s “Getting started” points to Svix). */
export function svixSignature(secret: string, id: string, timestamp: string, body: Uint8Array): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64');
  return `v1,${signature}`;
}

function isSignedBySvix(secret: string, { headers, body, now }: SignedDelivery): boolean {
  const id = firstOf(headers, ['svix-id', 'webhook-id']);
  const timestamp = firstOf(headers, ['svix-timestamp', 'webhook-timestamp']);
  const signatures = firstOf(headers, ['svix-signature', 'webhook-signature']);
  if (id === undefined || timestamp === undefined || signatures === undefined) return false;
  if (!/^\d{1,12}$/.test(timestamp)) return false;
  if (Math.abs(now - Number(timestamp) * 1000) > SVIX_TOLERANCE_MS) return false;
  const expected = svixSignature(secret, id, timestamp, body);
  // While a secret is rotated there are several.
  return signatures.split(' ').some((given) => isSame(given, expected));
}

/** The configured secret as it is (“Webhooks”, Stamped). */
function namesSecret(secret: string, { headers }: SignedDelivery): boolean {
  const given = ['x-stamped-webhook-secret', 'x-secret-key'].flatMap((name) => headers[name] ?? []);
  return given.some((text) => isSame(text, secret));
}

function firstOf(headers: Headers, names: readonly string[]): string | undefined {
  return names.map((name) => headers[name]).find((value) => value !== undefined);
}

/** Takes the same time whatever the texts have in common. */
export function isSame(given: string, expected: string): boolean {
  const key = 'both are hashed first, so that lengths are equal';
  const [left, right] = [given, expected].map((text) => createHmac('sha256', key).update(text).digest());
  return left !== undefined && right !== undefined && timingSafeEqual(left, right);
}
