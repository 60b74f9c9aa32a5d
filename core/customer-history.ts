import { assertNever } from './assert-never.ts';
import type { FactId, FactValue } from './facts.ts';
import type { Instant } from './identity.ts';
import type { Contribution } from './order.ts';
import {
  lifetimeTotals,
  mixesCurrencies,
  orderDays,
  type Profile,
  RETAINED_DAYS,
  spentUntil,
  type Totals,
  windowTotals,
} from './profile.ts';

/** What a customer's earlier orders tell beside their year: kept with a decision where a rule asks for it. */
export const HISTORY_FACTS = [
  'customer.spend.30d',
  'customer.spend.90d',
  'customer.spend.lifetime',
  'customer.orders.30d',
  'customer.orders.90d',
  'customer.orders.lifetime',
  'customer.averageOrder',
  'customer.daysSinceLastOrder',
  'customer.usualDaysBetweenOrders',
] as const satisfies readonly FactId[];

export type HistoryFact = (typeof HISTORY_FACTS)[number];

export interface HistorySources {
  readonly profile: Profile;
  /** The subject order's own share, which is left out. */
  readonly except: Contribution | null;
  readonly shopCurrency: string;
  readonly currencySince: Instant | null;
  readonly at: Instant;
}

/** Fewer order days have no usual gap. */
const LEAST_ORDER_DAYS = 3;

export function historyFact(fact: HistoryFact, sources: HistorySources): FactValue {
  const { profile, at, except } = sources;
  switch (fact) {
    case 'customer.spend.30d':
      return spendFact(sources, 30);
    case 'customer.spend.90d':
      return spendFact(sources, 90);
    case 'customer.orders.30d':
      return { type: 'number', number: windowTotals(profile, at, 30, except).orders };
    case 'customer.orders.90d':
      return { type: 'number', number: windowTotals(profile, at, 90, except).orders };
    case 'customer.orders.lifetime':
      return { type: 'number', number: lifetimeTotals(profile, at, except).orders };
    case 'customer.spend.lifetime':
      return inOneCurrency(sources, ({ netMinor }) => netMinor);
    case 'customer.averageOrder':
      if (lifetimeTotals(profile, at, except).orders === 0) return NEVER_ORDERED;
      return inOneCurrency(sources, ({ netMinor, orders }) => Math.round(netMinor / orders));
    case 'customer.daysSinceLastOrder': {
      if (lifetimeTotals(profile, at, except).orders === 0) return NEVER_ORDERED;
      const [last] = orderDays(profile, at, except).slice(-1);
      return { type: 'number', number: last === undefined ? RETAINED_DAYS : last.daysAgo };
    }
    case 'customer.usualDaysBetweenOrders':
      return usualGap(orderDays(profile, at, except).map(({ daysAgo }) => daysAgo));
    default:
      return assertNever(fact);
  }
}

const NEVER_ORDERED: FactValue = { type: 'unknown', reason: 'never_ordered' };
const OTHER_CURRENCY: FactValue = { type: 'unknown', reason: 'other_currency' };

/** Net spend in the last `days` days. */
function spendFact({ profile, at, except, shopCurrency, currencySince }: HistorySources, days: number): FactValue {
  if (spentUntil(profile, { at, days, change: currencySince }, except)) return OTHER_CURRENCY;
  const { netMinor } = windowTotals(profile, at, days, except);
  return { type: 'money', money: { amountMinor: netMinor, currency: shopCurrency } };
}

function inOneCurrency(sources: HistorySources, amountMinor: (totals: Totals) => number): FactValue {
  const { profile, at, except, shopCurrency, currencySince } = sources;
  if (mixesCurrencies(profile, at, currencySince, except)) return OTHER_CURRENCY;
  const money = { amountMinor: amountMinor(lifetimeTotals(profile, at, except)), currency: shopCurrency };
  return { type: 'money', money };
}

/** The median of the gaps between days with orders, the shorter one of two. @param daysAgo descending. */
function usualGap(daysAgo: readonly number[]): FactValue {
  if (daysAgo.length < LEAST_ORDER_DAYS) return { type: 'unknown', reason: 'too_few_orders' };
  const gaps = daysAgo.slice(1).map((days, index) => (daysAgo[index] ?? days) - days);
  const sorted = gaps.sort((a, b) => a - b);
  return { type: 'number', number: sorted[Math.floor((sorted.length - 1) / 2)] ?? 0 };
}
