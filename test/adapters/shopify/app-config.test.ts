import { describe, expect, test } from 'vitest';
import { API_VERSION } from '../../../adapters/shopify/admin.ts';
import { COMPLIANCE_TOPICS, SUBSCRIBED_TOPICS } from '../../../adapters/shopify/topics.ts';
import { readDelivery } from '../../../adapters/shopify/webhooks.ts';
import { loadAdminSchema } from '../../../dev/shopify/schema/load.ts';
import { onlyFields } from '../../../dev/shopify/webhooks/payload.ts';
import { appConfig, isGranted } from './app-config.ts';
import { sample } from './fixtures.ts';

const { schema } = loadAdminSchema();
const { subscriptions } = appConfig.webhooks;

const money = (amount: string) => ({ shop_money: { amount, currency_code: 'USD' } });

const ORDER = {
  ...sample('orders_create').body,
  total_price: '1.00',
  updated_at: '2022-01-01T00:00:01Z',
  line_items: [{ product_id: 5, title: 'Shirt', variant_title: 'M', quantity: 3, current_quantity: 2 }],
  company: { id: 31, location_id: 7 },
  refunds: [{ id: 6 }, { id: 0, admin_graphql_api_id: 'gid://shopify/Refund/7' }],
};

const PRODUCT = {
  ...sample('products_update').body,
  options: [
    { id: 2, name: 'Farbe', position: 2, values: ['Rot'] },
    { id: 1, name: 'Größe', position: 1, values: ['One'] },
  ],
};

/** Each field that is read has a value that makes a difference. */
const FULL: Record<string, object> = {
  'orders/create': ORDER,
  'orders/updated': { ...ORDER, current_total_price_set: null },
  'orders/paid': { ...ORDER, current_total_price_set: null, current_total_price: null },
  'orders/cancelled': { ...ORDER, current_total_price_set: null, current_total_price: null, total_price_set: null },
  'orders/edited': sample('orders_edited').body,
  'orders/delete': sample('orders_delete').body,
  'refunds/create': {
    ...sample('refunds_create').body,
    refund_line_items: [{ subtotal_set: money('100.00'), total_tax_set: money('8.00') }],
    refund_shipping_lines: [{ subtotal_amount_set: money('5.00'), tax_amount_set: money('0.40') }],
    order_adjustments: [
      { kind: 'shipping_refund', amount_set: money('-5.00') },
      { kind: 'refund_discrepancy', amount_set: money('30.00'), tax_amount_set: money('2.00') },
    ],
    total_duties_set: money('1.00'),
    total_additional_fees_set: money('0.10'),
  },
  'orders/risk_assessment_changed': {
    ...sample('orders_risk_assessment_changed').body,
    order_id: 1001,
    provider_id: 7,
  },
  'disputes/create': sample('disputes_create').body,
  'returns/request': sample('returns_request').body,
  'returns/approve': sample('returns_approve').body,
  'returns/decline': sample('returns_decline').body,
  'returns/cancel': sample('returns_cancel').body,
  'returns/close': sample('returns_close').body,
  'returns/reopen': sample('returns_reopen').body,
  'returns/update': sample('returns_update').body,
  'reverse_deliveries/attach_deliverable': sample('reverse_deliveries_attach_deliverable').body,
  'fulfillment_orders/moved': {
    original_fulfillment_order: { id: 'gid://shopify/FulfillmentOrder/1', status: 'open' },
    moved_fulfillment_order: { id: 'gid://shopify/FulfillmentOrder/2', status: 'open' },
  },
  'customers/create': sample('customers_create').body,
  'customers/update': sample('customers_update').body,
  'customer.tags_added': { customerId: 'gid://shopify/Customer/7', tags: ['VIP'], occurredAt: '2026-11-20T11:00:00Z' },
  'companies/create': sample('companies_create').body,
  'companies/delete': { admin_graphql_api_id: 'gid://shopify/Company/31' },
  'company_contacts/create': sample('company_contacts_create').body,
  'metaobjects/update': {
    ...sample('metaobjects_update').body,
    type: 'product_review',
    fields: {
      rating: '{"scale_max":"5.0","value":"4.0"}',
      submitted_at: '2026-11-20T11:00:00Z',
      author: 'gid://shopify/Customer/7',
      product: 'gid://shopify/Product/501',
      title: 'Nice',
      body: 'It fits.',
      media_urls: '["https://example.com/1.jpg"]',
      app_verification_status: 'verified_buyer',
    },
  },
  'customers_email_marketing_consent/update': {
    customer_id: 7,
    email_address: 'ada@example.com',
    email_marketing_consent: {
      state: 'subscribed',
      opt_in_level: 'single_opt_in',
      consent_updated_at: '2026-11-20T11:00:00Z',
    },
  },
  'customers_marketing_consent/update': {
    id: 7,
    phone: '+15550100',
    sms_marketing_consent: { state: 'pending', consent_updated_at: '2026-11-20T11:00:00Z' },
  },
  'products/create': PRODUCT,
  'products/update': PRODUCT,
  'app/uninstalled': sample('app_uninstalled').body,
};

function fieldsOf(topic: string): readonly string[] | null {
  return subscriptions.find(({ topics }) => topics?.includes(topic))?.include_fields ?? null;
}

describe('shopify.app.toml', () => {
  const topics = subscriptions.flatMap((subscription) => subscription.topics ?? []);
  const known = schema.getType('WebhookSubscriptionTopic');
  const values = known && 'getValue' in known ? known : null;
  const topicValue = (topic: string) => values?.getValue(topic.toUpperCase().replace(/[/.]/g, '_'));

  test('names the API version of the gateway', () => {
    expect(appConfig.webhooks.api_version).toBe(API_VERSION);
  });

  test('names the topics that the code knows, each once', () => {
    expect([...topics].sort()).toEqual([...SUBSCRIBED_TOPICS].sort());
    expect(subscriptions.flatMap(({ compliance_topics }) => compliance_topics ?? [])).toEqual([...COMPLIANCE_TOPICS]);
    expect(new Set(subscriptions.map(({ uri }) => uri))).toEqual(new Set(['/webhooks']));
  });

  test.each(topics)('asks for a topic that exists and for a scope that it requires: %s', (topic) => {
    const value = topicValue(topic);
    expect(value).toBeTruthy();
    expect(isGranted(value?.description ?? '')).toBe(true);
  });

  test.each(Object.entries(FULL))('includes every field that is read of %s', (topic, body) => {
    const read = (payload: object) => {
      const delivery = readDelivery({ topic, body: JSON.stringify(payload), triggeredAt: 1, receivedAt: 2 });
      expect(delivery.kind).toBe('observations');
      // The hash of a body is of all its fields.
      return JSON.stringify(delivery, (key, value) => (key === 'bodyHash' ? undefined : value));
    };
    expect(read(onlyFields(body as Parameters<typeof onlyFields>[0], fieldsOf(topic)))).toBe(read(body));
  });

  test.each(Object.keys(FULL))('keeps what is personal out of %s', (topic) => {
    expect(fieldsOf(topic)?.join()).not.toMatch(
      /email(?!_marketing_consent)|phone|address(?!\.country_code)|first_name|last_name|note/,
    );
  });
});
