import { assertNever } from '../core/assert-never.ts';
import { type Effect, ownOrder } from '../core/effects.ts';
import type { DomainEvent } from '../core/event.ts';
import { gidNumber } from '../core/identity.ts';
import { formatMoney } from '../core/money.ts';
import { shopSecond } from './shop-time.server.ts';

/** What may be true of an effect of which nobody knows whether it happened, as buttons say it. */
export interface Truths {
  happened: string;
  didNotHappen: string;
  /** What follows when it is tried again although it had happened. */
  twice: string;
}

export function truthsOf({ action }: Effect): Truths {
  switch (action.kind) {
    case 'order.tag':
      return {
        happened: 'The order has the tag',
        didNotHappen: 'The order does not have the tag',
        twice: 'An order has a tag once, so nothing is doubled.',
      };
    case 'order.note':
      return {
        happened: 'The line is in the note',
        didNotHappen: 'The line is not in the note',
        twice: 'A line that is there already is not written again.',
      };
    case 'customer.credit':
      return {
        happened: 'The customer has the store credit',
        didNotHappen: 'The customer does not have it',
        twice: `If the customer has it after all, they get ${formatMoney(action.amount)} twice.`,
      };
    default:
      return assertNever(action);
  }
}

/** A page of the shop's admin, and what to look for there. */
export interface Place {
  label: string;
  url: string;
  lookFor: string;
}

/** @param timezone the shop's, in which its admin shows times */
export function placeOf(effect: Effect, { orderName }: DomainEvent, timezone: string): Place {
  const { action } = effect;
  const orderPlace = () => ({
    label: `Open order ${orderName} in Shopify`,
    url: `shopify://admin/orders/${gidNumber(ownOrder(effect))}`,
  });
  switch (action.kind) {
    case 'order.tag':
      return { ...orderPlace(), lookFor: `Look for the tag “${action.tag}” among the order’s tags.` };
    case 'order.note':
      return { ...orderPlace(), lookFor: `Look for the line that begins with ${action.marker} in the order’s note.` };
    case 'customer.credit': {
      const ends = shopSecond(action.expiresAt, timezone).text;
      return {
        label: 'Open the customer in Shopify',
        url: `shopify://admin/customers/${gidNumber(action.customer)}`,
        lookFor: `Look at the customer’s store credit for ${formatMoney(action.amount)} that ends on ${ends}.`,
      };
    }
    default:
      return assertNever(action);
  }
}
