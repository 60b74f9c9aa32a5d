import type { Afterthought, Decision, OutcomeKind, RuleOutcome } from '../core/decide.ts';
import type { Effect } from '../core/effects.ts';
import type { DomainEvent, EventType } from '../core/event.ts';
import { FACT_IDS } from '../core/facts/catalogue.ts';
import { type DecisionId, gidNumber } from '../core/identity.ts';
import { formatMoney } from '../core/money.ts';
import type { OrderRecord } from '../core/order.ts';
import { describeEffect, describeSubject } from '../core/words/action.ts';
import { describeFact } from '../core/words/fact.ts';
import { upperFirst } from '../core/words/phrases.ts';
import { explainAfterthought, explainKnowledge, explainOutcome, explainWaiting } from '../core/words/reasons.ts';
import { customerUrl } from './customer-url.ts';
import { type EffectStatus, statusOf } from './effect-status.ts';
import { effectUrl } from './effect-url.ts';
import { type ShopTime, shopTime } from './shop-time.server.ts';

/** One decision in words. */
export interface DecisionDetails {
  /** `order #1001` */
  subject: string;
  /** `Order #1001` */
  title: string;
  /** The subject's order in the shop's admin; null where it has none. */
  order: { name: string; url: string } | null;
  /** When the shop deleted that order; null where it did not. */
  orderDeletedAt: ShopTime | null;
  customer: string;
  /** What is known of the customer; null for a guest. */
  customerUrl: string | null;
  /** “Placed”, with the time at which the event happened. */
  happened: string;
  happenedAt: ShopTime;
  decidedAt: ShopTime;
  /** No message told of it: the nightly comparison with the shop found it. */
  isFoundLate: boolean;
  /** For what it waited; null where it was made at once. */
  waiting: string | null;
  policyVersion: number;
  outcomes: OutcomeDetails[];
  facts: string[];
  knowledge: string;
}

export interface OutcomeDetails {
  rule: string;
  name: string;
  outcome: OutcomeKind;
  reasons: string[];
  cost: string | null;
  effects: EffectDetails[];
  afterthoughts: AfterthoughtDetails[];
}

export interface EffectDetails {
  id: string;
  /** The page of this effect. */
  url: string;
  what: string;
  status: EffectStatus;
  problem: string | null;
  attempts: number;
  attemptedAt: ShopTime | null;
}

export interface AfterthoughtDetails {
  kind: Afterthought['kind'];
  since: ShopTime;
  reasons: string[];
}

/** @param order of the subject, as it is known now. */
export function decisionDetails(
  decision: Decision,
  timezone: string,
  customer: string,
  order: Pick<OrderRecord, 'deletedAt'> | null,
): DecisionDetails {
  const deletedAt = order?.deletedAt;
  return {
    subject: describeSubject(decision.event),
    title: upperFirst(describeSubject(decision.event)),
    order: deletedAt === undefined ? orderLink(decision.event) : null,
    orderDeletedAt: deletedAt === undefined ? null : shopTime(deletedAt, timezone),
    customer,
    customerUrl: decision.event.customer && customerUrl(decision.event.customer),
    happened: HAPPENED[decision.event.type],
    happenedAt: shopTime(decision.event.at, timezone),
    decidedAt: shopTime(decision.decidedAt, timezone),
    isFoundLate: decision.event.foundLate === true,
    waiting: explainWaiting(decision),
    policyVersion: decision.policyVersion,
    outcomes: decision.outcomes.map((outcome) => outcomeDetails(outcome, decision, timezone)),
    // A fact that came into the catalogue later was not seen.
    facts: FACT_IDS.flatMap((id) => (decision.facts[id] ? describeFact(id, decision) : [])),
    knowledge: explainKnowledge(decision),
  };
}

const HAPPENED: Readonly<Record<EventType, string>> = {
  'order.placed': 'Placed',
  'return.requested': 'Requested',
  'shipment.delayed': 'Late since',
  'review.posted': 'Posted',
};

/** App Bridge opens it in the admin around the app. */
export function orderLink({ order, orderName }: DomainEvent): DecisionDetails['order'] {
  return order && { name: orderName ?? '', url: `shopify://admin/orders/${gidNumber(order)}` };
}

function outcomeDetails(outcome: RuleOutcome, decision: Decision, timezone: string): OutcomeDetails {
  const isOfRule = ({ rule }: { rule: string }) => rule === outcome.rule;
  return {
    rule: outcome.rule,
    name: outcome.name,
    outcome: outcome.outcome,
    reasons: eachOnce(explainOutcome(outcome, decision)),
    cost: outcome.cost && formatMoney(outcome.cost),
    effects: decision.effects.filter(isOfRule).map((effect) => effectDetails(decision.id, effect, timezone)),
    afterthoughts: decision.afterthoughts.filter(isOfRule).map((afterthought) => ({
      kind: afterthought.kind,
      since: shopTime(afterthought.at, timezone),
      reasons: eachOnce(explainAfterthought(afterthought, decision)),
    })),
  };
}

/** A rule may ask for the same thing twice, and each rule asks that the order is not cancelled. */
function eachOnce(reasons: string[]): string[] {
  return [...new Set(reasons)];
}

function effectDetails(decision: DecisionId, effect: Effect, timezone: string): EffectDetails {
  const { id, attempts, attemptedAt, problem } = effect;
  return {
    id,
    url: effectUrl(decision, id),
    what: describeEffect(effect),
    status: statusOf(effect),
    problem,
    attempts,
    attemptedAt: attemptedAt === null ? null : shopTime(attemptedAt, timezone),
  };
}
