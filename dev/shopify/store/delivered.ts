import { type Document, idDigits, record, records, splitTags, text, texts } from '../document.ts';
import { type Gid, gidDigits, gidOf, isGid, toGid } from '../gid.ts';
import { formatUtc, parseTime } from '../zoned-time.ts';
import { tagKey } from './current.ts';
import { applyCompanyContact, removeContactsOf } from './delivered-contact.ts';
import { applyReturn } from './delivered-return.ts';
import { type Entity, isNewer, newEntity, versionOf } from './entity.ts';
import { addFulfillmentEvent } from './fulfillment-events.ts';
import { withHolds } from './fulfillment-holds.ts';
import { mergeCustomers } from './merge-customers.ts';
import { applyReverseDelivery } from './reverse-deliveries.ts';
import { applyDispute, applyRisk } from './risk-and-disputes.ts';
import { PLAN_NAMES, PLANS } from './shop.ts';
import { applySnapshot, type Delivered, versionFor } from './snapshot.ts';
import { customerOf, type Store } from './store.ts';

/**
 * Brings the store to what a delivered payload describes, as far as it is newer than the last delivered snapshot of the
 * same resource. Tags, notes, attributes and metafields written by a mutation stay (`Written`). Topics that describe
 * nothing the store holds change nothing.
 */
export function applyDelivered(store: Store, domain: string, delivered: Delivered): void {
  const { topic, payload } = delivered;
  const [resource = '', action = ''] = topic.split('/');
  if (resource === 'company_contacts') {
    applyCompanyContact(store, domain, action, payload);
    return;
  }
  if (action === 'delete') {
    removeResource(store, domain, resource, payload);
    if (resource === 'companies') removeContactsOf(store, domain, payload);
    return;
  }
  switch (resource) {
    case 'orders':
      // orders/edited and the like name the order by other fields and carry no snapshot.
      if ('line_items' in payload) applyOrder(store, domain, delivered);
      else if (action === 'risk_assessment_changed') applyRisk(store, domain, delivered);
      break;
    case 'disputes':
      applyDispute(store, domain, delivered);
      break;
    case 'customers':
      if (action === 'merge') applyMerge(store, domain, delivered);
      else applySnapshot(store, domain, 'Customer', payload, versionFor(delivered));
      break;
    case 'shop':
    case 'app':
      applyShop(store, domain, delivered);
      break;
    case 'companies':
      applySnapshot(store, domain, 'Company', payload, versionFor(delivered));
      break;
    case 'products':
      applySnapshot(store, domain, 'Product', payload, versionFor(delivered));
      break;
    case 'returns':
      applyReturn(store, domain, action, delivered);
      break;
    case 'reverse_deliveries':
      applyReverseDelivery(store, domain, delivered);
      break;
    case 'refunds':
      applyPart(store, domain, 'Refund', payload);
      break;
    case 'fulfillments':
      applyPart(store, domain, 'Fulfillment', payload);
      break;
    case 'fulfillment_events':
      applyFulfillmentEvent(store, domain, delivered);
      break;
    case 'fulfillment_orders':
      // Other topics of fulfilment orders list no holds.
      if (action === 'placed_on_hold' || action === 'hold_released') applyHolds(store, domain, payload);
      break;
    case 'customers_email_marketing_consent':
      applyConsent(store, domain, payload.customer_id, 'email_marketing_consent', payload);
      break;
    case 'customers_marketing_consent':
      applyConsent(store, domain, payload.id, 'sms_marketing_consent', payload);
      break;
    case 'customer.tags_added':
    case 'customer.tags_removed':
      applyCustomerTags(store, domain, payload, resource === 'customer.tags_added');
      break;
  }
}

/** What `shop/update` tells of the shop, and `app/scopes_update` of what it grants. */
function applyShop(store: Store, domain: string, delivered: Delivered): void {
  const { payload } = delivered;
  const shop = store.shop(domain);
  const version = versionFor(delivered);
  if (shop === undefined || !isNewer(version, shop.version ?? null)) return;
  const currency = text(payload.currency) ?? shop.currency;
  const timezone = text(payload.iana_timezone) ?? shop.timezone;
  const plan = PLANS.find((each) => PLAN_NAMES[each][0] === payload.plan_name) ?? shop.plan;
  const scopes = Array.isArray(payload.current) ? texts(payload.current) : shop.scopes;
  store.putShop({ ...shop, currency, timezone, plan, scopes, version });
}

function applyOrder(store: Store, domain: string, delivered: Delivered): void {
  const order = applySnapshot(store, domain, 'Order', delivered.payload, versionFor(delivered));
  if (order === null) return;
  applyEmbeddedCustomer(store, domain, order, delivered);
  for (const line of records(order.document.line_items)) addProductStub(store, domain, line, order.document);
  adoptParts(store, domain, order);
}

/** A customer inside an order is a snapshot too, but an undated one only makes a customer known. */
function applyEmbeddedCustomer(store: Store, domain: string, order: Entity, delivered: Delivered): void {
  const id = customerOf(order);
  const customer = record(order.document.customer);
  if (id === null || customer === null) return;
  const known = store.entity(domain, id);
  const updatedAtMs = parseTime(customer.updated_at);
  if (known !== undefined && updatedAtMs === null) return;
  const createdAt = customer.created_at ?? known?.document.created_at ?? order.document.created_at;
  const version = versionOf(updatedAtMs ?? 0, delivered.triggeredAt.getTime(), delivered.body);
  applySnapshot(store, domain, 'Customer', { ...customer, created_at: createdAt }, version);
}

/** A line names its product and variant: enough to make them known when the shop has not seen them. */
function addProductStub(store: Store, domain: string, line: Document, order: Document): void {
  const productDigits = idDigits(line.product_id);
  const variantDigits = idDigits(line.variant_id);
  if (productDigits === null) return;
  const id = toGid('Product', productDigits);
  const known = store.entity(domain, id);
  if (known !== undefined && !known.isStub) return;
  const title = text(line.variant_title) ?? 'Default Title';
  const variant = {
    id: line.variant_id,
    admin_graphql_api_id: variantDigits === null ? null : toGid('ProductVariant', variantDigits),
    product_id: line.product_id,
    title,
    option1: title,
    price: text(line.price) ?? '0.00',
    sku: line.sku ?? null,
    created_at: order.created_at,
    updated_at: order.created_at,
  };
  const variants = records(known?.document.variants);
  const isKnownVariant = variants.some((other) => idDigits(other.id) === variantDigits);
  if (known !== undefined && (variantDigits === null || isKnownVariant)) return;
  const document = known?.document ?? {
    id: line.product_id,
    admin_graphql_api_id: id,
    title: text(line.title) ?? '',
    vendor: text(line.vendor) ?? '',
    status: 'active',
    created_at: order.created_at,
    updated_at: order.created_at,
  };
  store.putEntity(domain, {
    ...(known ?? newEntity('Product', id, {})),
    document: { ...document, variants: variantDigits === null ? variants : [...variants, variant] },
    isStub: true,
  });
}

/** A refund or fulfilment belongs to its order; one that comes before its order waits as a resource of its own. */
function applyPart(store: Store, domain: string, type: 'Refund' | 'Fulfillment', payload: Document): void {
  const id = gidOf(type, payload);
  const orderDigits = idDigits(payload.order_id);
  if (id === null || orderDigits === null) return;
  const order = store.entity(domain, toGid('Order', orderDigits));
  if (order === undefined) {
    const waiting = store.entity(domain, id);
    if (waiting === undefined || isLater(payload, waiting.document)) {
      store.putEntity(domain, newEntity(type, id, payload));
    }
    return;
  }
  store.putEntity(domain, withPart(order, type, id, payload));
}

function withPart(order: Entity, type: 'Refund' | 'Fulfillment', id: Gid, payload: Document): Entity {
  const field = type === 'Refund' ? 'refunds' : 'fulfillments';
  const contained = [...records(order.document[field]), ...order[field]].filter((part) => gidOf(type, part) === id);
  if (contained.some((part) => !isLater(payload, part))) return order;
  return { ...order, [field]: [...order[field].filter((part) => gidOf(type, part) !== id), payload] };
}

function isLater(candidate: Document, known: Document): boolean {
  const time = (part: Document) => parseTime(part.updated_at) ?? parseTime(part.created_at) ?? 0;
  return time(candidate) > time(known);
}

function adoptParts(store: Store, domain: string, order: Entity): void {
  for (const type of ['Refund', 'Fulfillment'] as const) {
    for (const part of store.entities(domain, type)) {
      const digits = idDigits(part.document.order_id);
      if (digits === null || toGid('Order', digits) !== order.id) continue;
      store.putEntity(domain, withPart(store.entity(domain, order.id) ?? order, type, part.id, part.document));
      store.removeEntity(domain, part.id);
    }
  }
}

function applyFulfillmentEvent(store: Store, domain: string, { payload, triggeredAt }: Delivered): void {
  const order = addFulfillmentEvent(store, domain, payload, formatUtc(triggeredAt));
  if (order !== undefined) store.putEntity(domain, order);
}

/** The stand-in's fulfilment order has the digits of its order. One that is another shop's changes nothing. */
function applyHolds(store: Store, domain: string, payload: Document): void {
  const told = record(payload.fulfillment_order) ?? {};
  const id = gidOf('FulfillmentOrder', { admin_graphql_api_id: told.id });
  const order = id === null ? undefined : store.entity(domain, toGid('Order', gidDigits(id)));
  if (order !== undefined) store.putEntity(domain, withHolds(order, records(told.fulfillment_holds)));
}

/** Only a merge that came to its end changes anything; one of customers that the store doesn't know has nothing to move. */
function applyMerge(store: Store, domain: string, { payload, triggeredAt }: Delivered): void {
  const find = (value: unknown) => (isGid(text(value) ?? '') ? store.entity(domain, value as Gid) : undefined);
  const kept = find(payload.admin_graphql_api_customer_kept_id);
  const gone = find(payload.admin_graphql_api_customer_deleted_id);
  if (payload.status !== 'completed' || kept?.type !== 'Customer' || gone?.type !== 'Customer' || kept === gone) return;
  mergeCustomers(store, domain, { kept, gone }, formatUtc(triggeredAt));
}

function applyConsent(
  store: Store,
  domain: string,
  named: unknown,
  field: 'email_marketing_consent' | 'sms_marketing_consent',
  payload: Document,
): void {
  const digits = idDigits(named);
  const customer = digits === null ? undefined : store.entity(domain, toGid('Customer', digits));
  if (customer === undefined) return;
  const changedAt = (consent: unknown) => Date.parse(text(record(consent)?.consent_updated_at) ?? '');
  // Only a newer one: where a time is missing nobody can tell.
  if (changedAt(payload[field]) < changedAt(customer.document[field])) return;
  store.putEntity(domain, { ...customer, document: { ...customer.document, [field]: payload[field] } });
}

function applyCustomerTags(store: Store, domain: string, payload: Document, added: boolean): void {
  const id = text(payload.customerId) ?? text(payload.admin_graphql_api_id);
  const customer = id !== null && isGid(id) ? store.entity(domain, id) : undefined;
  if (customer === undefined) return;
  const named = new Set(splitTags(payload.tags).map(tagKey));
  const others = splitTags(customer.document.tags).filter((tag) => !named.has(tagKey(tag)));
  const tags = [...others, ...(added ? splitTags(payload.tags) : [])].join(', ');
  store.putEntity(domain, { ...customer, document: { ...customer.document, tags } });
}

function removeResource(store: Store, domain: string, resource: string, payload: Document): void {
  const type = { orders: 'Order', customers: 'Customer', products: 'Product', companies: 'Company' }[resource];
  const id = type === undefined ? null : gidOf(type, payload);
  if (id !== null) store.removeEntity(domain, id);
}
