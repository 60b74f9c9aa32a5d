import { createHash } from 'node:crypto';
import type { ShopDomain } from '../../core/identity.ts';
import { parseLossless } from './json.ts';

export interface Routed {
  readonly shop: ShopDomain;
  readonly topic: string;
  /** The raw body as text. */
  readonly body: string;
  readonly webhookId: string;
}

/**
 * The FIFO group of a delivery, 64 characters: what belongs to one order goes one after the other, as a hint for
 * throughput; correctness never depends on it. Shop + order, else customer, else the resource itself; garbage gets a
 * group of its own. Ids beyond 2^53 are told apart.
 */
export function messageGroup({ shop, topic, body, webhookId }: Routed): string {
  const subject = subjectOf(topic, parseObject(body)) ?? `delivery/${webhookId}`;
  return createHash('sha256').update(`${shop}/${subject}`).digest('hex');
}

type Fields = Readonly<Record<string, unknown>>;

function subjectOf(topic: string, payload: Fields): string | null {
  const describes = (family: string) => (topic.startsWith(family) ? idOf(payload) : null);
  const order =
    digitsOf(payload.order_id) ??
    idOf(fields(payload.order)) ??
    digitsOf(fields(payload.order_edit).order_id) ??
    describes('orders/');
  if (order !== null) return `order/${order}`;
  const customer = digitsOf(payload.customer_id) ?? idOf(fields(payload.customer)) ?? describes('customers/');
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
