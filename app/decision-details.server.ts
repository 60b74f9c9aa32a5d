import type { Afterthought, Decision, RuleOutcome } from '../core/decide.ts';
import type { Effect } from '../core/effects.ts';
import {
  describeEffect,
  describeFact,
  explainAfterthought,
  explainKnowledge,
  explainOutcome,
} from '../core/explain.ts';
import { FACT_IDS } from '../core/facts.ts';
import { gidNumber } from '../core/identity.ts';
import { formatMoney } from '../core/money.ts';
import { type ShopTime, shopTime } from './shop-time.server.ts';

/** One decision in words. */
export interface DecisionDetails {
  order: string;
  /** The order in the shop's admin. */
  orderUrl: string;
  customer: string;
  placedAt: ShopTime;
  decidedAt: ShopTime;
  policyVersion: number;
  outcomes: OutcomeDetails[];
  facts: string[];
  knowledge: string;
}

export interface OutcomeDetails {
  rule: string;
  name: string;
  isGranted: boolean;
  reasons: string[];
  cost: string | null;
  effects: EffectDetails[];
  afterthoughts: AfterthoughtDetails[];
}

export interface EffectDetails {
  id: string;
  what: string;
  /** `started`: not tried yet. `waiting`: tried in vain, to be tried again. */
  state: 'started' | 'waiting' | 'refused' | 'done';
  problem: string | null;
  attempts: number;
  attemptedAt: ShopTime | null;
}

export interface AfterthoughtDetails {
  kind: Afterthought['kind'];
  since: ShopTime;
  reasons: string[];
}

export function decisionDetails(decision: Decision, timezone: string, customer: string): DecisionDetails {
  return {
    order: decision.event.orderName,
    // App Bridge opens it in the admin around the app.
    orderUrl: `shopify://admin/orders/${gidNumber(decision.event.order)}`,
    customer,
    placedAt: shopTime(decision.event.at, timezone),
    decidedAt: shopTime(decision.decidedAt, timezone),
    policyVersion: decision.policyVersion,
    outcomes: decision.outcomes.map((outcome) => outcomeDetails(outcome, decision, timezone)),
    // A fact that came into the catalogue later was not seen.
    facts: FACT_IDS.flatMap((id) => (decision.facts[id] ? describeFact(id, decision.facts[id]) : [])),
    knowledge: explainKnowledge(decision),
  };
}

function outcomeDetails(outcome: RuleOutcome, decision: Decision, timezone: string): OutcomeDetails {
  const isOfRule = ({ rule }: { rule: string }) => rule === outcome.rule;
  return {
    rule: outcome.rule,
    name: outcome.name,
    isGranted: outcome.outcome === 'granted',
    reasons: eachOnce(explainOutcome(outcome, decision.facts)),
    cost: outcome.cost && formatMoney(outcome.cost),
    effects: decision.effects.filter(isOfRule).map((effect) => effectDetails(effect, timezone)),
    afterthoughts: decision.afterthoughts.filter(isOfRule).map((afterthought) => ({
      kind: afterthought.kind,
      since: shopTime(afterthought.at, timezone),
      reasons: eachOnce(explainAfterthought(afterthought)),
    })),
  };
}

/** A rule may ask for the same thing twice, and each rule asks that the order is not cancelled. */
function eachOnce(reasons: string[]): string[] {
  return [...new Set(reasons)];
}

function effectDetails(effect: Effect, timezone: string): EffectDetails {
  const { id, state, attempts, attemptedAt, problem } = effect;
  return {
    id,
    what: describeEffect(effect),
    state: state === 'pending' ? (attempts > 0 ? 'waiting' : 'started') : state,
    problem,
    attempts,
    attemptedAt: attemptedAt === null ? null : shopTime(attemptedAt, timezone),
  };
}
