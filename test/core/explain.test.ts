import { expect, test } from 'vitest';
import { describeEffect } from '../../core/words/action.ts';
import { explainOutcome } from '../../core/words/reasons.ts';
import { buildDecision, CREDIT_RULE, firstEffect } from './decisions.ts';

function explainFirst(wanted: Parameters<typeof buildDecision>[0]) {
  const decision = buildDecision(wanted);
  const [outcome] = decision.outcomes;
  return outcome ? explainOutcome(outcome, decision) : [];
}

test('a perk that is not possible says first why, then that its conditions held', () => {
  expect(explainFirst({ rules: [CREDIT_RULE], scopes: ['read_store_credit_accounts', 'read_customers'] })).toEqual([
    'The shop does not grant Concierge what this perk needs: write_store_credit_account_transactions.',
    'The order’s total is 180.00 USD: at least 0.00 USD.',
  ]);
  expect(explainFirst({ rules: [CREDIT_RULE], guest: true })).toEqual([
    'A guest order names no customer who could get it.',
    'The order’s total is 180.00 USD: at least 0.00 USD.',
  ]);
});

test('all missing scopes are named', () => {
  const [obstacle] = explainFirst({ rules: [CREDIT_RULE], scopes: [] });
  expect(obstacle).toMatch(
    /: write_store_credit_account_transactions, read_store_credit_accounts, and read_customers\.$/,
  );
});

test('a credit is described by its amount and the day until which it lasts', () => {
  // 90 days from Nov 20 and up to two more, so that it never ends sooner.
  expect(describeEffect(firstEffect(buildDecision({ rules: [CREDIT_RULE] })))).toBe(
    'Give the customer 15.00 USD of store credit until Feb 19, 2027',
  );
});
