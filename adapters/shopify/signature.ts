import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Whether `signature` (header X-Shopify-Hmac-Sha256: base64 of HMAC-SHA256 over the raw body) was made with one of
 * the app's secrets; two are in use while a secret is rotated. Never throws. Source: Shopify's page "Verify webhook
 * deliveries".
 */
export function isSigned(rawBody: Uint8Array, signature: string | undefined, secrets: readonly string[]): boolean {
  if (signature === undefined) return false;
  const given = Buffer.from(signature);
  return secrets.some((secret) => {
    const expected = Buffer.from(createHmac('sha256', secret).update(rawBody).digest('base64'));
    // The length of a signature is no secret; timingSafeEqual throws on different lengths.
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}
