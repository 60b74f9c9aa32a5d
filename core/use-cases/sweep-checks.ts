import type { CustomerId, DecisionId, Instant } from '../identity.ts';
import { type OrderRecord, sameSnapshot } from '../order.ts';
import type { SeenOrder, SweepStore } from '../ports.ts';
import type { Shop } from '../shop.ts';
import type { FoundLate, Sweep, Unchecked } from '../sweep.ts';
import { foldDelivery } from './fold-delivery.ts';
import { meetCustomer } from './learn-history.ts';
import type { Observed, ObservePorts } from './observe-ports.ts';

export interface SweepPorts extends ObservePorts {
  readonly sweeps: SweepStore;
  /** A bug that was kept from stopping anything else: to be written down. */
  readonly noteFailure: (error: unknown) => void;
}

/** The comparison of one order or customer with what we saw. Throws on bugs. */
export interface Check {
  readonly subject: Pick<Unchecked, 'order' | 'customer'>;
  readonly run: () => Promise<FoundLate | Failed | null>;
}

/** It can't be compared, or folded, just now. */
export interface Failed {
  readonly what: 'failed';
  /** `throttled`: the shop said how long to wait. */
  readonly reason: 'throttled' | 'unanswered' | 'bug';
  readonly problem: string;
  readonly afterMs?: number | undefined;
}

export function idOf({ order, customer }: Check['subject']): string {
  return order?.id ?? customer ?? '';
}

/** In words that hold nothing of anybody's data: what an error says may. */
export function failedBy(error: unknown): string {
  return `failed unexpectedly: ${error instanceof Error ? error.name : typeof error}`;
}

export function checkOrder(ports: SweepPorts, shop: Shop, sweep: Sweep, seen: SeenOrder, now: Instant): Check {
  const { id, name, customer } = seen.order;
  return { subject: { order: { id, name }, customer }, run: () => compareOrder(ports, shop, sweep, seen, now) };
}

export function checkCustomer(ports: SweepPorts, shop: Shop, customer: CustomerId, now: Instant): Check {
  return { subject: { order: null, customer }, run: () => compareCustomer(ports, shop, customer, now) };
}

async function compareOrder(
  ports: SweepPorts,
  shop: Shop,
  sweep: Sweep,
  { order, version }: SeenOrder,
  now: Instant,
): Promise<FoundLate | Failed | null> {
  const late: FoundLate = {
    what: 'order_missed',
    order: { id: order.id, name: order.name },
    customer: order.customer,
    changedAt: version.updatedAt,
    decision: null,
  };
  const known = await ports.ledger.order(shop.domain, order.id, 'cheap');
  // Known from its customer's past alone, it still waits for its own delivery.
  const isAwaited = known?.placement === 'awaited';
  const isSame = known?.snapshot && (sameSnapshot(known.snapshot, order) || known.snapshotVersion === null);
  const isKnown = isSame && !isAwaited;
  if (isKnown || (known?.snapshotVersion && known.snapshotVersion.updatedAt > version.updatedAt)) {
    const decision = await unreported(ports, shop, sweep, known);
    return decision && { ...late, decision };
  }
  const observed = await foldDelivery(ports, shop, { type: 'order.seen', order, version, foundLate: true }, now);
  if (observed.kind === 'try_again') return failed(observed);
  if (observed.kind === 'known' || observed.kind === 'ignored') return null;
  return {
    ...late,
    what: known?.snapshot && !isAwaited ? 'change_missed' : 'order_missed',
    decision: observed.kind === 'decided' ? observed.decision.id : null,
  };
}

/** Decided by a go at this page that died before it could say so. Ids of decisions begin with their time. */
async function unreported(
  ports: SweepPorts,
  shop: Shop,
  sweep: Sweep,
  { decision: id }: OrderRecord,
): Promise<DecisionId | null> {
  if (
    id === null ||
    id < new Date(sweep.reportedUntil).toISOString() ||
    sweep.found.some(({ decision }) => decision === id)
  )
    return null;
  const decision = await ports.ledger.decision(shop.domain, id);
  return decision?.event.foundLate ? id : null;
}

async function compareCustomer(
  ports: SweepPorts,
  shop: Shop,
  customer: CustomerId,
  now: Instant,
): Promise<FoundLate | Failed | null> {
  if (await ports.ledger.customer(shop.domain, customer, 'cheap')) return null;
  const met = await meetCustomer(ports, shop, customer, now);
  if (met.kind === 'try_again') return failed(met);
  return met.kind === 'folded'
    ? { what: 'customer_missed', order: null, customer, changedAt: null, decision: null }
    : null;
}

function failed({ problem, afterMs }: Extract<Observed, { kind: 'try_again' }>): Failed {
  return { what: 'failed', reason: afterMs === undefined ? 'unanswered' : 'throttled', problem, afterMs };
}
