import { expect, test } from 'vitest';
import type { Condition } from '../../core/condition.ts';
import { returnBagRule } from '../../core/templates.ts';
import { describeConditionLead } from '../../core/words/condition.ts';
import { describeRule } from '../../core/words/rule.ts';
import { usd } from './builders.ts';
import { CREDIT_RULE } from './decisions.ts';

const bag = returnBagRule('USD');
const withConditions = (when: Condition[]) => ({ ...bag, when });

test('the return-bag rule reads as one sentence', () => {
  expect(describeRule(bag)).toBe(
    'When an order is placed and the customer’s net spend in the last 365 days, this order not counted, is over ' +
      '1,500.00 USD and the number of sizes of one product in the order is at least 3, then add the tag ' +
      '“include-return-bag” to the order and write “Put a return bag in the parcel: a regular is trying several ' +
      'sizes.” into the order’s note.',
  );
});

test('every condition of a rule with many of them is in the sentence', () => {
  const sentence = describeRule(
    withConditions([
      { fact: 'order.total', operator: 'at_most', value: usd(5_000) },
      { fact: 'order.items', operator: 'is', value: 1_200 },
      { fact: 'order.cancelled', operator: 'is', value: false },
    ]),
  );
  expect(sentence).toContain(
    'the order’s total is at most 50.00 USD, the number of items in the order is exactly 1,200, and the order is not cancelled, then',
  );
});

test('a yes-or-no condition that wants a yes is said as it is', () => {
  expect(describeRule(withConditions([{ fact: 'order.cancelled', operator: 'is', value: true }]))).toContain(
    'and the order is cancelled, then',
  );
});

test('what stands before a value starts a sentence', () => {
  expect(describeConditionLead({ fact: 'order.total', operator: 'under' }, 'order.placed')).toBe(
    'The order’s total is under',
  );
  expect(describeConditionLead({ fact: 'order.cancelled', operator: 'is' }, 'order.placed')).toBe(
    'The order is cancelled',
  );
});

test('store credit is said with its amount and for how long it lasts', () => {
  const lasting = (expiresInDays: number) =>
    describeRule({ ...CREDIT_RULE, perk: { ...CREDIT_RULE.perk, expiresInDays } as typeof CREDIT_RULE.perk });
  expect(lasting(90)).toBe(
    'When an order is placed and the order’s total is at least 0.00 USD, then give the customer 15.00 USD of store ' +
      'credit for 90 days.',
  );
  expect(lasting(1_825)).toContain('for 1,825 days.');
  expect(lasting(1)).toContain('for 1 day.');
});

test('a rule begins with its event, whose order is no longer left out of what the customer spent', () => {
  const on = (event: 'return.requested' | 'review.posted') =>
    describeRule({
      ...CREDIT_RULE,
      on: event,
      when: [{ fact: 'customer.spend.365d', operator: 'over', value: usd(1) }],
    });
  expect(on('return.requested')).toContain(
    'When a return is requested and the customer’s net spend in the last 365 days is over 0.01 USD, then give',
  );
  expect(on('review.posted')).toContain('When a review is posted and the customer’s net spend');
});
