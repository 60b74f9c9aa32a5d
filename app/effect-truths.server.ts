import { messageReference } from '../adapters/email/reference.ts';
import { assertNever } from '../core/assert-never.ts';
import { type Effect, ownOrder } from '../core/effects.ts';
import type { DomainEvent } from '../core/event.ts';
import { gidNumber } from '../core/identity.ts';
import { formatMoney } from '../core/money.ts';
import type { Shop } from '../core/shop.ts';
import { shopSecond } from './shop-time.server.ts';

/** What may be true of an effect of which nobody knows whether it happened, as buttons say it. */
export interface Truths {
  happened: string;
  didNotHappen: string;
  /** What follows when it is tried again although it had happened. */
  twice: string;
  /** Where a person sees it, as in “look in the shop”. */
  where: string;
  /** What becomes of it while the answer of a try is lost. */
  lost: string;
  /** What it means that it is done. */
  done: string;
}

const SHOP = {
  where: 'the shop',
  lost: 'The answer of the shop was lost. Concierge looks whether it happened before it tries again, which takes a few minutes.',
  done: 'It is in the shop. Nothing more is to be done.',
} as const;

/** No mail provider can be asked whether it sent a message. */
const MAIL = {
  where: 'your mail provider’s log',
  lost: 'The answer of the mail provider was lost. It is not sent again by itself: in a few minutes you can say here whether it was sent.',
  done: 'The mail provider has taken it over. Nothing more is to be done.',
} as const;

export function truthsOf({ action }: Effect): Truths {
  switch (action.kind) {
    case 'order.tag':
      return {
        happened: 'The order has the tag',
        didNotHappen: 'The order does not have the tag',
        twice: 'An order has a tag once, so nothing is doubled.',
        ...SHOP,
      };
    case 'order.note':
      return {
        happened: 'The line is in the note',
        didNotHappen: 'The line is not in the note',
        twice: 'A line that is there already is not written again.',
        ...SHOP,
      };
    case 'customer.credit':
      return {
        happened: 'The customer has the store credit',
        didNotHappen: 'The customer does not have it',
        twice: `If the customer has it after all, they get ${formatMoney(action.amount)} twice.`,
        ...SHOP,
      };
    case 'customer.message':
      return {
        happened: 'The e-mail was sent',
        didNotHappen: 'The e-mail was not sent',
        twice: 'If it was sent after all, the customer gets it twice.',
        ...MAIL,
      };
    case 'return.approve':
      return {
        happened: 'The return is approved',
        didNotHappen: 'The return is not approved',
        twice: 'A return is approved once, so nothing is doubled.',
        ...SHOP,
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

const NOBODY: Place = {
  label: 'Open customers in Shopify',
  url: 'shopify://admin/customers',
  lookFor: 'The customer’s data was erased.',
};

/** Times are those of the shop's zone, as its admin shows them. */
export function placeOf(
  effect: Effect,
  { orderName }: DomainEvent,
  { domain, timezone }: Pick<Shop, 'domain' | 'timezone'>,
): Place {
  const { action, id, attemptedAt } = effect;
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
      if (action.customer === null) return NOBODY;
      const ends = shopSecond(action.expiresAt, timezone).text;
      return {
        label: 'Open the customer in Shopify',
        url: `shopify://admin/customers/${gidNumber(action.customer)}`,
        lookFor: `Look at the customer’s store credit for ${formatMoney(action.amount)} that ends on ${ends}.`,
      };
    }
    case 'customer.message': {
      if (action.customer === null) return NOBODY;
      const triedAt = attemptedAt === null ? '' : ` of ${shopSecond(attemptedAt, timezone).text}`;
      return {
        label: 'Open the customer in Shopify',
        url: `shopify://admin/customers/${gidNumber(action.customer)}`,
        lookFor: `Look in your mail provider’s log for the e-mail to this customer${triedAt}. Its reference is ${messageReference({ shop: domain, id })}.`,
      };
    }
    case 'return.approve':
      return {
        ...orderPlace(),
        lookFor: 'Look at the returns of the order: this one is in progress when it is approved.',
      };
    default:
      return assertNever(action);
  }
}
