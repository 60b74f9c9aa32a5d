import { describe, expect, test } from 'vitest';
import { readDelivery } from '../../../adapters/shopify/webhooks.ts';
import type { Observation } from '../../../core/observation.ts';

function read(refund: object): Observation {
  const body = JSON.stringify({ ...REFUND, ...refund });
  const delivery = readDelivery({ topic: 'refunds/create', body, receivedAt: 0 });
  const [observation] = delivery.kind === 'observations' ? delivery.observations : [];
  if (!observation) throw new Error(JSON.stringify(delivery));
  return observation;
}

/** The amount as `"12.34 USD"` in cents, or the observation's type where the amount isn't known. */
function amountOf(refund: object): string {
  const observation = read(refund);
  if (observation.type !== 'refund.seen') return observation.type;
  return `${observation.refund.amount.amountMinor} ${observation.refund.amount.currency}`;
}

const NOTHING = {
  shop_money: { amount: '0.00', currency_code: 'USD' },
  presentment_money: { amount: '0.00', currency_code: 'USD' },
};

const REFUND = {
  id: 890088186047892,
  order_id: 820982911946154,
  created_at: '2026-10-02T08:00:00-04:00',
  total_duties_set: NOTHING,
  total_additional_fees_set: NOTHING,
  refund_line_items: [],
  refund_shipping_lines: [],
  order_adjustments: [],
  transactions: [],
};

const set = (shop: string, presentment = shop, currency = 'USD') => ({
  shop_money: { amount: shop, currency_code: 'USD' },
  presentment_money: { amount: presentment, currency_code: currency },
});
const line = (subtotal: string, tax = '0.00') => ({ subtotal_set: set(subtotal), total_tax_set: set(tax) });
const paidBack = (amount: string, currency = 'USD', status = 'success') => ({
  kind: 'refund',
  status,
  amount,
  currency,
});
const discrepancy = (amount: string) => ({
  kind: 'refund_discrepancy',
  amount_set: set(amount),
  tax_amount_set: set('0.00'),
});

describe('what a refund gives back in shop money', () => {
  test.each([
    [
      'a full refund',
      { refund_line_items: [line('199.00', '16.00'), line('20.00')], transactions: [paidBack('235.00')] },
      '23500 USD',
    ],
    [
      'one of two lines',
      { refund_line_items: [line('199.00', '16.00')], transactions: [paidBack('215.00')] },
      '21500 USD',
    ],
    [
      'a line and its shipping',
      {
        refund_line_items: [line('50.00')],
        refund_shipping_lines: [{ subtotal_amount_set: set('5.00') }],
        transactions: [paidBack('55.00')],
      },
      '5500 USD',
    ],
    [
      'goodwill without lines',
      { order_adjustments: [discrepancy('-5.85')], transactions: [paidBack('5.85')] },
      '585 USD',
    ],
    ['goodwill that names no adjustment', { transactions: [paidBack('5.85')] }, '585 USD'],
    [
      'less than the lines are worth',
      {
        refund_line_items: [line('199.00', '3.02')],
        order_adjustments: [discrepancy('2.37')],
        transactions: [paidBack('199.65')],
      },
      '19965 USD',
    ],
    [
      'two ways of payment',
      { refund_line_items: [line('50.00')], transactions: [paidBack('30.00'), paidBack('20.00')] },
      '5000 USD',
    ],
    [
      'money on its way, which Shopify books as a discrepancy until it arrives',
      {
        refund_line_items: [line('50.00')],
        order_adjustments: [discrepancy('50.00')],
        transactions: [paidBack('50.00', 'USD', 'pending')],
      },
      '5000 USD',
    ],
    [
      'a failed transaction and its repetition',
      { refund_line_items: [line('50.00')], transactions: [paidBack('50.00', 'USD', 'failure'), paidBack('50.00')] },
      '5000 USD',
    ],
    [
      'a captured payment beside the refund',
      {
        refund_line_items: [line('50.00')],
        transactions: [{ ...paidBack('80.00'), kind: 'capture' }, paidBack('50.00')],
      },
      '5000 USD',
    ],
  ])('%s', (_what, refund, expected) => {
    expect(amountOf(refund)).toBe(expected);
  });

  test.each([
    ['lines with tax', { refund_line_items: [line('199.00', '16.00')] }, '21500 USD'],
    [
      'lines less a discrepancy',
      { refund_line_items: [line('199.00')], order_adjustments: [discrepancy('100.00')] },
      '9900 USD',
    ],
    ['goodwill', { order_adjustments: [discrepancy('-5.85')] }, '585 USD'],
    [
      'lines taken back for nothing',
      { refund_line_items: [line('56.79')], order_adjustments: [discrepancy('56.79')] },
      '0 USD',
    ],
    [
      'lines whose transaction failed',
      { refund_line_items: [line('56.79')], transactions: [paidBack('56.79', 'USD', 'error')] },
      '5679 USD',
    ],
    [
      'duties and fees',
      { refund_line_items: [line('10.00')], total_duties_set: set('1.50'), total_additional_fees_set: set('0.50') },
      '1200 USD',
    ],
    [
      'shipping as listed today',
      { refund_shipping_lines: [{ subtotal_amount_set: set('5.00'), tax_amount_set: set('0.40') }] },
      '540 USD',
    ],
    [
      'shipping as an adjustment of before 2024-10',
      { order_adjustments: [{ kind: 'shipping_refund', amount_set: set('-8.00') }] },
      '800 USD',
    ],
    [
      'shipping listed in both ways, once',
      {
        refund_shipping_lines: [{ subtotal_amount_set: set('5.00') }],
        order_adjustments: [{ kind: 'shipping_refund', amount_set: set('-5.00') }],
      },
      '500 USD',
    ],
    ['nothing at all', {}, '0 USD'],
  ])('without a transaction: %s', (_what, refund, expected) => {
    expect(amountOf(refund)).toBe(expected);
  });

  const abroad = (shop: string, presentment: string) => ({
    subtotal_set: set(shop, presentment, 'EUR'),
    total_tax_set: set('0.00', '0.00', 'EUR'),
  });

  test.each([
    [
      'the whole, exactly',
      { refund_line_items: [abroad('1240.71', '919.80')], transactions: [paidBack('919.80', 'EUR')] },
      '124071 USD',
    ],
    [
      'the whole still on its way',
      {
        refund_line_items: [abroad('1366.02', '1012.70')],
        order_adjustments: [{ kind: 'refund_discrepancy', amount_set: set('1366.02', '1012.70', 'EUR') }],
        transactions: [paidBack('1012.70', 'EUR', 'pending')],
      },
      '136602 USD',
    ],
    [
      'half of it, at the refund’s own rate',
      { refund_line_items: [abroad('110.00', '100.00')], transactions: [paidBack('50.00', 'EUR')] },
      '5500 USD',
    ],
    [
      'goodwill, at the adjustment’s rate',
      {
        order_adjustments: [{ kind: 'refund_discrepancy', amount_set: set('-11.00', '-10.00', 'EUR') }],
        transactions: [paidBack('10.00', 'EUR')],
      },
      '1100 USD',
    ],
    ['goodwill of an unknown rate: the order is read', { transactions: [paidBack('10.00', 'EUR')] }, 'order.touched'],
  ])('paid in another currency: %s', (_what, refund, expected) => {
    expect(amountOf(refund)).toBe(expected);
  });

  test('in the shapes of before the money sets: the transactions, else the order is read', () => {
    const old = { total_duties_set: undefined, total_additional_fees_set: undefined };
    expect(amountOf({ ...old, transactions: [paidBack('41.94')] })).toBe('4194 USD');
    expect(amountOf({ ...old, refund_line_items: [{ subtotal: 41.94 }] })).toBe('order.touched');
  });
});

describe('a refund', () => {
  test.each([
    [{ order_id: null }, 'order_id: expected an id'],
    [{ order_id: 'x' }, 'order_id: expected the id of one order'],
    [{ id: undefined }, 'id: expected the id of one refund'],
    [
      { refund_line_items: [{ subtotal_set: { shop_money: { amount: 'x', currency_code: 'USD' } } }] },
      'refund_line_items.0.subtotal_set.shop_money: expected an exact amount in a currency',
    ],
  ])('with %o is unusable: %s', (fields, reason) => {
    const body = JSON.stringify({ ...REFUND, ...fields });
    expect(readDelivery({ topic: 'refunds/create', body, receivedAt: 0 })).toEqual({ kind: 'unusable', reason });
  });
});
