import type { ShopDomain } from '../../core/identity.ts';
import type { ReturnRecord } from '../../core/return.ts';
import { pack, unpack } from './packed.ts';
import { type Key, type OfCustomer, returnKey, returnOfCustomer } from './table.ts';

export interface ReturnItem extends Key, Partial<OfCustomer> {
  /** Beside the record for the condition of the next write. */
  readonly revision: number;
  readonly record: Uint8Array;
}

export function returnItem(shop: ShopDomain, record: ReturnRecord): ReturnItem {
  const { id, order, customer, requestedAt } = record.snapshot;
  return {
    ...returnKey(shop, order, id),
    revision: record.revision,
    ...(customer && returnOfCustomer(shop, customer, id, requestedAt)),
    record: pack(record),
  };
}

export function returnRecord(item: ReturnItem): ReturnRecord {
  return unpack<ReturnRecord>(item.record);
}
