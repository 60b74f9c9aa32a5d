import { describe, expect, test } from 'vitest';
import { routeDelivery } from '../../../adapters/shopify/routing.ts';
import { readDelivery } from '../../../adapters/shopify/webhooks.ts';
import { shopDomain } from '../../core/builders.ts';

/** An id as raw JSON, and the number that it is; null where it is none. */
const IDS: readonly (readonly [string, string | null])[] = [
  ['1', '1'],
  ['9007199254740991', '9007199254740991'],
  ['9007199254740992', '9007199254740992'],
  ['9007199254740993', '9007199254740993'],
  ['820982911946154509', '820982911946154509'],
  ['18446744073709551615', '18446744073709551615'],
  ['"820982911946154509"', '820982911946154509'],
  ['"1"', '1'],
  // JSON knows no whole numbers: 5.0 and 1e3 are written otherwise, and are exact.
  ['5.0', '5'],
  ['1e3', '1000'],
  ['820982911946154509.0', null],
  ['8.20982911946154509e17', null],
  ['1e300', null],
  ['1.5', null],
  ['0', null],
  ['-0', null],
  ['-1', null],
  ['-820982911946154509', null],
  ['184467440737095516150', null],
  ['"0820982911946154509"', null],
  ['"-5"', null],
  ['"5 "', null],
  ['"１"', null],
  ['""', null],
  ['"x"', null],
  ['null', null],
  ['true', null],
  ['[1]', null],
  ['{"id":1}', null],
];

const ZERO = '{"shop_money":{"amount":"0.00","currency_code":"USD"}}';
const MONEY = '"currency":"USD","total_price":"1.00"';
const DISPUTE = '"type":"chargeback","status":"lost","initiated_at":"2026-11-20T12:00:00Z"';
const AT = '"created_at":"2026-11-20T12:00:00Z"';

interface Place {
  readonly topic: string;
  body(id: string): string;
  /** What an observation has in it then. */
  told(gid: string): object;
  readonly kind: string;
}

const PLACES: Readonly<Record<string, Place>> = {
  'an order’s id': {
    topic: 'orders/create',
    body: (id) => `{"id":${id},${AT},${MONEY}}`,
    told: (id) => ({ order: { id } }),
    kind: 'Order',
  },
  'the id of an order’s customer': {
    topic: 'orders/updated',
    body: (id) => `{"id":7,${AT},${MONEY},"customer":{"id":${id}}}`,
    told: (customer) => ({ order: { customer } }),
    kind: 'Customer',
  },
  'the id of a refund that an order lists': {
    topic: 'orders/paid',
    body: (id) => `{"id":7,${AT},${MONEY},"refunds":[{"id":${id}}]}`,
    told: (refund) => ({ order: { refunds: [refund] } }),
    kind: 'Refund',
  },
  'the order of an edit': {
    topic: 'orders/edited',
    body: (id) => `{"order_edit":{"order_id":${id}}}`,
    told: (order) => ({ order }),
    kind: 'Order',
  },
  'a refund’s id': {
    topic: 'refunds/create',
    body: (id) => `{"id":${id},"order_id":7,${AT},"total_duties_set":${ZERO}}`,
    told: (id) => ({ refund: { id } }),
    kind: 'Refund',
  },
  'a refund’s order': {
    topic: 'refunds/create',
    body: (id) => `{"id":7,"order_id":${id},${AT},"total_duties_set":${ZERO}}`,
    told: (order) => ({ refund: { order } }),
    kind: 'Order',
  },
  'a return’s id': {
    topic: 'returns/close',
    body: (id) => `{"id":${id},"order_id":7}`,
    told: (id) => ({ return: id }),
    kind: 'Return',
  },
  'a shipment’s id': {
    topic: 'fulfillments/create',
    body: (id) => `{"id":${id},"order_id":7}`,
    told: (shipment) => ({ shipment }),
    kind: 'Fulfillment',
  },
  'the shipment of an event': {
    topic: 'fulfillment_events/create',
    body: (id) => `{"id":7,"fulfillment_id":${id}}`,
    told: (shipment) => ({ shipment }),
    kind: 'Fulfillment',
  },
  'a customer’s id': {
    topic: 'customers/update',
    body: (id) => `{"id":${id}}`,
    told: (customer) => ({ customer }),
    kind: 'Customer',
  },
  'the customer of a consent to e-mails': {
    topic: 'customers_email_marketing_consent/update',
    body: (id) => `{"customer_id":${id}}`,
    told: (customer) => ({ customer }),
    kind: 'Customer',
  },
  'the customer of a consent to text messages': {
    topic: 'customers_marketing_consent/update',
    body: (id) => `{"id":${id}}`,
    told: (customer) => ({ customer }),
    kind: 'Customer',
  },
  'the id of a product': {
    topic: 'products/delete',
    body: (id) => `{"id":${id}}`,
    told: (product) => ({ product }),
    kind: 'Product',
  },
  'the order of a risk': {
    topic: 'orders/risk_assessment_changed',
    body: (id) => `{"order_id":${id},"risk_level":"high"}`,
    told: (order) => ({ order }),
    kind: 'Order',
  },
  'the id of a dispute': {
    topic: 'disputes/create',
    body: (id) => `{"id":${id},"order_id":7,${DISPUTE}}`,
    told: (id) => ({ dispute: { id } }),
    kind: 'ShopifyPaymentsDispute',
  },
  'the order of a dispute': {
    topic: 'disputes/update',
    body: (id) => `{"id":7,"order_id":${id},${DISPUTE}}`,
    told: (order) => ({ order }),
    kind: 'Order',
  },
  'the id of a customer to be erased': {
    topic: 'customers/redact',
    body: (id) => `{"customer":{"id":${id}},"orders_to_redact":[]}`,
    told: (customer) => ({ customer }),
    kind: 'Customer',
  },
};

function read(topic: string, body: string) {
  return readDelivery({ topic, body, receivedAt: 0 });
}

describe.each(Object.entries(PLACES))('%s', (_, { topic, body, told, kind }) => {
  test.each(IDS.filter(([, number]) => number !== null))('%s is read as %s', (raw, number) => {
    expect(read(topic, body(raw))).toMatchObject({ observations: [told(`gid://shopify/${kind}/${number}`)] });
  });

  test('is never made up: what is no id is said to be none', () => {
    for (const [raw, number] of IDS) {
      // A guest's order has no customer, and a payment need not be an order's.
      const mayBeNull = topic === 'orders/updated' || topic === 'disputes/update';
      if (number !== null || (raw === 'null' && mayBeNull)) continue;
      const { kind: outcome, ...said } = read(topic, body(raw));
      expect(outcome, raw).toBe('unusable');
      expect(JSON.stringify(said), raw).toMatch(/expected (an id|the id of one \w+)"/);
    }
  });
});

test('the queue groups by the same order that is read, or by none', () => {
  for (const [raw, number] of IDS) {
    const { order } = routeDelivery({
      shop: shopDomain('a'),
      topic: 'orders/create',
      webhookId: 'w',
      body: `{"id":${raw}}`,
    });
    expect(order, raw).toBe(number === null ? null : `gid://shopify/Order/${number}`);
  }
});
