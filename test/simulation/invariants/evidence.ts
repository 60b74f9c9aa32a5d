import type { Decision } from '../../../core/decide.ts';
import type { Effect } from '../../../core/effects.ts';
import type { OrderPlaced, ReturnRequested, ReviewPosted, ShipmentDelayed } from '../../../core/event.ts';
import type { CustomerId, Instant, OrderId, ReturnId, ShipmentId } from '../../../core/identity.ts';
import type { OrderRecord } from '../../../core/order.ts';
import type { Policy } from '../../../core/policy.ts';
import type { ParkedSummary } from '../../../core/ports.ts';
import type { CustomerRecord } from '../../../core/profile.ts';
import type { ReturnRecord } from '../../../core/return.ts';
import type { ShipmentRecord } from '../../../core/shipment.ts';
import type { Shop } from '../../../core/shop.ts';
import type { Sweep } from '../../../core/sweep.ts';
import { ofOrders, ofReturns } from '../../core/decisions.ts';
import type { Told } from '../run/simulate-life.ts';
import type { SimulatedShop } from '../world/shop.ts';

/** What there is to judge a run of one shop by: what is written in our tables, and what is true in the shop. */
export interface Evidence {
  readonly told: Told;
  readonly number: number;
  /** The shop as it is. */
  readonly truth: SimulatedShop;
  /** As it is written: null when it was never recorded. */
  readonly shop: Shop | null;
  /** Of orders, oldest first. */
  readonly decisions: readonly Decision<OrderPlaced>[];
  /** Of returns, oldest first. */
  readonly returnDecisions: readonly Decision<ReturnRequested>[];
  /** Those about reviews, oldest first. */
  readonly ofReviews: readonly Decision<ReviewPosted>[];
  /** Of shipments, oldest first. */
  readonly ofShipments: readonly Decision<ShipmentDelayed>[];
  readonly policies: ReadonlyMap<number, Policy>;
  readonly orders: ReadonlyMap<string, OrderRecord>;
  readonly returns: ReadonlyMap<string, ReturnRecord>;
  readonly shipments: ReadonlyMap<string, ShipmentRecord>;
  readonly customers: ReadonlyMap<string, CustomerRecord>;
  readonly sweeps: readonly Sweep[];
  readonly parked: readonly ParkedSummary[];
  /** What the bodies of parked deliveries say. */
  readonly parkedBodies: readonly string[];
  /** Of those who were to be erased: whether the app knows it, and is done with it. */
  readonly erasures: ReadonlyMap<string, { readonly isErased: boolean; readonly isFinished: boolean }>;
  /** Now. */
  readonly at: Instant;
}

/** One promise of the product. Each answers what contradicts it, in words; nothing when it holds. */
export interface Invariant {
  readonly name: string;
  contradictions(evidence: Evidence): string[];
}

export async function gather(told: Told, number: number): Promise<Evidence> {
  const { stores, shops, ground } = told.world;
  const truth = shops[number];
  if (!truth) throw new Error(`there is no shop ${number}`);
  const { domain } = truth;
  const shop = await stores.shops.find(domain);
  const page = await stores.ledger.decisions(domain, { limit: 10_000 });
  const policies = new Map<number, Policy>();
  for (let version = 0; version <= (shop?.policyVersion ?? 0); version += 1) {
    const policy = await stores.policies.version(domain, version);
    if (policy) policies.set(version, policy);
  }
  const orders = new Map<string, OrderRecord>();
  for (const id of truth.orders.keys()) {
    const record = await stores.ledger.order(domain, id as OrderId, 'latest');
    if (record) orders.set(id, record);
  }
  const returns = new Map<string, ReturnRecord>();
  for (const { id, order } of truth.returns.values()) {
    const record = await stores.ledger.return(domain, order as OrderId, id as ReturnId, 'latest');
    if (record) returns.set(id, record);
  }
  const shipments = new Map<string, ShipmentRecord>();
  for (const { id, order } of truth.shipments.values()) {
    const record = await stores.ledger.shipment(domain, order as OrderId, id as ShipmentId, 'latest');
    if (record) shipments.set(id, record);
  }
  const customers = new Map<string, CustomerRecord>();
  for (const id of truth.customers.keys()) {
    const record = await stores.ledger.customer(domain, id as CustomerId, 'latest');
    if (record) customers.set(id, record);
  }
  const { parked } = await stores.parking.list(domain, 1000);
  const parkedBodies: string[] = [];
  for (const { id } of parked) {
    const body = (await stores.parking.find(domain, id))?.body;
    if (typeof body === 'string') parkedBodies.push(Buffer.from(body, 'base64').toString());
  }
  const unfinished = (await stores.erasures.list(domain, 100)).filter(({ finishedAt }) => finishedAt === null);
  const erasures: [string, { isErased: boolean; isFinished: boolean }][] = [];
  for (const customer of truth.redacted) {
    const isErased = await stores.erasures.isErased(domain, customer as CustomerId);
    const isFinished = unfinished.every(({ traces }) => traces?.customer !== customer);
    erasures.push([customer, { isErased, isFinished }]);
  }
  return {
    told,
    number,
    truth,
    shop,
    decisions: ofOrders(page.decisions).toReversed(),
    returnDecisions: ofReturns(page.decisions).toReversed(),
    ofReviews: page.decisions.filter(isOfReview).toReversed(),
    ofShipments: page.decisions.filter(isOfShipment).toReversed(),
    policies,
    orders,
    returns,
    shipments,
    customers,
    sweeps: await stores.sweeps.list(domain, 100),
    parked,
    parkedBodies,
    erasures: new Map(erasures),
    at: ground.agenda.now(),
  };
}

/** Of orders, returns and shipments. */
export function allDecisions({ decisions, returnDecisions, ofShipments }: Evidence): Decision[] {
  return [...decisions, ...returnDecisions, ...ofShipments];
}

function isOfShipment(decision: Decision): decision is Decision<ShipmentDelayed> {
  return decision.event.type === 'shipment.delayed';
}

function isOfReview(decision: Decision): decision is Decision<ReviewPosted> {
  return decision.event.type === 'review.posted';
}

export function effectsOf(evidence: Evidence): { readonly decision: Decision; readonly effect: Effect }[] {
  return [...allDecisions(evidence), ...evidence.ofReviews].flatMap((decision) =>
    decision.effects.map((effect) => ({ decision, effect })),
  );
}

/** The orders and customers that a sweep could not look at: its report names them to a person. */
export function leftToPerson({ sweeps }: Evidence): ReadonlySet<string> {
  const left = sweeps.flatMap(({ unchecked }) => unchecked);
  return new Set(left.flatMap(({ order, customer }) => [order?.id, customer]).filter((id) => typeof id === 'string'));
}

/** The app is in the shop, and knows it. */
export function isInstalled({ truth, shop }: Evidence): boolean {
  return truth.installed && shop?.uninstalledAt === null;
}

/** How often the shop shows what an effect is to bring about. */
export function timesThere({ truth }: Evidence, { id, order, action }: Effect): number {
  switch (action.kind) {
    case 'order.tag':
      return truth.orders.get(order ?? '')?.tags.filter((tag) => tag === action.tag).length ?? 0;
    case 'order.note':
      return (truth.orders.get(order ?? '')?.note ?? '').split(action.marker).length - 1;
    case 'customer.message':
      return truth.changes.filter(({ kind, subject }) => kind === 'mail' && subject === id).length;
    case 'customer.credit':
      return (truth.customers.get(action.customer ?? '')?.credits ?? []).filter(
        ({ by, amountMinor, expiresAt }) =>
          by === 'app' && amountMinor === action.amount.amountMinor && expiresAt === action.expiresAt,
      ).length;
    case 'return.approve':
      return truth.returns.get(action.return)?.approved ? 1 : 0;
  }
}
