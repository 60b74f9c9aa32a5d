import type { ShopDomain } from '../../core/identity.ts';
import type { ShipmentRecord } from '../../core/shipment.ts';
import { pack, unpack } from './packed.ts';
import { dueAttributes, type Key, type OfCustomer, shipmentKey, shipmentOfCustomer } from './table.ts';

export interface ShipmentItem extends Key, Partial<OfCustomer> {
  /** Beside the record for the condition of the next write. */
  readonly revision: number;
  readonly record: Uint8Array;
  /** Key of the index by due time; absent when it need not be looked at. */
  readonly dueShard?: string;
  readonly dueAt?: string;
}

export function shipmentItem(shop: ShopDomain, record: ShipmentRecord): ShipmentItem {
  const { id, order, customer, sentAt } = record.snapshot;
  const key = shipmentKey(shop, order, id);
  return {
    ...key,
    revision: record.revision,
    ...(customer && shipmentOfCustomer(shop, customer, id, sentAt)),
    ...(record.lookAt !== null && dueAttributes(key, record.lookAt)),
    record: pack(record),
  };
}

export function shipmentRecord(item: ShipmentItem): ShipmentRecord {
  return unpack<ShipmentRecord>(item.record);
}
