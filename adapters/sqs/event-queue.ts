import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Instant, OrderId, ShopDomain } from '../../core/identity.ts';

/** In place of the platform's topic: no delivery, but the chores of the shop, to be done now. */
export const CHORES_TOPIC = 'concierge/chores';

/** In place of the platform's topic: the erasing of a customer, to go on now. The body names it. */
export const ERASURE_TOPIC = 'concierge/erasure';

/** In place of the platform's topic: an order has waited as long as it was to. The body names it. */
export const ORDER_DUE_TOPIC = 'concierge/order_due';

/** In place of the platform's topic: the deleting of the shop, to go on now. */
export const REDACTION_TOPIC = 'concierge/redaction';

/** One delivery of the platform, verified and not yet looked into. */
export interface EventMessage {
  readonly shop: ShopDomain;
  readonly topic: string;
  readonly webhookId: string;
  readonly triggeredAt: Instant;
  /** How often it was replayed after it had been parked; 0 as it was delivered. */
  readonly replays: number;
  /** The raw bytes. */
  readonly body: Buffer | LeftOut;
}

/** In place of a body that does not fit into a message. */
export interface LeftOut {
  readonly bytes: number;
  /** What the body is about, to be read from the shop; null when that is no order. */
  readonly order: OrderId | null;
}

/** What is sent: all of it, with the order that it is about. */
export interface EventToSend extends Omit<EventMessage, 'replays'> {
  readonly body: Buffer;
  readonly order: OrderId | null;
  /** What goes one after the other, at most 128 characters of ASCII letters, digits and punctuation. */
  readonly group: string;
}

export interface EventQueue {
  /** The same webhook id again within 5 minutes is dropped. */
  send(event: EventToSend): Promise<void>;
}

export function createSqsEventQueue(client: SQSClient, queueUrl: string): EventQueue {
  return {
    async send({ group, order, ...message }) {
      const command = new SendMessageCommand({
        QueueUrl: queueUrl,
        MessageBody: fittingText({ ...message, replays: 0 }, order),
        MessageGroupId: group,
        MessageDeduplicationId: createHash('sha256').update(message.webhookId).digest('hex'),
      });
      await client.send(command);
    },
  };
}

/** A message as it travels; `parse-event-message.ts` reads it. */
export interface EventEnvelope extends Omit<EventMessage, 'shop' | 'body'> {
  readonly shop: string;
  readonly body:
    | { readonly text: string }
    | { readonly deflated: string }
    | { readonly leftOut: { readonly bytes: number; readonly order: string | null } };
}

/** SQS charges by 64 KB and takes 1 MiB; JSON deflates to less than a fifth. */
const TEXT_LIMIT_BYTES = 60_000;
const MESSAGE_LIMIT_BYTES = 900_000;

/** The two code points that JSON leaves alone and SQS does not take in a message. */
const NOT_IN_MESSAGES = /[\uFFFE\uFFFF]/;

function fittingText(message: EventMessage & { readonly body: Buffer }, order: OrderId | null): string {
  const whole = eventMessageText(message);
  if (Buffer.byteLength(whole) <= MESSAGE_LIMIT_BYTES) return whole;
  return eventMessageText({ ...message, body: { bytes: message.body.length, order } });
}

export function eventMessageText({ body, ...message }: EventMessage): string {
  const envelope: EventEnvelope = { ...message, body: Buffer.isBuffer(body) ? packed(body) : { leftOut: body } };
  return JSON.stringify(envelope);
}

function packed(body: Buffer): EventEnvelope['body'] {
  const text = body.length <= TEXT_LIMIT_BYTES && isUtf8(body) ? body.toString() : null;
  const readable = text !== null && !NOT_IN_MESSAGES.test(text);
  return readable ? { text } : { deflated: deflateRawSync(body).toString('base64') };
}
