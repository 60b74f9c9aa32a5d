import { randomUUID } from 'node:crypto';
import type { AppConfig } from '../app-config.ts';
import type { Document } from '../document.ts';
import { stringifyLossless } from '../lossless-json.ts';
import type { Database } from '../store/database.ts';
import type { Entity } from '../store/entity.ts';
import type { Shop } from '../store/shop.ts';
import type { Delivery, NewDelivery } from './delivery-queue.ts';
import { onlyFields, payloadOf } from './payload.ts';
import type { Sender } from './sender.ts';

export type DeliveryDetails = {
  topic: string;
  webhookId: string;
  eventId: string;
  triggeredAt: string;
  dueAtMs: number;
  body: Buffer;
};

/** Webhooks of what happens in the store itself, recorded in the transaction of the change and sent after it. */
export type Emitter = {
  /** One event about a resource, on every subscribed topic named. */
  emit(shop: Shop, topics: readonly string[], entity: Entity): void;
  /** An event whose payload is no stored resource. */
  emitPayload(shop: Shop, topic: string, payload: Document): void;
  /** A topic that no app subscribes to and every app is sent, at its time (page “Privacy law compliance”). */
  emitCompliance(shop: Shop, topic: string, payload: Document, dueAt: Date): void;
  /** Runs the change in a transaction, then sends what it emitted; a change that throws emits nothing. */
  change<T>(work: () => T): T;
};

export function createEmitter(database: Database, config: AppConfig, sender: Sender, now: () => Date): Emitter {
  let recorded: Delivery[] = [];
  const emitPayload = (shop: Shop, topic: string, payload: Document, eventId: string = randomUUID()) => {
    // An app that isn't installed has no subscriptions.
    if (!shop.installed) return;
    for (const subscription of config.subscriptions.filter((candidate) => candidate.topic === topic)) {
      const body = Buffer.from(stringifyLossless(onlyFields(payload, subscription.includeFields)));
      const triggeredAt = now().toISOString();
      const details = { topic, webhookId: randomUUID(), eventId, triggeredAt, dueAtMs: now().getTime(), body };
      recorded.push(sender.record(newDelivery(shop, config, details, subscription.name)));
    }
  };
  return {
    emit(shop, topics, entity) {
      const eventId = randomUUID();
      const payload = payloadOf(entity, shop);
      for (const topic of topics) emitPayload(shop, topic, payload, eventId);
    },
    emitPayload: (shop, topic, payload) => emitPayload(shop, topic, payload),
    emitCompliance(shop, topic, payload, dueAt) {
      const triggeredAt = dueAt.toISOString();
      const ids = { webhookId: randomUUID(), eventId: randomUUID() };
      const details = {
        topic,
        ...ids,
        triggeredAt,
        dueAtMs: dueAt.getTime(),
        body: Buffer.from(stringifyLossless(payload)),
      };
      recorded.push(sender.record(newDelivery(shop, config, details, null)));
    },
    change(work) {
      try {
        const result = database.transaction(work);
        for (const delivery of recorded) void sender.release(delivery);
        return result;
      } finally {
        recorded = [];
      }
    },
  };
}

/** A delivery with the headers that Shopify sends (page "Webhooks delivery structure"); the sender adds the signature. */
export function newDelivery(shop: Shop, config: AppConfig, details: DeliveryDetails, name: string | null): NewDelivery {
  const { topic, webhookId, eventId, triggeredAt, dueAtMs, body } = details;
  return {
    shop: shop.domain,
    topic,
    webhookId,
    eventId,
    dueAtMs,
    body,
    headers: {
      'Content-Type': 'application/json',
      'User-Agent': 'Shopify-Captain-Hook',
      'X-Shopify-Topic': topic,
      'X-Shopify-Shop-Domain': shop.domain,
      'X-Shopify-API-Version': config.apiVersion,
      'X-Shopify-Webhook-Id': webhookId,
      'X-Shopify-Event-Id': eventId,
      'X-Shopify-Triggered-At': triggeredAt,
      ...(name === null ? {} : { 'X-Shopify-Name': name }),
    },
  };
}
