import type { Instant, ShopDomain } from '../../../core/identity.ts';
import type { BulkOperation } from './bulk.ts';
import type { CompanyChange } from './company.ts';
import type { CardChange, DeletedCustomer, ShopCustomer, ShopMerge, StoreCredit, ToldOfCustomer } from './customer.ts';
import type { DisputeChange, HoldChange } from './hindrance.ts';
import { type OrderState, type ShopOrder, totalOf } from './order.ts';
import type { ShopOrderFile } from './order-file.ts';
import type { ProductChange } from './product.ts';
import type { ShopReturn } from './return.ts';
import type { ShopShipment } from './shipment.ts';

/** A shop at the platform, as it truly is: what the app can only ask about. Amounts in minor units. */
export interface SimulatedShop {
  readonly domain: ShopDomain;
  /** All numbers of what it has begin with it. */
  readonly number: number;
  readonly orders: Map<string, ShopOrder>;
  /** Those that staff deleted, as they were then, by their id. */
  readonly deletedOrders: Map<string, { readonly at: Instant; readonly name: string; readonly was: ShopOrder }>;
  readonly returns: Map<string, ShopReturn>;
  readonly shipments: Map<string, ShopShipment>;
  /** Each word about a dispute, oldest first. */
  readonly disputes: DisputeChange[];
  /** Each change of what holds a part of an order, oldest first. */
  readonly holds: HoldChange[];
  readonly customers: Map<string, ShopCustomer>;
  /** Whoever staff deleted, by their id. */
  readonly deleted: Map<string, DeletedCustomer>;
  /** Each change of what it keeps of a customer, oldest first. */
  readonly cards: CardChange[];
  /** What of such changes was told, in the words of the app's timeline, oldest first. */
  readonly toldOfCustomers: ToldOfCustomer[];
  /** Each change of a company, oldest first. */
  readonly companies: CompanyChange[];
  /** Each change of a product, oldest first; of others it never changed. */
  readonly products: ProductChange[];
  /** Whether the app may see what products cost. */
  showsCosts: boolean;
  /** As the app calls them. */
  readonly reviews: Map<string, ShopReview>;
  /** Every state that an order ever had. */
  readonly states: { readonly order: string; readonly at: Instant; readonly state: OrderState }[];
  /** When the app was taken out, and when it was let in. */
  readonly presence: { readonly at: Instant; readonly installed: boolean }[];
  readonly grants: Grant[];
  readonly outages: { readonly from: Instant; readonly until: Instant }[];
  /** By its access token; none while the app is not installed. */
  readonly tokens: Map<string, { readonly expiresAt: Instant }>;
  refreshToken: string | null;
  installed: boolean;
  /** How often the app was installed. */
  installations: number;
  scopes: readonly string[];
  outage: Outage | null;
  settings: ShopSettings;
  /** What the settings were from then on, oldest first. */
  readonly settingsChanges: (ToldChange & { readonly settings: ShopSettings })[];
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
  /** The export of its orders that somebody of the staff has; null before. */
  orderFile: ShopOrderFile | null;
  /** Every call that reached the shop, or its mail provider. */
  readonly calls: {
    readonly at: Instant;
    readonly operation: string;
    readonly subject: string;
    readonly token: string;
  }[];
}

/** Orders keep the currency in which they were placed. */
export interface ShopSettings {
  readonly currency: string;
  readonly timezone: string;
  readonly plan: string;
}

const FIRST_SETTINGS: ShopSettings = { currency: 'USD', timezone: 'America/New_York', plan: 'Grow' };

/** Everything of the kind that a shop ever had. */
export function everySetting<Key extends keyof ShopSettings>({ settingsChanges }: SimulatedShop, key: Key): string[] {
  return [...new Set([FIRST_SETTINGS[key], ...settingsChanges.map(({ settings }) => settings[key])])];
}

export interface Outage {
  readonly mode: 'silent' | 'http_503' | 'locked';
  readonly until: Instant;
}

/** What the app may do from then on. */
export interface Grant extends ToldChange {
  readonly scopes: readonly string[];
}

/** A change, and how the platform told of it. */
export interface ToldChange {
  readonly at: Instant;
  /** Of the event: the delivery's subject. */
  readonly name: string;
  /** Null where nothing tells of it by itself. */
  readonly topic: string | null;
}

export interface ShopReview {
  /** `judgeme/101`: who keeps it, and its number there. */
  readonly id: string;
  /** Null for a stranger. */
  readonly customer: string | null;
  readonly rating: number;
  /** All that it ever had, as they were told. */
  readonly ratings: readonly (ToldChange & { readonly rating: number })[];
  readonly postedAt: Instant;
  readonly updatedAt: Instant;
}

/** Also one that was deleted. */
export function orderEver({ orders, deletedOrders }: SimulatedShop, id: string | null): ShopOrder | undefined {
  return orders.get(id ?? '') ?? deletedOrders.get(id ?? '')?.was;
}

/** Who a customer is by now. */
export function whoIs({ merges }: SimulatedShop, customer: string): string {
  return merges.reduce((is, { gone, kept }) => (is === gone ? kept : is), customer);
}

/** Who a customer was since then, first and last. */
export function everyName({ merges }: SimulatedShop, customer: string): readonly string[] {
  const names = [customer];
  for (const { gone, kept } of merges) if (names.at(-1) === gone) names.push(kept);
  return names;
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
    deletedOrders: new Map(),
    returns: new Map(),
    shipments: new Map(),
    disputes: [],
    holds: [],
    customers: new Map(),
    deleted: new Map(),
    cards: [],
    toldOfCustomers: [],
    companies: [],
    products: [],
    showsCosts: true,
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
    settings: FIRST_SETTINGS,
    settingsChanges: [],
    outage: null,
    changes: [],
    refusals: [],
    lostMails: [],
    merges: [],
    redacted: new Set(),
    dataRequests: [],
    deletionsAsked: [],
    bulk: [],
    orderFile: null,
    calls: [],
  };
}

/** What the customer has spent in the shop, as anybody can add it up who sees all of its orders. */
export function spendOf(shop: SimulatedShop, customer: string): { readonly netMinor: number; readonly orders: number } {
  const counted = [...shop.orders.values()].filter((order) => order.customer === customer && isCounted(order));
  return { netMinor: counted.reduce((sum, order) => sum + totalOf(order), 0), orders: counted.length };
}

export function isCounted({ test, cancelledAt, status }: ShopOrder): boolean {
  return !test && cancelledAt === null && ['paid', 'partially_refunded', 'refunded'].includes(status);
}
