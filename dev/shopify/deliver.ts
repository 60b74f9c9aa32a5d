import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { parseLossless } from '../../adapters/shopify/json.ts';
import type { AppConfig } from './app-config.ts';
import { record } from './document.ts';
import type { Database } from './store/database.ts';
import { applyDelivered } from './store/delivered.ts';
import type { Shop } from './store/shop.ts';
import type { Store } from './store/store.ts';
import { newDelivery } from './webhooks/emitter.ts';
import type { FirstOutcome, Sender } from './webhooks/sender.ts';

/** Query of `POST /dev/stores/{shop}/deliver`. */
export const deliverQuery = z.strictObject({
  topic: z.string().regex(/^[a-z_]+[/.][a-z_]+$/, 'must be a webhook topic such as orders/create'),
  times: z.coerce.number().int().min(1).max(1000).default(1),
  webhook_id: z.string().min(1).optional(),
  event_id: z.string().min(1).optional(),
  triggered_at: z
    .string()
    .refine((value) => !Number.isNaN(Date.parse(value)), 'must be an ISO 8601 time')
    .optional(),
  delay_ms: z.coerce.number().int().min(0).default(0),
  import_only: z.enum(['0', '1']).default('0'),
});
type DeliverQuery = z.output<typeof deliverQuery>;

/** One delivery: its ids and the outcome of its first attempt. */
type DeliveryAnswer = { webhookId: string; eventId: string } & (FirstOutcome | { status: 'imported' });

export type Deliverer = (shop: Shop, query: DeliverQuery, body: Buffer) => Promise<DeliveryAnswer[]>;

type DelivererParts = { database: Database; store: Store; sender: Sender; config: AppConfig; now: () => Date };

/** Takes what a payload describes into the store, then delivers its very bytes to the app, signed, with headers. */
export function createDeliverer({ database, store, sender, config, now }: DelivererParts): Deliverer {
  return async (shop, query, body) => {
    const { topic, times } = query;
    const webhookId = query.webhook_id ?? randomUUID();
    const eventId = query.event_id ?? randomUUID();
    const triggeredAt = query.triggered_at ?? now().toISOString();
    const dueAtMs = now().getTime() + query.delay_ms;
    const details = { topic, webhookId, eventId, triggeredAt, dueAtMs, body };
    const name = config.subscriptions.find((subscription) => subscription.topic === topic)?.name ?? null;
    const deliveries = database.transaction(() => {
      const payload = parsedPayload(body);
      if (payload !== null) {
        applyDelivered(store, shop.domain, { topic, payload, body, triggeredAt: new Date(triggeredAt) });
      }
      if (query.import_only === '1') return [];
      return Array.from({ length: times }, () => sender.record(newDelivery(shop, config, details, name)));
    });
    if (query.import_only === '1') return [{ webhookId, eventId, status: 'imported' }];
    const outcomes = await Promise.all(deliveries.map((delivery) => sender.release(delivery)));
    return outcomes.map((outcome) => ({ webhookId, eventId, ...outcome }));
  };
}

/** The payload as an object; null for garbage, which is delivered all the same. */
function parsedPayload(body: Buffer) {
  try {
    return record(parseLossless(body.toString('utf8')));
  } catch {
    return null;
  }
}
