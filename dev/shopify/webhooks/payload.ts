import { type Document, record, records } from '../document.ts';
import { currentDocument } from '../store/current.ts';
import type { Entity } from '../store/entity.ts';
import type { Shop } from '../store/shop.ts';
import { formatZoned, parseTime } from '../zoned-time.ts';

/** Fields of a customer that left webhook payloads with 2025-01. */
const GONE_FROM_CUSTOMERS = new Set([
  'tags',
  'email_marketing_consent',
  'sms_marketing_consent',
  'accepts_marketing',
  'marketing_opt_in_level',
  'orders_count',
  'total_spent',
  'last_order_id',
  'last_order_name',
  // Ours alone: told by company_contacts/*.
  'company_contacts',
]);

/** The webhook payload of a resource in today's shape: times in the shop's zone, whole seconds. */
export function payloadOf(entity: Entity, shop: Shop): Document {
  const document = currentDocument(entity);
  switch (entity.type) {
    case 'Customer':
      return withShopTimes(customerPayload(document), shop);
    case 'Order': {
      const customer = record(document.customer);
      const { fulfillment_holds: _holds, ...told } = document;
      return withShopTimes({ ...told, customer: customer === null ? null : customerPayload(customer) }, shop);
    }
    case 'Product':
      return withShopTimes(productPayload(document), shop);
    default:
      return withShopTimes(document, shop);
  }
}

function customerPayload(customer: Document): Document {
  return Object.fromEntries(Object.entries(customer).filter(([field]) => !GONE_FROM_CUSTOMERS.has(field)));
}

/** What the merchant pays for a variant, and which collections it is in, is read from the Admin API only. */
function productPayload({ collections: _collections, ...product }: Document): Document {
  const variants = records(product.variants).map(({ cost: _cost, ...variant }) => variant);
  return { ...product, variants };
}

/** Mutations write times in UTC; payloads carry them with the shop's offset. */
export function withShopTimes(document: Document, shop: Shop): Document {
  const times = ['created_at', 'updated_at', 'processed_at', 'cancelled_at', 'closed_at', 'happened_at'];
  const zoned = times.flatMap((field) => {
    const milliseconds = parseTime(document[field]);
    return milliseconds === null ? [] : [[field, formatZoned(new Date(milliseconds), shop.timezone)]];
  });
  return { ...document, ...Object.fromEntries(zoned) };
}

/** Shopify's `include_fields`: only the named fields, nested ones by dots, through lists (page "Modify payloads"). */
export function onlyFields(payload: Document, includeFields: readonly string[] | null): Document {
  if (includeFields === null) return payload;
  const nested = new Map<string, string[] | null>();
  for (const path of includeFields) {
    const [head = '', ...rest] = path.split('.');
    const known = nested.get(head);
    if (rest.length === 0 || known === null) nested.set(head, null);
    else nested.set(head, [...(known ?? []), rest.join('.')]);
  }
  const kept = Object.entries(payload).flatMap(([field, value]) => {
    const inner = nested.get(field);
    if (inner === undefined) return [];
    return [[field, inner === null ? value : onlyNested(value, inner)] as const];
  });
  return Object.fromEntries(kept);
}

function onlyNested(value: unknown, fields: readonly string[]): unknown {
  if (Array.isArray(value)) return records(value).map((item) => onlyFields(item, fields));
  const inner = record(value);
  return inner === null ? value : onlyFields(inner, fields);
}
