import { describe, expect, test } from 'vitest';
import { readDelivery } from '../../../adapters/shopify/webhooks.ts';
import type { Observation } from '../../../core/observation.ts';
import { TODAYS_ORDER } from './told.ts';

const TRIGGERED_AT = Date.UTC(2026, 9, 2, 12);

type OrderSeen = Extract<Observation, { type: 'order.seen' }>;

function seen(body: string, topic = 'orders/updated'): OrderSeen {
  const read = readDelivery({ topic, body, triggeredAt: TRIGGERED_AT, receivedAt: TRIGGERED_AT + 5 });
  const [observation] = read.kind === 'observations' ? read.observations : [];
  if (observation?.type !== 'order.seen') throw new Error(`not an order: ${JSON.stringify(read)}`);
  return observation;
}

function reason(body: object): string | null {
  const text = JSON.stringify(body);
  const read = readDelivery({ topic: 'orders/updated', body: text, triggeredAt: TRIGGERED_AT, receivedAt: 0 });
  return read.kind === 'unusable' ? read.reason : null;
}

const MINIMAL = {
  id: 1001,
  created_at: '2026-10-02T08:00:00-04:00',
  currency: 'USD',
  total_price: '59.00',
};

describe('an order payload', () => {
  test('is the same observation through every order topic', () => {
    const topics = ['create', 'updated', 'paid', 'cancelled', 'fulfilled', 'partially_fulfilled'];
    for (const topic of topics) expect(seen(TODAYS_ORDER, `orders/${topic}`)).toEqual(seen(TODAYS_ORDER));
  });

  test.each([
    ['current_total_price with the currency', { current_total_price: '10.00' }, 1000],
    ['total_price_set', { total_price_set: { shop_money: { amount: '20.00', currency_code: 'USD' } } }, 2000],
    ['total_price with the currency', {}, 5900],
    ['a number instead of text', { current_total_price: 12.5 }, 1250],
  ])('without current_total_price_set counts %s', (_what, fields, amountMinor) => {
    expect(seen(JSON.stringify({ ...MINIMAL, ...fields })).order.total).toEqual({ amountMinor, currency: 'USD' });
  });

  test('without optional fields is a unpaid guest order with no lines, as new as its delivery', () => {
    expect(seen(JSON.stringify(MINIMAL))).toMatchObject({
      order: {
        name: '',
        customer: null,
        cancelledAt: null,
        test: false,
        financialStatus: null,
        lines: [],
        refunds: [],
      },
      version: { updatedAt: TRIGGERED_AT, triggeredAt: TRIGGERED_AT },
    });
  });

  test.each([null, undefined, {}])('whose customer is %o is a guest’s', (customer) => {
    expect(seen(JSON.stringify({ ...MINIMAL, customer })).order.customer).toBeNull();
  });

  test('with a financial status that nobody knows yet counts as having none', () => {
    expect(seen(JSON.stringify({ ...MINIMAL, financial_status: 'in_escrow' })).order.financialStatus).toBeNull();
  });

  test('of a product without options has no variant title', () => {
    const line = { title: 'Mug', quantity: 1, variant_title: 'Default Title' };
    expect(seen(JSON.stringify({ ...MINIMAL, line_items: [line] })).order.lines[0]?.variantTitle).toBeNull();
  });

  const usd = (amount: string) => ({ shop_money: { amount, currency_code: 'USD' } });
  const LINE = { title: 'Shirt', quantity: 4, current_quantity: 3, price_set: usd('10.00') };
  const told = (fields: object) => seen(JSON.stringify({ ...MINIMAL, ...fields })).order;

  test('tells of an order where it was placed, its codes, how it is sent and where to', () => {
    const order = told({
      source_name: 'pos',
      discount_codes: [
        { code: 'WELCOME10', amount: '5.00', type: 'fixed_amount' },
        { code: 'EXTRA' },
        { code: 'EXTRA' },
      ],
      shipping_lines: [
        { title: 'Standard', is_removed: true },
        { title: 'Express', is_removed: false },
      ],
      shipping_address: { country_code: 'AT', address1: 'Ring 1' },
    });
    expect(order.more).toEqual({ source: 'pos', codes: ['EXTRA', 'WELCOME10'], methods: ['Express'], country: 'AT' });
    expect(JSON.stringify(order)).not.toContain('Ring');
  });

  test('tells of a line its SKU, its vendor and what is paid for what is left of it', () => {
    const allocations = [{ amount_set: usd('4.00') }, { amount_set: usd('2.00') }];
    const lines = [
      { ...LINE, sku: 'SHIRT-M', vendor: 'Acme', discount_allocations: allocations },
      { ...LINE, sku: '', vendor: null, discount_allocations: [] },
      { ...LINE, current_quantity: 0 },
    ];
    expect(told({ line_items: lines }).lines.map(({ more }) => more)).toEqual([
      { sku: 'SHIRT-M', vendor: 'Acme', paidMinor: 2550, fullMinor: 3000 },
      { paidMinor: 3000 },
      { paidMinor: 0 },
    ]);
  });

  test.each([
    ['another currency', { price_set: { shop_money: { amount: '9', currency_code: 'EUR' } } }],
    ['no price', { price_set: null }],
    ['a price in another shape', { price_set: '10.00' }],
    ['discounts in another shape', { discount_allocations: [{ amount: '1.00' }] }],
  ])('tells no price of a line with %s, and the rest all the same', (_what, fields) => {
    const [line] = told({ line_items: [{ ...LINE, sku: 'SHIRT-M', ...fields }] }).lines;
    expect(line).toMatchObject({ quantity: 3, more: { sku: 'SHIRT-M' } });
    expect(line?.more).not.toHaveProperty('paidMinor');
  });

  test('is of use though what rules may ask beside is told in another shape', () => {
    const fields = { source_name: 7, discount_codes: 'X', shipping_lines: [{}], shipping_address: [] };
    expect(told({ ...fields, line_items: [{ ...LINE, sku: 5, vendor: {} }] }).more).toEqual({});
  });

  test.each([
    [{ id: null }, 'id: expected the id of one order'],
    [{ id: 1.5 }, 'id: expected the id of one order'],
    [{ created_at: '2026-10-02' }, 'created_at: expected an ISO 8601 time with a zone'],
    [{ created_at: null }, 'created_at: expected a time'],
    [{ total_price: null }, 'current_total_price_set: expected shop money'],
    [{ total_price: '12,50' }, 'total_price: expected an exact amount in a currency'],
    [{ total_price: '1.005' }, 'total_price: expected an exact amount in a currency'],
    [
      { current_total_price_set: { shop_money: { amount: '1' } } },
      'current_total_price_set.shop_money.currency_code: expected a currency',
    ],
    [{ line_items: [{ title: 'Mug' }] }, 'line_items.0.current_quantity: expected a whole number'],
    [{ line_items: [{ quantity: -1 }] }, 'line_items.0.quantity: expected no less than 0'],
    [{ line_items: {} }, 'line_items: expected a list'],
    [{ refunds: [{}] }, 'refunds.0.id: expected the id of one refund'],
    [{ test: 'no' }, 'test: expected true or false'],
  ])('with %o is unusable: %s', (fields, expected) => {
    expect(reason({ ...MINIMAL, ...fields })).toBe(expected);
  });
});
