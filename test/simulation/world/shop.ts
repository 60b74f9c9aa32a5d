import type { ConsentState } from '../../../core/customer-card.ts';
import type { Instant, ShopDomain } from '../../../core/identity.ts';
import type { BulkOperation } from './bulk.ts';
import { type OrderState, type ShopOrder, totalOf } from './order.ts';
import type { ShopReturn } from './return.ts';
import type { ShopShipment } from './shipment.ts';

/** A shop at the platform, as it truly is: what the app can only ask about. Amounts in minor units of USD. */
export interface SimulatedShop {
  readonly domain: ShopDomain;
  /** All numbers of what it has begin with it. */
  readonly number: number;
  readonly orders: Map<string, ShopOrder>;
  readonly returns: Map<string, ShopReturn>;
  readonly shipments: Map<string, ShopShipment>;
  readonly customers: Map<string, ShopCustomer>;
  /** Each change of what it keeps of a customer, oldest first. */
  readonly cards: CardChange[];
  /** Each change of a product, oldest first; of others it never changed. */
  readonly products: ProductChange[];
  /** By their number at the service. */
  readonly reviews: Map<string, ShopReview>;
  /** Every state that an order ever had. */
  readonly states: { readonly order: string; readonly at: Instant; readonly state: OrderState }[];
  /** When the app was taken out, and when it was let in. */
  readonly presence: { readonly at: Instant; readonly installed: boolean }[];
  readonly grants: { readonly at: Instant; readonly scopes: readonly string[] }[];
  readonly outages: { readonly from: Instant; readonly until: Instant }[];
  /** By its access token; none while the app is not installed. */
  readonly tokens: Map<string, { readonly expiresAt: Instant }>;
  refreshToken: string | null;
  installed: boolean;
  /** How often the app was installed. */
  installations: number;
  scopes: readonly string[];
  outage: Outage | null;
  /** Everything that the app changed here, oldest first. */
  readonly changes: AppChange[];
  /** Every refusal and failure that the app was told, oldest first. */
  readonly refusals: { readonly at: Instant; readonly subject: string; readonly kind: string }[];
  /** Messages of which the app was never told whether they were sent, by their effects. */
  readonly lostMails: string[];
  /** Who is no customer any more: whose orders became another's, oldest first. */
  readonly merges: ShopMerge[];
  /** Customers whose data the merchant asked to have erased. */
  readonly redacted: Set<string>;
  /** Who asked what is kept of them, by the platform's number of the request. */
  readonly dataRequests: { readonly id: string; readonly at: Instant; readonly customer: string }[];
  /** When the platform asked for all of the shop to be deleted. */
  readonly deletionsAsked: { readonly at: Instant; readonly name: string }[];
  /** What it puts together, or put together, for the app, oldest first. */
  readonly bulk: BulkOperation[];
  /** Every call that reached the shop, or its mail provider. */
  readonly calls: {
    readonly at: Instant;
    readonly operation: string;
    readonly subject: string;
    readonly token: string;
  }[];
}

export interface Outage {
  readonly mode: 'silent' | 'http_503' | 'locked';
  readonly until: Instant;
}

export interface ShopCustomer {
  readonly id: string;
  readonly createdAt: Instant;
  updatedAt: Instant;
  readonly credits: StoreCredit[];
  tags: readonly string[];
  /** To e-mails; `at` is null where it never changed. */
  consent: { readonly state: ConsentState; readonly at: Instant | null };
}

/** What the shop kept of a customer from then on, and how it was told of. */
export interface CardChange extends ToldChange, Pick<ShopCustomer, 'tags' | 'consent'> {
  readonly customer: string;
}

export interface ProductChange extends ToldChange {
  readonly id: string;
  readonly title: string;
  readonly isDeleted: boolean;
}

interface ToldChange {
  readonly at: Instant;
  /** Of the event. */
  readonly name: string;
  /** Null where nothing tells of it by itself. */
  readonly topic: string | null;
}

export function changeCustomer(
  shop: SimulatedShop,
  customer: ShopCustomer,
  to: Partial<Pick<ShopCustomer, 'tags' | 'consent'>>,
  told: ToldChange,
): void {
  Object.assign(customer, to, { updatedAt: told.at });
  shop.cards.push({ ...told, customer: customer.id, tags: customer.tags, consent: customer.consent });
}

export interface ShopMerge {
  readonly at: Instant;
  /** Of the event. */
  readonly name: string;
  readonly gone: string;
  readonly kept: string;
}

/** Who a customer is by now. */
export function whoIs(shop: SimulatedShop, customer: string): string {
  return shop.merges.reduce((is, { gone, kept }) => (is === gone ? kept : is), customer);
}

/** As the platform does: not with store credit, nor where somebody asked for their data, or for it to be erased. */
function canBeMerged({ customers, dataRequests, redacted }: SimulatedShop, id: string): boolean {
  const credits = customers.get(id)?.credits;
  return credits?.length === 0 && !redacted.has(id) && !dataRequests.some(({ customer }) => customer === id);
}

/** Makes one of two; null where the platform objects. */
export function mergeCustomers(shop: SimulatedShop, merge: ShopMerge): { readonly moved: ShopOrder[] } | null {
  const { gone, kept, at } = merge;
  const stays = shop.customers.get(kept);
  if (!stays || gone === kept || ![gone, kept].every((id) => canBeMerged(shop, id))) return null;
  const moved = [...shop.orders.values()].filter(({ customer }) => customer === gone);
  for (const order of moved) order.customer = kept;
  const tags = [...new Set([...stays.tags, ...(shop.customers.get(gone)?.tags ?? [])])];
  changeCustomer(shop, stays, { tags }, { at, name: merge.name, topic: null });
  shop.customers.delete(gone);
  shop.merges.push(merge);
  return { moved };
}

export interface ShopReview {
  readonly id: string;
  /** Null for a stranger. */
  readonly customer: string | null;
  readonly rating: number;
  /** All that it ever had. */
  readonly ratings: readonly number[];
  readonly postedAt: Instant;
  readonly updatedAt: Instant;
}

export interface StoreCredit {
  readonly at: Instant;
  readonly amountMinor: number;
  /** Null: it never ends. */
  readonly expiresAt: Instant | null;
  readonly by: 'app' | 'staff';
  /** The shop wrote to the customer. */
  readonly notified: boolean;
}

/** How long the app can do nothing about it: not there, or not allowed to. */
export function wasShutOut(shop: SimulatedShop, at: Instant): boolean {
  const present = shop.presence.findLast((each) => each.at <= at)?.installed ?? false;
  return !present;
}

export type AppChange = { readonly at: Instant; readonly askedAt: Instant } & (
  | { readonly kind: 'tag'; readonly subject: string; readonly tag: string; readonly changed: boolean }
  | { readonly kind: 'note'; readonly subject: string; readonly note: string }
  | { readonly kind: 'credit'; readonly subject: string; readonly credit: StoreCredit }
  | { readonly kind: 'approval'; readonly subject: string }
  /** An e-mail was sent; its subject is the effect. */
  | { readonly kind: 'mail'; readonly subject: string }
);

/** @param index from 0. */
export function createShop(domain: ShopDomain, index: number): SimulatedShop {
  return {
    domain,
    number: index + 1,
    orders: new Map(),
    returns: new Map(),
    shipments: new Map(),
    customers: new Map(),
    cards: [],
    products: [],
    reviews: new Map(),
    states: [],
    presence: [],
    grants: [],
    outages: [],
    tokens: new Map(),
    refreshToken: null,
    installed: false,
    installations: 0,
    scopes: [],
    outage: null,
    changes: [],
    refusals: [],
    lostMails: [],
    merges: [],
    redacted: new Set(),
    dataRequests: [],
    deletionsAsked: [],
    bulk: [],
    calls: [],
  };
}

/** What the customer has spent in the shop, as anybody can add it up who sees all of its orders. */
export function spendOf(shop: SimulatedShop, customer: string): { readonly netMinor: number; readonly orders: number } {
  const counted = [...shop.orders.values()].filter(
    (order) =>
      order.customer === customer &&
      !order.test &&
      order.cancelledAt === null &&
      ['paid', 'partially_refunded', 'refunded'].includes(order.status),
  );
  return { netMinor: counted.reduce((sum, order) => sum + totalOf(order), 0), orders: counted.length };
}
