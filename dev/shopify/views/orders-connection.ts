import { GraphQLError } from 'graphql';
import { parseDecimal } from '../decimal.ts';
import { integer, record, text } from '../document.ts';
import { gidDigits } from '../gid.ts';
import { matchesOrder } from '../search/order-search.ts';
import { currentDocument } from '../store/current.ts';
import type { Entity } from '../store/entity.ts';
import { parseTime } from '../zoned-time.ts';
import { nameOf } from './address.ts';
import { type PageArguments, paginate, type Reading, type View } from './view.ts';
import { isVisible } from './visible-order.ts';

export type OrdersArguments = PageArguments & {
  query?: string | null;
  sortKey?: string | null;
  savedSearchId?: string | null;
};

export function ordersConnection(orders: Entity[], args: OrdersArguments, reading: Reading): View {
  const matches = matchesOrder(args.query ?? '', reading);
  const sortKey = args.sortKey ?? 'ID';
  const listed = {
    items: orders.filter((order) => isVisible(order, reading) && matches(order)),
    idOf: (order: Entity) => order.id,
    sortBy: (order: Entity) => orderSortValue(order, sortKey),
    toNode: reading.viewOf,
  };
  return paginate('Order', listed, args);
}

function orderSortValue(order: Entity, sortKey: string): string | number {
  const document = currentDocument(order);
  switch (sortKey) {
    case 'ID':
    case 'RELEVANCE':
      return paddedDigits(order);
    case 'CREATED_AT':
      return parseTime(document.created_at) ?? 0;
    case 'UPDATED_AT':
      return parseTime(document.updated_at) ?? parseTime(document.created_at) ?? 0;
    case 'PROCESSED_AT':
      return parseTime(document.processed_at) ?? parseTime(document.created_at) ?? 0;
    case 'ORDER_NUMBER':
      return integer(document.order_number) ?? 0;
    case 'TOTAL_PRICE':
      return Number(parseDecimal(document.total_price) ?? 0n);
    case 'CURRENT_TOTAL_PRICE':
      return Number(parseDecimal(document.current_total_price) ?? 0n);
    case 'FINANCIAL_STATUS':
      return text(document.financial_status) ?? '';
    case 'FULFILLMENT_STATUS':
      return text(document.fulfillment_status) ?? '';
    case 'CUSTOMER_NAME':
      return nameOf(record(document.customer) ?? {});
    default:
      throw new GraphQLError(`not emulated: OrderSortKeys.${sortKey}`, { extensions: { code: 'NOT_EMULATED' } });
  }
}

/** Digits padded to the length of the longest id, so that text sorts as the number does. */
export function paddedDigits(entity: Entity): string {
  return gidDigits(entity.id).padStart(20, '0');
}
