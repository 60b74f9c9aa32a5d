import { EVENT_TYPES, type EventType } from '../event.ts';
import {
  dayOf,
  firstOrderDay,
  lastOrderDay,
  lifetimeTotals,
  mixesCurrencies,
  orderDays,
  type Profile,
  RETAINED_DAYS,
  spentUntil,
  startOfDay,
  type Totals,
  windowTotals,
} from '../profile.ts';
import { OWN_ORDER_LEFT_OUT, ofCustomer } from './customer.ts';
import type { Fact } from './definition.ts';
import type { Sources } from './sources.ts';
import { type FactValue, NOT_TOLD, numberFact, unknown } from './value.ts';

/** What a customer’s orders tell. The subject order is never among them. */
export const CUSTOMER_ORDER_FACTS = [
  {
    id: 'customer.spend.365d',
    label: 'customer’s net spend in the last 365 days',
    german: 'der Nettoumsatz der Kundin oder des Kunden in den letzten 365 Tagen',
    aside: OWN_ORDER_LEFT_OUT,
    type: 'money',
    events: EVENT_TYPES,
    help: 'Paid orders less refunds, in shop currency. Unknown for guests, and where the shop had another currency within the year.',
    example: 1500,
    isAlwaysKept: true,
    follows: 'orders',
    read: ofCustomer((profile, sources) => spend(profile, sources, 365)),
  },
  {
    id: 'customer.orders.365d',
    label: 'customer’s orders in the last 365 days',
    german: 'die Anzahl der Bestellungen der Kundin oder des Kunden in den letzten 365 Tagen',
    aside: OWN_ORDER_LEFT_OUT,
    type: 'number',
    events: EVENT_TYPES,
    help: 'Paid orders that were not cancelled. Unknown for guests.',
    example: 5,
    isAlwaysKept: true,
    follows: 'orders',
    read: ofCustomer((profile, sources) => orders(profile, sources, 365)),
  },
  {
    id: 'customer.spend.30d',
    label: 'customer’s net spend in the last 30 days',
    german: 'der Nettoumsatz der Kundin oder des Kunden in den letzten 30 Tagen',
    aside: OWN_ORDER_LEFT_OUT,
    type: 'money',
    events: EVENT_TYPES,
    help: 'Paid orders less refunds, in shop currency. Unknown for guests, and where the shop had another currency within these days.',
    example: 300,
    follows: 'orders',
    read: ofCustomer((profile, sources) => spend(profile, sources, 30)),
  },
  {
    id: 'customer.spend.90d',
    label: 'customer’s net spend in the last 90 days',
    german: 'der Nettoumsatz der Kundin oder des Kunden in den letzten 90 Tagen',
    aside: OWN_ORDER_LEFT_OUT,
    type: 'money',
    events: EVENT_TYPES,
    help: 'Paid orders less refunds, in shop currency. Unknown for guests, and where the shop had another currency within these days.',
    example: 500,
    follows: 'orders',
    read: ofCustomer((profile, sources) => spend(profile, sources, 90)),
  },
  {
    id: 'customer.spend.lifetime',
    label: 'customer’s net spend in all',
    german: 'der gesamte Nettoumsatz der Kundin oder des Kunden',
    aside: OWN_ORDER_LEFT_OUT,
    type: 'money',
    events: EVENT_TYPES,
    help: 'As far back as their orders are known: paid ones less refunds, in shop currency. Unknown for guests, and for who ordered before the shop changed its currency.',
    example: 5000,
    follows: 'orders',
    read: ofCustomer((profile, sources) => ofAllOrders(profile, sources, ({ netMinor }) => netMinor)),
  },
  {
    id: 'customer.orders.30d',
    label: 'customer’s orders in the last 30 days',
    german: 'die Anzahl der Bestellungen der Kundin oder des Kunden in den letzten 30 Tagen',
    aside: OWN_ORDER_LEFT_OUT,
    type: 'number',
    events: EVENT_TYPES,
    help: 'Paid orders that were not cancelled. Unknown for guests.',
    example: 2,
    follows: 'orders',
    read: ofCustomer((profile, sources) => orders(profile, sources, 30)),
  },
  {
    id: 'customer.orders.90d',
    label: 'customer’s orders in the last 90 days',
    german: 'die Anzahl der Bestellungen der Kundin oder des Kunden in den letzten 90 Tagen',
    aside: OWN_ORDER_LEFT_OUT,
    type: 'number',
    events: EVENT_TYPES,
    help: 'Paid orders that were not cancelled. Unknown for guests.',
    example: 3,
    follows: 'orders',
    read: ofCustomer((profile, sources) => orders(profile, sources, 90)),
  },
  {
    id: 'customer.orders.lifetime',
    label: 'number of all orders of the customer',
    german: 'die Anzahl aller Bestellungen der Kundin oder des Kunden',
    aside: OWN_ORDER_LEFT_OUT,
    type: 'number',
    events: EVENT_TYPES,
    help: 'As far back as their orders are known, which is 60 days before the first one seen where the shop does not let Concierge read all orders: paid ones that were not cancelled. Unknown for guests.',
    example: 10,
    follows: 'orders',
    read: ofCustomer((profile, sources) => numberFact(allOrders(profile, sources).orders)),
  },
  {
    id: 'customer.averageOrder',
    label: 'customer’s average order',
    german: 'der durchschnittliche Bestellwert der Kundin oder des Kunden',
    aside: OWN_ORDER_LEFT_OUT,
    type: 'money',
    events: EVENT_TYPES,
    help: 'All their net spend that is known, shared among their orders. Unknown for guests, for who never ordered, and for who ordered before the shop changed its currency.',
    example: 120,
    follows: 'orders',
    read: ofCustomer((profile, sources) =>
      allOrders(profile, sources).orders === 0
        ? NEVER_ORDERED
        : ofAllOrders(profile, sources, (totals) => Math.round(totals.netMinor / totals.orders)),
    ),
  },
  {
    id: 'customer.daysSinceLastOrder',
    label: 'number of days since the customer’s last order',
    german: 'die Anzahl der Tage seit der letzten Bestellung der Kundin oder des Kunden',
    aside: OWN_ORDER_LEFT_OUT,
    type: 'number',
    events: EVENT_TYPES,
    help: 'Days of the calendar (UTC); 400 for whatever is longer ago. Unknown for guests and for who never ordered.',
    example: 180,
    follows: 'orders',
    read: ofCustomer((profile, sources) => {
      if (allOrders(profile, sources).orders === 0) return NEVER_ORDERED;
      const [last] = orderDays(profile, sources.at, own(sources)).slice(-1);
      return numberFact(last === undefined ? RETAINED_DAYS : last.daysAgo);
    }),
  },
  {
    id: 'customer.usualDaysBetweenOrders',
    label: 'usual number of days between the customer’s orders',
    german: 'die übliche Anzahl der Tage zwischen zwei Bestellungen der Kundin oder des Kunden',
    aside: OWN_ORDER_LEFT_OUT,
    type: 'number',
    events: EVENT_TYPES,
    help: 'The middle one of the gaps between the days on which they ordered, in the last 400 days. Unknown for guests, and until they ordered on three days.',
    example: 30,
    follows: 'orders',
    read: ofCustomer((profile, sources) =>
      usualGap(orderDays(profile, sources.at, own(sources)).map(({ daysAgo }) => daysAgo)),
    ),
  },
  {
    id: 'customer.daysSinceFirstOrder',
    label: 'number of days since the customer’s first order',
    german: 'die Anzahl der Tage seit der ersten Bestellung der Kundin oder des Kunden',
    aside: OWN_ORDER_LEFT_OUT,
    type: 'number',
    events: EVENT_TYPES,
    help: 'As far back as their orders are known: days of the calendar (UTC). One that was not paid counts too, where they have one that was. Unknown for guests and for who never ordered.',
    example: 730,
    follows: 'orders',
    read: ofCustomer((profile, sources) => {
      if (allOrders(profile, sources).orders === 0) return NEVER_ORDERED;
      const day = firstOrderDay(profile);
      return numberFact(day === null ? null : Math.max(0, dayOf(sources.at) - day));
    }),
  },
  {
    id: 'customer.firstOrderOn',
    label: 'day of the customer’s first order',
    german: 'der Tag der ersten Bestellung der Kundin oder des Kunden',
    aside: OWN_ORDER_LEFT_OUT,
    type: 'date',
    events: EVENT_TYPES,
    help: 'As far back as their orders are known: a day of the calendar in UTC. One that was not paid counts too, where they have one that was. Unknown for guests and for who never ordered.',
    example: '2026-01-01',
    follows: 'orders',
    read: ofCustomer((profile, sources) =>
      allOrders(profile, sources).orders === 0 ? NEVER_ORDERED : dayFact(firstOrderDay(profile), sources),
    ),
  },
  {
    id: 'customer.lastOrderOn',
    label: 'day of the customer’s last order',
    german: 'der Tag der letzten Bestellung der Kundin oder des Kunden',
    aside: OWN_ORDER_LEFT_OUT,
    type: 'date',
    events: EVENT_TYPES,
    help: 'A day of the calendar in UTC. Unknown for guests, for who never ordered, and where it lies over 400 days before an order that was never paid.',
    example: '2026-01-01',
    follows: 'orders',
    read: ofCustomer((profile, sources) =>
      allOrders(profile, sources).orders === 0
        ? NEVER_ORDERED
        : dayFact(lastOrderDay(profile, sources.at, own(sources)), sources),
    ),
  },
] as const satisfies readonly Fact<EventType>[];

const NEVER_ORDERED = unknown('never_ordered');

const own = ({ contribution = null }: Sources) => contribution;

function allOrders(profile: Profile, sources: Sources): Totals {
  return lifetimeTotals(profile, sources.at, own(sources));
}

function orders(profile: Profile, sources: Sources, days: number): FactValue {
  return numberFact(windowTotals(profile, sources.at, days, own(sources)).orders);
}

/** Net spend in the last `days` days. */
function spend(profile: Profile, sources: Sources, days: number): FactValue {
  const { at, currencySince: change, shopCurrency: currency } = sources;
  if (spentUntil(profile, { at, days, change }, own(sources))) return unknown('other_currency');
  const { netMinor: amountMinor } = windowTotals(profile, at, days, own(sources));
  return { type: 'money', money: { amountMinor, currency } };
}

function ofAllOrders(profile: Profile, sources: Sources, amountMinorOf: (totals: Totals) => number): FactValue {
  const { at, currencySince, shopCurrency: currency } = sources;
  if (mixesCurrencies(profile, at, currencySince, own(sources))) return unknown('other_currency');
  return { type: 'money', money: { amountMinor: amountMinorOf(allOrders(profile, sources)), currency } };
}

/** A day of UTC, as the profile keeps them. */
function dayFact(day: number | null, { at }: Sources): FactValue {
  if (day === null) return NOT_TOLD;
  const date = new Date(startOfDay(day)).toISOString().slice(0, 'YYYY-MM-DD'.length);
  return { type: 'date', date, daysAgo: dayOf(at) - day };
}

/** Fewer order days have no usual gap. */
const LEAST_ORDER_DAYS = 3;

/** The median of the gaps between days with orders, the shorter one of two. @param daysAgo descending. */
function usualGap(daysAgo: readonly number[]): FactValue {
  if (daysAgo.length < LEAST_ORDER_DAYS) return unknown('too_few_orders');
  const gaps = daysAgo.slice(1).map((days, index) => (daysAgo[index] ?? days) - days);
  const sorted = gaps.sort((a, b) => a - b);
  return numberFact(sorted[Math.floor((sorted.length - 1) / 2)] ?? 0);
}
