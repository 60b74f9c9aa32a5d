import { companyOrderOf } from '../../core/company.ts';
import type { ChangeId, CustomerChange } from '../../core/customer-card.ts';
import type { Decision } from '../../core/decide.ts';
import { type EffectState, isOpen, isWaiting, OPEN_STATES } from '../../core/effects.ts';
import { happeningsOfOrder, happeningsOfReturn, happeningsOfShipment, sentMessages } from '../../core/happening.ts';
import {
  type CustomerId,
  type DecisionId,
  gidNumber,
  type Instant,
  type OrderId,
  type ReviewId,
  type ShipmentId,
  type ShopDomain,
} from '../../core/identity.ts';
import type { OrderRecord } from '../../core/order.ts';
import type { BelongingsPage, Changes, DecisionPage, DecisionQuery, Ledger, ReviewStore } from '../../core/ports.ts';
import { type CustomerRecord, dayOf } from '../../core/profile.ts';
import type { ReturnRecord } from '../../core/return.ts';
import type { ReviewRecord } from '../../core/review.ts';
import type { ShipmentRecord } from '../../core/shipment.ts';
import { answersQuery, decodeCursor, encodeCursor } from '../decision-query.ts';
import { copy } from './copy.ts';
import type { ForgetsShop } from './forgets-shop.ts';
import { createMemoryReviewStore } from './review-store.ts';
import type { DueEntry } from './schedule.ts';

interface Records {
  readonly orders: Map<string, OrderRecord>;
  readonly returns: Map<string, ReturnRecord>;
  readonly shipments: Map<ShipmentId, ShipmentRecord>;
  readonly customers: Map<string, CustomerRecord>;
  readonly decisions: Map<DecisionId, Decision>;
  readonly reviews: Map<ReviewId, ReviewRecord>;
  /** By customer, then id. */
  readonly changes: Map<CustomerId, Map<ChangeId, CustomerChange>>;
  readonly due: Map<DecisionId, Instant>;
}

interface MemoryLedger extends ForgetsShop {
  readonly ledger: Ledger;
  readonly reviews: ReviewStore;
  /** The decisions with waiting effects, the orders that wait, and the shipments to be looked after. */
  readonly due: () => readonly DueEntry[];
}

/**
 * The ledger in memory, for tests of what stands on it: the same contract, gone with the process.
 *
 * @param isErased Whose records must not begin anew.
 */
export function createMemoryLedger(isErased: (shop: ShopDomain, customer: CustomerId) => boolean): MemoryLedger {
  const shops = new Map<ShopDomain, Records>();

  function recordsOf(shop: ShopDomain): Records {
    const known = shops.get(shop);
    if (known) return known;
    const records: Records = {
      orders: new Map(),
      returns: new Map(),
      shipments: new Map(),
      customers: new Map(),
      decisions: new Map(),
      reviews: new Map(),
      changes: new Map(),
      due: new Map(),
    };
    shops.set(shop, records);
    return records;
  }

  const ledger: Ledger = {
    order: async (shop, id) => copy(recordsOf(shop).orders.get(id) ?? null),
    async orders(shop, ids) {
      const { orders } = recordsOf(shop);
      const known = ids.flatMap((id): [OrderId, OrderRecord][] => {
        const order = orders.get(id);
        return order ? [[id, copy(order)]] : [];
      });
      return new Map(known);
    },
    return: async (shop, _order, id) => copy(recordsOf(shop).returns.get(id) ?? null),
    shipment: async (shop, _order, id) => copy(recordsOf(shop).shipments.get(id) ?? null),
    customer: async (shop, id) => copy(recordsOf(shop).customers.get(id) ?? null),
    decision: async (shop, id) => copy(recordsOf(shop).decisions.get(id) ?? null),
    changeOfCustomer: async (shop, customer, id) => copy(recordsOf(shop).changes.get(customer)?.get(id) ?? null),
    async commit(shop, changes) {
      const records = recordsOf(shop);
      const returns = changes.customers.some(
        ({ revision, profile }) => revision === 1 && isErased(shop, profile.customer),
      );
      if (returns || !canCommit(records, changes)) return 'conflict';
      write(records, copy(changes));
      return 'committed';
    },
    async recordEffects(shop, { id, revision, effects }, resendAt) {
      const { decisions, due } = recordsOf(shop);
      const known = decisions.get(id);
      if (!known || known.revision !== revision - 1) return 'conflict';
      decisions.set(id, { ...known, revision, effects: copy(effects) });
      if (resendAt === null) due.delete(id);
      else due.set(id, resendAt);
      return 'recorded';
    },
    forgetCustomer: async (shop, customer) => void recordsOf(shop).customers.delete(customer),
    forgetChange: async (shop, customer, id) => void recordsOf(shop).changes.get(customer)?.delete(id),
    // It is looked up in the record: none tells of more than that.
    forgetEntry: async () => {},
    async eraseDecision(shop, decision) {
      const { decisions, due } = recordsOf(shop);
      const known = decisions.get(decision.id);
      if (known?.revision !== decision.revision - 1) return 'conflict';
      decisions.set(decision.id, { ...copy(decision), afterthoughts: known.afterthoughts });
      if (!decision.effects.some(isWaiting)) due.delete(decision.id);
      return 'recorded';
    },
    decisions: async (shop, query) => pageOf(recordsOf(shop), query),
    belongings: async (shop, customer, limit, cursor) => belongingsOf(recordsOf(shop), customer, limit, cursor),
    ordersFor: async (shop, company, { from, to }, limit) =>
      [...recordsOf(shop).orders.values()]
        .flatMap((record) => {
          const counted = companyOrderOf(record);
          if (counted?.company !== company) return [];
          const { order, placedAt, net } = counted;
          return [{ order, placedAt, net: { ...net } }];
        })
        .filter(({ placedAt }) => dayOf(placedAt) >= dayOf(from) && dayOf(placedAt) <= dayOf(to))
        .sort((a, b) => dayOf(b.placedAt) - dayOf(a.placedAt))
        .slice(0, limit),
    countOpen: async (shop, most) => countOpenOf(recordsOf(shop), most),
  };
  return {
    forgetShop: (shop) => void shops.delete(shop),
    ledger,
    reviews: createMemoryReviewStore((shop) => recordsOf(shop).reviews),
    due: () =>
      [...shops].flatMap(([shop, { due, orders, shipments }]) => [
        ...[...due].map(([decision, at]): DueEntry => ({ at, due: { kind: 'decision', shop, decision } })),
        ...[...shipments.values()].flatMap(({ lookAt: at, snapshot: { id, order } }): DueEntry[] =>
          at === null ? [] : [{ at, due: { kind: 'shipment', shop, order, shipment: id } }],
        ),
        ...[...orders.values()].flatMap(({ id: order, waiting }): DueEntry[] =>
          waiting ? [{ at: waiting.until, due: { kind: 'order', shop, order } }] : [],
        ),
      ]),
  };
}

function canCommit(records: Records, changes: Changes): boolean {
  return (
    changes.orders.every(({ id, revision }) => (records.orders.get(id)?.revision ?? 0) === revision - 1) &&
    (changes.returns ?? []).every(
      ({ snapshot, revision }) => (records.returns.get(snapshot.id)?.revision ?? 0) === revision - 1,
    ) &&
    (changes.shipments ?? []).every(
      ({ snapshot, revision }) => (records.shipments.get(snapshot.id)?.revision ?? 0) === revision - 1,
    ) &&
    changes.customers.every(
      ({ profile, revision }) => (records.customers.get(profile.customer)?.revision ?? 0) === revision - 1,
    ) &&
    changes.decisions.every(({ id }) => !records.decisions.has(id)) &&
    (changes.reviews ?? []).every(
      ({ review, revision }) => (records.reviews.get(review.id)?.revision ?? 0) === revision - 1,
    ) &&
    changes.reconsidered.every((decision) => addsAfterthoughts(records.decisions.get(decision.id), decision))
  );
}

/** Afterthoughts are only ever added; writing the same ones again is no conflict. */
function addsAfterthoughts(known: Decision | undefined, { afterthoughts }: Decision): boolean {
  if (!known) return false;
  const unchanged = JSON.stringify(known.afterthoughts) === JSON.stringify(afterthoughts);
  return unchanged || known.afterthoughts.length < afterthoughts.length;
}

function write(records: Records, changes: Changes): void {
  for (const order of changes.orders) records.orders.set(order.id, order);
  for (const returned of changes.returns ?? []) records.returns.set(returned.snapshot.id, returned);
  for (const shipment of changes.shipments ?? []) records.shipments.set(shipment.snapshot.id, shipment);
  for (const customer of changes.customers) records.customers.set(customer.profile.customer, customer);
  for (const review of changes.reviews ?? []) records.reviews.set(review.review.id, review);
  for (const change of changes.changesOfCustomers ?? []) {
    const known = records.changes.get(change.customer) ?? new Map<ChangeId, CustomerChange>();
    records.changes.set(change.customer, known.set(change.id, change));
  }
  for (const decision of changes.decisions) {
    records.decisions.set(decision.id, decision);
    if (decision.effects.some(isWaiting)) records.due.set(decision.id, changes.resendAt);
  }
  for (const { id, afterthoughts } of changes.reconsidered) {
    const known = records.decisions.get(id);
    if (known) records.decisions.set(id, { ...known, afterthoughts });
  }
}

/** The newest decisions count first. */
function countOpenOf({ decisions }: Records, most: number): Map<EffectState, number> {
  const open = [...decisions.values()]
    .filter(({ effects }) => effects.some(isOpen))
    .sort((a, b) => compare(b.id, a.id))
    .slice(0, most);
  const counts = OPEN_STATES.map((state) => {
    const ofState = open.filter(({ effects }) => effects.some((effect) => effect.state === state));
    return [state, ofState.length] as const;
  });
  return new Map(counts.filter(([, count]) => count > 0));
}

function pageOf(records: Records, query: DecisionQuery): DecisionPage {
  const position = decodeCursor(query.cursor);
  const found = [...records.decisions.values()]
    .filter((decision) => (position === null || decision.id < position) && answersQuery(decision, query))
    .sort((a, b) => compare(b.id, a.id));
  const decisions = copy(found.slice(0, query.limit));
  const last = decisions.at(-1);
  return { decisions, cursor: found.length > query.limit && last ? encodeCursor(last.id) : null };
}

function belongingsOf(
  { orders, returns, shipments, decisions, reviews, changes, customers }: Records,
  customer: CustomerId,
  limit: number,
  cursor: string | undefined,
): BelongingsPage {
  const position = decodeCursor(cursor);
  const ofOrders = [...orders.values()].flatMap(({ id, snapshot }) => {
    if (snapshot?.customer !== customer) return [];
    const at = snapshot.createdAt;
    return [{ place: `${new Date(at).toISOString()}~order~${gidNumber(id)}`, of: { kind: 'order', id, at } as const }];
  });
  const ofReturns = [...returns.values()].flatMap(({ snapshot }) => {
    if (snapshot.customer !== customer) return [];
    const { id, order, requestedAt: at } = snapshot;
    const place = `${new Date(at).toISOString()}~return~${gidNumber(id)}`;
    return [{ place, of: { kind: 'return', id, order, at } as const }];
  });
  const ofShipments = [...shipments.values()].flatMap(({ snapshot }) => {
    if (snapshot.customer !== customer) return [];
    const { id, order, sentAt: at } = snapshot;
    const place = `${new Date(at).toISOString()}~shipment~${gidNumber(id)}`;
    return [{ place, of: { kind: 'shipment', id, order, at } as const }];
  });
  const ofDecisions = [...decisions.values()].flatMap(({ id, event, decidedAt: at }) =>
    event.customer === customer ? [{ place: id, of: { kind: 'decision', id, at } as const }] : [],
  );
  const ofReviews = [...reviews.values()].flatMap(({ match, review: { id, postedAt: at } }) => {
    if (match.kind !== 'matched' || match.customer !== customer) return [];
    return [{ place: `${new Date(at).toISOString()}~review~${id}`, of: { kind: 'review', id, at } as const }];
  });
  const ofHappenings = [
    ...[...orders.values()].map((order) => ({ owner: order.snapshot?.customer, happened: happeningsOfOrder(order) })),
    ...[...returns.values()].map((each) => ({ owner: each.snapshot.customer, happened: happeningsOfReturn(each) })),
    ...[...shipments.values()].map((each) => ({ owner: each.snapshot.customer, happened: happeningsOfShipment(each) })),
  ].flatMap(({ owner, happened }) =>
    owner === customer
      ? happened.map((each) => ({
          place: `${new Date(each.at).toISOString()}~then~${each.what}~${each.number}`,
          of: { kind: 'happening', ...each } as const,
        }))
      : [],
  );
  const ofMessages = [...decisions.values()].flatMap((decision) =>
    decision.event.customer === customer
      ? sentMessages(decision).map(({ effect, at }) => ({
          place: `${new Date(at).toISOString()}~then~message~${effect}`,
          of: { kind: 'message', decision: decision.id, effect, at } as const,
        }))
      : [],
  );
  const ofMerged = [...customers.values()].flatMap(({ profile: { customer: id }, gone }) => {
    if (gone?.mergedInto !== customer) return [];
    const { at } = gone;
    const place = `${new Date(at).toISOString()}~customer~${gidNumber(id)}`;
    return [{ place, of: { kind: 'customer', id, at } as const }];
  });
  const ofChanges = [...(changes.get(customer)?.values() ?? [])].map(({ id, at }) => ({
    place: id as string,
    of: { kind: 'change', id, at } as const,
  }));
  const found = [
    ...ofOrders,
    ...ofReturns,
    ...ofShipments,
    ...ofHappenings,
    ...ofDecisions,
    ...ofMessages,
    ...ofReviews,
    ...ofChanges,
    ...ofMerged,
  ]
    .filter(({ place }) => position === null || place < position)
    .sort((a, b) => compare(b.place, a.place));
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    belongings: page.map(({ of }) => of),
    cursor: found.length > limit && last ? encodeCursor(last.place) : null,
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
