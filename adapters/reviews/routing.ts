import { createHash } from 'node:crypto';
import { parseLossless } from '../shopify/json.ts';
import type { ReviewAddress } from './address.ts';
import type { Headers } from './signatures.ts';

/**
 * The FIFO group of a review (shop and review, a hint for throughput) and an id of the delivery: the provider’s own
 * (Svix, Yotpo), else its bytes, so that a repetition within minutes is dropped by the queue.
 */
export function routeReview(address: ReviewAddress, headers: Headers, body: Buffer) {
  const { provider, shop, connection } = address;
  const own = headers['svix-id'] ?? headers['webhook-id'] ?? headers.eventid ?? body;
  const delivery = createHash('sha256').update(`${shop}\n${connection}\n`).update(own).digest('hex');
  const review = reviewOf(body.toString('utf8')) ?? delivery;
  const group = createHash('sha256').update(`${shop}/${provider}/${review}`).digest('hex');
  return { group, webhookId: `${provider}-${delivery.slice(0, 40)}` };
}

type Fields = Readonly<Record<string, unknown>>;

/** Whatever else stands there may not even be text. */
const ID_TYPES: ReadonlySet<string> = new Set(['string', 'number', 'bigint']);

/** Where any of the providers writes the id of the review. */
function reviewOf(body: string): string | null {
  const payload = parseObject(body);
  const ids = [fields(payload.review).id, fields(payload.resource).reviewId, fields(payload.data).id, payload.id];
  const id = ids.find((each) => ID_TYPES.has(typeof each));
  return id === undefined ? null : String(id);
}

function parseObject(body: string): Fields {
  try {
    return fields(parseLossless(body));
  } catch (error) {
    // Whatever can't be parsed here is reported by the reader of deliveries.
    if (error instanceof SyntaxError || error instanceof RangeError) return {};
    throw error;
  }
}

function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}
