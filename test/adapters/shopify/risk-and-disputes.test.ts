import { expect, test } from 'vitest';
import { readDelivery } from '../../../adapters/shopify/webhooks.ts';
import { disputeId, NOW, orderId } from '../../core/builders.ts';
import { sample } from './fixtures.ts';

const read = (topic: string, body: object | string) =>
  readDelivery({
    topic,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    triggeredAt: NOW,
    receivedAt: NOW + 1,
  });

const RISK = { provider_id: null, provider_title: null, risk_level: 'medium', created_at: null, order_id: 1001 };

test('an assessment is read with its order, its assessor, and as new as its delivery', () => {
  const seen = (assessment: object) => ({
    kind: 'observations',
    observations: [{ type: 'risk.seen', order: orderId(1001), assessment: { at: NOW, ...assessment } }],
  });
  const topic = 'orders/risk_assessment_changed';
  expect(read(topic, RISK)).toEqual(seen({ provider: null, answer: 'medium' }));
  expect(read(topic, { ...RISK, provider_id: 1354745, risk_level: 'PENDING' })).toEqual(
    seen({ provider: '1354745', answer: 'pending' }),
  );
  const named = { ...RISK, order_id: undefined, admin_graphql_api_order_id: 'gid://shopify/Order/1001' };
  expect(read(topic, named)).toEqual(seen({ provider: null, answer: 'medium' }));
});

test.each([
  [{ ...RISK, order_id: undefined }, 'order_id: expected the id of one order'],
  [{ ...RISK, risk_level: 'dreadful' }, 'risk_level: expected a risk level'],
  [{ ...RISK, risk_level: null }, 'risk_level: expected a risk level'],
  [[], 'body: expected a risk assessment'],
])('an assessment that makes no sense is parked with what is wrong: %j', (body, reason) => {
  expect(read('orders/risk_assessment_changed', body)).toEqual({ kind: 'unusable', reason });
});

test('a dispute is read with its exact ids, and as new as its delivery', () => {
  const { body } = sample('disputes_create');
  const text = JSON.stringify({ ...body, id: '#id', order_id: '#order' })
    .replace('"#id"', '285332461850802051')
    .replace('"#order"', '820982911946154507');
  expect(read('disputes/update', text)).toEqual({
    kind: 'observations',
    observations: [
      {
        type: 'dispute.seen',
        order: orderId('820982911946154507'),
        dispute: {
          id: disputeId('285332461850802051'),
          type: 'chargeback',
          status: 'under_review',
          openedAt: Date.UTC(2022, 0, 1),
          toldAt: NOW,
        },
      },
    ],
  });
});

test.each([
  [{ order_id: null }, { kind: 'acknowledged' }],
  [{ status: 'odd' }, { kind: 'unusable', reason: 'status: expected the status of a dispute' }],
  [{ type: 'odd' }, { kind: 'unusable', reason: 'type: expected a type of dispute' }],
  [{ id: 0 }, { kind: 'unusable', reason: 'id: expected the id of one dispute' }],
])('a dispute of no order is nobody’s, and one that makes no sense is parked: %j', (over, expected) => {
  expect(read('disputes/create', { ...sample('disputes_create').body, id: 5, order_id: 1001, ...over })).toEqual(
    expected,
  );
});
