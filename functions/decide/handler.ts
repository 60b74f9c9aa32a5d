import { processPartialResponse, SqsFifoPartialProcessorAsync } from '@aws-lambda-powertools/batch';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { Services } from '../../adapters/compose.ts';
import { readDelivery } from '../../adapters/shopify/webhooks.ts';
import type { EventMessage } from '../../adapters/sqs/event-queue.ts';
import { parseEventMessage } from '../../adapters/sqs/parse-event-message.ts';
import type { ShopDomain } from '../../core/identity.ts';
import { observe } from '../../core/use-cases/observe.ts';

/**
 * Folds and decides each message. One that fails comes again without its neighbours (“Handling errors for an SQS
 * event source in Lambda”) and holds back only its own group.
 */
export function createDecideHandler(services: Services) {
  return async (event: SQSEvent): Promise<SQSBatchResponse> => {
    const topics = new Map<ShopDomain, Map<string, number>>();
    const response = await processPartialResponse(
      event,
      async ({ body }: SQSEvent['Records'][number]) => {
        const message = parseEventMessage(body);
        await decideMessage(services, message);
        const counts = topics.get(message.shop) ?? new Map<string, number>();
        topics.set(message.shop, counts.set(message.topic, (counts.get(message.topic) ?? 0) + 1));
      },
      new SqsFifoPartialProcessorAsync(),
      { skipGroupOnError: true, throwOnFullBatchFailure: false },
    );
    const at = services.clock.now().getTime();
    await Promise.all([...topics].map(([shop, counts]) => services.topics.count(shop, counts, at)));
    return response;
  };
}

async function decideMessage(services: Services, message: EventMessage): Promise<void> {
  const { clock, log, meter, parking } = services;
  const { shop, topic, webhookId, triggeredAt, body } = message;
  const now = clock.now().getTime();
  const delivery = readDelivery({ topic, body: body.toString('utf8'), triggeredAt, receivedAt: now });
  switch (delivery.kind) {
    case 'acknowledged':
      return;
    case 'unexpected':
      log.warn('unexpected topic', { shop, topic, webhookId });
      return;
    case 'unusable':
      await parking.park(shop, {
        id: webhookId,
        topic,
        reason: delivery.reason,
        at: now,
        body: body.toString('base64'),
      });
      meter.count('deliveries.parked', 1);
      log.warn('delivery parked', { shop, topic, webhookId, reason: delivery.reason });
      return;
    case 'observations':
      for (const observation of delivery.observations) {
        const observed = await observe(services, shop, observation, now);
        meter.count(`observations.${observed.kind}`, 1);
        if (observed.kind === 'try_again') {
          log.warn('delivery tried again', { shop, topic, webhookId, problem: observed.problem });
          throw new Error(observed.problem);
        }
        if (observation.type === 'shop.uninstalled') await forgetSessions(services, shop);
        if (observed.kind !== 'decided') continue;
        for (const { outcome } of observed.decision.outcomes) meter.count(`decisions.${outcome}`, 1);
        log.info('decided', { shop, topic, webhookId, decision: observed.decision.id });
      }
      return;
  }
}

/** Tokens of a shop that left are worth nothing; those of one that came back meanwhile are. */
async function forgetSessions({ shops, sessions }: Services, domain: ShopDomain): Promise<void> {
  const shop = await shops.find(domain);
  if (!shop || shop.uninstalledAt === null) return;
  const known = await sessions.findSessionsByShop(domain);
  await sessions.deleteSessions(known.map(({ id }) => id));
}
