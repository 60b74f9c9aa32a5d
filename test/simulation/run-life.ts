import type { Decision } from '../../core/decide.ts';
import type { OrderPlaced } from '../../core/event.ts';
import type { CustomerId, DecisionId, Instant, ShopDomain } from '../../core/identity.ts';
import type { Observation } from '../../core/observation.ts';
import type {
  Changes,
  CompanyStore,
  DataRequestStore,
  EffectQueue,
  ErasureStore,
  Ledger,
  PolicyStore,
  ProductStore,
  ReviewConnections,
  ReviewStore,
  SeenOrder,
  ShopReader,
  ShopRedactionStore,
  ShopStore,
} from '../../core/ports.ts';
import { newCustomerRecord, type Profile } from '../../core/profile.ts';
import { installShop } from '../../core/use-cases/install-shop.ts';
import { learnHistory } from '../../core/use-cases/learn-history.ts';
import { observe } from '../../core/use-cases/observe.ts';
import { buildShop } from '../core/builders.ts';
import { ofOrders } from '../core/decisions.ts';
import type { LifeDelivery, ShopLife } from './shop-life.ts';

export interface Stores {
  readonly shops: ShopStore;
  readonly policies: PolicyStore;
  readonly ledger: Ledger;
  readonly products: ProductStore;
  readonly companies: CompanyStore;
  readonly reviews: ReviewStore;
  readonly reviewConnections: ReviewConnections;
  readonly erasures: ErasureStore;
  readonly requests: DataRequestStore;
  readonly redactions: ShopRedactionStore;
}

/** What was written: a delivery, or what reading a customer's past told. */
export type Arrival =
  | { readonly kind: 'delivery'; readonly observation: Observation; readonly now: Instant }
  | {
      readonly kind: 'past';
      readonly customer: CustomerId;
      readonly seen: readonly SeenOrder[];
      readonly now: Instant;
    };

export interface LifeResult {
  readonly profiles: readonly (Profile | null)[];
  /** Oldest first. */
  readonly decisions: readonly Decision<OrderPlaced>[];
  /** What was written, in the order in which it was written. */
  readonly arrivals: readonly Arrival[];
  readonly sent: readonly { readonly shop: ShopDomain; readonly decision: DecisionId }[];
}

const SHOP = buildShop();

/** Runs a life through the real use-case. `width`: how many deliveries are handled at once. */
export async function runLife(
  life: ShopLife,
  deliveries: readonly Pick<LifeDelivery, 'arrivesAt' | 'observation'>[],
  createStores: () => Stores,
  width = 1,
): Promise<LifeResult> {
  const run = await beginRun(life, createStores);
  for (let start = 0; start < deliveries.length; start += width) {
    const together = deliveries.slice(start, start + width);
    const now = Math.max(...together.map(({ arrivesAt }) => arrivesAt));
    const reader = readerAt(life, now);
    await Promise.all(together.map(({ observation }) => run.handle(observation, now, reader)));
  }
  return run.result();
}

/** Repeats what a run wrote, in the order in which it wrote it; nothing is read from the shop any more. */
export async function replayLife(life: ShopLife, arrivals: readonly Arrival[], createStores: () => Stores) {
  const run = await beginRun(life, createStores);
  for (const arrival of arrivals) {
    if (arrival.kind === 'past') await run.learn(arrival);
    else await run.handle(arrival.observation, arrival.now, readerOf([]));
  }
  return run.result();
}

async function beginRun(life: ShopLife, createStores: () => Stores) {
  const stores = createStores();
  await installShop(stores, SHOP.domain, SHOP, life.installedAt);
  const arrivals: Arrival[] = [];
  const sent: LifeResult['sent'][number][] = [];
  const effects: EffectQueue = { send: async (shop, decision) => void sent.push({ shop, decision }) };
  const portsWith = (reader: ShopReader, ledger: Ledger) => ({
    ...stores,
    ledger,
    effects,
    reader,
    backoff,
    confirmInstallation: async () => 'confirmed' as const,
  });
  return {
    async handle(observation: Observation, now: Instant, reader: ShopReader) {
      const ledger = recording(stores.ledger, observation, now, arrivals);
      const observed = await observe(portsWith(reader, ledger), SHOP.domain, observation, now);
      if (observed.kind === 'try_again') throw new Error(observed.problem);
    },
    async learn({ customer, seen, now }: Extract<Arrival, { kind: 'past' }>) {
      const known = await stores.ledger.customer(SHOP.domain, customer, 'latest');
      const ports = portsWith(readerOf(seen), stores.ledger);
      await learnHistory(ports, SHOP, known ?? newCustomerRecord(customer), null, now);
    },
    async result(): Promise<LifeResult> {
      const records = await Promise.all(life.customers.map((id) => stores.ledger.customer(SHOP.domain, id, 'latest')));
      const page = await stores.ledger.decisions(SHOP.domain, { limit: 10_000 });
      const profiles = records.map((record) => record?.profile ?? null);
      return { profiles, decisions: ofOrders(page.decisions).toReversed(), arrivals, sent };
    },
  };
}

const backoff = async () => undefined;

/** Notes what was written when. A commit of other orders than the delivery's own is a customer's past. */
function recording(ledger: Ledger, observation: Observation, now: Instant, arrivals: Arrival[]): Ledger {
  const subject =
    observation.type === 'order.seen'
      ? observation.order.id
      : observation.type === 'refund.seen'
        ? observation.refund.order
        : observation.type === 'risk.seen' || observation.type === 'dispute.seen'
          ? observation.order
          : null;
  return {
    ...ledger,
    async commit(shop: ShopDomain, changes: Changes) {
      const committed = await ledger.commit(shop, changes);
      if (committed === 'conflict') return committed;
      const past = changes.orders.length > 0 && changes.orders.every(({ id }) => id !== subject);
      if (!past) {
        arrivals.push({ kind: 'delivery', observation, now });
        return committed;
      }
      const [customer] = changes.customers;
      const seen = changes.orders.flatMap(({ snapshot: order, snapshotVersion: version }) =>
        order && version ? [{ order, version }] : [],
      );
      if (customer) arrivals.push({ kind: 'past', customer: customer.profile.customer, seen, now });
      return committed;
    },
  };
}

/** The shop's own view at a moment: each order in its newest state. */
function readerAt(life: ShopLife, now: Instant): ShopReader {
  const orders = () => {
    const newest = new Map<string, ShopLife['states'][number]>();
    for (const state of life.states) {
      const known = newest.get(state.order.id);
      if (state.at <= now && (!known || known.at <= state.at)) newest.set(state.order.id, state);
    }
    return [...newest.values()];
  };
  const seen = ({ at, order }: ShopLife['states'][number]) => ({
    order,
    version: { updatedAt: Math.floor(at / 1000) * 1000, triggeredAt: now, bodyHash: 'read' },
  });
  return readerOf(orders().map(seen));
}

function readerOf(all: readonly SeenOrder[]): ShopReader {
  return {
    async order(_, id) {
      const seen = all.find(({ order }) => order.id === id);
      return seen ? { kind: 'found', seen } : { kind: 'missing' };
    },
    async ordersOf(_, customer, since) {
      const seen = all.filter(({ order }) => order.customer === customer && order.createdAt >= since);
      const newestFirst = seen.toSorted((a, b) => b.order.createdAt - a.order.createdAt);
      return { kind: 'page', seen: newestFirst, cursor: null };
    },
    changedOrders: neverAsked,
    changedCustomers: neverAsked,
    return: async () => ({ kind: 'missing' }),
    shipment: async () => ({ kind: 'missing' }),
    products: async () => ({ kind: 'found', seen: [] }),
    hold: async () => ({ kind: 'missing' }),
    company: async () => ({ kind: 'missing' }),
    goods: neverAsked,
    ordersNamed: neverAsked,
    customer: neverAsked,
    customerWithEmail: neverAsked,
  };
}

async function neverAsked(): Promise<never> {
  throw new Error('a life of deliveries asks only for orders and their past');
}
