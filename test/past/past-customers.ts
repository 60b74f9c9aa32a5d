import type { CustomerCard } from '../../core/customer-card.ts';
import { customerId } from '../core/builders.ts';
import { customersAmong, fileLine, INSTALLED_AT } from './past-orders.ts';

/** Customers of a generated past; beside those who ordered some who never did, and of whom nothing is to be known. */

const ORDERED_TO_A_STRANGER = 10;

export function customersListed(orders: number): number {
  return customersAmong(orders) + Math.floor(customersAmong(orders) / ORDERED_TO_A_STRANGER);
}

export function hasOrdered(customer: number, orders: number): boolean {
  return customer <= customersAmong(orders);
}

/** What is to be known of one who ordered. */
export function pastCard(customer: number): CustomerCard {
  return {
    readAt: INSTALLED_AT,
    tags: ['imported', `group-${customer % 7}`],
    email: customer % 5 === 0 ? null : { state: 'subscribed', at: null },
    sms: null,
  };
}

export function customerFileLine(line: number, orders: number): string {
  const customer = line + 1;
  const { tags, email } = pastCard(customer);
  return fileLine({
    id: customerId(customer),
    numberOfOrders: hasOrdered(customer, orders) ? '10' : '0',
    tags,
    defaultEmailAddress: email && { marketingState: 'SUBSCRIBED', marketingUpdatedAt: null },
    defaultPhoneNumber: null,
  });
}
