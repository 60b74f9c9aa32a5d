import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Instant, ShopDomain } from '../../core/identity.ts';

/** One delivery of the platform, verified and not yet looked into. */
export interface EventMessage {
  readonly shop: ShopDomain;
  readonly topic: string;
  readonly webhookId: string;
  readonly triggeredAt: Instant;
  /** The raw bytes. */
  readonly body: Buffer;
}

export interface EventQueue {
  /**
   * `group`: what goes one after the other, at most 128 characters of ASCII letters, digits and punctuation. The same
   * webhook id again within 5 minutes is dropped.
   */
  send(message: EventMessage & { readonly group: string }): Promise<void>;
}

export function createSqsEventQueue(client: SQSClient, queueUrl: string): EventQueue {
  return {
    async send({ group, ...message }) {
      const command = new SendMessageCommand({
        QueueUrl: queueUrl,
        MessageBody: eventMessageText(message),
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
  readonly body: { readonly text: string } | { readonly deflated: string };
}

/** SQS charges by 64 KB and takes 1 MiB; JSON deflates to less than a fifth. */
const TEXT_LIMIT_BYTES = 60_000;

/** The two code points that JSON leaves alone and SQS does not take in a message. */
const NOT_IN_MESSAGES = /[\uFFFE\uFFFF]/;

export function eventMessageText({ body, ...message }: EventMessage): string {
  const text = body.length <= TEXT_LIMIT_BYTES && isUtf8(body) ? body.toString() : null;
  const readable = text !== null && !NOT_IN_MESSAGES.test(text);
  const envelope: EventEnvelope = {
    ...message,
    body: readable ? { text } : { deflated: deflateRawSync(body).toString('base64') },
  };
  return JSON.stringify(envelope);
}
