import type { Instant } from './identity.ts';
import type { Money } from './money.ts';
import type { Contribution, OrderSnapshot } from './order.ts';
import { type Profile, windowTotals } from './profile.ts';
import { sizesOfOneProduct } from './sizes.ts';

export type FactType = 'money' | 'number' | 'boolean';

export interface FactDefinition {
  readonly id: string;
  /** Reads well after “the”: “the customer’s net spend …”. */
  readonly label: string;
  readonly type: FactType;
  /** What a merchant should know about it, with the case in which it is unknown. */
  readonly help: string;
}

/** The one catalogue: it drives validation, the editor, the documents and the explanation. */
export const FACTS = [
  {
    id: 'customer.spend.365d',
    label: 'customer’s net spend in the last 365 days, this order not counted',
    type: 'money',
    help: 'Paid orders less refunds, in shop currency. Unknown for guests.',
  },
  {
    id: 'customer.orders.365d',
    label: 'customer’s orders in the last 365 days, this order not counted',
    type: 'number',
    help: 'Paid orders that were not cancelled. Unknown for guests.',
  },
  {
    id: 'order.total',
    label: 'order’s total',
    type: 'money',
    help: 'Shop currency, after edits and refunds.',
  },
  {
    id: 'order.items',
    label: 'number of items in the order',
    type: 'number',
    help: 'What is still ordered, after edits and refunds.',
  },
  {
    id: 'order.lines.sizesOfOneProduct',
    label: 'number of sizes of one product in the order',
    type: 'number',
    help: 'The product with the most different sizes counts; colours do not.',
  },
  {
    id: 'order.cancelled',
    label: 'order is cancelled',
    type: 'boolean',
    help: 'A cancelled order gets nothing, whatever the rule says.',
  },
] as const satisfies readonly FactDefinition[];

export type FactId = (typeof FACTS)[number]['id'];

export const FACT_IDS: readonly FactId[] = FACTS.map((fact) => fact.id);

export function factDefinition(id: FactId): FactDefinition {
  const definition = FACTS.find((fact) => fact.id === id);
  if (!definition) throw new Error(`fact ${id} is not in the catalogue`);
  return definition;
}

/** Why a fact has no value; an unknown fact never matches. */
export type UnknownReason = 'guest' | 'other_currency';

export type FactValue =
  | { readonly type: 'money'; readonly money: Money }
  | { readonly type: 'number'; readonly number: number }
  | { readonly type: 'boolean'; readonly boolean: boolean }
  | { readonly type: 'unknown'; readonly reason: UnknownReason };

export type Facts = Readonly<Record<FactId, FactValue>>;

export interface FactSources {
  readonly order: OrderSnapshot;
  /** The subject order's own share of the profile, which the customer's facts leave out. */
  readonly contribution: Contribution | null;
  /** Null for a guest. */
  readonly profile: Profile | null;
  readonly shopCurrency: string;
  readonly at: Instant;
}

export function extractFacts({ order, contribution, profile, shopCurrency, at }: FactSources): Facts {
  const year = profile && windowTotals(profile, at, 365, contribution);
  const guest: FactValue = { type: 'unknown', reason: 'guest' };
  return {
    'customer.spend.365d': year
      ? { type: 'money', money: { amountMinor: year.netMinor, currency: shopCurrency } }
      : guest,
    'customer.orders.365d': year ? { type: 'number', number: year.orders } : guest,
    'order.total':
      order.total.currency === shopCurrency
        ? { type: 'money', money: order.total }
        : { type: 'unknown', reason: 'other_currency' },
    'order.items': { type: 'number', number: order.lines.reduce((items, line) => items + line.quantity, 0) },
    'order.lines.sizesOfOneProduct': { type: 'number', number: sizesOfOneProduct(order.lines) },
    'order.cancelled': { type: 'boolean', boolean: order.cancelledAt !== null },
  };
}
