import { expect, test } from 'vitest';
import { decisionDetails } from '../../app/decision-details.server.ts';
import { decisionRow } from '../../app/decision-rows.server.ts';
import { type Decision, reconsider } from '../../core/decide.ts';
import { applyOutcome, type Effect, type EffectState } from '../../core/effects.ts';
import { buildRequested, buildReview, HOUR_MS, NOW } from '../core/builders.ts';
import { BAG_RULE, buildDecision, CREDIT_RULE } from '../core/decisions.ts';

const details = (decision: Decision, order: Parameters<typeof decisionDetails>[3] = null) =>
  decisionDetails(decision, 'America/New_York', 'Ada Norberg', order);
const row = (decision: Decision) => decisionRow(decision, 'America/New_York', () => 'Ada Norberg');
const withEffects = (decision: Decision, change: (effect: Effect) => Effect) => ({
  ...decision,
  effects: decision.effects.map(change),
});

test('the decision about an order that was deleted since says so and leads nowhere in the shop', () => {
  expect(details(buildDecision(), { deletedAt: NOW + HOUR_MS })).toMatchObject({
    order: null,
    orderDeletedAt: { text: 'Nov 20, 2026, 8:00 AM' },
  });
  expect(details(buildDecision(), {})).toMatchObject({ order: { name: '#1001' }, orderDeletedAt: null });
});

test('a decision is told with every fact that it saw, its reasons, its effects and what came too late', () => {
  const decision = withEffects(buildDecision({ number: 820982911 }), (effect) =>
    applyOutcome(effect, { kind: 'done' }, ['TagsAdd'], NOW),
  );
  const policy = { version: 1, publishedAt: NOW, author: '1', rules: [BAG_RULE] };
  const cancelled = { ...decision.facts, 'order.cancelled': { type: 'boolean', boolean: true } as const };
  const told = details(reconsider(decision, policy, cancelled, NOW + HOUR_MS));
  expect(told).toMatchObject({
    subject: 'order #820982911',
    title: 'Order #820982911',
    order: { name: '#820982911', url: 'shopify://admin/orders/820982911' },
    happened: 'Placed',
    happenedAt: { iso: '2026-11-20T12:00:00.000Z', text: 'Nov 20, 2026, 7:00 AM' },
    isFoundLate: false,
    outcomes: [
      {
        outcome: 'granted',
        reasons: ['The order’s total is 180.00 USD: at least 0.00 USD.'],
        cost: '0.40 USD',
        effects: [
          {
            what: 'Add the tag “include-return-bag” to the order',
            url: expect.stringMatching(/^\/app\/perks\/[^/]+\/return-bag%2F820982911%2Forder\.tag$/),
            status: 'done',
            attempts: 1,
          },
          { status: 'done' },
        ],
        afterthoughts: [{ kind: 'regretted', reasons: ['The order is cancelled: yes.'] }],
      },
    ],
  });
  expect(told.facts).toHaveLength(Object.keys(buildDecision().facts).length);
});

test('what was not possible says what stood in the way, and names no effects', () => {
  expect(
    details(buildDecision({ rules: [CREDIT_RULE], scopes: ['write_orders', 'read_customers'] })).outcomes,
  ).toMatchObject([
    {
      outcome: 'not_possible',
      reasons: [
        'The shop does not grant Concierge what this perk needs: write_store_credit_account_transactions and read_store_credit_accounts.',
        'The order’s total is 180.00 USD: at least 0.00 USD.',
      ],
      cost: null,
      effects: [],
    },
  ]);
  const guest = buildDecision({ rules: [CREDIT_RULE], guest: true });
  expect(details(guest).outcomes[0]?.reasons[0]).toBe('A guest order names no customer who could get it.');
  expect(row(guest)).toMatchObject({ outcomes: [{ outcome: 'not_possible' }], cost: null, trouble: null });
});

test('a decision says for what it waited', () => {
  const waited = { since: NOW - 600_000, until: NOW, end: 'time_up' } as const;
  const told = 'It waited 10 minutes for the order’s fraud risk, which did not come.';
  expect(details({ ...buildDecision(), waited }).waiting).toBe(told);
  expect(details(buildDecision()).waiting).toBeNull();
});

test('an order that was found late says so', () => {
  const decision = buildDecision();
  expect(details({ ...decision, event: { ...decision.event, foundLate: true } }).isFoundLate).toBe(true);
});

test.each<[EffectState, EffectState, string | null]>([
  ['done', 'done', null],
  ['pending', 'done', null],
  ['abandoned', 'done', null],
  ['held', 'done', 'held'],
  ['held', 'stopped', 'stopped'],
  ['refused', 'held', 'refused'],
  ['refused', 'unclear', 'unclear'],
])('of effects that are %s and %s the list shows the most pressing trouble', (first, second, trouble) => {
  const decision = buildDecision();
  const states = [first, second];
  const effects = decision.effects.map((effect, index) => ({ ...effect, state: states[index] ?? 'done' }));
  expect(row({ ...decision, effects }).trouble).toBe(trouble);
});

test('what is tried again, and what is being found out, is waiting', () => {
  const again = { kind: 'again', problem: 'throttled', afterMs: 1, maybeDone: true } as const;
  const tried = (state: EffectState) =>
    withEffects(buildDecision(), (effect) => applyOutcome({ ...effect, state }, again, [], NOW));
  expect(row(tried('pending')).trouble).toBe('waiting');
  expect(row(tried('attempting')).trouble).toBe('waiting');
});

test('a decision about a return names it and leads to its order; one about a review without an order leads nowhere', () => {
  const decision = buildDecision();
  expect(details({ ...decision, event: buildRequested() })).toMatchObject({
    subject: 'return #1001-R1',
    title: 'Return #1001-R1',
    happened: 'Requested',
    order: { name: '#1001', url: 'shopify://admin/orders/1001' },
  });
  expect(details({ ...decision, event: buildReview({ order: null, orderName: null }) })).toMatchObject({
    subject: 'review of Oxford shirt',
    happened: 'Posted',
    order: null,
  });
});
