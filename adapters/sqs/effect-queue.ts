import { createHash } from 'node:crypto';
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
// Not the whole zod: act and tick need no more, and start sooner without it.
import * as z from 'zod/mini';
import { type DecisionId, parseShopDomain, type ShopDomain } from '../../core/identity.ts';
import type { EffectClass, EffectQueue } from '../../core/ports.ts';
import { parseMessageJson } from './message-json.ts';

/** Says where to look; what is to be done stands in the decision. */
export interface EffectMessage {
  readonly shop: ShopDomain;
  readonly decision: DecisionId;
}

/** One message group for each shop: the Admin API's limits are the shop's. */
export function createSqsEffectQueue(client: SQSClient, queueUrls: Readonly<Record<EffectClass, string>>): EffectQueue {
  return {
    async send(shop, decision, effectClass, attempt) {
      const message: EffectMessage = { shop, decision };
      const command = new SendMessageCommand({
        QueueUrl: queueUrls[effectClass],
        MessageBody: JSON.stringify(message),
        MessageGroupId: shop,
        MessageDeduplicationId: createHash('sha256').update(`${shop}/${decision}/${attempt}`).digest('hex'),
      });
      await client.send(command);
    },
  };
}

const messageSchema = z.object({ shop: z.string(), decision: z.string() });

/** @throws Error when it is not what `send` wrote. */
export function parseEffectMessage(text: string): EffectMessage {
  const { shop, decision } = messageSchema.parse(parseMessageJson(text));
  const domain = parseShopDomain(shop);
  if (!domain) throw new Error('the message names no shop');
  return { shop: domain, decision: decision as DecisionId };
}
