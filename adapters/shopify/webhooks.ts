import type * as z from 'zod';
import type { Instant, OrderId } from '../../core/identity.ts';
import type { Observation } from '../../core/observation.ts';
import type { SnapshotVersion } from '../../core/order.ts';
import { metaobjectReview } from '../reviews/metaobject.ts';
import { companyPayload } from './company-payload.ts';
import { dataRequestPayload, redactPayload } from './compliance-payload.ts';
import {
  companyContactPayload,
  emailConsentPayload,
  smsConsentPayload,
  tagsPayload,
} from './customer-change-payload.ts';
import { customerPayload } from './customer-payload.ts';
import { disputePayload } from './dispute-payload.ts';
import { holdPayload, movedPayload } from './hold-payload.ts';
import { bodyHash, parseLossless } from './json.ts';
import { mergePayload } from './merge-payload.ts';
import { deletedOrderPayload, orderEditPayload, orderPayload } from './order-payload.ts';
import { deletedProductPayload, productPayload } from './product-payload.ts';
import { refundPayload } from './refund-payload.ts';
import { returnPayload, reverseDeliveryPayload } from './return-payload.ts';
import { riskPayload } from './risk-payload.ts';
import { shipmentDuePayload, shipmentEventPayload, shipmentPayload } from './shipment-payload.ts';
import {
  COMPANY_TOPICS,
  DISPUTE_TOPICS,
  HOLD_TOPICS,
  isSubscribed,
  ORDER_TOPICS,
  RETURN_TOPICS,
  SHIPMENT_DUE_TOPIC,
  SHIPMENT_TOPICS,
} from './topics.ts';
import { problemOf } from './wire-fields.ts';

export interface Delivered {
  readonly topic: string;
  /** The raw body as text. */
  readonly body: string;
  /** Of the header X-Shopify-Triggered-At; without it `receivedAt` stands in. */
  readonly triggeredAt?: Instant | null | undefined;
  readonly receivedAt: Instant;
}

export type ReadDelivery =
  | { readonly kind: 'observations'; readonly observations: readonly Observation[] }
  /** A topic that the app subscribes to and makes no observation of yet: counted. */
  | { readonly kind: 'acknowledged' }
  /** A topic that the app never asked for: counted, and worth a look at the app's configuration at the platform. */
  | { readonly kind: 'unexpected' }
  /** `reason` says in words what is wrong: a path and what was expected there, never a value of the payload. */
  | { readonly kind: 'unusable'; readonly reason: string };

/** Turns one verified delivery into domain words. Never throws, whatever the body is. */
export function readDelivery({ topic, body, triggeredAt, receivedAt }: Delivered): ReadDelivery {
  const reader = READERS.get(topic);
  if (!reader) return { kind: isSubscribed(topic) ? 'acknowledged' : 'unexpected' };
  try {
    const read = reader(parseLossless(body), triggeredAt ?? receivedAt);
    if (!read.success) return { kind: 'unusable', reason: problemOf(read.error) };
    return read.data === null ? { kind: 'acknowledged' } : { kind: 'observations', observations: [read.data].flat() };
  } catch (error) {
    if (error instanceof SyntaxError) return { kind: 'unusable', reason: 'body: expected JSON' };
    if (error instanceof RangeError) return { kind: 'unusable', reason: 'body: nested too deeply' };
    throw error;
  }
}

/** As `readDelivery` for a body that was too large to travel: the order that it is about is read from the shop. */
export function readLeftOut({
  topic,
  order,
}: {
  readonly topic: string;
  readonly order: OrderId | null;
}): ReadDelivery {
  if (!READERS.has(topic)) return { kind: isSubscribed(topic) ? 'acknowledged' : 'unexpected' };
  // The order of a return or a shipment does not tell which of them it was.
  if (order === null || /^(returns|fulfillments|fulfillment_events|fulfillment_orders)\//.test(topic))
    return { kind: 'unusable', reason: 'body: too large' };
  return { kind: 'observations', observations: [{ type: 'order.touched', order }] };
}

/** Null: it tells of nothing that happened. */
type ReadPayload =
  | { success: true; data: Observation | readonly Observation[] | null }
  | { success: false; error: z.ZodError };
type Reader = (payload: unknown, triggeredAt: Instant) => ReadPayload;

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ...ORDER_TOPICS.map((topic): [string, Reader] => [topic, readOrder]),
  ...RETURN_TOPICS.map((topic): [string, Reader] => [topic, (payload) => returnPayload.safeParse(payload)]),
  ...DISPUTE_TOPICS.map((topic): [string, Reader] => [topic, (payload, at) => disputePayload(at).safeParse(payload)]),
  ['orders/risk_assessment_changed', (payload, at) => riskPayload(at).safeParse(payload)],
  ['reverse_deliveries/attach_deliverable', (payload) => reverseDeliveryPayload.safeParse(payload)],
  ...SHIPMENT_TOPICS.map((topic): [string, Reader] => [topic, (payload) => shipmentPayload.safeParse(payload)]),
  [SHIPMENT_DUE_TOPIC, (payload) => shipmentDuePayload.safeParse(payload)],
  ...HOLD_TOPICS.map((topic): [string, Reader] => [topic, (payload) => holdPayload.safeParse(payload)]),
  ['fulfillment_orders/moved', (payload) => movedPayload.safeParse(payload)],
  ['fulfillment_events/create', (payload) => shipmentEventPayload.safeParse(payload)],
  ['orders/delete', (payload, at) => deletedOrderPayload(at).safeParse(payload)],
  ['orders/edited', (payload, at) => orderEditPayload(at).safeParse(payload)],
  ['refunds/create', (payload) => REFUND.safeParse(payload)],
  ['customers/create', (payload) => CUSTOMER.safeParse(payload)],
  ['customers/update', (payload) => CUSTOMER.safeParse(payload)],
  ['products/create', readProduct],
  ['products/update', readProduct],
  ['products/delete', (payload) => deletedProductPayload.safeParse(payload)],
  ['bulk_operations/finish', () => ({ success: true, data: { type: 'file.collected' } })],
  // A late delivery tells an older state, and neither payload is always whole: the shop is read anew.
  ['shop/update', () => ({ success: true, data: { type: 'shop.touched' } })],
  ['app/scopes_update', () => ({ success: true, data: { type: 'shop.touched' } })],
  ['customer.tags_added', (payload, at) => tagsPayload('tags_added', at).safeParse(payload)],
  ['customer.tags_removed', (payload, at) => tagsPayload('tags_removed', at).safeParse(payload)],
  ['customers_email_marketing_consent/update', (payload, at) => emailConsentPayload(at).safeParse(payload)],
  ['customers_marketing_consent/update', (payload, at) => smsConsentPayload(at).safeParse(payload)],
  ...COMPANY_TOPICS.map((topic): [string, Reader] => [topic, (payload) => companyPayload.safeParse(payload)]),
  ['company_contacts/create', (payload, at) => companyContactPayload('company_joined', at).safeParse(payload)],
  ['company_contacts/delete', (payload, at) => companyContactPayload('company_left', at).safeParse(payload)],
  ['metaobjects/create', (payload, at) => metaobjectReview(payload, at).safeParse(payload)],
  ['metaobjects/update', (payload, at) => metaobjectReview(payload, at).safeParse(payload)],
  ['customers/merge', (payload, at) => mergePayload(at).safeParse(payload)],
  ['customers/delete', (payload) => DELETED.safeParse(payload)],
  ['customers/redact', (payload) => REDACT.safeParse(payload)],
  ['customers/data_request', (payload) => DATA_REQUEST.safeParse(payload)],
  // The shop is the one that the delivery is of.
  ['shop/redact', () => ({ success: true, data: { type: 'shop.redacted' } })],
  ['app/uninstalled', (_payload, at) => ({ success: true, data: { type: 'shop.uninstalled', at } })],
]);

const REFUND = refundPayload.transform(
  (read): Observation =>
    read.kind === 'refund'
      ? { type: 'refund.seen', refund: read.refund }
      : { type: 'order.touched', order: read.order },
);

const REDACT = redactPayload.transform((redacted): Observation => ({ type: 'customer.redacted', ...redacted }));

const DATA_REQUEST = dataRequestPayload.transform((asked): Observation => ({ type: 'data.requested', ...asked }));

const CUSTOMER = customerPayload.transform((customer): Observation => ({ type: 'customer.seen', customer }));

const DELETED = customerPayload.transform((customer): Observation => ({ type: 'customer.deleted', customer }));

/** A snapshot shows the refunds that it lists: no `refund.seen` is made of them. */
function readOrder(payload: unknown, triggeredAt: Instant): ReadPayload {
  const read = orderPayload.safeParse(payload);
  if (!read.success) return read;
  const { order, updatedAt } = read.data;
  return { success: true, data: { type: 'order.seen', order, version: versionOf(payload, updatedAt, triggeredAt) } };
}

function readProduct(payload: unknown, triggeredAt: Instant): ReadPayload {
  const read = productPayload.safeParse(payload);
  if (!read.success) return read;
  const { product, updatedAt } = read.data;
  // Every product has options, if only one of the name `Title`.
  if (product.options.length === 0) return { success: true, data: { type: 'product.touched', product: product.id } };
  const version = versionOf(payload, updatedAt, triggeredAt);
  return { success: true, data: { type: 'product.seen', product, version } };
}

function versionOf(payload: unknown, updatedAt: Instant | null, triggeredAt: Instant): SnapshotVersion {
  return { updatedAt: updatedAt ?? triggeredAt, triggeredAt, bodyHash: bodyHash(payload) };
}
