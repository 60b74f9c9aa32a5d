import fc from 'fast-check';
import { conditionsOf } from '../../core/clause.ts';
import { type Decision, decide, type RuleOutcome } from '../../core/decide.ts';
import { EFFECT_STATES, type Effect, type EffectStep } from '../../core/effects.ts';
import type { DomainEvent, OrderPlaced } from '../../core/event.ts';
import { orderFacts } from '../../core/facts/read.ts';
import type { Instant, RuleId } from '../../core/identity.ts';
import type { FinancialStatus, OrderRecord, OrderSnapshot } from '../../core/order.ts';
import { scopesFor } from '../../core/perk-needs.ts';
import type { Rule } from '../../core/policy.ts';
import type { Changes } from '../../core/ports.ts';
import {
  type CustomerRecord,
  type Gone,
  newCustomerRecord,
  type Profile,
  replaceContribution,
  seeOrder,
} from '../../core/profile.ts';
import { returnBagRule } from '../../core/templates.ts';
import {
  buildAssessment,
  buildDispute,
  buildOrder,
  customerId,
  DAY_MS,
  NOW,
  orderId,
  productId,
  refundId,
} from '../core/builders.ts';

/** Records as the use-cases make them, and any others of the same shape. */

export const NOTHING: Changes = { orders: [], customers: [], decisions: [], resendAt: NOW, reconsidered: [] };

/** What all perks need. */
const SCOPES = ['write_orders', ...scopesFor('store_credit')];

/** Three rules of which the first one, or none, is granted. */
export const THREE_RULES: readonly Rule[] = [
  returnBagRule('USD'),
  { ...returnBagRule('USD'), id: 'birthday-card' as RuleId, name: 'A card for the loyal few' },
  { ...returnBagRule('USD'), id: 'express' as RuleId, name: 'Express shipping for big baskets' },
].map((rule, index) => ({
  ...rule,
  when: conditionsOf(rule.when).map((condition) =>
    index > 0 && condition.fact === 'order.lines.sizesOfOneProduct' ? { ...condition, value: 99 } : condition,
  ),
}));

/** Its perk is money in the customer's account. */
export const CREDIT_RULE: Rule = {
  ...returnBagRule('USD'),
  id: 'credit' as RuleId,
  name: 'Five dollars for regulars',
  perk: { kind: 'store_credit', amount: { amountMinor: 500, currency: 'USD' }, expiresInDays: 90, notify: true },
};

interface DecisionOptions {
  readonly number?: number;
  readonly at?: Instant;
  readonly customer?: OrderSnapshot['customer'];
  /** Net spend of the year before, minor units. */
  readonly spendMinor?: number;
  readonly rules?: readonly Rule[];
}

/** The first rule is granted unless `spendMinor` is too small or the customer a guest. */
export function buildDecision(options: DecisionOptions = {}): Decision<OrderPlaced> {
  const { number = 1001, at = NOW, customer = customerId(7), spendMinor = 200_000, rules = THREE_RULES } = options;
  const order = buildOrder({ id: orderId(number), name: `#${number}`, createdAt: at, customer });
  const past = [[at - DAY_MS, spendMinor]] as const;
  const profile = customer === null ? null : buildCustomer({ customer, revision: 1, orders: past }).profile;
  const facts = orderFacts({
    order,
    contribution: null,
    profile,
    currencySince: null,
    shopCurrency: 'USD',
    timezone: 'America/New_York',
    at,
  });
  const policy = { version: 3, publishedAt: NOW, author: '1', rules: [...rules] };
  const event = { type: 'order.placed', order: order.id, orderName: order.name, customer, at } as const;
  const known = { arrival: 2, knownSince: NOW - 60 * DAY_MS };
  const decision = decide(policy, event, facts, { now: at, ...known, scopes: SCOPES });
  if (!decision) throw new Error('no rule listens');
  return decision;
}

export function withEffects<Event extends DomainEvent>(
  decision: Decision<Event>,
  change: Partial<Effect>,
): Decision<Event> {
  const effects = decision.effects.map((effect) => ({ ...effect, ...change }));
  return { ...decision, revision: decision.revision + 1, effects };
}

export function withAfterthought<Event extends DomainEvent>(
  decision: Decision<Event>,
  rule = 'return-bag',
): Decision<Event> {
  const { facts, outcomes } = decision;
  const conditions = outcomes[0]?.conditions ?? [];
  const afterthought = { rule: rule as RuleId, kind: 'regretted', at: NOW + 1, conditions, facts } as const;
  return { ...decision, afterthoughts: [...decision.afterthoughts, afterthought] };
}

interface CustomerOptions {
  readonly customer?: CustomerRecord['profile']['customer'];
  readonly revision: number;
  readonly orders?: readonly (readonly [placedAt: Instant, netMinor: number])[];
}

/** A customer with these orders, folded as the use-case does. */
export function buildCustomer({ customer = customerId(7), revision, orders = [] }: CustomerOptions): CustomerRecord {
  const record = newCustomerRecord(customer);
  const profile = orders.reduce(
    (folded: Profile, [placedAt, netMinor]) =>
      replaceContribution(seeOrder(folded, placedAt, placedAt), null, { customer, placedAt, netMinor }),
    { ...record.profile, knownSince: NOW - 400 * DAY_MS },
  );
  return { ...record, revision, profile };
}

/** `count` orders spread over the year before `NOW`. */
export function yearOfOrders(count: number): [Instant, number][] {
  return Array.from({ length: count }, (_, index) => [
    NOW - Math.floor((365 * DAY_MS * (count - index)) / count),
    3_000 + ((index * 7_919) % 40_000),
  ]);
}

const instant = fc.integer({ min: 0, max: 4_102_444_799_999 });
const amountMinor = fc.maxSafeInteger().map((amount) => (amount === 0 ? 0 : amount));
const idNumber = fc.bigInt({ min: 1n, max: 10n ** 20n - 1n }).map(String);
const money = fc.record({ amountMinor, currency: fc.constantFrom('USD', 'JPY', 'KWD') }, { noNullPrototype: true });
const text = fc.string({ unit: 'grapheme', maxLength: 40 });

const financialStatus = fc.constantFrom<FinancialStatus | null>(
  'pending',
  'paid',
  'partially_refunded',
  'voided',
  null,
);

export const anyOrder = (id = idNumber): fc.Arbitrary<OrderRecord> =>
  id.chain((number) =>
    plain<OrderRecord>({
      id: fc.constant(orderId(number)),
      revision: fc.constant(1),
      snapshot: fc.option(
        plain<OrderSnapshot>({
          id: fc.constant(orderId(number)),
          name: text,
          customer: fc.option(idNumber.map(customerId)),
          createdAt: instant,
          cancelledAt: fc.option(instant),
          test: fc.boolean(),
          financialStatus,
          total: money,
          lines: fc.array(
            plain({
              product: fc.option(idNumber.map(productId)),
              title: text,
              variantTitle: fc.option(text),
              quantity: fc.nat(),
            }),
            { maxLength: 5 },
          ),
          refunds: fc.array(idNumber.map(refundId), { maxLength: 3 }),
        }),
      ),
      snapshotVersion: fc.option(plain({ updatedAt: instant, triggeredAt: instant, bodyHash: text })),
      refunds: fc.array(
        plain({
          id: idNumber.map(refundId),
          order: fc.constant(orderId(number)),
          amount: money,
          createdAt: instant,
        }),
        { maxLength: 3 },
      ),
      contribution: fc.option(
        fc
          .tuple(plain({ customer: idNumber.map(customerId), placedAt: instant, netMinor: amountMinor }), anyUncounted)
          .map(([contribution, uncounted]) => ({ ...contribution, ...uncounted })),
      ),
      placement: fc.constantFrom('awaited', 'decided', 'history'),
      decision: fc.option(fc.constant(buildDecision().id)),
    }).chain((order) => fc.constantFrom({}, WAITING).map((more) => ({ ...order, ...more }))),
  );

const anyUncounted = fc.constantFrom({}, { disputes: 2 }, { orders: 0 as const, disputes: 1 });

/** What comes to an order in its time, and is absent until then. */
const WAITING: Partial<OrderRecord> = {
  placement: 'waiting',
  waiting: { since: NOW, until: NOW + 600_000, foundLate: true },
  risk: [buildAssessment(), buildAssessment({ provider: '1354745', answer: 'pending' })],
  disputes: [buildDispute()],
};

const dayTotals = fc
  .uniqueArray(fc.integer({ min: 20_000, max: 20_400 }), { maxLength: 400 })
  .chain((days) =>
    fc.tuple(
      ...days
        .sort((a, b) => a - b)
        .map((day) => plain({ day: fc.constant(day), netMinor: amountMinor, orders: fc.integer() })),
    ),
  );

const recentOrders = fc
  .array(plain({ placedAt: instant, netMinor: amountMinor }), { maxLength: 200 })
  .map((recent) => recent.sort((a, b) => a.placedAt - b.placedAt));

export const anyCustomer = (id = idNumber): fc.Arbitrary<CustomerRecord> =>
  fc
    .tuple(
      customersThere(id),
      fc.option(anyGone),
      fc.constantFrom({}, { disputes: 3 }, { disputes: 3, oldestDay: 19_900 }),
    )
    .map(([record, gone, disputes]) => ({
      ...record,
      profile: { ...record.profile, ...disputes },
      ...(gone && { gone }),
    }));

const anyGone = plain<Gone>({ at: instant, mergedInto: fc.option(idNumber.map(customerId)) });

const customersThere = (id = idNumber): fc.Arbitrary<CustomerRecord> =>
  plain<CustomerRecord>({
    revision: fc.constant(1),
    profile: plain<Profile>({
      customer: id.map(customerId),
      knownSince: fc.option(instant),
      lifetime: plain({ netMinor: amountMinor, orders: fc.integer() }),
      days: dayTotals,
      recent: recentOrders,
      newestDay: fc.nat(),
    }),
    learnedAt: fc.option(instant),
    pastCursor: fc.option(fc.record({ cursor: fc.string({ minLength: 1 }), begunAt: instant, read: fc.nat() })),
    decisions: fc.array(plain({ id: fc.constant(buildDecision().id), eventAt: instant }), { maxLength: 5 }),
  });

const anyStep = plain<EffectStep>({
  at: instant,
  what: fc.constantFrom('tried', 'read_back', 'held', 'retried', 'given_up'),
  became: fc.constantFrom(...EFFECT_STATES),
  asked: fc.array(text, { maxLength: 2 }),
  answer: fc.option(text),
});

/** Real decisions with anything in the places that people and shops fill. */
export const anyDecision: fc.Arbitrary<Decision<OrderPlaced>> = fc
  .record({
    at: fc.integer({ min: Date.UTC(2020), max: Date.UTC(2040) }),
    number: fc.nat({ max: 1_000_000 }).map((number) => number + 1),
    customer: fc.option(idNumber.map(customerId)),
    spendMinor: fc.nat({ max: 400_000 }),
    name: text,
    line: text,
    problem: fc.option(text),
    uncertain: fc.boolean(),
    history: fc.array(anyStep, { maxLength: 3 }),
    rules: fc.constantFrom([...THREE_RULES], [...THREE_RULES, CREDIT_RULE]),
    noted: fc.nat({ max: 2 }),
  })
  .map(({ name, line, problem, uncertain, history, noted, ...options }) => {
    const decision = buildDecision(options);
    const named = decision.outcomes.map((outcome): RuleOutcome => ({ ...outcome, name }));
    const effects = decision.effects.map((effect): Effect => {
      const { action } = effect;
      return {
        ...effect,
        problem,
        uncertain,
        history,
        action: action.kind === 'order.note' ? { ...action, line } : action,
      };
    });
    const whole = { ...decision, event: { ...decision.event, orderName: name }, outcomes: named, effects };
    return Array.from({ length: noted }).reduce<Decision<OrderPlaced>>(
      (noting) => withAfterthought(noting, line),
      whole,
    );
  });

function plain<Fields extends object>(fields: { [Name in keyof Fields]: fc.Arbitrary<Fields[Name]> }) {
  return fc.record<Fields>(fields as never, { noNullPrototype: true } as never) as fc.Arbitrary<Fields>;
}
