import { type Instant, parseShopDomain, type ShopDomain } from '../../core/identity.ts';
import { parseInstant } from './instant.ts';

/** What the headers of a webhook delivery say. Source: Shopify's page "Webhooks delivery structure". */
interface DeliveryHeaders {
  readonly shop: ShopDomain;
  /** As Shopify writes it: `orders/create`. */
  readonly topic: string;
  /** One per delivery and subscription. */
  readonly webhookId: string;
  /** Shared by all deliveries of one action of the merchant. */
  readonly eventId: string | null;
  readonly apiVersion: string;
  /** With fractions of a millisecond: two changes of one second are told apart by it. */
  readonly triggeredAt: Instant | null;
}

export type ReadHeaders =
  | { readonly kind: 'headers'; readonly headers: DeliveryHeaders }
  /** `problem` names headers, never their values. */
  | { readonly kind: 'incomplete'; readonly problem: string };

const SIGNATURE = 'x-shopify-hmac-sha256';
const REQUIRED = ['x-shopify-shop-domain', 'x-shopify-topic', 'x-shopify-webhook-id', 'x-shopify-api-version'] as const;

type RawHeaders = Readonly<Record<string, string | undefined>>;

/** The signature a delivery carries, whatever the case of the header's name. */
export function signatureHeader(headers: RawHeaders): string | undefined {
  return lowerCaseNames(headers)[SIGNATURE];
}

export function readDeliveryHeaders(raw: RawHeaders): ReadHeaders {
  const headers = lowerCaseNames(raw);
  const missing = REQUIRED.filter((name) => !headers[name]);
  if (missing.length > 0) return { kind: 'incomplete', problem: `headers are missing: ${missing.join(', ')}` };
  const [shopDomain = '', topic = '', webhookId = '', apiVersion = ''] = REQUIRED.map((name) => headers[name]);
  const shop = parseShopDomain(shopDomain);
  if (!shop) return { kind: 'incomplete', problem: 'x-shopify-shop-domain is not a myshopify.com domain' };
  const triggeredAt = parsePreciseInstant(headers['x-shopify-triggered-at'] ?? '');
  const eventId = headers['x-shopify-event-id'] ?? null;
  return { kind: 'headers', headers: { shop, topic, webhookId, eventId, apiVersion, triggeredAt } };
}

/** Shopify writes nanoseconds; a number of milliseconds holds them to about a quarter of a microsecond. */
function parsePreciseInstant(text: string): Instant | null {
  const instant = parseInstant(text);
  const [, finer] = /\.\d{3}(\d{1,6})/.exec(text) ?? [];
  return instant === null || finer === undefined ? instant : instant + Number(`0.${finer}`);
}

function lowerCaseNames(headers: RawHeaders): RawHeaders {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value?.trim()]));
}
