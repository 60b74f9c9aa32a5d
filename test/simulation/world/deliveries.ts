import { parseReviewTopic } from '../../../adapters/reviews/address.ts';
import { routeReview } from '../../../adapters/reviews/routing.ts';
import { routeDelivery } from '../../../adapters/shopify/routing.ts';
import { createSqsEventQueue } from '../../../adapters/sqs/event-queue.ts';
import type { ShopDomain } from '../../../core/identity.ts';
import type { Ground } from './process.ts';
import type { Queue } from './queue.ts';

export interface Webhook {
  readonly shop: ShopDomain;
  readonly topic: string;
  readonly body: string;
  /** What it is about, for its name in the story. */
  readonly subject: string;
}

const RETRIES_LAST_MS = 4 * 3_600_000;
const USUALLY_WITHIN_MS = 4_000;

export interface Deliveries {
  /** The platform tells: soon, late, twice or never. */
  tell(webhook: Webhook): void;
}

/** From the platform to the events queue. Ingest does nothing but check the signature and send. */
export function createDeliveries({ agenda, chance, faults, tell }: Ground, events: Queue): Deliveries {
  const numbers = new Map<string, number>();
  const queue = createSqsEventQueue(
    { send: async ({ input }: { input: Record<string, string> }) => events.send(messageOf(input)) } as never,
    'events',
  );

  return {
    tell(webhook) {
      const { shop, topic, body, subject } = webhook;
      const kind = `${shop} ${topic} ${subject}`;
      const number = (numbers.get(kind) ?? 0) + 1;
      numbers.set(kind, number);
      const name = `${kind} ${number}`;
      const triggeredAt = agenda.now();
      if (faults.strikes('webhook.lost', name)) return;
      const deliver = (webhookId: string, delayMs: number) =>
        agenda.at(triggeredAt + delayMs, () => {
          tell(`delivered to the app: ${shop} ${topic} ${subject} (${webhookId})`);
          const route = routeOf(webhook, webhookId);
          void queue.send({ shop, topic, webhookId, triggeredAt, body: Buffer.from(body), ...route });
        });
      const late = faults.strikes('webhook.late', name) ? RETRIES_LAST_MS : USUALLY_WITHIN_MS;
      const delayMs = Math.ceil(chance.of(`delay ${name}`) * late);
      deliver(name, delayMs);
      if (!faults.strikes('webhook.twice', name)) return;
      // Real duplicates come with a new id as often as with the same.
      const again = chance.of(`twin ${name}`);
      deliver(again < 0.5 ? name : `${name} again`, delayMs + Math.ceil(chance.of(`twice ${name}`) * RETRIES_LAST_MS));
    },
  };
}

function routeOf(webhook: Webhook, webhookId: string) {
  const review = parseReviewTopic(webhook.topic);
  if (review === null) return routeDelivery({ ...webhook, webhookId });
  const address = { shop: webhook.shop, provider: review.provider, connection: CONNECTION };
  return { order: null, ...routeReview(address, { 'webhook-id': webhookId }, Buffer.from(webhook.body)) };
}

/** The last part of the address that both shops gave to Judge.me. */
export const CONNECTION = 'connection';

function messageOf({ MessageBody = '', MessageGroupId = '', MessageDeduplicationId = '' }: Record<string, string>) {
  return { body: MessageBody, group: MessageGroupId, deduplication: MessageDeduplicationId };
}
