import type { ShopCustomer } from './customer.ts';
import { decimal, numberOf, type ShopOrder, type ShopRefund, totalOf, wholeSecond } from './order.ts';
import { PRICE_MINOR } from './product.ts';
import type { ShopReview } from './shop.ts';

/** Bodies of webhooks as the platform writes them, with the fields that anybody reads. */

export function orderPayload(order: ShopOrder): string {
  const setOf = (amountMinor: number) => {
    const money = { amount: decimal(amountMinor), currency_code: order.currency };
    return { shop_money: money, presentment_money: money };
  };
  const total = setOf(totalOf(order));
  return JSON.stringify({
    id: numberOf(order.id),
    admin_graphql_api_id: order.id,
    name: order.name,
    created_at: wholeSecond(order.createdAt),
    updated_at: wholeSecond(order.updatedAt),
    cancelled_at: order.cancelledAt === null ? null : wholeSecond(order.cancelledAt),
    test: order.test,
    financial_status: order.status,
    currency: order.currency,
    current_total_price: total.shop_money.amount,
    current_total_price_set: total,
    customer: order.customer === null ? null : customerFields(order.customer),
    company: order.company === null ? null : { id: numberOf(order.company), location_id: 1 },
    line_items: order.lines.map(({ product, size, quantity }) => ({
      product_id: product === null ? null : numberOf(product),
      title: 'Shirt',
      variant_title: `${size} / Navy`,
      current_quantity: quantity,
      quantity,
      sku: size,
      vendor: null,
      price_set: setOf(PRICE_MINOR),
      discount_allocations: [],
    })),
    source_name: 'web',
    discount_codes: [],
    shipping_lines: [],
    shipping_address: null,
    refunds: order.refunds.map(({ id }) => ({ id: numberOf(id), admin_graphql_api_id: id })),
  });
}

/** Its number alone. */
export function deletedOrderPayload({ id }: ShopOrder): string {
  return JSON.stringify({ id: numberOf(id) });
}

export function refundPayload(order: ShopOrder, refund: ShopRefund): string {
  return JSON.stringify({
    id: numberOf(refund.id),
    admin_graphql_api_id: refund.id,
    order_id: numberOf(order.id),
    created_at: wholeSecond(refund.at),
    refund_line_items: [],
    order_adjustments: [],
    transactions: [
      { kind: 'refund', status: 'success', amount: decimal(refund.amountMinor), currency: order.currency },
    ],
  });
}

/** One assessor's word; the platform's own here. */
export function riskPayload(order: string, answer: string): string {
  return JSON.stringify({
    provider_id: null,
    provider_title: null,
    risk_level: answer,
    created_at: null,
    order_id: numberOf(order),
    admin_graphql_api_order_id: order,
  });
}

/** Deltas only: the app has to read the order. */
export function orderEditPayload(order: ShopOrder): string {
  return JSON.stringify({
    order_edit: { id: 1, order_id: numberOf(order.id), committed_at: wholeSecond(order.updatedAt) },
  });
}

/** As Judge.me tells of a review. */
export function reviewPayload(review: Omit<ShopReview, 'ratings'>, email: string | null): string {
  return JSON.stringify({
    review: {
      id: numberOf(review.id),
      rating: review.rating,
      body: 'Torn',
      product_title: 'Shirt',
      created_at: new Date(review.postedAt).toISOString(),
      updated_at: new Date(review.updatedAt).toISOString(),
      reviewer: { email },
    },
  });
}

/** As the platform tells of a review that an app keeps in its standard definition. */
export function metaobjectPayload(review: Omit<ShopReview, 'ratings'>, product: string): string {
  const stars = { scale_min: '1.0', scale_max: '5.0', value: `${review.rating}.0` };
  return JSON.stringify({
    id: `gid://shopify/Metaobject/${numberOf(review.id)}`,
    handle: `review-${numberOf(review.id)}`,
    type: 'product_review',
    updated_at: new Date(review.updatedAt).toISOString(),
    fields: {
      rating: JSON.stringify(stars),
      submitted_at: new Date(review.postedAt).toISOString(),
      author: review.customer,
      product,
      body: 'Torn',
    },
  });
}

/** The difference alone. */
export function tagsPayload({ id, updatedAt }: ShopCustomer, tag: string): string {
  return JSON.stringify({ customerId: id, tags: [tag], occurredAt: new Date(updatedAt).toISOString() });
}

export function consentPayload({ id, consent: { state, at } }: ShopCustomer): string {
  const consent = { state, opt_in_level: 'single_opt_in', consent_updated_at: at === null ? null : wholeSecond(at) };
  return JSON.stringify({ customer_id: numberOf(id), email_marketing_consent: consent });
}

export function smsConsentPayload({ id, sms }: ShopCustomer): string {
  const consent = { state: sms?.state ?? null, consent_updated_at: sms?.at ? wholeSecond(sms.at) : null };
  return JSON.stringify({ id: numberOf(id), admin_graphql_api_id: id, sms_marketing_consent: consent });
}

export function mergePayload({ gone, kept }: { readonly gone: string; readonly kept: string }): string {
  const customers = { admin_graphql_api_customer_kept_id: kept, admin_graphql_api_customer_deleted_id: gone };
  return JSON.stringify({ ...customers, admin_graphql_api_job_id: null, status: 'completed', errors: [] });
}

export function customerPayload(customer: string): string {
  return JSON.stringify(customerFields(customer));
}

/** As “Privacy law compliance” shows it. */
export function redactPayload(shop: string, customer: string, orders: readonly string[]): string {
  const about = { id: numberOf(customer), email: null, phone: null };
  return JSON.stringify({ shop_id: 1, shop_domain: shop, customer: about, orders_to_redact: orders.map(numberOf) });
}

/** As “Privacy law compliance” shows it. */
export function dataRequestPayload(shop: string, customer: string, request: string): string {
  const about = { id: numberOf(customer), email: null, phone: null };
  const asked = { orders_requested: [], data_request: { id: Number(request) } };
  return JSON.stringify({ shop_id: 1, shop_domain: shop, customer: about, ...asked });
}

function customerFields(id: string) {
  return { id: numberOf(id), admin_graphql_api_id: id };
}
