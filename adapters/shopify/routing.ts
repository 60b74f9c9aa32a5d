import { createHash } from 'node:crypto';
import { type CustomerId, gid, type OrderId, type ShopDomain } from '../../core/identity.ts';
import { parseLossless } from './json.ts';

export interface Route {
  /**
   * The FIFO group of the delivery, 64 characters: what belongs to one order goes one after the other, as a hint for
   * throughput; correctness never depends on it. Shop + order, else customer, else the resource itself; garbage gets
   * a group of its own. Ids beyond 2^53 are told apart.
   */
  readonly group: string;
  /** The order that the delivery is about. */
  readonly order: OrderId | null;
}

export interface Routed {
  readonly shop: ShopDomain;
  readonly topic: string;
  /** The raw body as text. */
  readonly body: string;
  readonly webhookId: string;
}

export function routeDelivery({ shop, topic, body, webhookId }: Routed): Route {
  const payload = parseObject(body);
  const order = orderOf(topic, payload);
  const subject = order === null ? otherSubjectOf(topic, payload) : `order/${order}`;
  const group = createHash('sha256')
    .update(`${shop}/${subject ?? `delivery/${webhookId}`}`)
    .digest('hex');
  return { group, order: order === null ? null : gid('Order', order) };
}

/** The customers that a delivery names as its own, whatever else is wrong with it. */
export function customersNamed(topic: string, body: string): CustomerId[] {
  const payload = parseObject(body);
  const named = [
    describesCustomer(topic) ? idOf(payload) : null,
    ...mergedOf(payload),
    digitsOf(payload.customer_id),
    digitsOf(payload.customerId),
    digitsOf(payload.customer_admin_graphql_api_id),
    idOf(fields(payload.customer)),
    idOf(fields(fields(payload.order).customer)),
  ];
  return named.map((number) => gid('Customer', number ?? '')).filter((id) => id !== null);
}

/** Whether the payload's own id is a customer's. */
function describesCustomer(topic: string): boolean {
  return topic.startsWith('customers/') || topic === 'customers_marketing_consent/update';
}

/** Of `customers/merge`: the one that is kept, then the one that goes. */
function mergedOf(payload: Fields): (string | null)[] {
  return [payload.admin_graphql_api_customer_kept_id, payload.admin_graphql_api_customer_deleted_id].map(digitsOf);
}

type Fields = Readonly<Record<string, unknown>>;

function orderOf(topic: string, payload: Fields): string | null {
  return (
    digitsOf(payload.order_id) ??
    idOf(fields(payload.order)) ??
    digitsOf(fields(payload.order_edit).order_id) ??
    (topic.startsWith('orders/') ? idOf(payload) : null)
  );
}

function otherSubjectOf(topic: string, payload: Fields): string | null {
  const described = describesCustomer(topic)
    ? idOf(payload)
    : (digitsOf(payload.customerId) ?? digitsOf(payload.customer_admin_graphql_api_id));
  const [kept = null] = mergedOf(payload);
  const customer = digitsOf(payload.customer_id) ?? idOf(fields(payload.customer)) ?? kept ?? described;
  if (customer !== null) return `customer/${customer}`;
  const resource = idOf(payload);
  return resource === null ? null : `${topic.split('/')[0]}/${resource}`;
}

function parseObject(body: string): Fields {
  try {
    return fields(parseLossless(body));
  } catch (error) {
    // Whatever can't be parsed here is reported by the reader of deliveries.
    if (error instanceof SyntaxError || error instanceof RangeError) return {};
    throw error;
  }
}

function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function idOf(resource: Fields): string | null {
  return digitsOf(resource.admin_graphql_api_id) ?? digitsOf(resource.id);
}

const TRAILING_DIGITS = /(?:^|\/)(\d+)$/;

/** The number of an id, as a number or at the end of a gid. */
function digitsOf(id: unknown): string | null {
  const exact = typeof id === 'bigint' || typeof id === 'string' || Number.isSafeInteger(id);
  return exact ? (TRAILING_DIGITS.exec(String(id))?.[1] ?? null) : null;
}
