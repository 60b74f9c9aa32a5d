import { inflateRawSync } from 'node:zlib';
import * as z from 'zod';
import { parseShopDomain } from '../../core/identity.ts';
import type { EventEnvelope, EventMessage } from './event-queue.ts';

/** Apart from the queue that sends: ingest, which only sends, then need not bundle the schema library. */
const envelopeSchema = z.object({
  shop: z.string().transform((text, context) => {
    const shop = parseShopDomain(text);
    if (shop) return shop;
    context.addIssue({ code: 'custom', message: 'not a shop', input: text });
    return z.NEVER;
  }),
  topic: z.string(),
  webhookId: z.string(),
  triggeredAt: z.number(),
  body: z.union([z.object({ text: z.string() }), z.object({ deflated: z.base64() })]),
}) satisfies z.ZodType<unknown, EventEnvelope>;

/** @throws Error when it is not what `send` wrote. */
export function parseEventMessage(text: string): EventMessage {
  const { body, ...message } = envelopeSchema.parse(JSON.parse(text));
  const bytes = 'text' in body ? Buffer.from(body.text) : inflateRawSync(Buffer.from(body.deflated, 'base64'));
  return { ...message, body: bytes };
}
