import { createHmac } from 'node:crypto';

/** `X-Shopify-Hmac-Sha256` of the raw body (page "Deliver webhooks through HTTPS"). */
export function signWebhook(body: Uint8Array, apiSecret: string): string {
  return createHmac('sha256', apiSecret).update(body).digest('base64');
}
