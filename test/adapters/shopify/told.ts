import { expect } from 'vitest';

/**
 * What `readDelivery` makes of each delivery that we have, every field written out. One row for each sample of
 * test/fixtures/shopify-webhooks, and raw bytes in today’s shape for every topic that is read.
 */

/** When all of them were triggered. */
export const TRIGGERED_AT = Date.UTC(2026, 10, 20, 12, 0, 0, 500);

const tells = (...observations: readonly object[]) => ({ kind: 'observations', observations });

const COUNTED = { kind: 'acknowledged' };
const UNEXPECTED = { kind: 'unexpected' };

const IPOD = {
  product: 'gid://shopify/Product/632910392',
  title: 'IPod Nano - 8GB',
  variantTitle: null,
  quantity: 1,
};

const SAMPLE_ORDER = tells({
  type: 'order.seen',
  order: {
    id: 'gid://shopify/Order/820982911946154508',
    name: '#9999',
    customer: 'gid://shopify/Customer/115310627314723954',
    createdAt: Date.UTC(2022, 0, 1),
    cancelledAt: Date.UTC(2022, 0, 1),
    test: true,
    financialStatus: 'voided',
    total: { amountMinor: 39_800, currency: 'USD' },
    lines: [
      { ...IPOD, more: { sku: 'IPOD2008PINK', paidMinor: 19_900 } },
      { ...IPOD, more: { sku: 'IPOD2008PINK', paidMinor: 19_900 } },
    ],
    refunds: [],
    more: { source: 'web', methods: ['Generic Shipping'], country: 'US' },
  },
  // The hash is stored: another one for the same body would make an echo look new.
  version: { updatedAt: Date.UTC(2022, 0, 1), triggeredAt: TRIGGERED_AT, bodyHash: 'e87d7d5ecb5a5142' },
});

const SAMPLE_RETURN = tells({ type: 'return.touched', return: 'gid://shopify/Return/123134564567890' });
const SAMPLE_SHIPMENT = tells({ type: 'shipment.touched', shipment: 'gid://shopify/Fulfillment/123456' });
// Their consent has neither state nor time, and their number is rounded.
const SAMPLE_CONSENT = tells({
  type: 'customer.touched',
  customer: 'gid://shopify/Customer/706405506930370000',
  change: null,
});
const SAMPLE_COMPANY = tells({ type: 'company.touched', company: 'gid://shopify/Company/408372092144951419' });
const SAMPLE_PRODUCT = 'gid://shopify/Product/788032119674292922';
const SAMPLE_CUSTOMER = 'gid://shopify/Customer/706405506930370084';

/** By topic. Where a sample has no gid, its number is rounded, and so is the id. */
export const SAMPLES_TELL: Readonly<Record<string, object>> = {
  'app/uninstalled': tells({ type: 'shop.uninstalled', at: TRIGGERED_AT }),
  'app_subscriptions/update': UNEXPECTED,
  'audit_events/admin_api_activity': UNEXPECTED,
  'bulk_operations/finish': tells({ type: 'file.collected' }),
  'carts/create': UNEXPECTED,
  'carts/update': UNEXPECTED,
  'checkouts/create': UNEXPECTED,
  'checkouts/update': UNEXPECTED,
  'collections/create': UNEXPECTED,
  'collections/update': UNEXPECTED,
  'companies/create': SAMPLE_COMPANY,
  'companies/update': SAMPLE_COMPANY,
  'company_contacts/create': tells(
    {
      type: 'customer.touched',
      customer: 'gid://shopify/Customer/12123842227812391',
      change: {
        id: expect.stringMatching(/^2022-01-01T00:00:00\.000Z~company_joined~[0-9a-f]{16}$/),
        at: Date.UTC(2022, 0, 1),
        what: { kind: 'company_joined', company: 'Example Company' },
      },
    },
    { type: 'company.touched', company: 'gid://shopify/Company/408372092144951419' },
  ),
  'company_locations/create': UNEXPECTED,
  'customers/create': tells({ type: 'customer.seen', customer: SAMPLE_CUSTOMER }),
  'customers/delete': tells({ type: 'customer.deleted', customer: SAMPLE_CUSTOMER }),
  'customers/disable': UNEXPECTED,
  'customers/enable': UNEXPECTED,
  // A merge that failed.
  'customers/merge': COUNTED,
  'customers/update': tells({ type: 'customer.seen', customer: SAMPLE_CUSTOMER }),
  'customers_email_marketing_consent/update': SAMPLE_CONSENT,
  'customers_marketing_consent/update': SAMPLE_CONSENT,
  'discounts/create': UNEXPECTED,
  'discounts/redeemcode_added': UNEXPECTED,
  'disputes/create': tells({
    type: 'dispute.seen',
    order: 'gid://shopify/Order/820982911946154500',
    dispute: {
      id: 'gid://shopify/ShopifyPaymentsDispute/285332461850802050',
      type: 'chargeback',
      status: 'under_review',
      openedAt: Date.UTC(2022, 0, 1),
      toldAt: TRIGGERED_AT,
    },
  }),
  'draft_orders/create': UNEXPECTED,
  'fulfillment_events/create': SAMPLE_SHIPMENT,
  'fulfillment_orders/placed_on_hold': tells({
    type: 'hold.touched',
    fulfillmentOrder: 'gid://shopify/FulfillmentOrder/1',
  }),
  'fulfillments/create': SAMPLE_SHIPMENT,
  'fulfillments/update': SAMPLE_SHIPMENT,
  'inventory_levels/update': UNEXPECTED,
  // Of another type than reviews.
  'metaobjects/create': COUNTED,
  'metaobjects/delete': UNEXPECTED,
  'metaobjects/update': COUNTED,
  'order_transactions/create': UNEXPECTED,
  'orders/cancelled': SAMPLE_ORDER,
  'orders/create': SAMPLE_ORDER,
  'orders/delete': tells({
    type: 'order.deleted',
    order: 'gid://shopify/Order/820982911946154500',
    at: TRIGGERED_AT,
  }),
  'orders/edited': tells(
    { type: 'order.touched', order: 'gid://shopify/Order/820982911946154500' },
    {
      type: 'order.edited',
      order: 'gid://shopify/Order/820982911946154500',
      edit: { number: '78912328793123780', at: Date.UTC(2022, 0, 1) },
    },
  ),
  'orders/fulfilled': SAMPLE_ORDER,
  'orders/paid': SAMPLE_ORDER,
  'orders/partially_fulfilled': SAMPLE_ORDER,
  // It names no order; real ones do.
  'orders/risk_assessment_changed': { kind: 'unusable', reason: 'order_id: expected the id of one order' },
  'orders/shopify_protect_eligibility_changed': UNEXPECTED,
  'orders/updated': SAMPLE_ORDER,
  // They list no options, and every product has some.
  'products/create': tells({ type: 'product.touched', product: SAMPLE_PRODUCT }),
  'products/delete': tells({ type: 'product.deleted', product: 'gid://shopify/Product/788032119674292900' }),
  'products/update': tells({ type: 'product.touched', product: SAMPLE_PRODUCT }),
  'refunds/create': tells({
    type: 'refund.seen',
    refund: {
      id: 'gid://shopify/Refund/890088186047892319',
      order: 'gid://shopify/Order/820982911946154500',
      amount: { amountMinor: 39_800, currency: 'USD' },
      createdAt: Date.UTC(2022, 0, 1),
    },
  }),
  'returns/approve': SAMPLE_RETURN,
  'returns/cancel': SAMPLE_RETURN,
  'returns/close': SAMPLE_RETURN,
  'returns/decline': SAMPLE_RETURN,
  'returns/reopen': SAMPLE_RETURN,
  'returns/request': SAMPLE_RETURN,
  'returns/update': SAMPLE_RETURN,
  'reverse_deliveries/attach_deliverable': SAMPLE_RETURN,
  'reverse_fulfillment_orders/dispose': UNEXPECTED,
  'segments/create': UNEXPECTED,
  'shop/update': tells({ type: 'shop.touched' }),
  'subscription_contracts/create': UNEXPECTED,
  'tender_transactions/create': UNEXPECTED,
  'themes/publish': UNEXPECTED,
  'variants/out_of_stock': UNEXPECTED,
};

export interface CraftedDelivery {
  readonly topic: string;
  /** What is special about it. */
  readonly what: string;
  /** Raw: its ids are beyond 2^53 and none of their digits may be lost. */
  readonly body: string;
  readonly told: object;
}

const TODAYS_CUSTOMER = `{
  "id": 706405506930370085, "created_at": "2026-11-20T07:00:00-05:00", "updated_at": "2026-11-20T07:00:00-05:00",
  "first_name": "Bob", "last_name": "Biller", "state": "disabled", "note": null, "verified_email": true,
  "multipass_identifier": null, "tax_exempt": false, "email": "bob@biller.com", "phone": null, "currency": "USD",
  "addresses": [], "tax_exemptions": [], "admin_graphql_api_id": "gid://shopify/Customer/706405506930370085",
  "default_address": null
}`;

/** Since 2026-04 without `checkout_id`; its customer without tags and consent. */
export const TODAYS_ORDER = `{
  "id": 820982911946154508, "admin_graphql_api_id": "gid://shopify/Order/820982911946154508", "name": "#1042",
  "created_at": "2026-11-20T07:00:00-05:00", "updated_at": "2026-11-20T13:00:01+01:00", "cancelled_at": null,
  "checkout_token": "eeafa272cebfd4b22385bc4b645e762c", "test": false, "financial_status": "partially_refunded",
  "fulfillment_status": null, "currency": "EUR", "presentment_currency": "EUR", "duties_included": false,
  "merchant_business_entity_id": "NTQ4MzgwMDA5", "tags": "", "note": null, "line_item_groups": [], "returns": [],
  "current_total_price": "139.50", "current_total_price_set": {
    "shop_money": {"amount": "139.50", "currency_code": "USD"},
    "presentment_money": {"amount": "129.00", "currency_code": "EUR"}
  },
  "total_price": "259.00",
  "customer": {
    "id": 115310627314723954, "created_at": null, "updated_at": null, "first_name": "John", "last_name": "Smith",
    "state": "disabled", "note": null, "verified_email": true, "tax_exempt": false, "email": "john@example.com",
    "phone": null, "currency": "USD", "tax_exemptions": []
  },
  "line_items": [
    {"id": 866550311766439020, "product_id": 788032119674292922, "title": "Linen shirt",
     "variant_title": "M / Navy", "quantity": 2, "current_quantity": 1},
    {"id": 141249953214522974, "product_id": null, "title": "Gift wrap", "variant_title": "", "quantity": 1}
  ],
  "refunds": [{"id": 890088186047892319}, {"id": 2, "admin_graphql_api_id": "gid://shopify/Refund/12"}]
}`;

const TODAYS_PRODUCT = `{
  "id": 788032119674292923, "admin_graphql_api_id": "gid://shopify/Product/788032119674292923", "title": "Leinenhemd",
  "product_type": "Hemden", "tags": "sale, linen", "updated_at": "2026-11-20T07:00:00-05:00",
  "options": [{"name": "Größe", "position": 2}, {"name": "Farbe", "position": 1}]
}`;

const PRODUCT_TOLD = tells({
  type: 'product.seen',
  product: {
    id: 'gid://shopify/Product/788032119674292923',
    title: 'Leinenhemd',
    type: 'Hemden',
    tags: ['linen', 'sale'],
    options: ['Farbe', 'Größe'],
  },
  version: { updatedAt: Date.UTC(2026, 10, 20, 12), triggeredAt: TRIGGERED_AT, bodyHash: '03752483a81dc408' },
});

/** For each topic what comes today; the first row of a topic is what docs/events.md speaks of. */
export const CRAFTED: readonly CraftedDelivery[] = [
  {
    topic: 'orders/create',
    what: 'in shop money, with what is still ordered',
    body: TODAYS_ORDER,
    told: tells({
      type: 'order.seen',
      order: {
        id: 'gid://shopify/Order/820982911946154508',
        name: '#1042',
        customer: 'gid://shopify/Customer/115310627314723954',
        createdAt: Date.UTC(2026, 10, 20, 12),
        cancelledAt: null,
        test: false,
        financialStatus: 'partially_refunded',
        total: { amountMinor: 13_950, currency: 'USD' },
        lines: [
          {
            product: 'gid://shopify/Product/788032119674292922',
            title: 'Linen shirt',
            variantTitle: 'M / Navy',
            quantity: 1,
          },
          { product: null, title: 'Gift wrap', variantTitle: null, quantity: 1 },
        ],
        refunds: ['gid://shopify/Refund/12', 'gid://shopify/Refund/890088186047892319'],
        more: {},
      },
      version: { updatedAt: Date.UTC(2026, 10, 20, 12, 0, 1), triggeredAt: TRIGGERED_AT, bodyHash: '546abfede12941c4' },
    }),
  },
  {
    topic: 'orders/updated',
    what: 'that was bought for a company',
    body: `{
      "id": 820982911946154510, "name": "#1043", "created_at": "2026-11-20T07:00:00-05:00",
      "updated_at": "2026-11-20T07:00:01-05:00", "cancelled_at": null, "test": false, "financial_status": "paid",
      "current_total_price_set": {"shop_money": {"amount": "80.00", "currency_code": "USD"}},
      "customer": {"id": 115310627314723954}, "company": {"id": 408372092144951418, "location_id": 7},
      "line_items": [], "refunds": []
    }`,
    told: tells({
      type: 'order.seen',
      order: {
        id: 'gid://shopify/Order/820982911946154510',
        name: '#1043',
        customer: 'gid://shopify/Customer/115310627314723954',
        createdAt: Date.UTC(2026, 10, 20, 12),
        cancelledAt: null,
        test: false,
        financialStatus: 'paid',
        total: { amountMinor: 8_000, currency: 'USD' },
        lines: [],
        refunds: [],
        company: 'gid://shopify/Company/408372092144951418',
        more: {},
      },
      version: {
        updatedAt: Date.UTC(2026, 10, 20, 12, 0, 1),
        triggeredAt: TRIGGERED_AT,
        bodyHash: expect.stringMatching(/^[0-9a-f]{16}$/),
      },
    }),
  },
  {
    topic: 'refunds/create',
    what: 'that names its order by the number alone',
    body: `{
      "id": 890088186047892319, "order_id": 820982911946154508, "created_at": "2026-11-20T07:00:00-05:00",
      "note": null, "user_id": null, "processed_at": "2026-11-20T07:00:00-05:00", "duties": [],
      "total_duties_set": null, "return": null, "refund_shipping_lines": [], "order_adjustments": [],
      "refund_line_items": [], "transactions": [
        {"id": 245135271310201194, "order_id": 820982911946154508, "kind": "refund", "status": "success",
         "amount": "5.00", "currency": "USD"}
      ]
    }`,
    told: tells({
      type: 'refund.seen',
      refund: {
        id: 'gid://shopify/Refund/890088186047892319',
        order: 'gid://shopify/Order/820982911946154508',
        amount: { amountMinor: 500, currency: 'USD' },
        createdAt: Date.UTC(2026, 10, 20, 12),
      },
    }),
  },
  {
    topic: 'orders/delete',
    what: 'with a number beyond 2^53',
    body: '{"id": 820982911946154507}',
    told: tells({ type: 'order.deleted', order: 'gid://shopify/Order/820982911946154507', at: TRIGGERED_AT }),
  },
  {
    topic: 'orders/delete',
    what: 'of no order',
    body: '{"id": null}',
    told: { kind: 'unusable', reason: 'id: expected the id of one order' },
  },
  {
    topic: 'customers/create',
    what: 'without tags, consent and sums',
    body: TODAYS_CUSTOMER,
    told: tells({ type: 'customer.seen', customer: 'gid://shopify/Customer/706405506930370085' }),
  },
  {
    topic: 'customers/update',
    what: 'without tags, consent and sums',
    body: TODAYS_CUSTOMER,
    told: tells({ type: 'customer.seen', customer: 'gid://shopify/Customer/706405506930370085' }),
  },
  {
    topic: 'customers/delete',
    what: 'with the number alone',
    body: '{"id": 706405506930370085}',
    told: tells({ type: 'customer.deleted', customer: 'gid://shopify/Customer/706405506930370085' }),
  },
  {
    topic: 'customers/merge',
    what: 'completed',
    body: `{
      "admin_graphql_api_customer_kept_id": "gid://shopify/Customer/706405506930370085",
      "admin_graphql_api_customer_deleted_id": "gid://shopify/Customer/706405506930370084",
      "admin_graphql_api_job_id": null, "status": "completed", "errors": []
    }`,
    told: tells({
      type: 'customers.merged',
      kept: 'gid://shopify/Customer/706405506930370085',
      gone: 'gid://shopify/Customer/706405506930370084',
      toldAt: TRIGGERED_AT,
    }),
  },
  {
    topic: 'company_contacts/delete',
    what: 'that names whom it was',
    body: `{
      "admin_graphql_api_id": "gid://shopify/CompanyContact/408372092144951419", "title": "Buyer",
      "customer_admin_graphql_api_id": "gid://shopify/Customer/706405506930370085",
      "company": {"name": "Acme", "admin_graphql_api_id": "gid://shopify/Company/408372092144951418"}
    }`,
    told: tells(
      {
        type: 'customer.touched',
        customer: 'gid://shopify/Customer/706405506930370085',
        change: {
          id: expect.stringMatching(/^2026-11-20T12:00:00\.500Z~company_left~[0-9a-f]{16}$/),
          at: TRIGGERED_AT,
          what: { kind: 'company_left', company: 'Acme' },
        },
      },
      { type: 'company.touched', company: 'gid://shopify/Company/408372092144951418' },
    ),
  },
  {
    topic: 'company_contacts/delete',
    what: 'that names the company alone',
    body: `{
      "admin_graphql_api_id": "gid://shopify/CompanyContact/408372092144951419", "customer_admin_graphql_api_id": null,
      "company": {"admin_graphql_api_id": "gid://shopify/Company/408372092144951418"}
    }`,
    told: tells({ type: 'company.touched', company: 'gid://shopify/Company/408372092144951418' }),
  },
  {
    topic: 'companies/delete',
    what: 'as the other two are',
    body: '{"admin_graphql_api_id": "gid://shopify/Company/408372092144951418", "name": "Acme"}',
    told: tells({ type: 'company.touched', company: 'gid://shopify/Company/408372092144951418' }),
  },
  {
    topic: 'company_contacts/delete',
    what: 'that names nobody',
    body: '{"admin_graphql_api_id": "gid://shopify/CompanyContact/408372092144951419"}',
    told: COUNTED,
  },
  ...(['tags_added', 'tags_removed'] as const).map((kind) => ({
    topic: `customer.${kind}`,
    what: 'with the tags that differ',
    body: '{"customerId": "gid://shopify/Customer/706405506930370085", "tags": ["VIP"], "occurredAt": "2026-11-20T11:00:00.000Z"}',
    told: tells({
      type: 'customer.touched',
      customer: 'gid://shopify/Customer/706405506930370085',
      change: {
        id: expect.stringMatching(`^2026-11-20T11:00:00\\.000Z~${kind}~[0-9a-f]{16}$`),
        at: Date.UTC(2026, 10, 20, 11),
        what: { kind, tags: ['VIP'] },
      },
    }),
  })),
  ...['metaobjects/create', 'metaobjects/update'].map((topic) => ({
    topic,
    what: 'that is a review in Shopify’s own definition',
    body: `{
      "id": "gid://shopify/Metaobject/706405506930370086", "type": "product_review", "handle": "review-1",
      "created_at": "2026-11-20T06:00:00-05:00", "updated_at": "2026-11-20T06:30:00-05:00", "display_name": "Nice",
      "fields": {
        "rating": "{\\"scale_min\\":\\"1.0\\",\\"scale_max\\":\\"5.0\\",\\"value\\":\\"2.0\\"}",
        "title": "Nice", "body": "But it shrank.", "submitted_at": "2026-11-20T11:00:00Z",
        "author": "gid://shopify/Customer/706405506930370085", "author_display_name": "Bob",
        "product": "gid://shopify/Product/788032119674292922", "app_verification_status": "verified_buyer",
        "media_urls": "[\\"https://example.com/1.jpg\\"]"
      },
      "capabilities": {"publishable": {"status": "active"}}
    }`,
    told: tells({
      type: 'review.seen',
      seen: {
        review: {
          id: 'shopify/706405506930370086',
          provider: 'shopify',
          rating: 2,
          postedAt: Date.UTC(2026, 10, 20, 11),
          product: { title: null, id: 'gid://shopify/Product/788032119674292922' },
          order: null,
          verifiedBuyer: true,
          textLength: 18,
          hasPhoto: true,
          author: null,
        },
        version: {
          updatedAt: Date.UTC(2026, 10, 20, 11, 30),
          triggeredAt: TRIGGERED_AT,
          bodyHash: expect.stringMatching(/^[0-9a-f]{16}$/),
        },
      },
      email: null,
      text: 'Nice\nBut it shrank.',
      writer: 'gid://shopify/Customer/706405506930370085',
    }),
  })),
  {
    topic: 'customers/redact',
    what: 'with numbers alone',
    body: `{
      "shop_id": 954889, "shop_domain": "atelier.myshopify.com",
      "customer": {"id": 706405506930370085, "email": "bob@biller.com", "phone": "555-625-1199"},
      "orders_to_redact": [820982911946154509, 280263220]
    }`,
    told: tells({
      type: 'customer.redacted',
      customer: 'gid://shopify/Customer/706405506930370085',
      contacts: ['bob@biller.com', '555-625-1199'],
      orders: ['gid://shopify/Order/820982911946154509', 'gid://shopify/Order/280263220'],
    }),
  },
  {
    topic: 'customers/data_request',
    what: 'as in “Privacy law compliance”',
    body: `{
      "shop_id": 954889, "shop_domain": "atelier.myshopify.com", "orders_requested": [820982911946154509],
      "customer": {"id": 706405506930370085, "email": "bob@biller.com", "phone": "555-625-1199"},
      "data_request": {"id": 9999}
    }`,
    told: tells({
      type: 'data.requested',
      request: '9999',
      customer: 'gid://shopify/Customer/706405506930370085',
      contacts: ['bob@biller.com', '555-625-1199'],
    }),
  },
  {
    topic: 'shop/redact',
    what: 'as in “Privacy law compliance”',
    body: '{"shop_id": 954889, "shop_domain": "atelier.myshopify.com"}',
    told: tells({ type: 'shop.redacted' }),
  },
  {
    topic: 'orders/edited',
    what: 'whose edit has an id of its own',
    body: '{"order_edit": {"id": 78912328793123782, "order_id": 820982911946154509, "line_items": {"additions": []}}}',
    told: tells(
      { type: 'order.touched', order: 'gid://shopify/Order/820982911946154509' },
      {
        type: 'order.edited',
        order: 'gid://shopify/Order/820982911946154509',
        edit: { number: '78912328793123782', at: TRIGGERED_AT },
      },
    ),
  },
  {
    topic: 'returns/process',
    what: 'that names nothing but the return',
    body: '{"id": 820982911946154511, "admin_graphql_api_id": "gid://shopify/Return/820982911946154511"}',
    told: tells({ type: 'return.touched', return: 'gid://shopify/Return/820982911946154511' }),
  },
  {
    topic: 'fulfillments/create',
    what: 'with the fields that are asked for',
    body: `{
      "id": 820982911946154512, "admin_graphql_api_id": "gid://shopify/Fulfillment/820982911946154512",
      "order_id": 820982911946154509, "status": "success", "shipment_status": null,
      "created_at": "2026-11-20T07:00:00-05:00", "updated_at": "2026-11-20T07:00:00-05:00"
    }`,
    told: tells({ type: 'shipment.touched', shipment: 'gid://shopify/Fulfillment/820982911946154512' }),
  },
  {
    topic: 'fulfillments/update',
    what: 'with the number alone',
    body: '{"id": 820982911946154512}',
    told: tells({ type: 'shipment.touched', shipment: 'gid://shopify/Fulfillment/820982911946154512' }),
  },
  {
    topic: 'fulfillment_events/create',
    what: 'whose id is the event’s',
    body: `{
      "id": 820982911946154513, "admin_graphql_api_id": "gid://shopify/FulfillmentEvent/820982911946154513",
      "fulfillment_id": 820982911946154512, "order_id": 820982911946154509, "status": "in_transit",
      "happened_at": "2026-11-20T07:00:00-05:00", "updated_at": "2026-11-20T07:00:00-05:00"
    }`,
    told: tells({ type: 'shipment.touched', shipment: 'gid://shopify/Fulfillment/820982911946154512' }),
  },
  {
    topic: 'products/create',
    what: 'with options out of order',
    body: TODAYS_PRODUCT,
    told: PRODUCT_TOLD,
  },
  {
    topic: 'products/update',
    what: 'with options out of order',
    body: TODAYS_PRODUCT,
    told: PRODUCT_TOLD,
  },
  {
    topic: 'products/delete',
    what: 'with the number alone',
    body: '{"id": 788032119674292923}',
    told: tells({ type: 'product.deleted', product: 'gid://shopify/Product/788032119674292923' }),
  },
  {
    topic: 'fulfillment_orders/hold_released',
    what: 'that names no order',
    body: '{"fulfillment_order": {"id": "gid://shopify/FulfillmentOrder/820982911946154514", "status": "open"}}',
    told: tells({ type: 'hold.touched', fulfillmentOrder: 'gid://shopify/FulfillmentOrder/820982911946154514' }),
  },
  {
    topic: 'fulfillment_orders/order_routing_complete',
    what: 'that does not say where to',
    body: '{"fulfillment_order": {"id": "gid://shopify/FulfillmentOrder/820982911946154514", "status": "open"}}',
    told: tells({ type: 'hold.touched', fulfillmentOrder: 'gid://shopify/FulfillmentOrder/820982911946154514' }),
  },
  {
    topic: 'fulfillment_orders/moved',
    what: 'as a whole',
    body: `{
      "original_fulfillment_order": {"id": "gid://shopify/FulfillmentOrder/820982911946154514", "status": "open"},
      "moved_fulfillment_order": {"id": "gid://shopify/FulfillmentOrder/820982911946154514", "status": "open"},
      "destination_location_id": "gid://shopify/Location/9", "fulfillment_order_line_items_requested": [],
      "source_location": {"id": "gid://shopify/Location/8"}
    }`,
    told: tells({ type: 'hold.touched', fulfillmentOrder: 'gid://shopify/FulfillmentOrder/820982911946154514' }),
  },
  {
    topic: 'fulfillment_orders/moved',
    what: 'in part',
    body: `{
      "original_fulfillment_order": {"id": "gid://shopify/FulfillmentOrder/820982911946154514", "status": "open"},
      "moved_fulfillment_order": {"id": "gid://shopify/FulfillmentOrder/820982911946154515", "status": "open"}
    }`,
    told: tells(
      { type: 'hold.touched', fulfillmentOrder: 'gid://shopify/FulfillmentOrder/820982911946154514' },
      { type: 'hold.touched', fulfillmentOrder: 'gid://shopify/FulfillmentOrder/820982911946154515' },
    ),
  },
  {
    topic: 'app/scopes_update',
    what: 'that names what was there before',
    body: `{
      "id": 954889, "shop_id": "gid://shopify/Shop/954889", "previous": ["read_orders"], "current": ["write_orders"],
      "updated_at": "2026-11-20T12:00:00Z"
    }`,
    told: tells({ type: 'shop.touched' }),
  },
  {
    topic: 'disputes/update',
    what: 'that was lost',
    body: `{
      "id": 285332461850802051, "order_id": 820982911946154509, "type": "chargeback", "amount": "11.50",
      "currency": "CAD", "reason": "fraudulent", "network_reason_code": "4837", "status": "lost",
      "evidence_due_by": "2026-11-01T19:00:00-05:00", "evidence_sent_on": null,
      "finalized_on": "2026-11-20", "initiated_at": "2026-10-01T19:00:00-05:00"
    }`,
    told: tells({
      type: 'dispute.seen',
      order: 'gid://shopify/Order/820982911946154509',
      dispute: {
        id: 'gid://shopify/ShopifyPaymentsDispute/285332461850802051',
        type: 'chargeback',
        status: 'lost',
        openedAt: Date.UTC(2026, 9, 2),
        toldAt: TRIGGERED_AT,
      },
    }),
  },
  {
    topic: 'orders/risk_assessment_changed',
    what: 'by an app',
    body: `{
      "provider_id": 1354745, "provider_title": "Fraud app", "risk_level": "high", "created_at": "2026-11-20T12:00:00Z",
      "order_id": 820982911946154509, "admin_graphql_api_order_id": "gid://shopify/Order/820982911946154509"
    }`,
    told: tells({
      type: 'risk.seen',
      order: 'gid://shopify/Order/820982911946154509',
      assessment: { provider: '1354745', answer: 'high', at: TRIGGERED_AT },
    }),
  },
];
