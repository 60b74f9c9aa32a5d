import type { Services } from '../adapters/compose.ts';
import { parseReviewTopic } from '../adapters/reviews/address.ts';
import { readReview } from '../adapters/reviews/read-review.ts';
import { customersNamed, routeDelivery } from '../adapters/shopify/routing.ts';
import { COMPLIANCE_TOPICS, SHIPMENT_DUE_TOPIC } from '../adapters/shopify/topics.ts';
import { type EventMessage, ORDER_DUE_TOPIC } from '../adapters/sqs/event-queue.ts';
import type { Instant } from '../core/identity.ts';
import type { ErasureStore, ParkedDelivery } from '../core/ports.ts';
import { replayUnreadLater } from '../core/use-cases/replay-unread.ts';

const DUE_TOPICS: readonly string[] = [ORDER_DUE_TOPIC, SHIPMENT_DUE_TOPIC];

/** Keeps what can't be used, or not now, with its reason: shown to the merchant and replayable, so nothing is lost. */
export async function parkDelivery(
  services: Pick<Services, 'backoff' | 'erasures' | 'log' | 'meter' | 'parking' | 'shops' | 'work'>,
  message: EventMessage,
  { source, reason }: Pick<ParkedDelivery, 'source' | 'reason'>,
  now: Instant,
): Promise<void> {
  const { log, meter, parking, shops } = services;
  const { shop, topic, webhookId: id, triggeredAt, replays } = message;
  // No delivery, and nothing is lost with it: it stays due, and tick sends for it again.
  if (DUE_TOPICS.includes(topic)) return log.warn('what is due was not done yet', { shop, topic, source, reason });
  if (!(await shops.find(shop))) {
    log.warn('delivery of a shop that is not known dropped', { shop, topic, webhookId: id, source, replays, reason });
    return;
  }
  // Whoever could replay it may have left with their shop: what the law asks for is tried until it is done.
  if (source !== 'unusable' && COMPLIANCE_TOPICS.some((asked) => asked === topic)) {
    const again = { id, topic, reason, source, at: now, triggeredAt, replays, body: replayable(message) };
    await services.work.replay(shop, again);
    log.warn('delivery tried on', { shop, topic, webhookId: id, source, replays, reason });
    return;
  }
  const body = await bodyToKeep(services, message);
  if (body === null) {
    log.warn('delivery about an erased customer dropped', { shop, topic, webhookId: id, source, replays, reason });
    return;
  }
  await parking.park(shop, { id, topic, reason, source, at: now, triggeredAt, replays, body });
  // The shop may only be away for a while: nobody has to come and see.
  if (source === 'unread') await replayUnreadLater(services, shop, now);
  meter.count('deliveries.parked', 1);
  log.warn('delivery parked', { shop, topic, webhookId: id, source, replays, reason });
}

function replayable({ body }: EventMessage): ParkedDelivery['body'] {
  return Buffer.isBuffer(body) ? body.toString('base64') : body;
}

/** Of a customer whose data was erased no body is kept: its order stands for it, and without one nothing does. */
async function bodyToKeep(
  { erasures }: Pick<Services, 'erasures'>,
  message: EventMessage,
): Promise<ParkedDelivery['body'] | null> {
  const { shop, topic, webhookId, body } = message;
  if (!Buffer.isBuffer(body)) return body;
  const text = body.toString();
  const author = authorOf(message, text, erasures.authorOf);
  if (author !== null && (await erasures.isErasedAuthor(shop, author))) return null;
  for (const customer of customersNamed(topic, text)) {
    if (!(await erasures.isErased(shop, customer))) continue;
    const { order } = routeDelivery({ shop, topic, webhookId, body: text });
    return order === null ? null : { bytes: body.length, order };
  }
  return replayable(message);
}

/** By whom a provider’s review is; null for anything else, and where nobody is named. */
function authorOf(
  { shop, topic, triggeredAt }: EventMessage,
  body: string,
  hashEmail: ErasureStore['authorOf'],
): string | null {
  const review = parseReviewTopic(topic);
  const read = review && readReview({ ...review, shop, body, triggeredAt, hashEmail });
  const [seen] = read?.kind === 'observations' ? read.observations : [];
  return seen?.type === 'review.seen' ? seen.seen.review.author : null;
}
