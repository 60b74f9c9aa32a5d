import type { ShopDomain } from '../../core/identity.ts';
import type { OrderRecord } from '../../core/order.ts';
import { pack, unpack } from './packed.ts';
import { dueAttributes, type Key, type OfCustomer, orderKey, orderOfCustomer } from './table.ts';

export interface OrderItem extends Key, Partial<OfCustomer>, Partial<ReturnType<typeof dueAttributes>> {
  /** Beside the record for the condition of the next write. */
  readonly revision: number;
  readonly record: Uint8Array;
}

export function orderItem(shop: ShopDomain, record: OrderRecord): OrderItem {
  const { id, revision, snapshot, waiting } = record;
  const key = orderKey(shop, id);
  return {
    ...key,
    revision,
    ...(waiting && dueAttributes(key, waiting.until)),
    ...(snapshot?.customer && orderOfCustomer(shop, snapshot.customer, id, snapshot.createdAt)),
    record: pack(record),
  };
}

export function orderRecord(item: OrderItem): OrderRecord {
  return unpack<OrderRecord>(item.record);
}
