import type * as z from 'zod';
import type { Instant, ShopDomain } from '../../core/identity.ts';
import type { ReviewProvider } from '../../core/review.ts';
import { bodyHash, parseLossless } from '../shopify/json.ts';
import type { ReadDelivery } from '../shopify/webhooks.ts';
import { problemOf } from '../shopify/wire-fields.ts';
import type { ToldReview } from './fields.ts';
import { judgemePayload } from './judgeme.ts';
import { okendoPayload } from './okendo.ts';
import { stampedPayload } from './stamped.ts';
import { yotpoPayload } from './yotpo.ts';

const PAYLOADS: Readonly<Record<ReviewProvider, z.ZodType<ToldReview>>> = {
  judgeme: judgemePayload,
  okendo: okendoPayload,
  stamped: stampedPayload,
  yotpo: yotpoPayload,
};

export interface DeliveredReview {
  readonly shop: ShopDomain;
  readonly provider: ReviewProvider;
  readonly isTest: boolean;
  /** The raw body as text. */
  readonly body: string;
  /** When it came; providers send none. */
  readonly triggeredAt: Instant;
  /** See adapters/keyed-hash.ts. */
  readonly hashEmail: (shop: ShopDomain, email: string) => string;
}

/** Turns one verified delivery of a review into domain words. Never throws, whatever the body is. */
export function readReview({ shop, provider, isTest, body, triggeredAt, hashEmail }: DeliveredReview): ReadDelivery {
  try {
    const payload = parseLossless(body);
    const read = PAYLOADS[provider].safeParse(payload);
    if (!read.success) return { kind: 'unusable', reason: problemOf(read.error) };
    if (isTest) return { kind: 'observations', observations: [{ type: 'review.tested', provider }] };
    const { email, postedAt, changedAt, sequence, text, ...told } = read.data;
    const author = email === null ? null : hashEmail(shop, email);
    const review = { ...told, provider, postedAt: postedAt ?? triggeredAt, author };
    const version = {
      updatedAt: changedAt ?? postedAt ?? triggeredAt,
      triggeredAt,
      bodyHash: bodyHash(payload),
      ...(sequence != null && { sequence }),
    };
    return { kind: 'observations', observations: [{ type: 'review.seen', seen: { review, version }, email, text }] };
  } catch (error) {
    if (error instanceof SyntaxError) return { kind: 'unusable', reason: 'body: expected JSON' };
    if (error instanceof RangeError) return { kind: 'unusable', reason: 'body: nested too deeply' };
    throw error;
  }
}
