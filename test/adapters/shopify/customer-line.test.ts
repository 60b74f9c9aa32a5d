import { expect, test } from 'vitest';
import { readCustomerLine } from '../../../adapters/shopify/bulk/customer-line.ts';

const BEGAN_AT = Date.UTC(2026, 10, 20);

const line = (over: object = {}) => ({
  id: 'gid://shopify/Customer/7',
  numberOfOrders: '2',
  tags: ['vip', 'wholesale'],
  defaultEmailAddress: { marketingState: 'SUBSCRIBED', marketingUpdatedAt: '2026-10-02T08:00:00Z' },
  defaultPhoneNumber: { smsMarketingConsent: { state: 'NOT_SUBSCRIBED', updatedAt: null } },
  ...over,
});

const read = (value: unknown) => readCustomerLine(typeof value === 'string' ? value : JSON.stringify(value), BEGAN_AT);

test('a customer is read with tags and consents, as of when the shop was asked', () => {
  expect(read(line())).toEqual({
    kind: 'customer',
    seen: {
      customer: 'gid://shopify/Customer/7',
      hasOrdered: true,
      card: {
        readAt: BEGAN_AT,
        tags: ['vip', 'wholesale'],
        email: { state: 'subscribed', at: Date.UTC(2026, 9, 2, 8) },
        sms: { state: 'not_subscribed', at: null },
      },
    },
  });
});

test('who has neither address nor number has no consent, and who has no order is told so, also as a very long number', () => {
  const none = { defaultEmailAddress: null, defaultPhoneNumber: null, tags: [], numberOfOrders: '0' };
  expect(read(line(none))).toMatchObject({
    kind: 'customer',
    seen: { hasOrdered: false, card: { tags: [], email: null, sms: null } },
  });
  expect(read(line({ numberOfOrders: '99999999999999999999' }))).toMatchObject({ seen: { hasOrdered: true } });
});

test.each([
  ['no JSON', 'body: expected a customer'],
  ['{"id": "gid://shopify/Customer/7"', 'body: expected a customer'],
  ['', 'body: expected a customer'],
  [null, 'body: expected a customer'],
  [[], 'body: expected a customer'],
  [line({ id: 'gid://shopify/Order/7' }), 'id: expected an id'],
  [line({ id: 7 }), 'id: expected an id'],
  [line({ numberOfOrders: 2 }), 'numberOfOrders: expected a number'],
  [line({ tags: 'vip' }), 'tags: expected a list'],
  [line({ tags: [7] }), 'tags.0: expected text'],
  [line({ defaultEmailAddress: undefined }), 'defaultEmailAddress: expected an address or null'],
  [
    line({ defaultEmailAddress: { marketingState: 'SUBSCRIBED', marketingUpdatedAt: 'lately' } }),
    'defaultEmailAddress.marketingUpdatedAt: expected a time',
  ],
  [line({ defaultPhoneNumber: 'jon@example.com' }), 'defaultPhoneNumber: expected a number or null'],
  [line({ defaultPhoneNumber: {} }), 'defaultPhoneNumber.smsMarketingConsent: expected a consent'],
])('%o is told to be unreadable by what was expected, and never by what is there', (value, reason) => {
  expect(read(value)).toEqual({ kind: 'unreadable', reason });
});
