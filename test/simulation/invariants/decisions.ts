import type { Decision } from '../../../core/decide.ts';
import { evaluateRule } from '../../../core/evaluate.ts';
import { type Facts, factIn } from '../../../core/facts/catalogue.ts';
import type { FactValue } from '../../../core/facts/value.ts';
import type { Instant } from '../../../core/identity.ts';
import { obstacleTo } from '../../../core/perk-needs.ts';
import type { CustomerRecord } from '../../../core/profile.ts';
import { explainOutcome } from '../../../core/words/reasons.ts';
import type { OrderState } from '../world/order.ts';
import { totalOf } from '../world/order.ts';
import { everySetting, isCounted, spendOf, whoIs } from '../world/shop.ts';
import { allDecisions, type Evidence, effectsOf, type Invariant, isInstalled, leftToPerson } from './evidence.ts';
import { wasHeard } from './heard.ts';
import { isUnheardMerge } from './merges.ts';

const WINDOW_MS = 48 * 3_600_000;

export const decidedOnce: Invariant = {
  name: 'every order placed since the install and visible within 48 hours is decided exactly once',
  contradictions(evidence) {
    const { truth, shop, decisions, orders, policies } = evidence;
    const counts = new Map<string, number>();
    for (const { event } of decisions) counts.set(event.order, (counts.get(event.order) ?? 0) + 1);
    const twice = [...counts].filter(([, count]) => count > 1).map(([order, count]) => `${order}: ${count} decisions`);
    if (!shop || !isInstalled(evidence)) return twice;
    const since = Math.floor(shop.installedAt / 1000) * 1000;
    // A shop that left without our noticing came back without our noticing, too.
    const left = Math.max(0, ...truth.presence.filter(({ installed }) => !installed).map(({ at }) => at));
    const mayBeSilent = [...policies.values()].some(({ rules }) =>
      rules.every(({ enabled, on }) => !enabled || on !== 'order.placed'),
    );
    const missing = [...truth.orders.values()]
      .filter(({ createdAt, id }) => createdAt >= since && createdAt > left && !counts.has(id))
      .filter(({ createdAt }) => truth.presence.findLast(({ at }) => at <= createdAt)?.installed)
      .filter(({ id }) => !leftToPerson(evidence).has(id))
      .filter(({ id }) => !(mayBeSilent && orders.get(id)?.placement === 'decided'))
      .map(({ name, createdAt }) => `${name}, placed at ${new Date(createdAt).toISOString()}, was never decided`);
    return [...twice, ...missing];
  },
};

/** (c): never two of the same rule, order and kind, and each for a state in which the order once was. */
export const onePerkPerRule: Invariant = {
  name: '(c) at most one perk per rule and order, matched by a state that was seen',
  contradictions(evidence) {
    const ids = effectsOf(evidence).map(({ effect }) => effect.id);
    const twice = ids.filter((id, index) => ids.indexOf(id) < index).map((id) => `${id} is planned twice`);
    const unseen = evidence.decisions
      .filter(({ event, facts }) => !statesOf(evidence, event.order).some((state) => says(evidence, facts, state)))
      .map(({ event }) => `${event.orderName} was decided by a state in which it never was`);
    const late = evidence.decisions
      // The time for which it was to wait does not count.
      .filter(({ event, decidedAt, waited }) => {
        const waitMs = waited ? waited.until - waited.since : 0;
        return decidedAt - event.at - waitMs >= WINDOW_MS + 60_000;
      })
      .map(({ event }) => `${event.orderName} was decided more than 48 hours after it was placed`);
    return [...twice, ...unseen, ...late];
  },
};

function statesOf({ truth }: Evidence, order: string): OrderState[] {
  return truth.states.filter((each) => each.order === order).map(({ state }) => state);
}

function says({ truth }: Evidence, facts: Facts, state: OrderState): boolean {
  const total = factIn(facts, 'order.total');
  const isOfOther = isOfOtherCurrency(total) && everySetting(truth, 'currency').length > 1;
  return (
    (isOfOther || plain(total) === state.totalMinor) &&
    plain(factIn(facts, 'order.items')) === state.items &&
    plain(factIn(facts, 'order.lines.sizesOfOneProduct')) === state.sizes &&
    plain(factIn(facts, 'order.cancelled')) === state.cancelled
  );
}

export function isOfOtherCurrency(fact: FactValue): boolean {
  return fact.type === 'unknown' && fact.reason === 'other_currency';
}

export function plain(fact: FactValue): number | boolean | null {
  if (fact.type === 'money') return fact.money.amountMinor;
  if (fact.type === 'number') return fact.number;
  return fact.type === 'boolean' ? fact.boolean : null;
}

export const everyDecisionIsExplained: Invariant = {
  name: 'every decision is explained by its record',
  contradictions: (evidence) => allDecisions(evidence).flatMap((decision) => unexplained(evidence, decision)),
};

function unexplained({ policies, truth }: Evidence, decision: Decision): string[] {
  const policy = policies.get(decision.policyVersion);
  const name = decision.event.orderName;
  if (!policy) return [`${name} was decided by a policy that nobody published`];
  const listening = policy.rules.filter(({ enabled, on }) => enabled && on === decision.event.type);
  const asked = decision.outcomes.map(({ rule }) => rule);
  if (listening.map(({ id }) => id).join() !== asked.join()) return [`${name} was not decided by the rules in force`];
  return decision.outcomes.flatMap((outcome, index) => {
    const rule = listening[index];
    if (!rule) return [];
    const { matches } = evaluateRule(rule, decision.facts);
    const isGuest = decision.event.customer === null && decision.erasedAt === undefined;
    // What was granted when it was decided is among all that ever was granted.
    const obstacles = truth.grants.map(({ scopes }) => obstacleTo(rule.perk, { scopes, isGuest }));
    const expected = matches ? ['granted', 'not_possible'] : ['no_match'];
    const isPossible =
      outcome.outcome === 'no_match' ||
      obstacles.some((obstacle) => (obstacle === null) === (outcome.outcome === 'granted'));
    if (!expected.includes(outcome.outcome) || !isPossible) {
      return [`${name}: ${rule.id} says ${outcome.outcome}, and its record says otherwise`];
    }
    return explainOutcome(outcome, decision).length > 0 ? [] : [`${name}: ${rule.id} says nothing of its reasons`];
  });
}

/** (a): whatever came twice, late, out of order or not at all, in the end the profile is what the shop's orders say. */
export const profilesAreSums: Invariant = {
  name: '(a) a profile is the sum of the final states of the orders',
  contradictions(evidence) {
    const { shop, customers, truth } = evidence;
    if (!shop || !isInstalled(evidence)) return [];
    return [...customers.values()].flatMap((record) => {
      if (!isWhole(evidence, record)) return [];
      const { profile } = record;
      if (everySetting(truth, 'currency').length > 1) return falselyCounted(evidence, profile.customer);
      const spent = spendOf(truth, profile.customer);
      const { netMinor, orders } = profile.lifetime;
      if (spent.netMinor === netMinor && spent.orders === orders) return [];
      return [`${profile.customer}: ${orders} orders for ${netMinor}, in truth ${spent.orders} for ${spent.netMinor}`];
    });
  },
};

/** All that their profile rests on was told of, or read. */
export function isWhole(evidence: Evidence, { profile, learnedAt }: CustomerRecord): boolean {
  const { shop } = evidence;
  if (!shop) return false;
  // After an import everybody’s past is known, also of who was not met since.
  if (shop.imported === null && (learnedAt === null || learnedAt < shop.installedAt)) return false;
  if (isLeftToPerson(evidence, profile.customer) || isUnheardMerge(evidence, profile.customer)) return false;
  if (hasUnheardDeletion(evidence, profile.customer)) return false;
  return !changedBeforeReturn(evidence, shop.installedAt, profile.customer);
}

/** Nobody told that one of their orders is no more. */
function hasUnheardDeletion({ truth, told, orders }: Evidence, customer: string): boolean {
  return [...truth.deletedOrders].some(([id, { at, name, was }]) => {
    const owners = [whoIs(truth, was.customer ?? ''), orders.get(id)?.contribution?.customer];
    return owners.includes(customer) && !wasHeard(told.world, truth, at, 'orders/delete', name);
  });
}

/** What was ordered in another currency counts as it did before the change, or no longer: as it was seen last. */
function falselyCounted({ truth, orders }: Evidence, customer: string): string[] {
  const own = [...truth.orders.values()].filter((order) => order.customer === customer && isCounted(order));
  return own.flatMap((order) => {
    const counted = orders.get(order.id)?.contribution;
    if (!counted || counted.orders === 0 || counted.netMinor === totalOf(order)) return [];
    return [`${order.name} counts ${counted.netMinor}, in truth ${totalOf(order)}`];
  });
}

function isLeftToPerson(evidence: Evidence, customer: string): boolean {
  const left = leftToPerson(evidence);
  const ofCustomer = [...evidence.truth.orders.values()].filter((order) => order.customer === customer);
  return left.has(customer) || ofCustomer.some(({ id }) => left.has(id));
}

/**
 * The app was out and came back: what changed before is read with the customer’s past, but nobody looks again at an
 * order that a late delivery told of, or that went to another customer meanwhile.
 */
function changedBeforeReturn({ truth, orders }: Evidence, installedAt: Instant, customer: string): boolean {
  const first = truth.presence[0]?.at ?? 0;
  return truth.states.some(({ order, at }) => {
    const isTheirs =
      truth.orders.get(order)?.customer === customer || orders.get(order)?.contribution?.customer === customer;
    return isTheirs && at >= first && at < installedAt + MOMENT_MS && installedAt > first + MOMENT_MS;
  });
}

/** The installation that is written down began a moment after the true one. */
const MOMENT_MS = 60_000;
