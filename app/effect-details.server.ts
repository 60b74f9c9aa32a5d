import type { Decision } from '../core/decide.ts';
import type { Effect } from '../core/effects.ts';
import type { EffectId } from '../core/identity.ts';
import { formatMoney } from '../core/money.ts';
import type { Policy } from '../core/policy.ts';
import type { Shop } from '../core/shop.ts';
import { type Word, wordsFor } from '../core/use-cases/settle-effect.ts';
import { describeEffect, describeSubject } from '../core/words/action.ts';
import { orderLink } from './decision-details.server.ts';
import { decisionUrl } from './decision-rows.server.ts';
import { type EffectStatus, statusOf } from './effect-status.ts';
import { type StepDetails, stepDetails, whoIsAsked } from './effect-steps.server.ts';
import { type Place, placeOf, type Truths, truthsOf } from './effect-truths.server.ts';
import { perkFilterUrl } from './perk-filter.ts';
import { findRule } from './rule-publishing.server.ts';
import { type ShopTime, shopSecond } from './shop-time.server.ts';

/** One effect in words, with all that happened to it. */
export interface EffectPageView {
  what: string;
  status: EffectStatus;
  /** What the shop answered when it refused, or why it has to be tried again. */
  problem: string | null;
  /** All perks of the shop are stopped. */
  arePerksStopped: boolean;
  /** What a person can say of it now. */
  words: Word[];
  truths: Truths;
  /** Where a person sees in the shop whether it happened. */
  place: Place;
  rule: { name: string; url: string | null };
  /** `order #1001` */
  subject: string;
  order: { name: string; url: string } | null;
  customer: { name: string; url: string | null };
  cost: string | null;
  decision: { url: string; at: ShopTime };
  /** Oldest first. */
  history: StepDetails[];
}

export interface EffectPageInput {
  decision: Decision;
  effect: Effect;
  shop: Pick<Shop, 'domain' | 'timezone' | 'perksStoppedAt'>;
  policy: Policy;
  customer: string;
  /** Who is looking: the platform's id of the staff member. */
  staff: string;
}

export function findEffect({ effects }: Decision, id: string): Effect | null {
  return effects.find((effect) => effect.id === (id as EffectId)) ?? null;
}

export function viewEffect({ decision, effect, shop, policy, customer, staff }: EffectPageInput): EffectPageView {
  const { event } = decision;
  const outcome = decision.outcomes.find(({ rule }) => rule === effect.rule);
  return {
    what: describeEffect(effect),
    status: statusOf(effect),
    problem: effect.problem,
    arePerksStopped: shop.perksStoppedAt !== null,
    words: wordsFor(effect),
    truths: truthsOf(effect),
    place: placeOf(effect, event, shop),
    rule: {
      name: outcome?.name ?? effect.rule,
      url: findRule(policy, effect.rule) ? `/app/rules/${effect.rule}` : null,
    },
    subject: describeSubject(event),
    order: orderLink(event),
    customer: {
      name: customer,
      url:
        event.customer && perkFilterUrl({ state: null, rule: null, order: null, customer: event.customer, trail: [] }),
    },
    cost: outcome?.cost ? formatMoney(outcome.cost) : null,
    decision: { url: decisionUrl(decision), at: shopSecond(decision.decidedAt, shop.timezone) },
    history: effect.history.map((step) => stepDetails(step, shop.timezone, staff, whoIsAsked(effect))),
  };
}
