import type { Instant } from '../../../core/identity.ts';
import { addressOf } from './mail.ts';
import { decimal, numberOf, type ShopOrder, totalOf, wholeSecond } from './order.ts';
import type { SimulatedShop } from './shop.ts';

/** What staff exported of the shop's orders, as they were then. */
export interface ShopOrderFile {
  readonly at: Instant;
  readonly name: string;
  readonly text: string;
  readonly orders: ReadonlyMap<string, OrderInFile>;
}

export interface OrderInFile {
  readonly customer: string | null;
  readonly netMinor: number;
}

/** More than is read of it: what is personal stays where the file is. */
const HEADER =
  'Name,Email,Financial Status,Paid at,Currency,Total,Created at,Lineitem name,Billing Name,Cancelled at,Refunded Amount,Id';

/** As the platform exports them, newest first. */
export function exportOrders(shop: SimulatedShop, at: Instant): ShopOrderFile {
  const orders = [...shop.orders.values()].toReversed();
  return {
    at,
    name: `orders_export_${at}.csv`,
    text: [HEADER, ...orders.flatMap(rowsOf), ''].join('\n'),
    orders: new Map(orders.map((order) => [order.id, { customer: order.customer, netMinor: totalOf(order) }])),
  };
}

/** The first line item stands beside the order itself, the others alone. */
function rowsOf(order: ShopOrder): string[] {
  const email = order.customer === null ? '' : (addressOf(order.customer) ?? '');
  const { name, createdAt, cancelledAt } = order;
  return order.lines.map(({ size }, index) => {
    const isFirst = index === 0;
    const of = (text: string) => (isFirst ? text : '');
    const cells = [
      name,
      email,
      of(order.status),
      of(order.status === 'pending' ? '' : timeOf(createdAt)),
      of(order.currency),
      of(decimal(order.orderedMinor)),
      timeOf(createdAt),
      `Shirt - ${size} / Navy`,
      of('"Lovelace, Ada"'),
      of(cancelledAt === null ? '' : timeOf(cancelledAt)),
      of(decimal(order.orderedMinor - totalOf(order))),
      of(String(numberOf(order.id))),
    ];
    return cells.join(',');
  });
}

/** `2019-03-20 11:54:56 +0000` */
function timeOf(at: Instant): string {
  const [day = '', time = ''] = wholeSecond(at).split('T');
  return `${day} ${time.slice(0, 8)} +0000`;
}

/** In memory: what is read of a true one comes in a time that is not the world's. */
export function blobOf({ text }: ShopOrderFile): Blob {
  const bytes = Buffer.from(text);
  const parts = [bytes.subarray(0, 150), bytes.subarray(150)].filter(({ length }) => length > 0);
  const stream = () => {
    const left = [...parts];
    const read = async () => {
      const value = left.shift();
      return value ? { done: false, value } : { done: true, value: undefined };
    };
    return { getReader: () => ({ read, cancel: async () => undefined }) };
  };
  return { size: bytes.length, stream } as unknown as Blob;
}
