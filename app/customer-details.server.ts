import { assertNever } from '../core/assert-never.ts';
import type { Decision } from '../core/decide.ts';
import { describeEffect } from '../core/explain.ts';
import { type CustomerId, gidNumber, type Instant } from '../core/identity.ts';
import { formatMoney } from '../core/money.ts';
import type { OrderRecord } from '../core/order.ts';
import type { Belonging, Ledger, ReviewStore } from '../core/ports.ts';
import { type CustomerRecord, newCustomerRecord, windowTotals } from '../core/profile.ts';
import type { ReturnStatus } from '../core/return.ts';
import type { Shop } from '../core/shop.ts';
import { customerUrl } from './customer-url.ts';
import { decisionRow } from './decision-rows.server.ts';
import { type EffectStatus, statusOf } from './effect-status.ts';
import { effectUrl } from './effect-url.ts';
import { shipmentDetails } from './shipment-details.server.ts';
import { type ShopTime, shopTime } from './shop-time.server.ts';

/** What is known of one customer, and everything that happened, newest first. */
export interface CustomerDetails {
  name: string;
  /** The customer in the shop; null where the shop has no such customer any more. */
  shopUrl: string | null;
  /** Why the shop has no such customer any more; null where it has. */
  gone: { what: 'merged' | 'deleted'; keptUrl: string | null } | null;
  year: { spend: string; orders: number };
  lifetime: { spend: string; orders: number };
  /** Null while the past has not been read. */
  knownSince: ShopTime | null;
  entries: TimelineEntry[];
}

export interface TimelineEntry {
  id: string;
  at: ShopTime;
  /** `Order #1001`, `Decision about order #1001` */
  title: string;
  /** Where more of it is told: in the app, or in the shop. */
  url: string | null;
  /** What became of it, one sentence each. */
  details: string[];
  outcomes: ReturnType<typeof decisionRow>['outcomes'];
  effects: { id: string; url: string; what: string; status: EffectStatus }[];
}

interface Records {
  readonly ledger: Pick<Ledger, 'customer' | 'order' | 'return' | 'shipment' | 'decision' | 'belongings'>;
  readonly reviews: Pick<ReviewStore, 'find'>;
}

const PAGE_SIZE = 25;

/** Null where nothing is known of the customer. */
export async function readCustomer(
  records: Records,
  shop: Shop,
  id: CustomerId,
  cursor: string | undefined,
  name: string,
  now: Instant,
): Promise<{ details: CustomerDetails; cursor: string | null } | null> {
  const [record, page] = await Promise.all([
    records.ledger.customer(shop.domain, id, 'cheap'),
    records.ledger.belongings(shop.domain, id, PAGE_SIZE, cursor),
  ]);
  if (record === null && page.belongings.length === 0) return null;
  const entries = await Promise.all(page.belongings.map((each) => entryOf(records, shop, each)));
  return {
    details: {
      ...knowledgeOf(record ?? newCustomerRecord(id), shop, now),
      name,
      entries: entries.filter((entry) => entry !== null),
    },
    cursor: page.cursor,
  };
}

function knowledgeOf({ profile, gone }: CustomerRecord, { currency, timezone }: Shop, now: Instant) {
  const year = windowTotals(profile, now, 365, null);
  const totals = ({ netMinor, orders }: { netMinor: number; orders: number }) => ({
    spend: formatMoney({ amountMinor: netMinor, currency }),
    orders,
  });
  const kept = gone?.mergedInto ?? null;
  return {
    shopUrl: gone ? null : `shopify://admin/customers/${gidNumber(profile.customer)}`,
    gone: gone
      ? { what: kept === null ? ('deleted' as const) : ('merged' as const), keptUrl: kept && customerUrl(kept) }
      : null,
    year: totals(year),
    lifetime: totals(profile.lifetime),
    knownSince: profile.knownSince === null ? null : shopTime(profile.knownSince, timezone),
  };
}

/** Null where it was taken away since it was listed. */
async function entryOf({ ledger, reviews }: Records, shop: Shop, belonging: Belonging): Promise<TimelineEntry | null> {
  const { timezone, domain } = shop;
  const entry = { id: belonging.id, at: shopTime(belonging.at, timezone), details: [], outcomes: [], effects: [] };
  switch (belonging.kind) {
    case 'order': {
      const order = await ledger.order(domain, belonging.id, 'cheap');
      if (!order?.snapshot) return null;
      const url = `shopify://admin/orders/${gidNumber(belonging.id)}`;
      return { ...entry, title: `Order ${order.snapshot.name}`, url, details: orderDetails(order, timezone) };
    }
    case 'return': {
      const known = await ledger.return(domain, belonging.order, belonging.id, 'cheap');
      if (!known) return null;
      const { name, status, value, order } = known.snapshot;
      const worth = value === null ? [] : [`What comes back was paid with ${formatMoney(value)}.`];
      const url = `shopify://admin/orders/${gidNumber(order)}`;
      return { ...entry, title: `Return ${name} asked for`, url, details: [RETURN_WORDS[status], ...worth] };
    }
    case 'shipment': {
      const known = await ledger.shipment(domain, belonging.order, belonging.id, 'cheap');
      if (!known) return null;
      const { name, order } = known.snapshot;
      const url = `shopify://admin/orders/${gidNumber(order)}`;
      return { ...entry, title: `Shipment ${name}`, url, details: shipmentDetails(known, timezone) };
    }
    case 'decision': {
      const decision = await ledger.decision(domain, belonging.id, 'cheap');
      return decision && { ...entry, ...decisionEntry(decision, timezone) };
    }
    case 'review': {
      const known = await reviews.find(domain, belonging.id);
      if (!known) return null;
      const { rating, product } = known.review;
      const stars = rating === 1 ? '1 star' : `${rating} stars`;
      const details = [`${stars}${product.title === null ? '' : ` for ${product.title}`}.`];
      return { ...entry, title: 'Review posted', url: '/app/reviews', details };
    }
    case 'customer': {
      const title = `Customer ${gidNumber(belonging.id)} was merged into this one`;
      const details = ['Their orders count here since. What was decided about them before is on their own page.'];
      return { ...entry, title, url: customerUrl(belonging.id), details };
    }
    default:
      return assertNever(belonging);
  }
}

const RETURN_WORDS: Readonly<Record<ReturnStatus, string>> = {
  requested: 'It awaits an answer.',
  open: 'It was approved.',
  declined: 'It was declined.',
  cancelled: 'It was cancelled.',
  closed: 'It is closed.',
};

function orderDetails({ snapshot, refunds }: OrderRecord, timezone: string): string[] {
  if (!snapshot) return [];
  const { total, financialStatus, cancelledAt, test } = snapshot;
  const status = financialStatus === null ? '' : `, ${financialStatus.replaceAll('_', ' ')}`;
  return [
    `${formatMoney(total)}${status}.`,
    ...(test ? ['A test order: it does not count.'] : []),
    ...(cancelledAt === null ? [] : [`Cancelled ${shopTime(cancelledAt, timezone).text}.`]),
    ...refunds.map(({ amount, createdAt }) => `Refunded ${formatMoney(amount)} ${shopTime(createdAt, timezone).text}.`),
  ];
}

function decisionEntry(decision: Decision, timezone: string) {
  const { subject, url, outcomes, cost } = decisionRow(decision, timezone, () => '');
  return {
    title: `Decision about ${subject}`,
    url,
    details: [cost ? `Perks for ${cost}.` : 'No perk.'],
    outcomes,
    effects: decision.effects.map((effect) => ({
      id: effect.id,
      url: effectUrl(decision.id, effect.id),
      what: describeEffect(effect),
      status: statusOf(effect),
    })),
  };
}
