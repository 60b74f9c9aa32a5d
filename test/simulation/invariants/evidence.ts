import type { CompanyRecord } from '../../../core/company.ts';
import type { CustomerChange } from '../../../core/customer-card.ts';
import type { DataRequest } from '../../../core/data-request.ts';
import type { Decision } from '../../../core/decide.ts';
import type { Effect } from '../../../core/effects.ts';
import type { OrderPlaced, ReturnRequested, ReviewPosted, ShipmentDelayed } from '../../../core/event.ts';
import type {
  CustomerId,
  Instant,
  OrderId,
  ProductId,
  ReturnId,
  ReviewId,
  ShipmentId,
} from '../../../core/identity.ts';
import type { OrderRecord } from '../../../core/order.ts';
import type { PastImport } from '../../../core/past-import.ts';
import type { Policy } from '../../../core/policy.ts';
import type { ParkedSummary } from '../../../core/ports.ts';
import type { ProductRecord } from '../../../core/product.ts';
import type { CustomerRecord } from '../../../core/profile.ts';
import type { ReturnRecord } from '../../../core/return.ts';
import type { ReviewRecord } from '../../../core/review.ts';
import type { ShipmentRecord } from '../../../core/shipment.ts';
import type { Shop } from '../../../core/shop.ts';
import type { ShopRedaction } from '../../../core/shop-redaction.ts';
import type { Sweep } from '../../../core/sweep.ts';
import { ofOrders, ofReturns } from '../../core/decisions.ts';
import type { Told } from '../run/simulate-life.ts';
import { creditsOf } from '../world/customer.ts';
import { orderEver, type SimulatedShop, whoIs } from '../world/shop.ts';
import type { World } from '../world/world.ts';
import { wasHeard } from './heard.ts';

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
  /** The ids of all. */
  readonly everyDecision: ReadonlySet<string>;
  readonly policies: ReadonlyMap<number, Policy>;
  readonly orders: ReadonlyMap<string, OrderRecord>;
  readonly returns: ReadonlyMap<string, ReturnRecord>;
  readonly shipments: ReadonlyMap<string, ShipmentRecord>;
  readonly customers: ReadonlyMap<string, CustomerRecord>;
  readonly products: ReadonlyMap<string, ProductRecord>;
  readonly reviews: ReadonlyMap<string, ReviewRecord>;
  readonly companies: ReadonlyMap<string, CompanyRecord>;
  /** What stands in the timelines of customers of whom a change was told. */
  readonly timelines: ReadonlyMap<string, readonly CustomerChange[]>;
  readonly sweeps: readonly Sweep[];
  /** The newest import of it. */
  readonly past: PastImport | null;
  readonly parked: readonly ParkedSummary[];
  /** What the bodies of parked deliveries say. */
  readonly parkedBodies: readonly string[];
  /** Of those who were to be erased: whether the app knows it, and is done with it. */
  readonly erasures: ReadonlyMap<string, { readonly isErased: boolean; readonly isFinished: boolean }>;
  readonly requests: readonly DataRequest[];
  readonly redaction: ShopRedaction | null;
  /** What kinds of records there are of a shop that was to be deleted. */
  readonly leftOfShop: readonly string[];
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
  for (const id of [...truth.orders.keys(), ...truth.deletedOrders.keys()]) {
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
  for (const id of [...truth.customers.keys(), ...truth.deleted.keys(), ...truth.merges.map(({ gone }) => gone)]) {
    const record = await stores.ledger.customer(domain, id as CustomerId, 'latest');
    if (record) customers.set(id, record);
  }
  const changed = [...new Set(truth.products.map(({ id }) => id as ProductId))];
  const products = await stores.products.find(domain, changed, 'latest');
  const reviews = new Map<string, ReviewRecord>();
  for (const id of truth.reviews.keys()) {
    const record = await stores.reviews.find(domain, id as ReviewId);
    if (record) reviews.set(id, record);
  }
  const { parked } = await stores.parking.list(domain, 1000);
  const parkedBodies: string[] = [];
  for (const { id } of parked) {
    const body = (await stores.parking.find(domain, id))?.body;
    if (typeof body === 'string') parkedBodies.push(Buffer.from(body, 'base64').toString());
  }
  const unfinished = (await stores.erasures.list(domain, 100)).filter(({ finishedAt }) => finishedAt === null);
  const erasures: [string, { isErased: boolean; isFinished: boolean }][] = [];
  for (const customer of [...truth.redacted, ...alsoRedacted(told, truth)]) {
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
    everyDecision: new Set(page.decisions.map(({ id }) => id)),
    policies,
    orders,
    returns,
    shipments,
    customers,
    reviews,
    companies: new Map((await stores.companies.list(domain, 100)).map((record) => [record.id, record])),
    timelines: await timelinesOf(told.world, truth),
    sweeps: await stores.sweeps.list(domain, 100),
    products: new Map(products.map((record) => [record.id, record])),
    past: await stores.imports.latest(domain),
    parked,
    parkedBodies,
    erasures: new Map(erasures),
    requests: await stores.requests.list(domain, 1000),
    redaction: await stores.redactions.find(domain),
    leftOfShop: truth.deletionsAsked.length > 0 ? await leftOfShop(told.world, truth) : [],
    at: ground.agenda.now(),
  };
}

async function timelinesOf({ stores: { ledger } }: World, { domain, toldOfCustomers }: SimulatedShop) {
  const timelines = new Map<string, CustomerChange[]>();
  for (const id of new Set(toldOfCustomers.map(({ customer }) => customer as CustomerId))) {
    const { belongings } = await ledger.belongings(domain, id, 1000);
    const changes: CustomerChange[] = [];
    for (const belonging of belongings) {
      const change = belonging.kind === 'change' ? await ledger.changeOfCustomer(domain, id, belonging.id) : null;
      if (change) changes.push(change);
    }
    timelines.set(id, changes);
  }
  return timelines;
}

/** Other names of those who were to be erased, as far as the app was told of every merge on the way that they are one. */
function alsoRedacted({ world }: Told, truth: SimulatedShop): string[] {
  const heard = truth.merges.filter(({ at, name }) => wasHeard(world, truth, at, 'customers/merge', name));
  const known = { ...truth, merges: heard };
  return heard.filter(({ gone }) => truth.redacted.has(whoIs(known, gone))).map(({ gone }) => gone);
}

const DAY_MS = 86_400_000;

/** Of which kinds there is anything in the tables. */
async function leftOfShop(
  { stores, ground }: World,
  { domain, customers, deleted, orders }: SimulatedShop,
): Promise<string[]> {
  const { ledger, sessions } = stores;
  const products = ['10', '20'].map((number) => `gid://shopify/Product/${number}` as ProductId);
  const days = Array.from({ length: 20 }, (_, day) => ground.agenda.now() - day * DAY_MS);
  const ids = [...customers.keys(), ...deleted.keys()].map((id) => id as CustomerId);
  const ofCustomers = await Promise.all(ids.map((id) => ledger.customer(domain, id, 'latest')));
  const belongings = await Promise.all(ids.map((id) => ledger.belongings(domain, id, 100)));
  const counted = await Promise.all(days.map((day) => stores.topics.counted(domain, day)));
  const found: Record<string, number> = {
    shop: (await stores.shops.find(domain)) ? 1 : 0,
    policies: (await stores.policies.version(domain, 1)) ? 1 : 0,
    sessions: (await sessions.findSessionsByShop(domain)).length,
    connections: (await stores.reviewConnections.find(domain, 'judgeme')) ? 1 : 0,
    decisions: (await ledger.decisions(domain, { limit: 1 })).decisions.length,
    orders: (await ledger.orders(domain, [...orders.keys()] as OrderId[], 'latest')).size,
    customers: ofCustomers.filter((record) => record !== null).length,
    'what belongs to a customer': belongings.flatMap((page) => page.belongings).length,
    companies: (await stores.companies.list(domain, 1)).length,
    reviews: (await stores.reviews.list(domain, 1)).reviews.length,
    erasures: (await stores.erasures.list(domain, 1)).length,
    'data requests': (await stores.requests.list(domain, 1)).length,
    'parked deliveries': (await stores.parking.list(domain, 1)).parked.length,
    imports: (await stores.imports.latest(domain)) ? 1 : 0,
    sweeps: (await stores.sweeps.list(domain, 1)).length,
    products: (await stores.products.find(domain, products, 'latest')).length,
    'counted topics': counted.filter(({ size }) => size > 0).length,
  };
  return Object.keys(found).filter((kind) => found[kind] !== 0);
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

/** When records of the shop were deleted last: of what came before nothing is known any more. */
export function deletedLastAt({ told, truth }: Evidence): Instant {
  return told.world.written.deletions.findLast(({ shop }) => shop === truth.domain)?.at ?? 0;
}

/** Not one delivery of it came through. */
export function wasNeverTold({ told }: Evidence, topic: string, subject: string): boolean {
  const { struck } = told.world.ground.faults;
  return struck.some((fault) => fault.startsWith('webhook.lost') && fault.includes(`${topic} ${subject} `));
}

/** How often the shop shows what an effect is to bring about. */
export function timesThere(evidence: Evidence, { id, order, action }: Effect): number {
  const { truth } = evidence;
  switch (action.kind) {
    case 'order.tag':
      return orderEver(truth, order)?.tags.filter((tag) => tag === action.tag).length ?? 0;
    case 'order.note':
      return (orderEver(truth, order)?.note ?? '').split(action.marker).length - 1;
    case 'customer.message':
      return truth.changes
        .filter(({ kind, subject }) => kind === 'mail' && subject === id)
        .filter(({ askedAt }) => askedAt > deletedLastAt(evidence)).length;
    case 'customer.credit':
      return creditsOf(truth, whoIs(truth, action.customer ?? '')).filter(
        ({ by, amountMinor, expiresAt }) =>
          by === 'app' && amountMinor === action.amount.amountMinor && expiresAt === action.expiresAt,
      ).length;
    case 'return.approve':
      return truth.returns.get(action.return)?.approved ? 1 : 0;
  }
}
