import { createHash } from 'node:crypto';
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Instant, ShopDomain } from '../../core/identity.ts';
import type { ParkedDelivery, WorkQueue } from '../../core/ports.ts';
import { routeDelivery } from '../shopify/routing.ts';
import { SHIPMENT_DUE_TOPIC } from '../shopify/topics.ts';
import {
  CHORES_TOPIC,
  ERASURE_TOPIC,
  type EventMessage,
  eventMessageText,
  ORDER_DUE_TOPIC,
  REDACTION_TOPIC,
} from './event-queue.ts';

/** The events queue, for what the product itself puts there. Apart from `event-queue.ts`, which ingest bundles. */
export function createSqsWorkQueue(client: SQSClient, queues: { readonly events: string }): WorkQueue {
  async function send(message: EventMessage, group: string, deduplication: string): Promise<void> {
    const command = new SendMessageCommand({
      QueueUrl: queues.events,
      MessageBody: eventMessageText(message),
      MessageGroupId: group,
      MessageDeduplicationId: sha256(deduplication),
    });
    await client.send(command);
  }
  return {
    async wake(shop, at) {
      const group = `${shop}/${CHORES_TOPIC}`;
      // To the millisecond: who turns the kill switch back within the minute does not wait for tick.
      await send(choresMessage(shop, at), sha256(group), `${group}/${at}`);
    },
    async erase(shop, erasure, at) {
      const group = `${shop}/${ERASURE_TOPIC}/${erasure}`;
      await send(
        { ...choresMessage(shop, at), topic: ERASURE_TOPIC, body: Buffer.from(erasure) },
        sha256(group),
        `${group}/${at}`,
      );
    },
    async lookAt(shop, order, shipment, at) {
      const body = JSON.stringify({ admin_graphql_api_id: shipment, order_id: order });
      const webhookId = `${SHIPMENT_DUE_TOPIC}/${shipment}/${at}`;
      const { group } = routeDelivery({ shop, topic: SHIPMENT_DUE_TOPIC, webhookId, body });
      const due = { ...choresMessage(shop, at), topic: SHIPMENT_DUE_TOPIC, webhookId, body: Buffer.from(body) };
      await send(due, group, `${shop}/${webhookId}`);
    },
    async decide(shop, order, at) {
      const body = Buffer.from(order);
      const { group } = routeDelivery({
        shop,
        topic: ORDER_DUE_TOPIC,
        webhookId: order,
        body: JSON.stringify({ order_id: order }),
      });
      await send({ ...choresMessage(shop, at), topic: ORDER_DUE_TOPIC, body }, group, `${shop}/${order}/${at}`);
    },
    async redact(shop, at) {
      const group = `${shop}/${REDACTION_TOPIC}`;
      await send({ ...choresMessage(shop, at), topic: REDACTION_TOPIC }, sha256(group), `${group}/${at}`);
    },
    async replay(shop, delivery) {
      const { id: webhookId, topic, triggeredAt } = delivery;
      const replays = delivery.replays + 1;
      const body = typeof delivery.body === 'string' ? Buffer.from(delivery.body, 'base64') : delivery.body;
      const { group } = routeDelivery({ shop, topic, webhookId, body: routedText(delivery) });
      await send({ shop, topic, webhookId, triggeredAt, replays, body }, group, `${webhookId}/${replays}`);
    },
  };
}

function choresMessage(shop: ShopDomain, at: Instant): EventMessage {
  return { shop, topic: CHORES_TOPIC, webhookId: CHORES_TOPIC, triggeredAt: at, replays: 0, body: Buffer.alloc(0) };
}

/** What puts the delivery into the group that it had; without its body, its order says enough. */
function routedText({ body }: ParkedDelivery): string {
  if (typeof body === 'string') return Buffer.from(body, 'base64').toString('utf8');
  return JSON.stringify({ order_id: body.order });
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
