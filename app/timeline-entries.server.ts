import { assertNever } from '../core/assert-never.ts';
import type { ConsentState, CustomerChange } from '../core/customer-card.ts';
import type { Decision } from '../core/decide.ts';
import { happeningsOfReturn } from '../core/happening.ts';
import { type CustomerId, gidNumber, type OrderId } from '../core/identity.ts';
import { formatMoney } from '../core/money.ts';
import type { OrderRecord } from '../core/order.ts';
import type { Belonging, Ledger, ReviewStore } from '../core/ports.ts';
import type { ReturnStatus } from '../core/return.ts';
import type { Shop } from '../core/shop.ts';
import { describeEffect } from '../core/words/action.ts';
import { customerUrl } from './customer-url.ts';
import { decisionRow } from './decision-rows.server.ts';
import { type EffectStatus, statusOf } from './effect-status.ts';
import { effectUrl } from './effect-url.ts';
import { happeningWords } from './happening-words.server.ts';
import { riskWords } from './risk-and-disputes.server.ts';
import { shipmentDetails } from './shipment-details.server.ts';
import { type ShopTime, shopTime } from './shop-time.server.ts';

/** What happened to a customer, in words: one entry for each time that something did. */
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

export interface TimelineRecords {
  readonly ledger: Pick<
    Ledger,
    'customer' | 'order' | 'return' | 'shipment' | 'decision' | 'changeOfCustomer' | 'belongings'
  >;
  readonly reviews: Pick<ReviewStore, 'find'>;
}

/** Several entries of a page may be of one record: it is read once. */
export function readOnce({ ledger, reviews }: TimelineRecords): TimelineRecords {
  const order = once(ledger.order);
  const returned = once(ledger.return);
  const shipment = once(ledger.shipment);
  const decision = once(ledger.decision);
  const { customer, changeOfCustomer, belongings } = ledger;
  return { ledger: { customer, changeOfCustomer, belongings, order, return: returned, shipment, decision }, reviews };
}

function once<Parts extends readonly unknown[], Found>(read: (...parts: Parts) => Promise<Found>) {
  const found = new Map<string, Promise<Found>>();
  return (...parts: Parts): Promise<Found> => {
    const name = parts.join(' ');
    const known = found.get(name) ?? read(...parts);
    found.set(name, known);
    return known;
  };
}

/** Null where it was taken away since it was listed. */
export async function entryOf(
  records: TimelineRecords,
  shop: Shop,
  customer: CustomerId,
  belonging: Belonging,
): Promise<TimelineEntry | null> {
  const { ledger, reviews } = records;
  const { timezone, domain } = shop;
  const entry = {
    id: entryId(belonging),
    at: shopTime(belonging.at, timezone),
    details: [],
    outcomes: [],
    effects: [],
  };
  switch (belonging.kind) {
    case 'order': {
      const order = await ledger.order(domain, belonging.id, 'cheap');
      if (!order?.snapshot) return null;
      const url = urlOf(order);
      return { ...entry, title: `Order ${order.snapshot.name} placed`, url, details: orderDetails(order, timezone) };
    }
    case 'return': {
      const known = await ledger.return(domain, belonging.order, belonging.id, 'cheap');
      if (!known) return null;
      const { name, status, value, order } = known.snapshot;
      const worth = value === null ? [] : [`What comes back was paid with ${formatMoney(value)}.`];
      const url = await orderUrl(ledger, shop, order);
      // When it was answered is not known of what was answered at its first sight.
      const isAnswered = happeningsOfReturn(known).some(({ what }) => what !== 'return_attached');
      const isOver = url === null && status === 'requested';
      const answer = isAnswered || isOver ? [] : [RETURN_WORDS[status]];
      return { ...entry, title: `Return ${name} asked for`, url, details: [...answer, ...worth, ...goneWords(url)] };
    }
    case 'shipment': {
      const known = await ledger.shipment(domain, belonging.order, belonging.id, 'cheap');
      if (!known) return null;
      const { name, order } = known.snapshot;
      const url = await orderUrl(ledger, shop, order);
      const details = url === null ? goneWords(url) : shipmentDetails(known, timezone);
      return { ...entry, title: `Shipment ${name} sent`, url, details };
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
    case 'change': {
      const change = await ledger.changeOfCustomer(domain, customer, belonging.id);
      return change && { ...entry, url: null, ...changeEntry(change) };
    }
    case 'happening': {
      const words = await happeningWords(ledger, shop, belonging);
      return words && { ...entry, url: await orderUrl(ledger, shop, belonging.order), ...words };
    }
    case 'message': {
      const decision = await ledger.decision(domain, belonging.decision, 'cheap');
      if (!decision) return null;
      const { subject } = decisionRow(decision, timezone, () => '');
      return { ...entry, title: `E-mail sent about ${subject}`, url: effectUrl(decision.id, belonging.effect) };
    }
    case 'customer': {
      const title = `Customer ${gidNumber(belonging.id)} was merged into this one`;
      const details = [
        'What they ordered, sent back and wrote is here since. What was decided about them before is on their own page.',
      ];
      return { ...entry, title, url: customerUrl(belonging.id), details };
    }
    default:
      return assertNever(belonging);
  }
}

/** Null where the order is no more in the shop. */
async function orderUrl({ order }: Pick<Ledger, 'order'>, { domain }: Shop, id: OrderId): Promise<string | null> {
  return urlOf((await order(domain, id, 'cheap')) ?? { id });
}

function urlOf({ id, deletedAt }: Pick<OrderRecord, 'id' | 'deletedAt'>): string | null {
  return deletedAt === undefined ? `shopify://admin/orders/${gidNumber(id)}` : null;
}

function goneWords(url: string | null): string[] {
  return url === null ? ['Its order was deleted in your shop.'] : [];
}

const RETURN_WORDS: Readonly<Record<ReturnStatus, string>> = {
  requested: 'It awaits an answer.',
  open: 'It was approved.',
  declined: 'It was declined.',
  cancelled: 'It was cancelled.',
  closed: 'It is closed.',
};

/** What it is now; what happened to it since has entries of its own. */
function orderDetails({ snapshot, waiting, risk = [] }: OrderRecord, timezone: string): string[] {
  if (!snapshot) return [];
  const { total, financialStatus, test } = snapshot;
  const status = financialStatus === null ? '' : `, ${financialStatus.replaceAll('_', ' ')}`;
  return [
    `${formatMoney(total)}${status}.`,
    ...(test ? ['A test order: it does not count.'] : []),
    ...(waiting ? [`It waits for its fraud risk until ${shopTime(waiting.until, timezone).text}.`] : []),
    ...riskWords(risk, timezone),
  ];
}

/** Unique among the entries of a page. */
function entryId(belonging: Belonging): string {
  switch (belonging.kind) {
    case 'happening':
      return `${belonging.what}/${belonging.number}`;
    case 'message':
      return `message/${belonging.effect}`;
    default:
      return belonging.id;
  }
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

function changeEntry({ what }: CustomerChange): { title: string; details: string[] } {
  switch (what.kind) {
    case 'tags_added':
      return { title: what.tags.length === 1 ? 'Tag added' : 'Tags added', details: [what.tags.join(', ')] };
    case 'tags_removed':
      return { title: what.tags.length === 1 ? 'Tag removed' : 'Tags removed', details: [what.tags.join(', ')] };
    case 'company_joined':
      return { title: `Buys for ${what.company}`, details: ['They were made a contact of this company.'] };
    case 'company_left':
      return {
        title: `No longer buys for ${what.company}`,
        details: ['They are no contact of this company any more.'],
      };
    case 'email_consent':
      return { title: 'Marketing e-mails', details: [`${CONSENT_WORDS[what.state]}.`] };
    case 'sms_consent':
      return { title: 'Marketing text messages', details: [`${CONSENT_WORDS[what.state]}.`] };
    default:
      return assertNever(what);
  }
}

export const CONSENT_WORDS: Readonly<Record<ConsentState, string>> = {
  subscribed: 'Subscribed',
  pending: 'Asked to confirm',
  not_subscribed: 'Not subscribed',
  unsubscribed: 'Unsubscribed',
  invalid: 'Not possible: the address is invalid',
  redacted: 'Erased',
};
