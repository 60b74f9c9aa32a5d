import { inflateRawSync } from 'node:zlib';
// Not the whole zod: tick needs no more, and starts sooner without it.
import * as z from 'zod/mini';
import { parseGid, parseShopDomain } from '../../core/identity.ts';
import type { EventEnvelope, EventMessage } from './event-queue.ts';
import { parseMessageJson } from './message-json.ts';

/** Apart from the queue that sends: ingest, which only sends, then need not bundle the schema library. */
const envelopeSchema = z.object({
  shop: z.string(),
  topic: z.string(),
  webhookId: z.string(),
  triggeredAt: z.number(),
  // Messages under way while a version that did not write it gives way to this one.
  replays: z._default(z.number(), 0),
  body: z.union([
    z.object({ text: z.string() }),
    z.object({ deflated: z.base64() }),
    z.object({ leftOut: z.object({ bytes: z.number(), order: z.nullable(z.string()) }) }),
  ]),
}) satisfies z.ZodMiniType<EventEnvelope>;

/** @throws Error when it is not what `send` wrote. */
export function parseEventMessage(text: string): EventMessage {
  const { body, shop, ...message } = envelopeSchema.parse(parseMessageJson(text));
  const domain = parseShopDomain(shop);
  if (!domain) throw new Error('the message names no shop');
  return { ...message, shop: domain, body: parseBody(body) };
}

function parseBody(body: EventEnvelope['body']): EventMessage['body'] {
  if ('text' in body) return Buffer.from(body.text);
  if ('deflated' in body) return inflateRawSync(Buffer.from(body.deflated, 'base64'));
  const { bytes, order } = body.leftOut;
  return { bytes, order: order === null ? null : parseGid('Order', order) };
}
