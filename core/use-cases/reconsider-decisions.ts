import { assertNever } from '../assert-never.ts';
import { HISTORY_FACTS } from '../customer-history.ts';
import { type Decision, reconsider } from '../decide.ts';
import { type FactId, type Facts, factIn, LOOKED_UP_FACTS, orderFacts, riskFacts } from '../facts.ts';
import type { OrderFold } from '../fold.ts';
import type { Instant } from '../identity.ts';
import { type OrderRecord, type OrderSnapshot, sameContribution } from '../order.ts';
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
  if (observation.type === 'risk.seen') {
    return changed(ports, shop, decision, { ...decision.facts, ...riskFacts(fold.record.risk) }, now);
  }
  if (decision.event.customer !== observation.order.customer) return [];
  // By what was known then: a product that was renamed since is no change of the order.
  const told = factsFor(observation.order, fold.record, customers, shop, decision);
  const facts = asTold(told, decision);
  return changed(ports, shop, decision, facts, now);
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
      const facts = withCustomerFacts(decision.facts, factsFor(subject.snapshot, subject, customers, shop, decision));
      reconsidered.push(...(await changed(ports, shop, decision, facts, now)));
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

async function changed(
  ports: ObservePorts,
  shop: Shop,
  decision: Decision,
  facts: Facts,
  now: Instant,
): Promise<Decision[]> {
  const policy = await ports.policies.version(shop.domain, decision.policyVersion);
  if (!policy) return [];
  const reconsidered = reconsider(decision, policy, facts, now);
  return reconsidered === decision ? [] : [reconsidered];
}

function factsFor(
  order: OrderSnapshot,
  record: OrderRecord,
  customers: readonly CustomerRecord[],
  shop: Shop,
  { facts, titleParts }: Decision,
) {
  const profile: Profile | null =
    customers.find((customer) => customer.profile.customer === order.customer)?.profile ?? null;
  return orderFacts({
    order,
    contribution: record.contribution,
    profile,
    shopCurrency: shop.currency,
    currencySince: shop.currencySince,
    at: order.createdAt,
    titleParts,
    risk: record.risk,
    asked: new Set(Object.keys(facts) as FactId[]),
  });
}

/** What the shop said of the customer and of the products then, and the company's spend: no order that comes late tells another. */
function asTold(facts: Facts, { facts: seen }: Decision): Facts {
  const lookedUp = LOOKED_UP_FACTS.flatMap((fact) => (seen[fact] ? [[fact, seen[fact]]] : []));
  return {
    ...facts,
    ...Object.fromEntries(lookedUp),
    'customer.tags': factIn(seen, 'customer.tags'),
    'customer.emailConsent': factIn(seen, 'customer.emailConsent'),
    // Payments are disputed weeks later: what was right then is not regretted for it.
    'customer.disputes': factIn(seen, 'customer.disputes'),
  };
}

function withCustomerFacts(facts: Facts, late: ReturnType<typeof orderFacts>): Facts {
  return {
    ...facts,
    'customer.spend.365d': late['customer.spend.365d'],
    'customer.orders.365d': late['customer.orders.365d'],
    ...Object.fromEntries(HISTORY_FACTS.flatMap((fact) => (late[fact] ? [[fact, late[fact]]] : []))),
  };
}
