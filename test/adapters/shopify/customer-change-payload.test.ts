import { expect, test } from 'vitest';
import { readDelivery } from '../../../adapters/shopify/webhooks.ts';
import { customerId } from '../../core/builders.ts';
import { sample } from './fixtures.ts';

const TRIGGERED_AT = Date.UTC(2026, 10, 20, 12);
const AT = Date.UTC(2026, 10, 20, 11);

function read(topic: string, body: unknown) {
  const delivery = readDelivery({
    topic,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    triggeredAt: TRIGGERED_AT,
    receivedAt: TRIGGERED_AT + 1,
  });
  return delivery.kind === 'observations' ? delivery.observations[0] : delivery;
}

const tagged = {
  customerId: 'gid://shopify/Customer/115310627314723954',
  tags: ['VIP', 'Café'],
  occurredAt: '2026-11-20T11:00:00.000Z',
};

test.each(['tags_added', 'tags_removed'])('customer.%s names customer, tags and time', (kind) => {
  expect(read(`customer.${kind}`, tagged)).toEqual({
    type: 'customer.touched',
    customer: customerId('115310627314723954'),
    change: {
      id: expect.stringMatching(new RegExp(`^2026-11-20T11:00:00\\.000Z~${kind}~[0-9a-f]{16}$`)),
      at: AT,
      what: { kind, tags: ['VIP', 'Café'] },
    },
  });
});

test('one and the same change has one id, others have others', () => {
  const idOf = (body: object, topic = 'customer.tags_added') =>
    JSON.stringify(read(topic, body)).match(/"id":"[^"]+"/)?.[0];
  expect(idOf(tagged)).toBe(idOf({ ...tagged, customer_id: 7 }));
  const ids = [tagged, { ...tagged, tags: ['VIP'] }, { ...tagged, occurredAt: '2026-11-20T11:00:01Z' }].map((body) =>
    idOf(body),
  );
  expect(new Set([...ids, idOf(tagged, 'customer.tags_removed')]).size).toBe(4);
});

test('very many tags are told in part; none make no entry', () => {
  const many = Array.from({ length: 250 }, (_, index) => `${index}`.padEnd(300, 'x'));
  const told = read('customer.tags_added', { ...tagged, tags: many });
  if (!told || !('type' in told) || told.type !== 'customer.touched' || !told.change)
    throw new Error('nothing was told');
  expect('tags' in told.change.what && told.change.what.tags).toHaveLength(20);
  expect(JSON.stringify(told).length).toBeLessThan(6_000);
  expect(read('customer.tags_added', { ...tagged, tags: [] })).toMatchObject({ change: null });
});

test('consent to e-mails and to text messages names its state and since when', () => {
  const consent = {
    state: 'subscribed',
    opt_in_level: 'single_opt_in',
    consent_updated_at: '2026-11-20T06:00:00-05:00',
  };
  const body = '{"customer_id":706405506930370084,"email_address":"a@example.com","email_marketing_consent":';
  expect(read('customers_email_marketing_consent/update', `${body}${JSON.stringify(consent)}}`)).toMatchObject({
    type: 'customer.touched',
    customer: customerId('706405506930370084'),
    change: { at: AT, what: { kind: 'email_consent', state: 'subscribed' } },
  });
  const sms = { id: 7, phone: '+15550100', sms_marketing_consent: { ...consent, state: 'unsubscribed' } };
  expect(read('customers_marketing_consent/update', sms)).toMatchObject({
    customer: customerId(7),
    change: { at: AT, what: { kind: 'sms_consent', state: 'unsubscribed' } },
  });
});

test('a consent without a time is of when it was triggered; without a state, or with one to come, nothing is told of it', () => {
  const told = (consent: unknown) =>
    read('customers_email_marketing_consent/update', { customer_id: 7, email_marketing_consent: consent });
  expect(told({ state: 'pending', consent_updated_at: null })).toMatchObject({ change: { at: TRIGGERED_AT } });
  for (const consent of [null, undefined, { state: null }, { state: 'enlightened' }]) {
    expect(told(consent)).toEqual({ type: 'customer.touched', customer: customerId(7), change: null });
  }
  expect(
    read('customers_email_marketing_consent/update', sample('customers_email_marketing_consent_update').body),
  ).toMatchObject({
    type: 'customer.touched',
    change: null,
  });
});

test.each([
  [
    'customer.tags_added',
    { ...tagged, customerId: 'gid://shopify/Order/7' },
    'customerId: expected the id of one customer',
  ],
  ['customer.tags_added', { ...tagged, tags: 'VIP' }, 'tags: expected a list of tags'],
  [
    'customer.tags_removed',
    { ...tagged, occurredAt: 'yesterday' },
    'occurredAt: expected an ISO 8601 time with a zone',
  ],
  ['customers_marketing_consent/update', {}, 'id: expected the id of one customer'],
])('%s that can’t be understood says what was expected', (topic, body, reason) => {
  expect(read(topic, body)).toEqual({ kind: 'unusable', reason });
});
