import { createHash } from 'node:crypto';
import type { Message } from '../../core/ports.ts';

/**
 * By what a message is found at the provider: the same for each attempt at the same effect, another for any other. A
 * hash, since whoever gets the message can read it and rules are named for the merchant alone.
 */
export function messageReference({ shop, id }: Pick<Message, 'shop' | 'id'>): string {
  return createHash('sha256').update(`${shop}/${id}`).digest('hex').slice(0, 32);
}

/** RFC 5322, section 3.6.4. */
export function messageIdOf(message: Pick<Message, 'shop' | 'id'>): string {
  return `<${messageReference(message)}@${message.shop}>`;
}
