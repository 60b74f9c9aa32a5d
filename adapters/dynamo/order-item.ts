import type { ShopDomain } from '../../core/identity.ts';
import type { OrderRecord } from '../../core/order.ts';
import { pack, unpack } from './packed.ts';
import { type Key, orderKey } from './table.ts';

export interface OrderItem extends Key {
  /** Beside the record for the condition of the next write. */
  readonly revision: number;
  readonly record: Uint8Array;
}

export function orderItem(shop: ShopDomain, record: OrderRecord): OrderItem {
  return { ...orderKey(shop, record.id), revision: record.revision, record: pack(record) };
}

export function orderRecord(item: OrderItem): OrderRecord {
  return unpack<OrderRecord>(item.record);
}
