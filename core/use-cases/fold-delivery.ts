import { assertNever } from '../assert-never.ts';
import type { Decision } from '../decide.ts';
import {
  customersOf,
  foldDeleted,
  foldDispute,
  foldDue,
  foldEdit,
  foldOrder,
  foldRefund,
  foldRisk,
  type OrderFold,
} from '../fold.ts';
import type { CustomerId, Instant, OrderId } from '../identity.ts';
import type { Observation } from '../observation.ts';
import {
  type Instead,
  newOrderRecord,
  newOwner,
  type OrderRecord,
  ownedInstead,
  recordInstead,
  sameContribution,
} from '../order.ts';
import type { Reading } from '../ports.ts';
import {
  type CustomerRecord,
  mergedInto,
  newCustomerRecord,
  rememberDecision,
  replaceContribution,
  seeOrder,
} from '../profile.ts';
import type { Shop } from '../shop.ts';
import { runningPolicy } from './before-deciding.ts';
import { commitDecided } from './commit-decided.ts';
import { decidePlaced, waitingFor } from './decide-placed.ts';
import { isLearned, learnHistory } from './learn-history.ts';
import { type Observed, type ObservePorts, RESEND_AFTER_MS, type TryAgain } from './observe-ports.ts';
import { withCard } from './read-card.ts';
import { reconsiderEarlier, reconsiderOwn } from './reconsider-decisions.ts';
import { untilWritten } from './until-written.ts';
import { resendWaiting } from './wake-due.ts';
import { whoNow } from './who-now.ts';

export type Foldable = Extract<
  Observation,
  { type: 'order.seen' | 'order.edited' | 'refund.seen' | 'risk.seen' | 'dispute.seen' | 'order.due' | 'order.deleted' }
>;

/** Folds one delivery into its order and customer and decides, until no one else has written in between. */
export async function foldDelivery(
  ports: ObservePorts,
  shop: Shop,
  observation: Foldable,
  now: Instant,
): Promise<Observed> {
  return untilWritten(ports, 'the records', (reading) => foldOnce(ports, shop, observation, now, reading));
}

async function foldOnce(
  ports: ObservePorts,
  shop: Shop,
  observation: Foldable,
  now: Instant,
  reading: Reading,
  instead: readonly Instead[] = [],
): Promise<Observed | 'conflict'> {
  const id = orderOf(observation);
  const stored = (await ports.ledger.order(shop.domain, id, reading)) ?? newOrderRecord(id);
  const known = instead.reduce(recordInstead, stored);
  const folded = foldOf(known, observation, shop, now);
  const fold = { ...folded, changed: folded.changed || known !== stored };
  if (!fold.changed && !fold.differs) {
    if (known.decision) await resendWaiting(ports, shop.domain, known.decision);
    return { kind: 'known' };
  }

  const loaded = await loadCustomers(ports, shop, fold, now, reading);
  if (loaded.kind === 'try_again') return loaded;
  if (loaded.kind === 'instead') {
    return foldOnce(ports, shop, toldOf(observation, loaded.instead), now, reading, [...instead, loaded.instead]);
  }
  const customers = loaded.records.map((record) => fillIn(record, fold, now));
  const isFoundLate = observation.type === 'order.seen' && observation.foundLate === true;
  const policy = fold.placed ? await runningPolicy(ports, shop) : null;
  const waiting = policy && waitingFor(policy, fold, isFoundLate, now);
  const decision =
    policy && !waiting
      ? await decidePlaced(
          ports,
          policy,
          shop,
          { fold, customers, isFoundLate: isFoundLate || known.waiting?.foundLate === true },
          now,
        )
      : null;
  if (decision && 'kind' in decision) return decision;
  const reconsidered = [
    ...(await reconsiderOwn(ports, shop, known, fold, observation, customers, now)),
    ...(await reconsiderEarlier(ports, shop, fold, observation, customers, now)),
  ];
  const owner = fold.changed ? newOwner(stored, fold.record) : null;
  const written = customers.filter(
    (customer, index) =>
      customer.profile !== loaded.stored[index]?.profile ||
      customer.profile.customer === owner ||
      ownsDecision(customer, decision),
  );
  if (!fold.changed && reconsidered.length === 0 && written.length === 0) return { kind: 'known' };

  const placed: OrderRecord = waiting ? { ...fold.record, placement: 'waiting', waiting } : fold.record;
  const found = isFoundLate ? { ...placed, foundLateAt: now } : placed;
  const changes = {
    orders: fold.changed ? [{ ...found, revision: known.revision + 1, decision: decision?.id ?? known.decision }] : [],
    customers: written.map((customer) => remember(customer, decision)),
    resendAt: now + RESEND_AFTER_MS,
    reconsidered,
  };
  return commitDecided(ports, shop, changes, decision);
}

function orderOf(observation: Foldable): OrderId {
  switch (observation.type) {
    case 'order.seen':
      return observation.order.id;
    case 'refund.seen':
      return observation.refund.order;
    case 'order.edited':
    case 'risk.seen':
    case 'dispute.seen':
    case 'order.due':
    case 'order.deleted':
      return observation.order;
    default:
      return assertNever(observation);
  }
}

function foldOf(known: OrderRecord, observation: Foldable, shop: Shop, now: Instant): OrderFold {
  switch (observation.type) {
    case 'order.seen':
      return foldOrder(known, observation, 'delivery', shop, now);
    case 'refund.seen':
      return foldRefund(known, observation.refund, shop);
    case 'order.edited':
      return foldEdit(known, observation.edit, shop);
    case 'risk.seen':
      return foldRisk(known, observation, shop, now);
    case 'dispute.seen':
      return foldDispute(known, observation, shop);
    case 'order.due':
      return foldDue(known, shop, now);
    case 'order.deleted':
      return foldDeleted(known, observation.at, shop);
    default:
      return assertNever(observation);
  }
}

/** What is told of a customer who was merged or erased is told of who they are now. */
function toldOf(observation: Foldable, instead: Instead): Foldable {
  if (observation.type !== 'order.seen') return observation;
  return { ...observation, order: ownedInstead(observation.order, instead) };
}

interface LoadedCustomers {
  readonly kind: 'loaded';
  /** As stored, null profile replaced by a new one. */
  readonly stored: readonly CustomerRecord[];
  /** With the past filled in at first sight. */
  readonly records: readonly CustomerRecord[];
}

async function loadCustomers(
  ports: ObservePorts,
  shop: Shop,
  fold: OrderFold,
  now: Instant,
  reading: Reading,
): Promise<LoadedCustomers | { readonly kind: 'instead'; readonly instead: Instead } | TryAgain> {
  const stored: CustomerRecord[] = [];
  const records: CustomerRecord[] = [];
  for (const id of customersToLoad(fold)) {
    const found = await ports.ledger.customer(shop.domain, id, reading);
    const isOwner = fold.owners.includes(id);
    const before = isOwner || !found ? await whoNow(ports, shop.domain, id, found) : null;
    if (before) return { kind: 'instead', instead: before };
    const known = found ?? newCustomerRecord(id);
    const isComplete = isLearned(known, shop) || mergedInto(known) !== null;
    const learned = isComplete ? known : await learnHistory(ports, shop, known, fold.record.id, now);
    if ('kind' in learned) return learned;
    const told = fold.placed && isOwner ? await withCard('order.placed', ports, shop, learned) : learned;
    if ('kind' in told) return told;
    const since = isOwner ? await whoNow(ports, shop.domain, id, told) : null;
    if (since) return { kind: 'instead', instead: since };
    stored.push(known);
    records.push(told);
  }
  return { kind: 'loaded', stored, records };
}

/** An echo that changes neither spend nor any fact needs no profile at all. */
function customersToLoad(fold: OrderFold): CustomerId[] {
  const untouched = !fold.placed && !fold.firstSight && !fold.differs && sameContribution(fold.before, fold.after);
  return untouched ? [] : customersOf(fold);
}

function fillIn(record: CustomerRecord, fold: OrderFold, now: Instant): CustomerRecord {
  const order = fold.record.snapshot;
  const owns = order !== null && fold.owners.includes(record.profile.customer);
  const profile = owns ? seeOrder(record.profile, order.createdAt, now) : record.profile;
  if (sameContribution(fold.before, fold.after)) return { ...record, profile };
  return { ...record, profile: replaceContribution(profile, fold.before, fold.after) };
}

function ownsDecision(customer: CustomerRecord, decision: Decision | null): decision is Decision {
  return decision !== null && decision.event.customer === customer.profile.customer;
}

function remember(customer: CustomerRecord, decision: Decision | null): CustomerRecord {
  const record = { ...customer, revision: customer.revision + 1 };
  return ownsDecision(customer, decision)
    ? rememberDecision(record, { id: decision.id, eventAt: decision.event.at })
    : record;
}
