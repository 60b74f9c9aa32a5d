import { type Decision, decide } from '../../core/decide.ts';
import type { Effect } from '../../core/effects.ts';
import type { OrderPlaced, ReturnRequested } from '../../core/event.ts';
import { orderFacts } from '../../core/facts/read.ts';
import type { Instant, RuleId } from '../../core/identity.ts';
import type { Rule } from '../../core/policy.ts';
import type { Changes } from '../../core/ports.ts';
import { newCustomerRecord } from '../../core/profile.ts';
import { returnBagRule } from '../../core/templates.ts';
import { buildOrder, customerId, NOW, orderId, usd } from './builders.ts';

/** Decisions as the core makes them: every rule here matches every order of a customer. */

export const SCOPES = [
  'read_orders',
  'write_orders',
  'read_all_orders',
  'read_customers',
  'read_store_credit_accounts',
  'write_store_credit_account_transactions',
];

export const NO_CHANGES: Changes = { orders: [], customers: [], decisions: [], resendAt: NOW, reconsidered: [] };

const ANY_ORDER: Rule['when'] = [{ fact: 'order.total', operator: 'at_least', value: usd(0) }];

/** A tag and a marked line: what may be done again. */
export const BAG_RULE: Rule = { ...returnBagRule('USD'), when: ANY_ORDER };

/** Store credit: what must not be done again without having looked. */
export const CREDIT_RULE: Rule = {
  ...BAG_RULE,
  id: 'thank-you' as RuleId,
  name: 'Thank you',
  perk: { kind: 'store_credit', amount: usd(1_500), expiresInDays: 90, notify: true },
};

interface Wanted {
  readonly number?: number;
  readonly at?: Instant;
  readonly rules?: readonly Rule[];
  readonly scopes?: readonly string[];
  readonly guest?: boolean;
}

export function buildDecision({ number = 1001, at = NOW, rules = [BAG_RULE], scopes = SCOPES, guest }: Wanted = {}) {
  const customer = guest ? null : customerId(7);
  const order = buildOrder({ id: orderId(number), name: `#${number}`, createdAt: at, customer });
  const profile = guest ? null : newCustomerRecord(customerId(7)).profile;
  const facts = orderFacts({
    order,
    contribution: null,
    profile,
    currencySince: null,
    shopCurrency: 'USD',
    timezone: 'America/New_York',
    at,
  });
  const policy = { version: 1, publishedAt: NOW, author: '1', rules: [...rules] };
  const event = { type: 'order.placed', order: order.id, orderName: order.name, customer, at } as const;
  const decision = decide(policy, event, facts, { now: at, arrival: 1, knownSince: null, scopes });
  if (!decision) throw new Error('no rule listens');
  return decision;
}

/** Those of orders. */
export function ofOrders(decisions: readonly Decision[]): Decision<OrderPlaced>[] {
  return decisions.filter((decision): decision is Decision<OrderPlaced> => decision.event.type === 'order.placed');
}

/** Those of returns. */
export function ofReturns(decisions: readonly Decision[]): Decision<ReturnRequested>[] {
  return decisions.filter(
    (decision): decision is Decision<ReturnRequested> => decision.event.type === 'return.requested',
  );
}

export function firstEffect({ effects: [effect] }: Decision): Effect {
  if (!effect) throw new Error('the decision has no effect');
  return effect;
}
