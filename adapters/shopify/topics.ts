/**
 * The topics of shopify.app.toml, which a deployed function can't read; a test holds the two together.
 */

/** Topics that describe a whole order. */
export const ORDER_TOPICS = [
  'orders/create',
  'orders/updated',
  'orders/paid',
  'orders/cancelled',
  'orders/fulfilled',
  'orders/partially_fulfilled',
] as const;

/** Topics that name a return, which is read from the shop. */
export const RETURN_TOPICS = [
  'returns/request',
  'returns/approve',
  'returns/decline',
  'returns/cancel',
  'returns/close',
  'returns/reopen',
  'returns/update',
  'returns/process',
] as const;

/** Topics that describe a shipment, which is read from the shop. */
export const SHIPMENT_TOPICS = ['fulfillments/create', 'fulfillments/update'] as const;

/** Topics that tell of a part of an order that it was put on hold, released or routed. */
export const HOLD_TOPICS = [
  'fulfillment_orders/placed_on_hold',
  'fulfillment_orders/hold_released',
  'fulfillment_orders/order_routing_complete',
] as const;

/** In place of a topic: nothing was heard of a shipment, it is to be looked at. The body names it as theirs do. */
export const SHIPMENT_DUE_TOPIC = 'concierge/shipment';

/** Topics that tell of a payment that the customer's bank takes back, or asks about. */
export const DISPUTE_TOPICS = ['disputes/create', 'disputes/update'] as const;

/** Topics that name a company, which is read from the shop. */
export const COMPANY_TOPICS = ['companies/create', 'companies/update', 'companies/delete'] as const;

/** Shopify sends these to every app of its store; they are no webhook topics of the Admin API. */
export const COMPLIANCE_TOPICS = ['customers/data_request', 'customers/redact', 'shop/redact'] as const;

export const SUBSCRIBED_TOPICS: ReadonlySet<string> = new Set([
  ...ORDER_TOPICS,
  ...RETURN_TOPICS,
  ...DISPUTE_TOPICS,
  'orders/risk_assessment_changed',
  'reverse_deliveries/attach_deliverable',
  ...SHIPMENT_TOPICS,
  ...HOLD_TOPICS,
  'fulfillment_orders/moved',
  'fulfillment_events/create',
  'products/create',
  'products/update',
  'products/delete',
  'orders/edited',
  'orders/delete',
  'refunds/create',
  'customers/create',
  'customers/update',
  'customers/delete',
  'customers/merge',
  'customer.tags_added',
  'customer.tags_removed',
  'customers_email_marketing_consent/update',
  'customers_marketing_consent/update',
  ...COMPANY_TOPICS,
  'company_contacts/create',
  'company_contacts/delete',
  'metaobjects/create',
  'metaobjects/update',
  'app/uninstalled',
  'bulk_operations/finish',
  'app/scopes_update',
  'shop/update',
]);

export function isSubscribed(topic: string): boolean {
  return SUBSCRIBED_TOPICS.has(topic) || COMPLIANCE_TOPICS.some((compliance) => compliance === topic);
}
