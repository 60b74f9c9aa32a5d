import { compiledRules } from './compile.ts';
import { type Effect, endedByErasure } from './effects.ts';
import { effectsOfPerk } from './effects-of-perk.ts';
import { type ClauseOutcome, evaluateRule } from './evaluate.ts';
import { type DomainEvent, subjectOf } from './event.ts';
import type { Facts } from './facts/catalogue.ts';
import type { DecisionId, Instant, RuleId } from './identity.ts';
import type { Money } from './money.ts';
import { costOf, type Obstacle, obstacleTo } from './perk-needs.ts';
import type { Policy, Rule } from './policy.ts';
import type { TitleParts } from './product.ts';
import type { Waited } from './risk.ts';

/** `not_possible`: the rule matches and its perk can’t be given. */
export type OutcomeKind = 'granted' | 'no_match' | 'not_possible';

export interface RuleOutcome {
  readonly rule: RuleId;
  readonly name: string;
  readonly outcome: OutcomeKind;
  /** Only beside `not_possible`. */
  readonly obstacle?: Obstacle;
  readonly conditions: readonly ClauseOutcome[];
  /** What the perk costs the merchant; null when nothing was granted. */
  readonly cost: Money | null;
}

/** Something that arrived too late: it would have changed the outcome of a closed decision. Never acted on silently. */
export interface Afterthought {
  readonly rule: RuleId;
  /** `regretted`: granted, and now would not be. `missed`: not granted, and now would be. */
  readonly kind: 'regretted' | 'missed';
  /** When we noticed. */
  readonly at: Instant;
  readonly conditions: readonly ClauseOutcome[];
  readonly facts: Facts;
}

/** One record per event that any rule listens to. Explains itself without any other record. */
export interface Decision<Event extends DomainEvent = DomainEvent> {
  readonly id: DecisionId;
  /** Counts the writes of effects: the condition of the next one. */
  readonly revision: number;
  readonly event: Event;
  readonly decidedAt: Instant;
  readonly policyVersion: number;
  /** The revision of the customer, or without one of the subject, that this decision made: replaying in this order
   * repeats it. */
  readonly arrival: number;
  /** From when on the customer's past was known; null for guests. */
  readonly knownSince: Instant | null;
  /** Those that the event carries. */
  readonly facts: Facts;
  /** How its lines' sizes were told, of the products that were looked up; absent where none was. */
  readonly titleParts?: TitleParts;
  readonly outcomes: readonly RuleOutcome[];
  readonly effects: readonly Effect[];
  readonly afterthoughts: readonly Afterthought[];
  /** Absent where it was made at once. */
  readonly waited?: Waited;
  /** When its customer's data was erased; absent where it was not. */
  readonly erasedAt?: Instant;
}

export interface DecisionContext {
  readonly now: Instant;
  readonly arrival: number;
  readonly knownSince: Instant | null;
  /** What the shop grants the app. */
  readonly scopes: readonly string[];
  /** What the facts rest on beside the event's own record. */
  readonly titleParts?: TitleParts;
  /** Not given where nothing was waited for. */
  readonly waited?: Waited | undefined;
}

/**
 * The one decision function: live, shadow, backtest and simulation call it. Pure.
 * Null when no rule listens to the event.
 */
export function decide<Event extends DomainEvent>(
  policy: Policy,
  event: Event,
  facts: Facts,
  context: DecisionContext,
): Decision<Event> | null {
  const { rules, matches } = compiledRules(policy, event.type);
  if (rules.length === 0) return null;
  const matching = matches(facts);
  const outcomes = rules.map((rule, index) => outcomeOf(rule, matching[index] === true, event, facts, context));
  const granted = rules.filter((_, index) => outcomes[index]?.outcome === 'granted');
  return {
    id: decisionId(event, context.now),
    revision: 1,
    event,
    decidedAt: context.now,
    policyVersion: policy.version,
    arrival: context.arrival,
    knownSince: context.knownSince,
    facts,
    ...(context.titleParts && { titleParts: context.titleParts }),
    outcomes,
    effects: granted.flatMap((rule) => effectsOfPerk(rule, event, context.now)),
    afterthoughts: [],
    ...(context.waited && { waited: context.waited }),
  };
}

function outcomeOf(
  rule: Rule,
  matches: boolean,
  { customer }: DomainEvent,
  facts: Facts,
  { scopes }: DecisionContext,
): RuleOutcome {
  const { conditions } = evaluateRule(rule, facts);
  const told = { rule: rule.id, name: rule.name, conditions, cost: null };
  if (!matches) return { ...told, outcome: 'no_match' };
  const obstacle = obstacleTo(rule.perk, { scopes, isGuest: customer === null });
  if (obstacle) return { ...told, outcome: 'not_possible', obstacle };
  return { ...told, outcome: 'granted', cost: costOf(rule.perk) };
}

function decisionId(event: DomainEvent, now: Instant): DecisionId {
  return `${new Date(now).toISOString()}~${event.type}~${subjectOf(event).key}` as DecisionId;
}

/** The decision once its customer's data was erased: what was decided and what it cost stays, and nothing is done any more. */
export function withoutCustomer(decision: Decision, at: Instant): Decision {
  const { event, effects } = decision;
  return {
    ...decision,
    event: { ...event, customer: null },
    knownSince: null,
    effects: effects.map((effect) => endedByErasure(effect, at)),
    erasedAt: at,
  };
}

const MAX_AFTERTHOUGHTS = 10;

/** The decision with what new facts would have changed; the same object when they change nothing. */
export function reconsider(decision: Decision, policy: Policy, facts: Facts, now: Instant): Decision {
  const noted = decision.afterthoughts;
  if (noted.length >= MAX_AFTERTHOUGHTS) return decision;
  const { rules, matches } = compiledRules(policy, decision.event.type);
  const matching = matches(facts);
  const added = decision.outcomes.flatMap((outcome): Afterthought[] => {
    const place = rules.findIndex(({ id }) => id === outcome.rule);
    const rule = rules[place];
    const isMatching = matching[place] === true;
    // What could not be given is no regret, and would not be given now.
    if (outcome.outcome === 'not_possible' || isMatching === (outcome.outcome === 'granted')) return [];
    if (!rule || noted.some((afterthought) => afterthought.rule === rule.id)) return [];
    const { conditions } = evaluateRule(rule, facts);
    return [{ rule: rule.id, kind: isMatching ? 'missed' : 'regretted', at: now, conditions, facts }];
  });
  if (added.length === 0) return decision;
  return { ...decision, afterthoughts: [...noted, ...added].slice(0, MAX_AFTERTHOUGHTS) };
}
