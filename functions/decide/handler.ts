import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { Services } from '../../adapters/compose.ts';
import { forgetSessions } from '../../adapters/sessions.ts';
import { type ReadDelivery, readDelivery, readLeftOut } from '../../adapters/shopify/webhooks.ts';
import type { EventMessage } from '../../adapters/sqs/event-queue.ts';
import { parseEventMessage } from '../../adapters/sqs/parse-event-message.ts';
import { FUNCTION_TIMEOUT_S, MAX_RECEIVE_COUNT } from '../../adapters/sqs/queues.ts';
import type { Instant, ShopDomain } from '../../core/identity.ts';
import { observe } from '../../core/use-cases/observe.ts';
import { handleRecords } from '../handle-records.ts';

/** What one message may take when its shop answers as slowly as is borne; no other is begun later than this allows. */
const LONGEST_MESSAGE_MS = 20_000;
const BUDGET_MS = FUNCTION_TIMEOUT_S * 1000 - LONGEST_MESSAGE_MS;

/**
 * Folds and decides each message. What a batch has no time for, since a shop before it hung, comes again as it is.
 *
 * @param elapsedMs real milliseconds since any moment.
 */
export function createDecideHandler(services: Services, elapsedMs: () => number = () => performance.now()) {
  return async (event: SQSEvent): Promise<SQSBatchResponse> => {
    const endsMs = elapsedMs() + BUDGET_MS;
    const topics = new Map<ShopDomain, Map<string, number>>();
    const response = await handleRecords(services, event, {
      name: 'decide',
      parse: parseEventMessage,
      async handle(message, record) {
        const now = services.clock.now().getTime();
        const delivery = readMessage(message, now);
        const hasTime = elapsedMs() < endsMs;
        const problem = hasTime
          ? await decideMessage(services, message, delivery, now)
          : 'there was no time left for it';
        if (problem !== null && !isLastTry(record)) {
          const { shop, topic, webhookId } = message;
          services.log.warn('delivery tried again', { shop, topic, webhookId, problem });
          return 'again';
        }
        if (problem !== null) await park(services, message, problem, now);
        if (delivery.kind === 'observations') return 'handled';
        const counts = topics.get(message.shop) ?? new Map<string, number>();
        topics.set(message.shop, counts.set(message.topic, (counts.get(message.topic) ?? 0) + 1));
        return 'handled';
      },
    });
    const at = services.clock.now().getTime();
    await Promise.all([...topics].map(([shop, counts]) => services.topics.count(shop, counts, at)));
    return response;
  };
}

/** One receive before the queue gives up: should parking fail too, there is another. */
function isLastTry({ attributes }: SQSRecord): boolean {
  return Number(attributes.ApproximateReceiveCount) >= MAX_RECEIVE_COUNT - 1;
}

/** Answers why the message has to come again; null when it was handled. */
async function decideMessage(
  services: Services,
  message: EventMessage,
  delivery: ReadDelivery,
  now: Instant,
): Promise<string | null> {
  const { log, meter } = services;
  const { shop, topic, webhookId } = message;
  switch (delivery.kind) {
    case 'acknowledged':
      return null;
    case 'unexpected':
      log.warn('unexpected topic', { shop, topic, webhookId });
      return null;
    case 'unusable':
      await park(services, message, delivery.reason, now);
      return null;
    case 'observations':
      for (const observation of delivery.observations) {
        const observed = await observe(services, shop, observation, now);
        meter.count(`observations.${observed.kind}`, 1);
        if (observed.kind === 'try_again') return observed.problem;
        if (observation.type === 'shop.uninstalled') await forgetIfGone(services, shop);
        if (observed.kind !== 'decided') continue;
        for (const { outcome } of observed.decision.outcomes) meter.count(`decisions.${outcome}`, 1);
        log.info('decided', { shop, topic, webhookId, decision: observed.decision.id });
      }
      return null;
  }
}

function readMessage({ topic, triggeredAt, body }: EventMessage, receivedAt: Instant): ReadDelivery {
  return Buffer.isBuffer(body)
    ? readDelivery({ topic, body: body.toString('utf8'), triggeredAt, receivedAt })
    : readLeftOut({ topic, order: body.order });
}

/** Keeps what can't be used, or not now, with its reason: shown to the merchant, and nothing is lost. */
async function park({ log, meter, parking }: Services, message: EventMessage, reason: string, now: Instant) {
  const { shop, topic, webhookId: id, body } = message;
  const kept = Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
  await parking.park(shop, { id, topic, reason, at: now, body: kept.toString('base64') });
  meter.count('deliveries.parked', 1);
  log.warn('delivery parked', { shop, topic, webhookId: id, reason });
}

/** Tokens of a shop that left are worth nothing; those of one that came back meanwhile are. */
async function forgetIfGone({ shops, sessions }: Services, domain: ShopDomain): Promise<void> {
  const shop = await shops.find(domain);
  if (shop && shop.uninstalledAt !== null) await forgetSessions(sessions, domain);
}
