import { askedBy } from '../asked.ts';
import { assertNever } from '../assert-never.ts';
import { type Decision, reconsider } from '../decide.ts';
import { type FactId, type Facts, factDefinition, factIdsIn, factIn } from '../facts/catalogue.ts';
import { orderFacts } from '../facts/read.ts';
import { riskFacts } from '../facts/risk.ts';
import type { FactValue } from '../facts/value.ts';
import type { OrderFold } from '../fold.ts';
import type { Instant } from '../identity.ts';
import { type OrderRecord, type OrderSnapshot, sameContribution } from '../order.ts';
import type { Policy } from '../policy.ts';
import type { CustomerRecord, Profile } from '../profile.ts';
import type { Shop } from '../shop.ts';
import type { Foldable } from './fold-delivery.ts';
import type { ObservePorts } from './observe-ports.ts';

/**
 * The order’s own closed decision, looked at with a snapshot that differs from the one it saw: an edit, or an older
 * delivery that came late.
 */
export async function reconsiderOwn(
  ports: ObservePorts,
  shop: Shop,
  known: OrderRecord,
  fold: OrderFold,
  observation: Foldable,
  customers: readonly CustomerRecord[],
  now: Instant,
): Promise<Decision[]> {
  if (known.decision === null || !tellsOfOrder(fold, observation)) return [];
  const decision = await ports.ledger.decision(shop.domain, known.decision);
  // An order that changed hands has other facts about another customer: nothing that came late.
  if (!decision || decision.erasedAt !== undefined) return [];
  const policy = await ports.policies.version(shop.domain, decision.policyVersion);
  if (!policy) return [];
  if (observation.type === 'risk.seen') {
    return changed(decision, policy, { ...decision.facts, ...riskFacts(fold.record.risk) }, now);
  }
  if (decision.event.customer !== observation.order.customer) return [];
  // By what was known then: a product that was renamed since is no change of the order.
  const told = factsFor(observation.order, fold.record, customers, shop, decision, policy);
  return changed(decision, policy, asTold(told, decision), now);
}

type TellsOfOrder = Extract<Foldable, { type: 'order.seen' | 'risk.seen' }>;

function tellsOfOrder(fold: OrderFold, observation: Foldable): observation is TellsOfOrder {
  if (observation.type === 'risk.seen') return fold.changed;
  return observation.type === 'order.seen' && fold.differs;
}

/** The customer’s other decisions that this delivery would have changed, had it come in time. */
export async function reconsiderEarlier(
  ports: ObservePorts,
  shop: Shop,
  fold: OrderFold,
  observation: Foldable,
  customers: readonly CustomerRecord[],
  now: Instant,
): Promise<Decision[]> {
  if (sameContribution(fold.before, fold.after)) return [];
  const happenedAt = happenedAtOf(observation);
  if (happenedAt === null) return [];
  const reconsidered: Decision[] = [];
  for (const customer of customers) {
    for (const pointer of customer.decisions) {
      if (happenedAt > pointer.eventAt) continue;
      const decision = await ports.ledger.decision(shop.domain, pointer.id);
      if (decision?.event.type !== 'order.placed' || decision.event.order === fold.record.id) continue;
      const subject = await ports.ledger.order(shop.domain, decision.event.order, 'cheap');
      if (subject?.snapshot?.customer !== customer.profile.customer) continue;
      const policy = await ports.policies.version(shop.domain, decision.policyVersion);
      if (!policy) continue;
      const late = factsFor(subject.snapshot, subject, customers, shop, decision, policy);
      reconsidered.push(...changed(decision, policy, withCustomerFacts(decision.facts, late), now));
    }
  }
  return reconsidered;
}

/** Null for what changes no spend. */
function happenedAtOf(observation: Foldable): Instant | null {
  switch (observation.type) {
    case 'order.seen':
      return observation.version.updatedAt;
    case 'refund.seen':
      return observation.refund.createdAt;
    case 'order.deleted':
      return observation.at;
    case 'order.edited':
    case 'risk.seen':
    case 'dispute.seen':
    case 'order.due':
      return null;
    default:
      return assertNever(observation);
  }
}

function changed(decision: Decision, policy: Policy, facts: Facts, now: Instant): Decision[] {
  const reconsidered = reconsider(decision, policy, facts, now);
  return reconsidered === decision ? [] : [reconsidered];
}

function factsFor(
  order: OrderSnapshot,
  record: OrderRecord,
  customers: readonly CustomerRecord[],
  shop: Shop,
  { titleParts }: Decision,
  policy: Policy,
) {
  const profile: Profile | null =
    customers.find((customer) => customer.profile.customer === order.customer)?.profile ?? null;
  return orderFacts({
    order,
    contribution: record.contribution,
    profile,
    shopCurrency: shop.currency,
    currencySince: shop.currencySince,
    timezone: shop.timezone,
    at: order.createdAt,
    titleParts,
    risk: record.risk,
    asked: askedBy(policy, 'order.placed'),
  });
}

/**
 * What the shop said then, of the customer and of the products, stays so: no order that comes late tells another. Nor does one
 * that leaves out what the shop said then.
 */
function asTold(late: Facts, { facts: seen }: Decision): Facts {
  const isTold = (fact: FactId) => factDefinition(fact).follows !== undefined && !isLeftOut(factIn(late, fact));
  const told = factIdsIn(late).map((fact) => [fact, isTold(fact) ? late[fact] : factIn(seen, fact)]);
  const lines = late['order.lines'];
  return { ...Object.fromEntries(told), ...(lines && { 'order.lines': lines }) };
}

function isLeftOut(value: FactValue): boolean {
  return value.type === 'unknown' && (value.reason === 'not_told' || value.reason === 'not_looked_at');
}

function withCustomerFacts(facts: Facts, late: Facts): Facts {
  const fromOrders = factIdsIn(late).filter((fact) => factDefinition(fact).follows === 'orders');
  return { ...facts, ...Object.fromEntries(fromOrders.map((fact) => [fact, late[fact]])) };
}
