import { describe, expect, test } from 'vitest';
import { type ReadDelivery, readDelivery } from '../../../adapters/shopify/webhooks.ts';
import { samples } from './fixtures.ts';
import { CRAFTED, SAMPLES_TELL, TRIGGERED_AT } from './told.ts';

const RECEIVED_AT = TRIGGERED_AT + 1_000;

function read(topic: string, body: string): ReadDelivery {
  return readDelivery({ topic, body, triggeredAt: TRIGGERED_AT, receivedAt: RECEIVED_AT });
}

describe('each of the 64 sample deliveries', () => {
  test('has what it tells written out', () => {
    const topics = samples().map(({ topic }) => topic);
    expect(topics).toHaveLength(64);
    expect(topics.sort()).toEqual(Object.keys(SAMPLES_TELL).sort());
  });

  test.each(samples())('$topic tells exactly that, compact and pretty-printed alike', ({ topic, body }) => {
    expect(read(topic, JSON.stringify(body))).toEqual(SAMPLES_TELL[topic]);
    expect(read(topic, JSON.stringify(body, null, 2))).toEqual(SAMPLES_TELL[topic]);
  });
});

test.each(CRAFTED)('$topic $what tells exactly what it says, without losing a digit', ({ topic, body, told }) => {
  expect(read(topic, body)).toEqual(told);
});

describe('a delivery', () => {
  test('of a topic that the app has not subscribed to is unexpected, not a merchant’s problem', () => {
    expect(read('carts/create', '{}')).toEqual({ kind: 'unexpected' });
  });

  test('that is no JSON, or JSON of another kind, says what was expected', () => {
    const reasons = ['', 'garbage', '[]', 'null', '{}', '{"id":"x"}'].map((body) => read('orders/create', body));
    expect(reasons).toEqual([
      { kind: 'unusable', reason: 'body: expected JSON' },
      { kind: 'unusable', reason: 'body: expected JSON' },
      { kind: 'unusable', reason: 'body: expected an order' },
      { kind: 'unusable', reason: 'body: expected an order' },
      { kind: 'unusable', reason: 'created_at: expected a time' },
      { kind: 'unusable', reason: 'created_at: expected a time' },
    ]);
  });

  test('nested beyond all reason is unusable', () => {
    const deep = `{"id":1,"created_at":"2024-08-07T00:00:00Z","x":${'['.repeat(200_000)}${']'.repeat(200_000)}}`;
    expect(read('orders/create', deep)).toMatchObject({ kind: 'unusable' });
    expect(read('orders/create', `${deep.slice(0, -1)},"long":820982911946154508}`)).toMatchObject({
      kind: 'unusable',
    });
  });

  test('of app/uninstalled counts from when it was triggered, else from when it was received', () => {
    expect(read('app/uninstalled', '{}')).toEqual({
      kind: 'observations',
      observations: [{ type: 'shop.uninstalled', at: TRIGGERED_AT }],
    });
    expect(readDelivery({ topic: 'app/uninstalled', body: '{}', receivedAt: RECEIVED_AT })).toEqual({
      kind: 'observations',
      observations: [{ type: 'shop.uninstalled', at: RECEIVED_AT }],
    });
  });

  test('of customers/merge names who is kept and who goes, and tells of nothing while it is not completed', () => {
    const merge = (over: object) =>
      read(
        'customers/merge',
        JSON.stringify({
          admin_graphql_api_customer_kept_id: 'gid://shopify/Customer/706405506930370084',
          admin_graphql_api_customer_deleted_id: 'gid://shopify/Customer/2',
          admin_graphql_api_job_id: null,
          status: 'completed',
          errors: [],
          ...over,
        }),
      );
    const [kept, gone] = ['gid://shopify/Customer/706405506930370084', 'gid://shopify/Customer/2'];
    expect(merge({})).toEqual({
      kind: 'observations',
      observations: [{ type: 'customers.merged', kept, gone, toldAt: TRIGGERED_AT }],
    });
    expect(merge({ status: 'failed' })).toEqual({ kind: 'acknowledged' });
    expect(merge({ status: 'in_progress', admin_graphql_api_customer_kept_id: null })).toEqual({
      kind: 'acknowledged',
    });
    const ofOne = { admin_graphql_api_customer_deleted_id: kept };
    expect(merge(ofOne)).toEqual({ kind: 'unusable', reason: 'body: expected two customers' });
    for (const id of [null, 'gid://shopify/Order/1', '']) {
      const field = 'admin_graphql_api_customer_kept_id';
      expect(merge({ [field]: id })).toEqual({ kind: 'unusable', reason: `${field}: expected the id of one customer` });
    }
  });

  test('of a return names it exactly, also where it names nothing else', () => {
    const expected = {
      kind: 'observations',
      observations: [{ type: 'return.touched', return: 'gid://shopify/Return/820982911946154508' }],
    };
    expect(read('returns/process', '{"id":820982911946154508}')).toEqual(expected);
    const gid = '{"admin_graphql_api_id":"gid://shopify/Return/820982911946154508"}';
    expect(read('returns/update', gid)).toEqual(expected);
    expect(read('reverse_deliveries/attach_deliverable', `{"id":1,"return":${gid}}`)).toEqual(expected);
    expect(read('returns/request', '{"id":"x"}')).toEqual({
      kind: 'unusable',
      reason: 'id: expected the id of one return',
    });
    expect(read('reverse_deliveries/attach_deliverable', '{"id":1}')).toEqual({
      kind: 'unusable',
      reason: 'return: expected a return',
    });
  });

  test('of a shipment names it exactly, and an event of it names not itself but the shipment', () => {
    const expected = {
      kind: 'observations',
      observations: [{ type: 'shipment.touched', shipment: 'gid://shopify/Fulfillment/820982911946154508' }],
    };
    expect(read('fulfillments/create', '{"id":820982911946154508}')).toEqual(expected);
    const gid = '{"id":820982911946154500,"admin_graphql_api_id":"gid://shopify/Fulfillment/820982911946154508"}';
    expect(read('fulfillments/update', gid)).toEqual(expected);
    const event =
      '{"id":1,"admin_graphql_api_id":"gid://shopify/FulfillmentEvent/1","fulfillment_id":820982911946154508}';
    expect(read('fulfillment_events/create', event)).toEqual(expected);
    expect(read('fulfillment_events/create', '{"id":1}')).toEqual({
      kind: 'unusable',
      reason: 'fulfillment_id: expected an id',
    });
    expect(read('fulfillment_events/create', '{"id":1,"fulfillment_id":"x"}')).toEqual({
      kind: 'unusable',
      reason: 'fulfillment_id: expected the id of one fulfillment',
    });
  });

  test('of a customer names it exactly, by gid or by number', () => {
    const expected = {
      kind: 'observations',
      observations: [{ type: 'customer.seen', customer: 'gid://shopify/Customer/706405506930370084' }],
    };
    const gid = '{"id":706405506930370000,"admin_graphql_api_id":"gid://shopify/Customer/706405506930370084"}';
    expect(read('customers/create', gid)).toEqual(expected);
    expect(read('customers/update', '{"id":706405506930370084}')).toEqual(expected);
  });
});
