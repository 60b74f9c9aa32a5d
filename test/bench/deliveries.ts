import type { EventMessage } from '../../adapters/sqs/event-queue.ts';
import type { ShopDomain } from '../../core/identity.ts';
import { sample } from '../adapters/shopify/fixtures.ts';
import { NOW } from '../core/builders.ts';

export interface OrderDelivery {
  readonly topic?: 'orders/create' | 'orders/updated';
  readonly order: number;
  readonly customer: number;
  readonly sizes: number;
  /** When it was placed, on the clock of the bench. */
  readonly placedS: number;
  /** How long after the order this state of it was told. */
  readonly afterS?: number;
  readonly tags?: string;
}

/** All that the bench does happens in the minute before `NOW`. */
const START = NOW - 60_000;
const SIZES = ['S', 'M', 'L', 'XL'];

/** Shopify's sample of `orders/create` as a paid order of this customer. */
function orderBody(delivery: OrderDelivery): Record<string, unknown> {
  const { order, customer, sizes, placedS, afterS = 0, tags = '' } = delivery;
  const { body } = sample('orders_create');
  const [line] = body.line_items as [Record<string, unknown>];
  return {
    ...body,
    id: order,
    admin_graphql_api_id: `gid://shopify/Order/${order}`,
    name: `#${order % 100_000}`,
    test: false,
    financial_status: 'paid',
    cancelled_at: null,
    created_at: instant(placedS).toISOString(),
    updated_at: instant(placedS + afterS).toISOString(),
    tags,
    customer: {
      ...(body.customer as object),
      id: customer,
      admin_graphql_api_id: `gid://shopify/Customer/${customer}`,
    },
    line_items: SIZES.slice(0, sizes).map((size) => ({
      ...line,
      title: 'Oxford shirt',
      variant_title: `${size} / Navy`,
    })),
  };
}

function instant(seconds: number): Date {
  return new Date(START + seconds * 1000);
}

let delivered = 0;

/** Each call is a delivery with a webhook id of its own. */
export function orderMessage(shop: ShopDomain, delivery: OrderDelivery): EventMessage {
  const { topic = 'orders/create', placedS, afterS = 0 } = delivery;
  delivered += 1;
  return {
    shop,
    topic,
    webhookId: `bench-${delivered}`,
    triggeredAt: instant(placedS + afterS).getTime() + 300,
    replays: 0,
    body: Buffer.from(JSON.stringify(orderBody(delivery))),
  };
}
