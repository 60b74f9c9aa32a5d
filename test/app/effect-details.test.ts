import { expect, test } from 'vitest';
import { messageReference } from '../../adapters/email/reference.ts';
import { findEffect, viewEffect } from '../../app/effect-details.server.ts';
import { applyOutcome, type Effect, takeStep } from '../../core/effects.ts';
import type { Policy } from '../../core/policy.ts';
import { NOW, shopDomain, usd } from '../core/builders.ts';
import { BAG_RULE, buildDecision, CREDIT_RULE, firstEffect } from '../core/decisions.ts';

const decision = buildDecision({ rules: [CREDIT_RULE] });
const credit = firstEffect(decision);
const policy: Policy = { version: 1, publishedAt: NOW, author: '1', rules: [CREDIT_RULE] };
const shop = { domain: shopDomain('atelier'), timezone: 'America/New_York', perksStoppedAt: null };
const view = (effect: Effect, over: Partial<Parameters<typeof viewEffect>[0]> = {}) =>
  viewEffect({ decision, effect, shop, policy, customer: 'Ada Norberg', staff: '77', ...over });

test('an effect is told with everything that it belongs to', () => {
  expect(view(credit)).toMatchObject({
    what: expect.stringMatching(/^Give the customer 15\.00 USD of store credit until Feb \d+, 2027$/),
    status: 'started',
    words: [],
    rule: { name: 'Thank you', url: '/app/rules/thank-you' },
    order: { name: '#1001', url: 'shopify://admin/orders/1001' },
    customer: { name: 'Ada Norberg', url: '/app/perks?customer=gid%3A%2F%2Fshopify%2FCustomer%2F7' },
    cost: '15.00 USD',
    decision: { at: { text: 'Nov 20, 2026, 7:00:00 AM' } },
    history: [],
  });
});

test('a rule that was deleted since leads nowhere', () => {
  expect(view(credit, { policy: { ...policy, rules: [BAG_RULE] } }).rule).toEqual({ name: 'Thank you', url: null });
});

test('its history says what was asked, what was answered and by whom', () => {
  const lost = applyOutcome(
    { ...credit, state: 'attempting', attempts: 1 },
    { kind: 'again', problem: 'no answer', afterMs: 1, maybeDone: true },
    ['StoreCreditAccountCredit'],
    NOW,
  );
  const absent = takeStep(lost, {
    at: NOW + 61_000,
    what: 'read_back',
    became: 'pending',
    asked: ['StoreCreditTransactions'],
    answer: 'it had not happened',
  });
  const step = { at: NOW + 120_000, asked: [], answer: null, what: 'settled' as const };
  const settled = takeStep(absent, { ...step, became: 'done', by: '77' });
  const again = takeStep(settled, { ...step, became: 'abandoned', what: 'abandoned', by: '12' });
  expect(view(again).history).toMatchObject([
    {
      at: { text: 'Nov 20, 2026, 7:00:00 AM' },
      what: 'Asked the shop, and its answer was lost.',
      by: 'Concierge',
      asked: ['StoreCreditAccountCredit'],
      answer: 'no answer',
    },
    { at: { text: 'Nov 20, 2026, 7:01:01 AM' }, what: 'Looked in the shop: it had not happened.', answer: null },
    { what: 'Said that it had happened.', by: 'you' },
    { what: 'Left undone.', by: 'staff member 12' },
  ]);
});

test('of an unclear effect both possible truths are told, with where to look', () => {
  const { status, words, truths, place } = view({ ...credit, state: 'unclear' });
  expect({ status, words }).toEqual({ status: 'unclear', words: ['happened', 'did_not_happen', 'abandon'] });
  expect(truths).toMatchObject({
    happened: 'The customer has the store credit',
    didNotHappen: 'The customer does not have it',
    twice: 'If the customer has it after all, they get 15.00 USD twice.',
  });
  expect(place).toMatchObject({ url: 'shopify://admin/customers/7' });
  expect(place.lookFor).toMatch(/for 15\.00 USD that ends on Feb \d+, 2027, \d+:\d\d:\d\d [AP]M\.$/);
});

test.each([
  ['pending', null, 'started', []],
  ['pending', 'throttled', 'waiting', []],
  ['attempting', null, 'started', []],
  ['attempting', 'no answer', 'checking', []],
  ['refused', 'no', 'refused', ['retry', 'abandon']],
  ['stopped', 'gone', 'stopped', ['retry', 'abandon']],
  ['held', null, 'held', ['abandon']],
  ['abandoned', 'no', 'abandoned', []],
] as const)('%s with problem %s is “%s”', (state, problem, status, words) => {
  expect(view({ ...credit, state, problem })).toMatchObject({ status, words });
});

test('the tag and the note lead to the order', () => {
  const bag = buildDecision();
  for (const effect of bag.effects) {
    const { place, truths } = view(effect, { decision: bag });
    expect(place.url).toBe('shopify://admin/orders/1001');
    expect(new Set(Object.values(truths)).size).toBe(6);
  }
});

test('of an unclear e-mail a person looks in the mail provider’s log, for its reference', () => {
  const rules = [{ ...CREDIT_RULE, perk: { kind: 'message', subject: 'Hi', body: 'Hi', cost: usd(0) } as const }];
  const written = buildDecision({ rules });
  const effect = { ...firstEffect(written), state: 'unclear', attemptedAt: NOW } as const;
  const { place, truths } = view(effect, { decision: written });
  expect(truths).toMatchObject({ happened: 'The e-mail was sent', where: 'your mail provider’s log' });
  expect(place.lookFor).toContain(messageReference({ shop: shop.domain, id: effect.id }));
});

test('an id that names no effect finds none', () => {
  expect(findEffect(decision, 'nothing')).toBeNull();
  expect(findEffect(decision, credit.id)).toBe(credit);
});
