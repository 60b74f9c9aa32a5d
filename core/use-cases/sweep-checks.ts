import type { CustomerId, Instant, OrderId, ShopDomain } from '../identity.ts';
import { type OrderRecord, type OrderSnapshot, sameSnapshot } from '../order.ts';
import type { Ledger, SeenOrder, Span, SweepStore } from '../ports.ts';
import type { Shop } from '../shop.ts';
import { type Finding, type FoundLate, isIn, type OrderPart, partOf, partsFrom, type Unchecked } from '../sweep.ts';
import { nameOrNobody } from './erase-customer.ts';
import { foldDelivery } from './fold-delivery.ts';
import { readReturn } from './fold-return.ts';
import { readShipment } from './fold-shipment.ts';
import { meetCustomer } from './learn-history.ts';
import type { Observed, ObservePorts, TryAgain } from './observe-ports.ts';

export interface SweepPorts extends ObservePorts {
  readonly sweeps: SweepStore;
  /** A bug that was kept from stopping anything else: to be written down. */
  readonly noteFailure: (error: unknown) => void;
}

/** One thing to do about one order, a part of it, or a customer. Null where there is nothing to say of it. Throws on bugs. */
export interface Check<Result> {
  readonly subject: Pick<Unchecked, 'part' | 'order' | 'customer'>;
  readonly run: () => Promise<Result | Failed | null>;
}

/** What the shop shows and we did not see. */
export interface Suspect {
  readonly what: 'suspect';
  readonly finding: Finding;
  /** Null where somebody else told of it meanwhile. */
  readonly fold: Check<FoundLate>;
}

/** It can't be compared, or folded, just now. */
export interface Failed {
  readonly what: 'failed';
  /** `throttled`: the shop said how long to wait. */
  readonly reason: 'throttled' | 'unanswered' | 'bug';
  readonly problem: string;
  readonly afterMs?: number | undefined;
}

export function idOf({ part, order, customer }: Check<unknown>['subject']): string {
  return part?.id ?? order?.id ?? customer ?? '';
}

/** Whether its customer was erased: the shop goes on naming them. */
export function erasedCheck(
  { erasures }: SweepPorts,
  { domain }: Shop,
  subject: Check<unknown>['subject'],
): Check<boolean> {
  const { customer } = subject;
  return { subject, run: async () => customer !== null && (await erasures.isErased(domain, customer)) };
}

/** In words that hold nothing of anybody's data: what an error says may. */
export function failedBy(error: unknown): string {
  return `failed unexpectedly: ${error instanceof Error ? error.name : typeof error}`;
}

export function compareOrder(ports: SweepPorts, shop: Shop, seen: SeenOrder, now: Instant): Check<Suspect> {
  const { order, version } = seen;
  const subject = { order: { id: order.id, name: order.name }, customer: order.customer };
  return {
    subject,
    async run() {
      const known = await ports.ledger.order(shop.domain, order.id, 'cheap');
      // Known from its customer's past alone, it still waits for its own delivery.
      const isAwaited = known?.placement === 'awaited';
      const isSame = known?.snapshot && (known.snapshotVersion === null || saysTheSame(known, known.snapshot, order));
      if (isSame && !isAwaited) return null;
      if (known?.snapshotVersion && known.snapshotVersion.updatedAt > version.updatedAt) return null;
      const what = known?.snapshot && !isAwaited ? 'change_missed' : 'order_missed';
      const customer = await nameOrNobody(ports, shop.domain, order.customer);
      const late: FoundLate = { what, ...subject, customer, changedAt: version.updatedAt, decision: null };
      const deliver = () => foldDelivery(ports, shop, { type: 'order.seen', order, version, foundLate: true }, now);
      return suspect(ports, shop, { late, at: now }, deliver);
    },
  };
}

/**
 * History may be known from a list without lines, and nothing is decided by them any more; what was stored before companies
 * were known, or from a file, names none.
 */
function saysTheSame({ placement }: OrderRecord, known: OrderSnapshot, seen: OrderSnapshot): boolean {
  const isListed = placement === 'history' && known.lines.length === 0;
  const shown = isListed ? { ...seen, lines: [] } : seen;
  const { company: _added, ...rest } = shown;
  return sameSnapshot(known, known.company === undefined ? rest : shown);
}

export function comparePart(
  ports: SweepPorts,
  shop: Shop,
  listed: OrderPart,
  span: Span,
  now: Instant,
): Check<Suspect> {
  const { order, customer, changedAt } = listed;
  const subject = { part: partOf(listed), order, customer };
  return {
    subject,
    async run() {
      const what = await missedOf(ports.ledger, shop, listed, span);
      if (what === null) return null;
      const owner = await nameOrNobody(ports, shop.domain, customer);
      const late: FoundLate = { what, ...subject, customer: owner, changedAt, decision: null };
      const occasion = { now, isFoundLate: true };
      const read = () =>
        listed.kind === 'return'
          ? readReturn(ports, shop, listed.id, occasion)
          : readShipment(ports, shop, listed.id, occasion);
      return suspect(ports, shop, { late, at: now }, read);
    },
  };
}

/** Older news was there to be found before, or is of a time before the app; younger news may be on its way. */
async function missedOf(
  ledger: Ledger,
  { domain: shop, installedAt }: Shop,
  listed: OrderPart,
  { from, until }: Span,
): Promise<FoundLate['what'] | null> {
  const { order, createdAt, changedAt } = listed;
  const span = { from: Math.max(installedAt, partsFrom({ from })), until };
  const isNew = isIn(span, createdAt);
  const isChange = isIn(span, changedAt);
  if (listed.kind === 'shipment') {
    const known = await ledger.shipment(shop, order.id, listed.id, 'cheap');
    if (!known) return isNew ? 'shipment_missed' : null;
    return isChange && changedAt > known.readAt ? 'shipment_change_missed' : null;
  }
  const known = await ledger.return(shop, order.id, listed.id, 'cheap');
  if (!known) return isNew ? 'return_missed' : null;
  return isChange && known.snapshot.status !== listed.status ? 'return_change_missed' : null;
}

export function compareCustomer(ports: SweepPorts, shop: Shop, customer: CustomerId, now: Instant): Check<Suspect> {
  const subject = { order: null, customer };
  return {
    subject,
    async run() {
      if (await ports.ledger.customer(shop.domain, customer, 'cheap')) return null;
      if (await ports.erasures.isErased(shop.domain, customer)) return null;
      const late: FoundLate = { what: 'customer_missed', ...subject, changedAt: null, decision: null };
      return suspect(ports, shop, { late, at: now }, () => meetCustomer(ports, shop, customer, now));
    },
  };
}

function suspect(ports: SweepPorts, shop: Shop, finding: Finding, fold: () => Promise<Observed>): Suspect {
  return {
    what: 'suspect',
    finding,
    fold: {
      subject: finding.late,
      async run() {
        const observed = await fold();
        switch (observed.kind) {
          case 'try_again':
            return failed(observed);
          case 'decided':
            return { ...finding.late, decision: observed.decision.id };
          case 'folded':
            return finding.late;
          default:
            // It may be our own write that is known: the answer to it was lost.
            return whatCameOf(ports, shop.domain, finding);
        }
      },
    },
  };
}

/** Whether the find that was written down was folded, where nobody lived to say so. */
export function settle(ports: SweepPorts, shop: Shop, finding: Finding): Check<FoundLate> {
  return { subject: finding.late, run: () => whatCameOf(ports, shop.domain, finding) };
}

async function whatCameOf({ ledger }: SweepPorts, shop: ShopDomain, { late, at }: Finding): Promise<FoundLate | null> {
  if (late.order === null) {
    const customer = late.customer && (await ledger.customer(shop, late.customer, 'latest'));
    return customer && customer.learnedAt === at ? late : null;
  }
  const record = await foundRecord(ledger, shop, late.order.id, late.part);
  const decision = record?.decision ? await ledger.decision(shop, record.decision) : null;
  if (decision?.event.foundLate && decision.decidedAt >= at) return { ...late, decision: decision.id };
  return (record?.foundLateAt ?? 0) >= at ? late : null;
}

function foundRecord(ledger: Ledger, shop: ShopDomain, order: OrderId, part: FoundLate['part']) {
  switch (part?.kind) {
    case undefined:
      return ledger.order(shop, order, 'latest');
    case 'return':
      return ledger.return(shop, order, part.id, 'latest');
    case 'shipment':
      return ledger.shipment(shop, order, part.id, 'latest');
  }
}

function failed({ problem, afterMs }: TryAgain): Failed {
  return { what: 'failed', reason: afterMs === undefined ? 'unanswered' : 'throttled', problem, afterMs };
}
