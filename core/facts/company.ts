import { companyTotals, companyYear } from '../company.ts';
import { OWN_ORDER_LEFT_OUT } from './customer.ts';
import type { Fact } from './definition.ts';
import type { OrderSources } from './sources.ts';
import { booleanFact, type FactValue, unknown } from './value.ts';

export const COMPANY_FACTS = [
  {
    id: 'order.company',
    label: 'order is bought for a company',
    german: {
      yes: 'die Bestellung für ein Unternehmen aufgegeben wurde',
      no: 'die Bestellung für kein Unternehmen aufgegeben wurde',
    },
    type: 'boolean',
    events: ['order.placed'],
    help: 'By somebody who buys for a company in your shop (B2B), not for themselves.',
    example: true,
    isAlwaysKept: true,
    follows: 'order',
    read: ({ order }) => booleanFact(order.company !== undefined),
  },
  {
    id: 'company.spend.365d',
    label: 'company’s net spend in the last 365 days',
    german: 'der Nettoumsatz des Unternehmens in den letzten 365 Tagen',
    aside: OWN_ORDER_LEFT_OUT,
    type: 'money',
    events: ['order.placed'],
    help: 'Orders bought for the same company, whoever placed them; paid ones less refunds, in shop currency. Unknown for orders that are bought for no company; until the orders of that whole year are known: import the past of your shop (a file of orders names no company), or wait a year from the installation; beyond 2,000 orders within the year; and where the shop had another currency within it.',
    example: 10_000,
    read: companySpend,
  },
] as const satisfies readonly Fact<'order.placed'>[];

export const COMPANY_SPEND = COMPANY_FACTS[1].id;

/** Without the order itself. */
function companySpend({ order, company, shopCurrency, at }: OrderSources): FactValue {
  if (!company) return unknown('not_looked_at');
  if (order.company === undefined) return unknown('no_company');
  if (company.knownSince > companyYear(at).from) return unknown('past_not_read');
  const others = company.orders.filter((each) => each.order !== order.id);
  const year = companyTotals(others, shopCurrency, at);
  if (typeof year === 'string') return unknown(year);
  return { type: 'money', money: { amountMinor: year.netMinor, currency: shopCurrency } };
}
