import { expect, test } from 'vitest';
import { askedBy, cardAskedBy } from '../../core/asked.ts';
import type { Condition } from '../../core/condition.ts';
import { boundTags, type CustomerCard } from '../../core/customer-card.ts';
import { decide } from '../../core/decide.ts';
import { orderFacts } from '../../core/facts/read.ts';
import { type Policy, parsePolicyDraft } from '../../core/policy.ts';
import { newCustomerRecord } from '../../core/profile.ts';
import { vipCardRule } from '../../core/templates.ts';
import { describeFact } from '../../core/words/fact.ts';
import { explainOutcome } from '../../core/words/reasons.ts';
import { describeRule } from '../../core/words/rule.ts';
import { buildOrder, buildPlaced, customerId, NOW } from './builders.ts';
import { SCOPES } from './decisions.ts';

const VIP = vipCardRule('USD');
const CARD: CustomerCard = { readAt: NOW, tags: ['vip', 'Newsletter'], email: null, sms: null };

const policyOf = (...when: Condition[]): Policy => ({
  version: 1,
  publishedAt: NOW,
  author: '1',
  rules: [{ ...VIP, when }],
});
const tag = (operator: 'includes' | 'excludes', value = 'VIP'): Condition => ({
  fact: 'customer.tags',
  operator,
  value,
});
const consents = (value: boolean): Condition => ({ fact: 'customer.emailConsent', operator: 'is', value });

/** What comes of one order under one condition, in words. */
function decideWith(condition: Condition, card: CustomerCard | null, isGuest = false) {
  const policy = policyOf(condition);
  const profile = isGuest ? null : newCustomerRecord(customerId(7)).profile;
  const order = buildOrder();
  const facts = orderFacts({
    order,
    contribution: null,
    profile,
    card,
    asked: askedBy(policy, 'order.placed'),
    currencySince: null,
    shopCurrency: 'USD',
    timezone: 'America/New_York',
    at: NOW,
  });
  const decision = decide(policy, buildPlaced(), facts, { now: NOW, arrival: 1, knownSince: NOW, scopes: SCOPES });
  const outcome = decision?.outcomes[0];
  if (!decision || !outcome) throw new Error('the rule did not listen');
  return { decision, outcome: outcome.outcome, why: explainOutcome(outcome, decision) };
}

test.each([
  [tag('includes'), 'granted', 'The customer’s tags include “VIP”.'],
  [tag('includes', 'wholesale'), 'no_match', 'The customer’s tags don’t include “wholesale”.'],
  [tag('excludes', 'wholesale'), 'granted', 'The customer’s tags don’t include “wholesale”.'],
  [tag('excludes'), 'no_match', 'The customer’s tags include “VIP”.'],
] as const)('a tag is looked for whatever its case: %j is %s', (condition, outcome, why) => {
  expect(decideWith(condition, CARD)).toMatchObject({ outcome, why: [why] });
});

test('nobody matches by tags that are not known, in either direction', () => {
  for (const condition of [tag('includes'), tag('excludes')]) {
    expect(decideWith(condition, null)).toMatchObject({
      outcome: 'no_match',
      why: ['The customer’s tags are unknown (the shop does not say it), so “VIP” can’t be looked for.'],
    });
    expect(decideWith(condition, CARD, true).why[0]).toContain('unknown (a guest order)');
  }
  const partial: CustomerCard = { ...CARD, hasMoreTags: true };
  expect(decideWith(tag('includes'), partial).outcome).toBe('granted');
  expect(decideWith(tag('excludes', 'wholesale'), partial)).toMatchObject({
    outcome: 'no_match',
    why: ['The customer’s tags are too many to know whether “wholesale” is among them.'],
  });
});

test('consent holds only where somebody subscribed, and is unknown without an address', () => {
  const consented = (state: NonNullable<CustomerCard['email']>['state'], value = true) =>
    decideWith(consents(value), { ...CARD, email: { state, at: NOW } }).outcome;
  expect(consented('subscribed')).toBe('granted');
  for (const state of ['pending', 'not_subscribed', 'unsubscribed', 'invalid', 'redacted'] as const) {
    expect(consented(state)).toBe('no_match');
    expect(consented(state, false)).toBe('granted');
  }
  for (const card of [CARD, null]) {
    expect(decideWith(consents(true), card).outcome).toBe('no_match');
    expect(decideWith(consents(false), card).outcome).toBe('no_match');
  }
});

test('a decision keeps of the tags those that a rule asked for, and no others', () => {
  const { decision } = decideWith(tag('includes'), CARD);
  expect(decision.facts['customer.tags']).toEqual({ type: 'words', words: ['VIP'] });
  expect(describeFact('customer.tags', decision)).toBe('The customer’s tags: VIP');
  expect(JSON.stringify(decision)).not.toContain('Newsletter');
});

test('a word that is looked for elsewhere is none of the customer’s', () => {
  const policy = policyOf(tag('includes'), {
    fact: 'order.products.collections',
    operator: 'excludes',
    value: 'Newsletter',
  });
  expect([...askedBy(policy, 'order.placed')]).toEqual([
    ['customer.tags', ['VIP']],
    ['order.products.collections', ['Newsletter']],
  ]);
});

test('the shop is asked only where a rule that is on listens to the event and asks', () => {
  expect(cardAskedBy(policyOf(tag('includes')), 'order.placed')).toBe('plain');
  expect(cardAskedBy(policyOf(consents(true)), 'order.placed')).toBe('plain');
  expect(cardAskedBy(policyOf(tag('includes')), 'review.posted')).toBeNull();
  const off = { ...policyOf(), rules: [{ ...VIP, enabled: false }] };
  expect(cardAskedBy(off, 'order.placed')).toBeNull();
  expect(cardAskedBy(policyOf({ fact: 'order.items', operator: 'over', value: 1 }), 'order.placed')).toBeNull();
});

test('the template is a valid rule and reads as a sentence', () => {
  expect(parsePolicyDraft({ rules: [VIP] }, 'USD').kind).toBe('valid');
  expect(describeRule(VIP)).toMatch(/^When an order is placed and the customer’s tags include “VIP”, then /);
});

test.each([
  [{ ...tag('includes'), value: '  ' }, 'value', 'Give one tag'],
  [{ ...tag('includes'), value: 'a, b' }, 'value', 'a tag has no comma'],
  [{ ...tag('includes'), value: 3 }, 'value', 'Give one tag'],
  [{ ...tag('includes'), operator: 'is' }, 'operator', 'Tags take the operators'],
  [{ fact: 'order.items', operator: 'includes', value: 3 }, 'operator', 'takes the operators at_least'],
])('%j is refused at its place', (condition, place, message) => {
  const parsed = parsePolicyDraft({ rules: [{ ...VIP, when: [condition] }] }, 'USD');
  expect(parsed).toMatchObject({ kind: 'invalid', problems: [{ path: ['rules', 0, 'when', 0, place] }] });
  expect(JSON.stringify(parsed)).toContain(message);
});

test('as many tags are kept as fit, in the shop’s order, and that there are more', () => {
  expect(boundTags(['a', 'b'])).toEqual({ tags: ['a', 'b'] });
  const many = Array.from({ length: 250 }, (_, index) => `tag-number-${index}`);
  const { tags, hasMoreTags } = boundTags(many);
  expect(hasMoreTags).toBe(true);
  expect(tags.length).toBeGreaterThan(20);
  expect(many.slice(0, tags.length)).toEqual(tags);
  expect(tags.join('').length).toBeLessThanOrEqual(500);
});
