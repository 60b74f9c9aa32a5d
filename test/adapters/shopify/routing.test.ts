import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { routeDelivery } from '../../../adapters/shopify/routing.ts';
import type { ShopDomain } from '../../../core/identity.ts';
import { samples } from './fixtures.ts';

const SHOP = 'demo.myshopify.com' as ShopDomain;
const OTHER_SHOP = 'other.myshopify.com' as ShopDomain;

function group(topic: string, body: string, webhookId = 'w-1', shop = SHOP): string {
  return routeDelivery({ shop, topic, body, webhookId }).group;
}

test('the order that a delivery is about is known wherever the payload names it', () => {
  const order = (topic: string, body: string) => routeDelivery({ shop: SHOP, topic, body, webhookId: 'w-1' }).order;
  const id = 'gid://shopify/Order/820982911946154508';
  expect(order('orders/create', '{"id":820982911946154508}')).toBe(id);
  expect(order('refunds/create', '{"id":5,"order_id":820982911946154508}')).toBe(id);
  expect(order('orders/edited', '{"order_edit":{"order_id":820982911946154508}}')).toBe(id);
  expect(order('customers/update', '{"id":820982911946154508}')).toBeNull();
  for (const body of ['', 'garbage', '{}', '{"id":0}', '{"id":"9999999999999999999999"}']) {
    expect(order('orders/create', body)).toBeNull();
  }
});

describe('the group of a delivery', () => {
  test('is one for everything about an order', () => {
    const groups = [
      group('orders/create', '{"id":820982911946154508}'),
      group('orders/updated', '{"id":1,"admin_graphql_api_id":"gid://shopify/Order/820982911946154508"}'),
      group('orders/edited', '{"order_edit":{"id":7,"order_id":820982911946154508}}'),
      group('refunds/create', '{"id":5,"order_id":820982911946154508}'),
      group('returns/request', '{"id":6,"order":{"id":820982911946154508}}'),
      group('fulfillments/create', '{"id":8,"order_id":"820982911946154508","customer":{"id":3}}'),
    ];
    expect(new Set(groups).size).toBe(1);
  });

  test('tells ids apart that a number could not', () => {
    expect(group('orders/create', '{"id":820982911946154508}')).not.toBe(
      group('orders/create', '{"id":820982911946154509}'),
    );
  });

  test('is the customer’s where there is no order, whether it is named or described', () => {
    const groups = [
      group('customers/update', '{"id":706405506930370084}'),
      group('customers_email_marketing_consent/update', '{"customer_id":706405506930370084}'),
      group('customers/redact', '{"shop_id":1,"customer":{"id":706405506930370084}}'),
    ];
    expect(new Set(groups).size).toBe(1);
    expect(groups[0]).not.toBe(group('orders/create', '{"id":706405506930370084}'));
  });

  test('is the resource’s where there is neither, and the delivery’s own where there is nothing', () => {
    expect(group('products/update', '{"id":1}', 'w-1')).toBe(group('products/delete', '{"id":1}', 'w-2'));
    expect(group('products/update', '{"id":1}')).not.toBe(group('shop/update', '{"id":1}'));
    for (const body of ['', 'garbage', '[]', 'null', '7', '{}', '{"id":1.5}', '{"id":{}}', '{"id":"x"}']) {
      expect(group('products/update', body, 'w-1'), body).not.toBe(group('products/update', body, 'w-2'));
    }
  });

  test('is never shared by two shops', () => {
    fc.assert(
      fc.property(fc.json(), (body) => {
        expect(group('orders/create', body)).not.toBe(group('orders/create', body, 'w-1', OTHER_SHOP));
      }),
    );
  });

  test('is 64 characters that a queue accepts, whatever the body is', () => {
    fc.assert(
      fc.property(fc.string(), fc.oneof(fc.string(), fc.json()), (topic, body) => {
        expect(group(topic, body)).toMatch(/^[0-9a-f]{64}$/);
      }),
    );
    for (const { topic, body } of samples()) expect(group(topic, JSON.stringify(body))).toMatch(/^[0-9a-f]{64}$/);
  });

  test('of a megabyte is found in well under a second', () => {
    const body = `{"note":"${'x'.repeat(900_000)}","id":820982911946154508}`;
    const startMs = performance.now();
    group('orders/create', body);
    expect(performance.now() - startMs).toBeLessThan(500);
  });
});
