import type { ReturnSnapshot } from '../../core/return.ts';
import { customerId, orderId, returnId, usd } from '../core/builders.ts';
import { fileLine, pastOrder, timeText } from './past-orders.ts';

/** Returns of a generated past: one order in ten has one, some of them a guest's. */

const ORDERS_TO_A_RETURN = 10;
/** Its order, the return, and two of what comes back. */
const LINES_OF_A_RETURN = 4;
const AFTER_MS = 12 * 3_600_000;

export function returnsAmong(orders: number): number {
  return Math.floor(orders / ORDERS_TO_A_RETURN);
}

export function linesOfReturns(orders: number): number {
  return returnsAmong(orders) * LINES_OF_A_RETURN;
}

/** What is to be known of it. */
export function pastReturn(index: number, orders: number): ReturnSnapshot {
  const { number, customer, placedAt, amountMinor } = orderOf(index, orders);
  return {
    id: returnId(number),
    name: `#${number}-R1`,
    order: orderId(number),
    orderName: `#${number}`,
    orderedAt: placedAt,
    customer: customer === null ? null : customerId(customer),
    status: number % 3 === 0 ? 'closed' : 'declined',
    requestedAt: placedAt + AFTER_MS,
    approvedAt: null,
    closedAt: number % 3 === 0 ? placedAt + 2 * AFTER_MS : null,
    items: 3,
    value: usd(amountMinor),
  };
}

function orderOf(index: number, orders: number) {
  return pastOrder(index * ORDERS_TO_A_RETURN + (index % ORDERS_TO_A_RETURN), orders);
}

/** A line of the file that a bulk operation with `groupObjects` makes. */
export function returnFileLine(line: number, orders: number): string {
  const returned = pastReturn(Math.floor(line / LINES_OF_A_RETURN), orders);
  const { id, order, value } = returned;
  const all = value?.amountMinor ?? 0;
  switch (line % LINES_OF_A_RETURN) {
    case 0:
      return fileLine({ id: order });
    case 1:
      return fileLine({ ...fieldsOf(returned), __parentId: order });
    case 2:
      return fileLine({ ...item(`${id}1`, 1, 199), __parentId: id });
    default:
      return fileLine({ ...item(`${id}2`, 2, all - 199), __parentId: id });
  }
}

function fieldsOf({ id, name, status, items, orderedAt, requestedAt, closedAt, ...returned }: ReturnSnapshot) {
  return {
    ...{ id, name, status: status.toUpperCase(), totalQuantity: items },
    ...{ createdAt: timeText(requestedAt), requestApprovedAt: null, closedAt: closedAt ? timeText(closedAt) : null },
    order: {
      id: returned.order,
      name: returned.orderName,
      createdAt: timeText(orderedAt),
      customer: returned.customer && { id: returned.customer },
    },
  };
}

function item(returned: string, quantity: number, amountMinor: number) {
  return {
    id: returned.replace('/Return/', '/ReturnLineItem/'),
    quantity,
    withCodeDiscountedTotalPriceSet: { shopMoney: { amount: (amountMinor / 100).toFixed(2), currencyCode: 'USD' } },
  };
}
