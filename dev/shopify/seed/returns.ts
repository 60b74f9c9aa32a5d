import { type Document, record, records, text } from '../document.ts';
import { fulfillmentLineItemId } from '../fulfillment-document.ts';
import { gidOf, toGid } from '../gid.ts';
import { returnDocument, returnItemDocument } from '../return-document.ts';
import { formatUtc, parseTime } from '../zoned-time.ts';

const FIRST_RETURN_ID = 3_100_000_000_001n;
const HOUR_MS = 3_600_000;

/** What was asked, and what became of it since. */
const STORIES: readonly { reason: string; customerNote: string; state: (at: string) => Document }[] = [
  { reason: 'size_too_small', customerNote: 'Tight at the shoulders.', state: () => ({}) },
  {
    reason: 'color',
    customerNote: 'Darker than in the picture.',
    state: (at) => ({ status: 'open', request_approved_at: at }),
  },
  {
    reason: 'unwanted',
    customerNote: 'Changed my mind, worn once.',
    state: () => ({ status: 'declined', decline: { reason: 'other', note: 'Sorry, it was worn.' } }),
  },
  {
    reason: 'defective',
    customerNote: 'A button is missing.',
    state: (at) => ({ status: 'closed', request_approved_at: at, closed_at: at }),
  },
];

/** One return in each state: of one piece of the newest delivered order of each of the first customers. */
export function demoReturns(customers: readonly Document[], orders: readonly Document[], nowMs: number): Document[] {
  return STORIES.flatMap(({ reason, customerNote, state }, index) => {
    const order = orders.findLast((candidate) => isOf(candidate, customers[index]) && isDelivered(candidate));
    const [fulfillment] = records(order?.fulfillments);
    const [line] = records(fulfillment?.line_items);
    const orderId = order && gidOf('Order', order);
    const lineId = line && gidOf('LineItem', line);
    if (!order || !fulfillment || !line || !orderId || !lineId) return [];
    const number = FIRST_RETURN_ID + BigInt(index);
    const askedMs = Math.min((parseTime(fulfillment.updated_at) ?? nowMs) + 12 * HOUR_MS, nowMs);
    const item = returnItemDocument({
      id: toGid('ReturnLineItem', (number + 1_000_000_000_000n).toString()),
      shippedLine: fulfillmentLineItemId(fulfillment, line),
      line: lineId,
      quantity: 1,
      reason,
      customerNote,
    });
    const asked = returnDocument({
      id: toGid('Return', number.toString()),
      order: orderId,
      name: `${text(order.name)}-R1`,
      items: [item],
      at: formatUtc(new Date(askedMs)),
    });
    return [{ ...asked, ...state(formatUtc(new Date(Math.min(askedMs + 6 * HOUR_MS, nowMs)))) }];
  });
}

function isOf(order: Document, customer: Document | undefined): boolean {
  const id = record(order.customer)?.id;
  return id !== undefined && id === customer?.id;
}

/** Delivered, and nothing of it given back. */
function isDelivered(order: Document): boolean {
  const [fulfillment] = records(order.fulfillments);
  return fulfillment?.shipment_status === 'delivered' && records(order.refunds).length === 0;
}
