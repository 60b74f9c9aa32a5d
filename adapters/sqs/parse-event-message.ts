import { inflateRawSync } from 'node:zlib';
import * as z from 'zod';
import { parseGid, parseShopDomain } from '../../core/identity.ts';
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
  body: z.union([
    z.object({ text: z.string() }),
    z.object({ deflated: z.base64() }),
    z.object({ leftOut: z.object({ bytes: z.number(), order: z.string().nullable() }) }),
  ]),
}) satisfies z.ZodType<unknown, EventEnvelope>;

/** @throws Error when it is not what `send` wrote. */
export function parseEventMessage(text: string): EventMessage {
  const { body, ...message } = envelopeSchema.parse(JSON.parse(text));
  return { ...message, body: parseBody(body) };
}

function parseBody(body: EventEnvelope['body']): EventMessage['body'] {
  if ('text' in body) return Buffer.from(body.text);
  if ('deflated' in body) return inflateRawSync(Buffer.from(body.deflated, 'base64'));
  const { bytes, order } = body.leftOut;
  return { bytes, order: order === null ? null : parseGid('Order', order) };
}
