import { type CompanyOrder, companyTotals, companyYear } from './company.ts';
import { type CustomerCard, tagKey } from './customer-card.ts';
import { HISTORY_FACTS, type HistoryFact, historyFact } from './customer-history.ts';
import { EVENT_TYPES, type EventType } from './event.ts';
import { type Goods, grossMarginPercent } from './goods.ts';
import type { Instant } from './identity.ts';
import type { Money } from './money.ts';
import type { Contribution, OrderRecord, OrderSnapshot } from './order.ts';
import type { TitleParts } from './product.ts';
import { type Profile, spentUntil, windowTotals } from './profile.ts';
import type { ReturnSnapshot } from './return.ts';
import { type RiskLevel, riskLevel } from './risk.ts';
import { businessDaysWithoutScan, daysLate, type ShipmentSnapshot } from './shipment.ts';
import { sizesOfOneProduct } from './sizes.ts';

export type FactType = 'money' | 'number' | 'boolean' | 'words' | 'date';

export interface FactDefinition {
  readonly id: string;
  /** Reads well after “the”: “the customer’s net spend …”. */
  readonly label: string;
  /** What has to be added to the label for it to be true of the event. */
  readonly aside?: Readonly<Partial<Record<EventType, string>>>;
  readonly type: FactType;
  /** What a number counts, where its label does not say it. */
  readonly unit?: '%';
  /** What one of the words is; only beside `words`. */
  readonly word?: 'tag' | 'collection';
  /** The events that carry it: only their rules can ask for it. */
  readonly events: readonly EventType[];
  /** What a merchant should know about it, with the case in which it is unknown. */
  readonly help: string;
}

const OWN_ORDER_LEFT_OUT = { 'order.placed': 'this order not counted' } as const;

/** The one catalogue: it drives validation, the editor, the documents and the explanation. */
export const FACTS = [
  {
    id: 'customer.spend.365d',
    label: 'customer’s net spend in the last 365 days',
    aside: OWN_ORDER_LEFT_OUT,
    type: 'money',
    events: ['order.placed', 'return.requested', 'shipment.delayed', 'review.posted'],
    help: 'Paid orders less refunds, in shop currency. Unknown for guests, and where the shop had another currency within the year.',
  },
  {
    id: 'customer.orders.365d',
    label: 'customer’s orders in the last 365 days',
    aside: OWN_ORDER_LEFT_OUT,
    type: 'number',
    events: ['order.placed', 'return.requested', 'shipment.delayed', 'review.posted'],
    help: 'Paid orders that were not cancelled. Unknown for guests.',
  },
  {
    id: 'customer.spend.30d',
    label: 'customer’s net spend in the last 30 days',
    aside: OWN_ORDER_LEFT_OUT,
    type: 'money',
    events: EVENT_TYPES,
    help: 'Paid orders less refunds, in shop currency. Unknown for guests, and where the shop had another currency within these days.',
  },
  {
    id: 'customer.spend.90d',
    label: 'customer’s net spend in the last 90 days',
    aside: OWN_ORDER_LEFT_OUT,
    type: 'money',
    events: EVENT_TYPES,
    help: 'Paid orders less refunds, in shop currency. Unknown for guests, and where the shop had another currency within these days.',
  },
  {
    id: 'customer.spend.lifetime',
    label: 'customer’s net spend in all',
    aside: OWN_ORDER_LEFT_OUT,
    type: 'money',
    events: EVENT_TYPES,
    help: 'As far back as their orders are known: paid ones less refunds, in shop currency. Unknown for guests, and for who ordered before the shop changed its currency.',
  },
  {
    id: 'customer.orders.30d',
    label: 'customer’s orders in the last 30 days',
    aside: OWN_ORDER_LEFT_OUT,
    type: 'number',
    events: EVENT_TYPES,
    help: 'Paid orders that were not cancelled. Unknown for guests.',
  },
  {
    id: 'customer.orders.90d',
    label: 'customer’s orders in the last 90 days',
    aside: OWN_ORDER_LEFT_OUT,
    type: 'number',
    events: EVENT_TYPES,
    help: 'Paid orders that were not cancelled. Unknown for guests.',
  },
  {
    id: 'customer.orders.lifetime',
    label: 'number of all orders of the customer',
    aside: OWN_ORDER_LEFT_OUT,
    type: 'number',
    events: EVENT_TYPES,
    help: 'As far back as their orders are known, which is 60 days before the first one seen where the shop does not let Concierge read all orders: paid ones that were not cancelled. Unknown for guests.',
  },
  {
    id: 'customer.averageOrder',
    label: 'customer’s average order',
    aside: OWN_ORDER_LEFT_OUT,
    type: 'money',
    events: EVENT_TYPES,
    help: 'All their net spend that is known, shared among their orders. Unknown for guests, for who never ordered, and for who ordered before the shop changed its currency.',
  },
  {
    id: 'customer.daysSinceLastOrder',
    label: 'number of days since the customer’s last order',
    aside: OWN_ORDER_LEFT_OUT,
    type: 'number',
    events: EVENT_TYPES,
    help: 'Days of the calendar (UTC); 400 for whatever is longer ago. Unknown for guests and for who never ordered.',
  },
  {
    id: 'customer.usualDaysBetweenOrders',
    label: 'usual number of days between the customer’s orders',
    aside: OWN_ORDER_LEFT_OUT,
    type: 'number',
    events: EVENT_TYPES,
    help: 'The middle one of the gaps between the days on which they ordered, in the last 400 days. Unknown for guests, and until they ordered on three days.',
  },
  {
    id: 'customer.tags',
    label: 'customer’s tags',
    type: 'words',
    word: 'tag',
    events: EVENT_TYPES,
    help: 'As staff and apps set them in your shop; upper and lower case are the same. Unknown for guests.',
  },
  {
    id: 'customer.emailConsent',
    label: 'customer is subscribed to marketing e-mails',
    type: 'boolean',
    events: EVENT_TYPES,
    help: 'Unknown for guests and for customers without an e-mail address.',
  },
  {
    id: 'customer.disputes',
    label: 'number of payments the customer disputed',
    type: 'number',
    events: EVENT_TYPES,
    help: 'Chargebacks and inquiries told since Concierge was installed, but for those that you won or that were prevented. Unknown for guests.',
  },
  {
    id: 'order.total',
    label: 'order’s total',
    type: 'money',
    events: ['order.placed'],
    help: 'Shop currency, after edits and refunds.',
  },
  {
    id: 'order.items',
    label: 'number of items in the order',
    type: 'number',
    events: ['order.placed'],
    help: 'What is still ordered, after edits and refunds.',
  },
  {
    id: 'order.lines.sizesOfOneProduct',
    label: 'number of sizes of one product in the order',
    type: 'number',
    events: ['order.placed'],
    help: 'The product with the most different sizes counts; colours do not. The product’s options say which is the size; where they are not known, the variant’s name does.',
  },
  {
    id: 'order.products.tags',
    label: 'tags of the order’s products',
    type: 'words',
    word: 'tag',
    events: ['order.placed'],
    help: 'Those of all products together; upper and lower case are the same. Unknown where your shop does not let Concierge read products.',
  },
  {
    id: 'order.products.collections',
    label: 'collections of the order’s products',
    type: 'words',
    word: 'collection',
    events: ['order.placed'],
    help: 'Their titles, as they are in your shop, those of all products together; upper and lower case are the same. Unknown where your shop does not let Concierge read products.',
  },
  {
    id: 'order.margin',
    label: 'order’s gross margin',
    type: 'number',
    unit: '%',
    events: ['order.placed'],
    help: 'What is left of the items’ price, after discounts and without taxes, after their cost. Unknown where one item has no cost in your shop, such as a gift wrap, or all are free.',
  },
  {
    id: 'order.company',
    label: 'order is bought for a company',
    type: 'boolean',
    events: ['order.placed'],
    help: 'By somebody who buys for a company in your shop (B2B), not for themselves.',
  },
  {
    id: 'company.spend.365d',
    label: 'company’s net spend in the last 365 days',
    aside: OWN_ORDER_LEFT_OUT,
    type: 'money',
    events: ['order.placed'],
    help: 'Orders bought for the same company, whoever placed them; paid ones less refunds, in shop currency. Unknown for orders that are bought for no company; until the orders of that whole year are known: import the past of your shop (a file of orders names no company), or wait a year from the installation; beyond 2,000 orders within the year; and where the shop had another currency within it.',
  },
  {
    id: 'order.risk.high',
    label: 'order’s fraud risk is high',
    type: 'boolean',
    events: ['order.placed'],
    help: 'The worst that the shop or one of its apps said. Unknown until somebody has: a rule may wait for it.',
  },
  {
    id: 'order.risk.raised',
    label: 'order’s fraud risk is medium or high',
    type: 'boolean',
    events: ['order.placed'],
    help: 'The worst that the shop or one of its apps said. Unknown until somebody has: a rule may wait for it.',
  },
  {
    id: 'order.cancelled',
    label: 'order is cancelled',
    type: 'boolean',
    events: ['order.placed'],
    help: 'A cancelled order gets nothing, whatever the rule says.',
  },
  {
    id: 'return.value',
    label: 'value of the return',
    type: 'money',
    events: ['return.requested'],
    help: 'What was paid for the items that come back, after discounts, in shop currency. Unknown when the shop can’t say it.',
  },
  {
    id: 'return.items',
    label: 'number of items in the return',
    type: 'number',
    events: ['return.requested'],
    help: 'What comes back; what goes out in exchange is not counted.',
  },
  {
    id: 'return.daysSinceOrder',
    label: 'number of days between the order and the return request',
    type: 'number',
    events: ['return.requested'],
    help: 'Whole days: 0 on the first day after the order was placed.',
  },
  {
    id: 'return.awaitsAnswer',
    label: 'return is waiting for an answer',
    type: 'boolean',
    events: ['return.requested'],
    help: 'A return that was answered already is left as it is, whatever the rule says.',
  },
  {
    id: 'shipment.daysLate',
    label: 'number of days that the shipment is late',
    type: 'number',
    events: ['shipment.delayed'],
    help: 'Whole days since the promised delivery, 0 before. Unknown when the shop has no promise.',
  },
  {
    id: 'shipment.businessDaysWithoutScan',
    label: 'number of business days without a scan',
    type: 'number',
    events: ['shipment.delayed'],
    help: 'Whole days from Monday to Friday since the carrier’s last scan, or since it was sent. Unknown for shipments without a tracking number.',
  },
  {
    id: 'shipment.scanned',
    label: 'shipment is known to the carrier',
    type: 'boolean',
    events: ['shipment.delayed'],
    help: 'The carrier scanned it at least once. The shop hears nothing of some carriers: what they carry is never scanned.',
  },
  {
    id: 'shipment.delivered',
    label: 'shipment is delivered',
    type: 'boolean',
    events: ['shipment.delayed'],
    help: 'A shipment that has arrived gets nothing, whatever the rule says.',
  },
  {
    id: 'review.rating',
    label: 'review’s rating',
    type: 'number',
    events: ['review.posted'],
    help: 'Stars, from 1 to 5.',
  },
] as const satisfies readonly FactDefinition[];

type CatalogueEntry = (typeof FACTS)[number];
export type FactId = CatalogueEntry['id'];

export const FACT_IDS: readonly FactId[] = FACTS.map((fact) => fact.id);

export function factDefinition(id: FactId): FactDefinition {
  const definition = FACTS.find((fact) => fact.id === id);
  if (!definition) throw new Error(`fact ${id} is not in the catalogue`);
  return definition;
}

/** What the fact says of the subject of such an event: “customer’s net spend …, this order not counted”. */
export function factLabel(id: FactId, event: EventType): string {
  const { label, aside } = factDefinition(id);
  return aside?.[event] ? `${label}, ${aside[event]}` : label;
}

export function factsOf(event: EventType): readonly FactId[] {
  return FACT_IDS.filter((id) => factDefinition(id).events.includes(event));
}

/** Why a fact has no value; an unknown fact never matches. */
export type UnknownReason =
  | 'guest'
  | 'other_currency'
  /** Nobody knows which customer it is about. */
  | 'no_customer'
  /** The shop does not say it. */
  | 'not_told'
  /** Nobody has assessed the order’s risk yet. */
  | 'not_assessed'
  /** The order was bought for no company. */
  | 'no_company'
  /** Orders from before the installation are not known. */
  | 'past_not_read'
  /** There are more than are added up. */
  | 'too_many_orders'
  /** They never ordered before. */
  | 'never_ordered'
  /** What would be said takes more orders. */
  | 'too_few_orders'
  /** The decision was made without it. */
  | 'not_looked_at';

export type FactValue =
  | { readonly type: 'money'; readonly money: Money }
  | { readonly type: 'number'; readonly number: number }
  | { readonly type: 'boolean'; readonly boolean: boolean }
  /** Those that rules ask for. `isPartial`: what is not among them may be there all the same. */
  | { readonly type: 'words'; readonly words: readonly string[]; readonly isPartial?: true }
  /** A calendar day in the shop's zone, and how many days it is before the event's own: below 0 where it is still to come. */
  | { readonly type: 'date'; readonly date: string; readonly daysAgo: number }
  | { readonly type: 'unknown'; readonly reason: UnknownReason };

/** What only the shop says of what was ordered: it is asked where a rule does. */
export const GOODS_FACTS = [
  'order.products.tags',
  'order.products.collections',
  'order.margin',
] as const satisfies readonly FactId[];

export type GoodsFact = (typeof GOODS_FACTS)[number];

export const COMPANY_SPEND = 'company.spend.365d' satisfies FactId;

/** What is looked up only where a rule asks for it. */
export const LOOKED_UP_FACTS = [...GOODS_FACTS, COMPANY_SPEND] as const;
/** What a decision keeps only where a rule asks for it. */
type AskedFact = (typeof LOOKED_UP_FACTS)[number] | HistoryFact;

/** The facts of one event: those that it carries, as far as the catalogue knew them then and a rule asked for them. */
export type Facts = Readonly<Partial<Record<FactId, FactValue>>>;

export function factIn(facts: Facts, id: FactId): FactValue {
  return facts[id] ?? { type: 'unknown', reason: 'not_looked_at' };
}

/** Every fact that an event carries, each with its value; some only where a rule asks for them. */
type FactsOf<Event extends EventType> = {
  readonly [Entry in CatalogueEntry as Event extends Entry['events'][number]
    ? Exclude<Entry['id'], AskedFact>
    : never]: FactValue;
} & Partial<Record<AskedFact, FactValue>>;

interface Sources {
  /** Null when nobody knows the customer. */
  readonly profile: Profile | null;
  /** What the shop told of the customer; null or not given where nobody asked. */
  readonly card?: CustomerCard | null;
  /** The tags that rules ask for. */
  readonly tagsAsked?: readonly string[];
  /** What rules look at; not given: nothing beside what every decision keeps. */
  readonly asked?: ReadonlySet<FactId>;
  readonly shopCurrency: string;
  /** Since when the shop has this currency; not given when it never had another. */
  readonly currencySince: Instant | null;
  readonly at: Instant;
}

interface OrderSources extends Sources {
  readonly order: OrderSnapshot;
  /** The subject order's own share of the profile, which the customer's facts leave out. */
  readonly contribution: Contribution | null;
  /** Of the products that were looked up; not given where none was. */
  readonly titleParts?: TitleParts | undefined;
  /** What was said of its risk; not given where nothing was. */
  readonly risk?: OrderRecord['risk'] | undefined;
  /** Not given where no rule asks for it. */
  readonly goods?: GoodsSources | undefined;
  /** Not given where no rule asks for it. */
  readonly company?: CompanySources | undefined;
}

export interface CompanySources {
  /** Of the company that the order was bought for; none where there is none. */
  readonly orders: readonly CompanyOrder[];
  /** From when on every order of every company is known. */
  readonly knownSince: Instant;
}

export interface GoodsSources {
  /** What rules ask for: a decision keeps no other. */
  readonly asked: ReadonlySet<GoodsFact>;
  /** Those of the rules, of which a decision keeps which are there. */
  readonly wordsAsked: Readonly<Record<'order.products.tags' | 'order.products.collections', readonly string[]>>;
  /** Null where the shop does not tell. */
  readonly goods: Goods | null;
}

export function orderFacts(sources: OrderSources): FactsOf<'order.placed'> {
  const { order, contribution, shopCurrency, risk } = sources;
  return {
    ...customerFacts(sources, contribution, 'guest'),
    'order.total': moneyFact(order.total, shopCurrency),
    'order.items': { type: 'number', number: order.lines.reduce((items, line) => items + line.quantity, 0) },
    'order.lines.sizesOfOneProduct': { type: 'number', number: sizesOfOneProduct(order.lines, sources.titleParts) },
    ...(sources.goods && goodsFacts(sources.goods, shopCurrency)),
    'order.company': { type: 'boolean', boolean: order.company !== undefined },
    ...(sources.company && { [COMPANY_SPEND]: companySpend(sources, sources.company) }),
    ...riskFacts(risk),
    'order.cancelled': { type: 'boolean', boolean: order.cancelledAt !== null },
  };
}

/** Without the order itself. */
function companySpend({ order, shopCurrency, at }: OrderSources, { orders, knownSince }: CompanySources): FactValue {
  if (order.company === undefined) return { type: 'unknown', reason: 'no_company' };
  if (knownSince > companyYear(at).from) return { type: 'unknown', reason: 'past_not_read' };
  const others = orders.filter((each) => each.order !== order.id);
  const year = companyTotals(others, shopCurrency, at);
  if (typeof year === 'string') return { type: 'unknown', reason: year };
  return { type: 'money', money: { amountMinor: year.netMinor, currency: shopCurrency } };
}

function goodsFacts({ asked, goods, wordsAsked }: GoodsSources, shopCurrency: string) {
  const facts: Partial<Record<GoodsFact, FactValue>> = {};
  for (const fact of asked) facts[fact] = goods ? goodsFact(fact, goods, wordsAsked, shopCurrency) : NOT_TOLD;
  return facts;
}

const NOT_TOLD: FactValue = { type: 'unknown', reason: 'not_told' };

function goodsFact(
  fact: GoodsFact,
  goods: Goods,
  wordsAsked: GoodsSources['wordsAsked'],
  shopCurrency: string,
): FactValue {
  if (fact === 'order.margin') return numberFact(grossMarginPercent(goods, shopCurrency));
  const { lines, hasMore } = goods;
  // Nothing is ordered any more: nobody knows what it was.
  if (lines.length === 0) return NOT_TOLD;
  if (fact === 'order.products.tags')
    return wordsFact(
      wordsAsked[fact],
      lines.flatMap(({ tags }) => tags),
      hasMore,
    );
  const isPartial = hasMore || lines.some(({ hasMoreCollections }) => hasMoreCollections);
  return wordsFact(
    wordsAsked[fact],
    lines.flatMap(({ collections }) => collections),
    isPartial,
  );
}

export const RISK_FACTS = ['order.risk.high', 'order.risk.raised'] as const satisfies readonly FactId[];

export function isRiskFact(fact: FactId): boolean {
  return RISK_FACTS.some((risk) => risk === fact);
}

export function riskFacts(risk: OrderRecord['risk']): Readonly<Record<(typeof RISK_FACTS)[number], FactValue>> {
  const level = riskLevel(risk);
  const fact = (levels: readonly RiskLevel[]): FactValue =>
    level === null ? { type: 'unknown', reason: 'not_assessed' } : { type: 'boolean', boolean: levels.includes(level) };
  return { 'order.risk.high': fact(['high']), 'order.risk.raised': fact(['medium', 'high']) };
}

const DAY_MS = 86_400_000;

export function returnFacts(sources: Sources & { readonly seen: ReturnSnapshot }): FactsOf<'return.requested'> {
  const { seen, shopCurrency } = sources;
  return {
    ...customerFacts(sources, null, 'guest'),
    'return.value': moneyFact(seen.value, shopCurrency),
    'return.items': { type: 'number', number: seen.items },
    'return.daysSinceOrder': {
      type: 'number',
      number: Math.max(0, Math.floor((seen.requestedAt - seen.orderedAt) / DAY_MS)),
    },
    'return.awaitsAnswer': { type: 'boolean', boolean: seen.status === 'requested' },
  };
}

export function shipmentFacts(
  sources: Sources & { readonly seen: ShipmentSnapshot; readonly timezone: string; readonly now: Instant },
): FactsOf<'shipment.delayed'> {
  const { seen, timezone, now } = sources;
  return {
    ...customerFacts(sources, null, 'guest'),
    'shipment.daysLate': numberFact(daysLate(seen, now)),
    'shipment.businessDaysWithoutScan': numberFact(businessDaysWithoutScan(seen, timezone, now)),
    'shipment.scanned': { type: 'boolean', boolean: seen.lastScan !== null },
    'shipment.delivered': { type: 'boolean', boolean: seen.deliveredAt !== null },
  };
}

export function reviewFacts(sources: Sources & { readonly rating: number }): FactsOf<'review.posted'> {
  return {
    ...customerFacts(sources, null, 'no_customer'),
    'review.rating': { type: 'number', number: sources.rating },
  };
}

function customerFacts(sources: Sources, except: Contribution | null, reason: UnknownReason) {
  const { profile, card = null, tagsAsked = [], shopCurrency, currencySince, at } = sources;
  const year = profile && windowTotals(profile, at, 365, except);
  const unknown: FactValue = { type: 'unknown', reason };
  const mixed = profile !== null && spentUntil(profile, { at, days: 365, change: currencySince }, except);
  const spend: FactValue | null =
    year &&
    (mixed
      ? { type: 'unknown', reason: 'other_currency' }
      : { type: 'money', money: { amountMinor: year.netMinor, currency: shopCurrency } });
  const orders: FactValue | null = year && { type: 'number', number: year.orders };
  const disputes: FactValue | null = profile && { type: 'number', number: profile.disputes ?? 0 };
  return {
    'customer.spend.365d': spend ?? unknown,
    'customer.orders.365d': orders ?? unknown,
    'customer.disputes': disputes ?? unknown,
    ...historyFacts(sources, except, unknown),
    ...(profile ? cardFacts(card, tagsAsked) : { 'customer.tags': unknown, 'customer.emailConsent': unknown }),
  };
}

function historyFacts({ asked, profile, ...sources }: Sources, except: Contribution | null, unknown: FactValue) {
  const facts: Partial<Record<HistoryFact, FactValue>> = {};
  for (const fact of HISTORY_FACTS) {
    if (asked?.has(fact)) facts[fact] = profile ? historyFact(fact, { ...sources, profile, except }) : unknown;
  }
  return facts;
}

function cardFacts(card: CustomerCard | null, tagsAsked: readonly string[]) {
  const unknown: FactValue = { type: 'unknown', reason: 'not_told' };
  const tags: FactValue | null = card && wordsFact(tagsAsked, card.tags, card.hasMoreTags);
  const consent: FactValue | null = card?.email
    ? { type: 'boolean', boolean: card.email.state === 'subscribed' }
    : null;
  return { 'customer.tags': tags ?? unknown, 'customer.emailConsent': consent ?? unknown };
}

/** Those of the words that rules ask for which are there. */
function wordsFact(asked: readonly string[], there: readonly string[], hasMore?: boolean): FactValue {
  const kept = new Set(there.map(tagKey));
  const words = asked.filter((word) => kept.has(tagKey(word)));
  return { type: 'words', words, ...(hasMore && { isPartial: true }) };
}

function numberFact(number: number | null): FactValue {
  return number === null ? { type: 'unknown', reason: 'not_told' } : { type: 'number', number };
}

function moneyFact(money: Money | null, shopCurrency: string): FactValue {
  if (money === null) return { type: 'unknown', reason: 'not_told' };
  return money.currency === shopCurrency ? { type: 'money', money } : { type: 'unknown', reason: 'other_currency' };
}
