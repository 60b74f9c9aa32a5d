import type { Services } from '../adapters/compose.ts';
import type { EventMessage } from '../adapters/sqs/event-queue.ts';
import type { Instant } from '../core/identity.ts';
import type { ParkedDelivery } from '../core/ports.ts';
import { replayUnreadLater } from '../core/use-cases/replay-unread.ts';

/** Keeps what can't be used, or not now, with its reason: shown to the merchant and replayable, so nothing is lost. */
export async function parkDelivery(
  services: Pick<Services, 'backoff' | 'log' | 'meter' | 'parking' | 'shops'>,
  message: EventMessage,
  { source, reason }: Pick<ParkedDelivery, 'source' | 'reason'>,
  now: Instant,
): Promise<void> {
  const { log, meter, parking } = services;
  const { shop, topic, webhookId: id, triggeredAt, replays } = message;
  const body = Buffer.isBuffer(message.body) ? message.body.toString('base64') : message.body;
  await parking.park(shop, { id, topic, reason, source, at: now, triggeredAt, replays, body });
  // The shop may only be away for a while: nobody has to come and see.
  if (source === 'unread') await replayUnreadLater(services, shop, now);
  meter.count('deliveries.parked', 1);
  log.warn('delivery parked', { shop, topic, webhookId: id, source, replays, reason });
}
