import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { Services } from '../../adapters/compose.ts';
import { describeError } from '../../adapters/log.ts';
import { parseReviewTopic } from '../../adapters/reviews/address.ts';
import { readReview } from '../../adapters/reviews/read-review.ts';
import { forgetSessions } from '../../adapters/sessions.ts';
import { SHIPMENT_DUE_TOPIC } from '../../adapters/shopify/topics.ts';
import { type ReadDelivery, readDelivery, readLeftOut } from '../../adapters/shopify/webhooks.ts';
import {
  CHORES_TOPIC,
  ERASURE_TOPIC,
  type EventMessage,
  ORDER_DUE_TOPIC,
  REDACTION_TOPIC,
} from '../../adapters/sqs/event-queue.ts';
import { parseEventMessage } from '../../adapters/sqs/parse-event-message.ts';
import { FUNCTION_TIMEOUT_S } from '../../adapters/sqs/queues.ts';
import { type Instant, parseGid, type ShopDomain } from '../../core/identity.ts';
import { carefulReader } from '../../core/use-cases/careful-reader.ts';
import { observe } from '../../core/use-cases/observe.ts';
import { handleRecords, isLastTry, triesOf } from '../handle-records.ts';
import { parkDelivery } from '../park-delivery.ts';
import { doChores } from './chores.ts';
import { type ErasureTask, eraseDue, erasureOf } from './erasures.ts';
import { redactDue } from './redactions.ts';

/** What one message may take when its shop answers as slowly as is borne; no other is begun later than this allows. */
const LONGEST_MESSAGE_MS = 20_000;
const BUDGET_MS = FUNCTION_TIMEOUT_S * 1000 - LONGEST_MESSAGE_MS;

/**
 * Folds and decides each message. What a batch has no time for, since a shop before it hung, comes again as it is.
 *
 * @param elapsedMs real milliseconds since any moment.
 */
export function createDecideHandler(direct: Services, elapsedMs: () => number = () => performance.now()) {
  const reader = carefulReader(direct, new Map(), () => direct.clock.now().getTime());
  const services: Services = { ...direct, reader };
  return async (event: SQSEvent): Promise<SQSBatchResponse> => {
    const endsMs = elapsedMs() + BUDGET_MS;
    const hasTime = () => elapsedMs() < endsMs;
    const topics = new Map<ShopDomain, Map<string, number>>();
    const chores = new Set<ShopDomain>();
    const erasures: ErasureTask[] = [];
    const redactions = new Set<ShopDomain>();
    const response = await handleRecords(services, event, {
      name: 'decide',
      parse: parseEventMessage,
      async handle(message, record) {
        const { shop, topic, webhookId } = message;
        if (topic === CHORES_TOPIC) {
          chores.add(shop);
          return 'handled';
        }
        if (topic === ERASURE_TOPIC) {
          erasures.push({ shop, erasure: erasureOf(message) });
          return 'handled';
        }
        if (topic === REDACTION_TOPIC) {
          redactions.add(shop);
          return 'handled';
        }
        const now = services.clock.now().getTime();
        const delivery = readMessage(services, message, now);
        const problem = hasTime()
          ? await decideMessage(services, message, delivery, now, { erasures, redactions, chores })
          : 'there was no time left for it';
        if (problem !== null && topic === SHIPMENT_DUE_TOPIC) {
          // It is due again by itself: tries in between would never end in a shop whose token is gone.
          services.log.warn('shipment looked at later', { shop, topic, webhookId, problem });
          return 'handled';
        }
        if (problem !== null && !isLastTry(record)) {
          services.log.warn('delivery tried again', { shop, topic, webhookId, problem });
          return 'again';
        }
        if (problem !== null) {
          await parkDelivery(services, message, { source: 'unread', reason: problem }, now);
        }
        if (delivery.kind === 'observations') return 'handled';
        const counts = topics.get(shop) ?? new Map<string, number>();
        topics.set(shop, counts.set(topic, (counts.get(topic) ?? 0) + 1));
        return 'handled';
      },
      async giveUp(message, error, record) {
        // What an error says may hold something of the delivery.
        const reason = `not handled in ${triesOf(record)} tries; the last one failed: ${describeError(error).name}`;
        await parkDelivery(services, message, { source: 'dead_letter', reason }, services.clock.now().getTime());
      },
    });
    const at = services.clock.now().getTime();
    await Promise.all([...topics].map(([shop, counts]) => countTopics(services, shop, counts, at)));
    await eraseDue(services, erasures, hasTime);
    await redactDue(services, redactions, hasTime);
    await doChores(services, chores, hasTime);
    return response;
  };
}

/** Answers why the message has to come again; null when it was handled. */
async function decideMessage(
  services: Services,
  message: EventMessage,
  delivery: ReadDelivery,
  now: Instant,
  due: { readonly erasures: ErasureTask[]; readonly redactions: Set<ShopDomain>; readonly chores: Set<ShopDomain> },
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
      await parkDelivery(services, message, { source: 'unusable', reason: delivery.reason }, now);
      return null;
    case 'observations':
      for (const observation of delivery.observations) {
        const observed = await observe(services, shop, observation, now);
        meter.count(`observations.${observed.kind}`, 1);
        if (observed.kind === 'try_again') return observed.problem;
        if (observed.kind === 'to_erase') due.erasures.push({ shop, erasure: observed.erasure });
        if (observed.kind === 'to_redact') due.redactions.add(shop);
        if (observed.kind === 'has_chores') due.chores.add(shop);
        if (observation.type === 'shop.uninstalled') await forgetIfGone(services, shop);
        if (observed.kind !== 'decided') continue;
        for (const { outcome } of observed.decision.outcomes) meter.count(`decisions.${outcome}`, 1);
        log.info('decided', { shop, topic, webhookId, decision: observed.decision.id });
      }
      return null;
  }
}

/** Of a shop that was deleted nothing is kept, whatever is still told of it. */
async function countTopics(
  { shops, topics }: Services,
  shop: ShopDomain,
  counts: ReadonlyMap<string, number>,
  at: Instant,
): Promise<void> {
  if (await shops.find(shop, 'cheap')) await topics.count(shop, counts, at);
}

function readMessage({ erasures }: Services, message: EventMessage, receivedAt: Instant): ReadDelivery {
  const { shop, topic, triggeredAt, body } = message;
  if (topic === ORDER_DUE_TOPIC) {
    const order = parseGid('Order', String(body));
    return order ? { kind: 'observations', observations: [{ type: 'order.due', order }] } : { kind: 'unexpected' };
  }
  const review = parseReviewTopic(topic);
  if (review !== null) {
    if (!Buffer.isBuffer(body)) return { kind: 'unusable', reason: 'body: too large' };
    return readReview({
      ...review,
      shop,
      body: body.toString('utf8'),
      triggeredAt,
      hashEmail: erasures.authorOf,
    });
  }
  return Buffer.isBuffer(body)
    ? readDelivery({ topic, body: body.toString('utf8'), triggeredAt, receivedAt })
    : readLeftOut({ topic, order: body.order });
}

/**
 * Tokens of a shop that left, or that was never recorded as it was being deleted, are worth nothing; those of one that
 * came back meanwhile are.
 */
async function forgetIfGone({ shops, sessions }: Services, domain: ShopDomain): Promise<void> {
  await forgetSessions(sessions, domain, async () => (await shops.find(domain))?.uninstalledAt !== null);
}
