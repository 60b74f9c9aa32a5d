import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decide, reconsider } from '../../core/decide.ts';
import { evaluateRule } from '../../core/evaluate.ts';
import type { Facts } from '../../core/facts/catalogue.ts';
import { orderFacts } from '../../core/facts/read.ts';
import { withMarkedLine } from '../../core/marked-line.ts';
import { newCustomerRecord, replaceContribution } from '../../core/profile.ts';
import { returnBagRule } from '../../core/templates.ts';
import { explainKnowledge, explainOutcome } from '../../core/words/reasons.ts';
import { buildOrder, customerId, DAY_MS, NOW, orderId, usd } from './builders.ts';
import { BAG_RULE, buildDecision, CREDIT_RULE, SCOPES } from './decisions.ts';

const policy = { version: 3, publishedAt: NOW - DAY_MS, author: 'install', rules: [returnBagRule('USD')] };

const event = {
  type: 'order.placed',
  order: orderId(1001),
  orderName: '#1001',
  customer: customerId(7),
  at: NOW,
} as const;

const context = { now: NOW + 1_500, arrival: 12, knownSince: NOW - 400 * DAY_MS, scopes: SCOPES };

function facts(spendMinor: number, order = buildOrder()): Facts {
  const empty = newCustomerRecord(customerId(7)).profile;
  const spent = { customer: customerId(7), placedAt: NOW - 20 * DAY_MS, netMinor: spendMinor };
  const profile = replaceContribution(empty, null, spent);
  return orderFacts({
    order,
    contribution: null,
    profile,
    currencySince: null,
    shopCurrency: 'USD',
    timezone: 'America/New_York',
    at: NOW,
  });
}

const decideWith = (seen: Facts) => {
  const decision = decide(policy, event, seen, context);
  if (!decision) throw new Error('no rule listened');
  return decision;
};

test('grants the bag to the regular: one tag and one marked line, ids derived from rule, order and perk', () => {
  const decision = decideWith(facts(150_001));
  expect(decision.outcomes).toMatchObject([{ rule: 'return-bag', outcome: 'granted', cost: usd(40) }]);
  expect(decision.effects.map(({ id, action, state }) => ({ id, action, state }))).toEqual([
    { id: 'return-bag/1001/order.tag', action: { kind: 'order.tag', tag: 'include-return-bag' }, state: 'pending' },
    {
      id: 'return-bag/1001/order.note',
      action: {
        kind: 'order.note',
        marker: '[concierge:return-bag]',
        line: 'Put a return bag in the parcel: a regular is trying several sizes.',
      },
      state: 'pending',
    },
  ]);
});

test('a spend of exactly the threshold is not over it, and the explanation says so with both amounts', () => {
  const decision = decideWith(facts(150_000));
  const [outcome] = decision.outcomes;
  expect(decision.effects).toEqual([]);
  expect(outcome && explainOutcome(outcome, decision)).toEqual([
    'The customer’s net spend in the last 365 days, this order not counted, is 1,500.00 USD, not over 1,500.00 USD.',
  ]);
});

test('a guest gets nothing since an unknown spend never matches, and the decision says why', () => {
  const order = buildOrder({ customer: null });
  const seen = orderFacts({
    order,
    contribution: null,
    profile: null,
    currencySince: null,
    shopCurrency: 'USD',
    timezone: 'America/New_York',
    at: NOW,
  });
  const decision = decide(policy, { ...event, customer: null }, seen, { ...context, knownSince: null });
  const [outcome] = decision?.outcomes ?? [];
  expect(outcome?.outcome).toBe('no_match');
  expect(outcome && decision && explainOutcome(outcome, decision)).toEqual([
    'The customer’s net spend in the last 365 days, this order not counted, is unknown (a guest order), so it can’t be over 1,500.00 USD.',
  ]);
  expect(decision && explainKnowledge(decision)).toBe('A guest order: nothing is known about the customer.');
});

test('an order that is cancelled at first sight gets nothing', () => {
  const decision = decideWith(facts(900_000, buildOrder({ cancelledAt: NOW })));
  const [outcome] = decision.outcomes;
  expect(outcome && explainOutcome(outcome, decision)).toEqual(['The order is cancelled: yes.']);
});

test('makes no decision when no rule is on', () => {
  const off = { ...policy, rules: policy.rules.map((rule) => ({ ...rule, enabled: false })) };
  expect(decide(off, event, facts(900_000), context)).toBeNull();
});

test('a perk for which the shop granted too little is not possible: nothing is done, and the decision says why', () => {
  const decision = buildDecision({
    rules: [CREDIT_RULE, BAG_RULE],
    scopes: ['read_orders', 'write_orders', 'read_customers'],
  });
  const missing = ['write_store_credit_account_transactions', 'read_store_credit_accounts'];
  expect(decision.outcomes).toMatchObject([
    { outcome: 'not_possible', cost: null, obstacle: { kind: 'missing_scopes', scopes: missing } },
    { outcome: 'granted' },
  ]);
  expect(decision.effects.map(({ rule }) => rule)).toEqual([BAG_RULE.id, BAG_RULE.id]);
});

test('store credit for a guest is not possible, and the parcel gets its bag all the same', () => {
  const decision = buildDecision({ rules: [CREDIT_RULE, BAG_RULE], guest: true });
  expect(decision.outcomes).toMatchObject([
    { outcome: 'not_possible', cost: null, obstacle: { kind: 'guest' } },
    { outcome: 'granted' },
  ]);
  expect(decision.effects).toHaveLength(2);
});

test('a rule that does not match stands before no obstacle', () => {
  const never = { ...CREDIT_RULE, when: [{ fact: 'order.total', operator: 'under', value: usd(1) } as const] };
  const [outcome] = buildDecision({ rules: [never], scopes: [] }).outcomes;
  expect(outcome).toMatchObject({ outcome: 'no_match' });
  expect(outcome).not.toHaveProperty('obstacle');
});

test('store credit costs the merchant its amount', () => {
  expect(buildDecision({ rules: [CREDIT_RULE] }).outcomes).toMatchObject([{ outcome: 'granted', cost: usd(1_500) }]);
});

test('what could not be given is neither regretted nor missed later', () => {
  const bag = returnBagRule('USD');
  const running = { ...policy, rules: [bag] };
  const refused = decide(running, event, facts(200_000), { ...context, scopes: [] });
  if (!refused) throw new Error('no rule listened');
  expect(refused.outcomes).toMatchObject([{ outcome: 'not_possible' }]);
  expect(reconsider(refused, running, facts(10), NOW + DAY_MS)).toBe(refused);
  expect(reconsider(refused, running, facts(300_000), NOW + DAY_MS)).toBe(refused);
});

test('notes once that a late event would have changed the outcome', () => {
  const missed = reconsider(decideWith(facts(10)), policy, facts(200_000), NOW + DAY_MS);
  expect(missed.afterthoughts).toMatchObject([{ rule: 'return-bag', kind: 'missed', at: NOW + DAY_MS }]);
  expect(reconsider(missed, policy, facts(300_000), NOW + 2 * DAY_MS)).toBe(missed);
  const regretted = reconsider(decideWith(facts(200_000)), policy, facts(10), NOW);
  expect(regretted.afterthoughts).toMatchObject([{ kind: 'regretted' }]);
  expect(regretted.effects).toHaveLength(2);
});

test('a rule matches exactly when every one of its conditions holds', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 400_000 }), fc.integer({ min: 0, max: 400_000 }), (threshold, spend) => {
      const [rule] = policy.rules;
      if (!rule?.when[0]) throw new Error('the template has conditions');
      const varied = { ...rule, when: [{ ...rule.when[0], value: usd(threshold) }, ...rule.when.slice(1)] };
      const evaluation = evaluateRule(varied, facts(spend));
      expect(evaluation.matches).toBe(spend > threshold);
      expect(evaluation.matches).toBe(evaluation.conditions.every(({ verdict }) => verdict === 'holds'));
    }),
  );
});

test('the marked line is in the note exactly once, and other people’s lines stay as they are', () => {
  const foreign = fc.array(
    fc.string().map((text) => text.replaceAll('\n', ' ').replaceAll('[c]', '')),
    { maxLength: 5 },
  );
  fc.assert(
    fc.property(foreign, fc.nat({ max: 5 }), (lines, at) => {
      const note = lines.join('\n');
      const once = withMarkedLine(note, '[c]', 'bag');
      const older = [...lines.slice(0, at), '[c] old', ...lines.slice(at)].join('\n');
      expect(withMarkedLine(once, '[c]', 'bag')).toBe(once);
      for (const result of [once, withMarkedLine(older, '[c]', 'bag')]) {
        expect(result.split('\n').filter((line) => line.startsWith('[c]'))).toEqual(['[c] bag']);
      }
      expect(
        withMarkedLine(older, '[c]', 'bag')
          .split('\n')
          .filter((line) => !line.startsWith('[c]')),
      ).toEqual(lines);
    }),
  );
});
