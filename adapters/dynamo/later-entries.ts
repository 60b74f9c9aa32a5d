import type { Decision } from '../../core/decide.ts';
import {
  type Happening,
  happeningsOfOrder,
  happeningsOfReturn,
  happeningsOfShipment,
  sentMessages,
} from '../../core/happening.ts';
import type { CustomerId, ShopDomain } from '../../core/identity.ts';
import type { Changes } from '../../core/ports.ts';
import type { WriteItem } from './commit.ts';
import { happeningKey, type Key, laterOfCustomer, messageKey } from './table.ts';

/**
 * What happened later has an item of its own, which is its place among what belongs to the customer and no more. It is
 * written with each write of the record that it follows from: so it moves with that, and goes where it is nobody's.
 */
export function laterItems(
  table: string,
  shop: ShopDomain,
  { orders, returns = [], shipments = [] }: Changes,
): WriteItem[] {
  const items = (customer: CustomerId | null | undefined, happenings: readonly Happening[]) =>
    happenings.map((each) =>
      entry(table, shop, customer, happeningKey(shop, each), each.at, `${each.what}~${each.number}`),
    );
  return [
    ...orders.flatMap((order) => items(order.snapshot?.customer, happeningsOfOrder(order))),
    ...returns.flatMap((each) => items(each.snapshot.customer, happeningsOfReturn(each))),
    ...shipments.flatMap((each) => items(each.snapshot.customer, happeningsOfShipment(each))),
  ];
}

/** The messages that a decision has sent. */
export function messageItems(table: string, shop: ShopDomain, decision: Decision): WriteItem[] {
  const { id, event } = decision;
  return sentMessages(decision).map(({ effect, at }) =>
    entry(table, shop, event.customer, messageKey(shop, id, effect), at, `message~${effect}`),
  );
}

function entry(
  TableName: string,
  shop: ShopDomain,
  customer: CustomerId | null | undefined,
  key: Key,
  at: number,
  name: string,
): WriteItem {
  if (!customer) return { Delete: { TableName, Key: { ...key } } };
  return { Put: { TableName, Item: { ...key, ...laterOfCustomer(shop, customer, at, name) } } };
}
