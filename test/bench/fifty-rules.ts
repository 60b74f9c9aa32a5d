import type { Clause } from '../../core/clause.ts';
import type { FactId, Facts } from '../../core/facts/catalogue.ts';
import type { FactValue } from '../../core/facts/value.ts';
import type { RuleId } from '../../core/identity.ts';
import type { Policy } from '../../core/policy.ts';
import { returnBagRule } from '../../core/templates.ts';
import { NOW, usd } from '../core/builders.ts';

/** Ten rules in five sizes each, every one of them also as a programmer would write it, and orders to ask them of. */

/** What the rules look at, flat: null where it is unknown, tags and collections in small letters. */
export interface PlainOrder {
  readonly order_cancelled: boolean;
  readonly order_total: number;
  readonly order_items: number;
  readonly order_lines_sizesOfOneProduct: number;
  readonly order_company: boolean;
  readonly order_margin: number | null;
  readonly order_risk_high: boolean | null;
  readonly order_risk_raised: boolean | null;
  readonly order_products_collections: readonly string[] | null;
  readonly customer_spend_365d: number | null;
  readonly customer_spend_90d: number | null;
  readonly customer_orders_365d: number | null;
  readonly customer_orders_lifetime: number | null;
  readonly customer_averageOrder: number | null;
  readonly customer_daysSinceLastOrder: number | null;
  readonly customer_disputes: number | null;
  readonly customer_emailConsent: boolean | null;
  readonly customer_tags: readonly string[] | null;
}

type Closure = (order: PlainOrder) => boolean;

/** @param n the size, from 0 to 4. */
type Shape = (n: number) => { readonly when: readonly Clause[]; readonly byHand: Closure };

const SHAPES: readonly Shape[] = [
  (n) => {
    const limit = 150_000 + n * 50_000;
    return {
      when: [
        { fact: 'customer.spend.365d', operator: 'over', value: usd(limit) },
        { fact: 'order.lines.sizesOfOneProduct', operator: 'at_least', value: 3 },
      ],
      byHand: (order) =>
        order.customer_spend_365d !== null &&
        order.customer_spend_365d > limit &&
        order.order_lines_sizesOfOneProduct >= 3,
    };
  },
  (n) => {
    const limit = 200_000 + n * 40_000;
    return {
      when: [
        {
          any: [
            { fact: 'customer.tags', operator: 'includes', value: ['VIP', 'Gold'] },
            { fact: 'customer.spend.365d', operator: 'at_least', value: usd(limit) },
          ],
        },
        { fact: 'order.items', operator: 'at_least', value: 2 + n },
      ],
      byHand: (order) =>
        ((order.customer_tags !== null &&
          (order.customer_tags.includes('vip') || order.customer_tags.includes('gold'))) ||
          (order.customer_spend_365d !== null && order.customer_spend_365d >= limit)) &&
        order.order_items >= 2 + n,
    };
  },
  (n) => {
    const [from, to] = [5_000 + n * 5_000, 20_000 + n * 5_000];
    return {
      when: [
        { fact: 'order.total', operator: 'between', value: [usd(from), usd(to)] },
        { fact: 'order.items', operator: 'between', value: [2, 4 + n] },
      ],
      byHand: (order) =>
        order.order_total >= from && order.order_total <= to && order.order_items >= 2 && order.order_items <= 4 + n,
    };
  },
  (n) => {
    const limit = 10_000 + n * 4_000;
    return {
      when: [
        { fact: 'customer.orders.lifetime', operator: 'is', value: 0 },
        { fact: 'order.total', operator: 'over', value: usd(limit) },
        { fact: 'order.risk.high', operator: 'is', value: false },
      ],
      byHand: (order) =>
        order.customer_orders_lifetime === 0 && order.order_total > limit && order.order_risk_high === false,
    };
  },
  (n) => {
    const limit = 8_000 + n * 3_000;
    return {
      when: [
        { fact: 'order.total', operator: 'at_least', value: usd(limit) },
        {
          none: [
            { fact: 'customer.disputes', operator: 'over', value: n },
            { fact: 'customer.tags', operator: 'includes', value: 'Staff' },
            { fact: 'order.risk.raised', operator: 'is', value: true },
          ],
        },
      ],
      byHand: (order) =>
        order.order_total >= limit &&
        order.customer_disputes !== null &&
        order.customer_disputes <= n &&
        order.customer_tags !== null &&
        !order.customer_tags.includes('staff') &&
        order.order_risk_raised === false,
    };
  },
  (n) => ({
    when: [
      { fact: 'order.margin', operator: 'at_least', value: 40 + n * 5 },
      { fact: 'order.products.collections', operator: 'excludes', value: ['Sale', 'Outlet'] },
    ],
    byHand: (order) =>
      order.order_margin !== null &&
      order.order_margin >= 40 + n * 5 &&
      order.order_products_collections !== null &&
      !order.order_products_collections.includes('sale') &&
      !order.order_products_collections.includes('outlet'),
  }),
  (n) => ({
    when: [
      { fact: 'customer.tags', operator: 'includes_all', value: ['VIP', 'Newsletter'] },
      { fact: 'customer.emailConsent', operator: 'is', value: true },
      { fact: 'customer.orders.365d', operator: 'over', value: n },
    ],
    byHand: (order) =>
      order.customer_tags?.includes('vip') === true &&
      order.customer_tags.includes('newsletter') &&
      order.customer_emailConsent === true &&
      order.customer_orders_365d !== null &&
      order.customer_orders_365d > n,
  }),
  (n) => {
    const [days, average] = [60 + n * 30, 6_000 + n * 1_000];
    return {
      when: [
        { fact: 'customer.daysSinceLastOrder', operator: 'at_least', value: days },
        { fact: 'customer.orders.365d', operator: 'at_most', value: 3 },
        { fact: 'customer.averageOrder', operator: 'over', value: usd(average) },
      ],
      byHand: (order) =>
        order.customer_daysSinceLastOrder !== null &&
        order.customer_daysSinceLastOrder >= days &&
        order.customer_orders_365d !== null &&
        order.customer_orders_365d <= 3 &&
        order.customer_averageOrder !== null &&
        order.customer_averageOrder > average,
    };
  },
  (n) => {
    const [items, total, spent] = [3 + n, 12_000 + n * 2_000, 50_000 + n * 20_000];
    return {
      when: [
        { fact: 'order.company', operator: 'is', value: true },
        {
          any: [
            {
              all: [
                { fact: 'order.items', operator: 'at_least', value: items },
                { fact: 'order.total', operator: 'at_least', value: usd(total) },
              ],
            },
            { fact: 'customer.spend.90d', operator: 'over', value: usd(spent) },
          ],
        },
      ],
      byHand: (order) =>
        order.order_company &&
        ((order.order_items >= items && order.order_total >= total) ||
          (order.customer_spend_90d !== null && order.customer_spend_90d > spent)),
    };
  },
  (n) => {
    const [total, spent] = [15_000 - n * 1_000, 100_000 + n * 10_000];
    return {
      when: [
        {
          all: [
            { fact: 'order.total', operator: 'under', value: usd(total) },
            {
              any: [
                { none: [{ fact: 'customer.spend.365d', operator: 'over', value: usd(spent) }] },
                { fact: 'order.products.collections', operator: 'includes', value: 'New' },
              ],
            },
          ],
        },
        { fact: 'order.items', operator: 'at_most', value: 1 + n },
      ],
      byHand: (order) =>
        order.order_total < total &&
        ((order.customer_spend_365d !== null && order.customer_spend_365d <= spent) ||
          order.order_products_collections?.includes('new') === true) &&
        order.order_items <= 1 + n,
    };
  },
];

const MADE = SHAPES.flatMap((shape) => [0, 1, 2, 3, 4].map(shape));

export const FIFTY_RULES: Policy = {
  version: 1,
  publishedAt: NOW,
  author: '1',
  rules: MADE.map(({ when }, index) => ({
    ...returnBagRule('USD'),
    id: `rule-${index}` as RuleId,
    name: `Rule ${index}`,
    when: [...when],
  })),
};

/** What every rule asks beside. */
export const BY_HAND: readonly Closure[] = MADE.map(
  ({ byHand }) =>
    (order) =>
      !order.order_cancelled && byHand(order),
);

/** The same numbers at every run. */
function numbers(): (below: number) => number {
  let state = 20_261_129;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const WORDS = ['vip', 'gold', 'staff', 'newsletter', 'press'];
const COLLECTIONS = ['sale', 'outlet', 'new', 'shirts'];

/** One in ten of a guest, one in ten without a word of the risk, one in five without costs. */
export function plainOrders(count: number): PlainOrder[] {
  const below = numbers();
  const some = (words: readonly string[]) => words.filter(() => below(4) === 0);
  return Array.from({ length: count }, () => {
    const isGuest = below(10) === 0;
    const known = <Value>(value: Value) => (isGuest ? null : value);
    const risk = below(10);
    const orders = below(8);
    return {
      order_cancelled: below(50) === 0,
      order_total: below(40_000),
      order_items: 1 + below(8),
      order_lines_sizesOfOneProduct: below(5),
      order_company: below(4) === 0,
      order_margin: below(5) === 0 ? null : below(80),
      order_risk_high: risk === 0 ? null : risk === 1,
      order_risk_raised: risk === 0 ? null : risk < 4,
      order_products_collections: some(COLLECTIONS),
      customer_spend_365d: known(below(400_000)),
      customer_spend_90d: known(below(150_000)),
      customer_orders_365d: known(orders),
      customer_orders_lifetime: known(orders),
      customer_averageOrder: isGuest || orders === 0 ? null : below(20_000),
      customer_daysSinceLastOrder: isGuest || orders === 0 ? null : below(365),
      customer_disputes: known(Math.max(0, below(8) - 5)),
      customer_emailConsent: known(below(2) === 0),
      customer_tags: known(some(WORDS)),
    };
  });
}

export function plainName(fact: FactId): keyof PlainOrder {
  return fact.replaceAll('.', '_') as keyof PlainOrder;
}

const AMOUNTS: readonly FactId[] = [
  'order.total',
  'customer.spend.365d',
  'customer.spend.90d',
  'customer.averageOrder',
];

/** As a decision has them. */
export function factsOfOrder(order: PlainOrder): Facts {
  const named = Object.entries(order).map(([name, value]: [string, PlainOrder[keyof PlainOrder]]) => {
    const fact = name.replaceAll('_', '.') as FactId;
    return [fact, factValue(fact, value)] as const;
  });
  return Object.fromEntries(named);
}

function factValue(fact: FactId, value: PlainOrder[keyof PlainOrder]): FactValue {
  if (value === null) return { type: 'unknown', reason: 'not_told' };
  if (typeof value === 'boolean') return { type: 'boolean', boolean: value };
  if (typeof value !== 'number') return { type: 'words', words: value };
  return AMOUNTS.includes(fact) ? { type: 'money', money: usd(value) } : { type: 'number', number: value };
}
