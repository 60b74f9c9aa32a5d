import type { CustomerChange } from '../../core/customer-card.ts';
import type { ShopDomain } from '../../core/identity.ts';
import { pack, unpack } from './packed.ts';
import { changeKey, changeOfCustomer, type Key, type OfCustomer } from './table.ts';

/** Written once; again only as it is. */
export interface ChangeItem extends Key, OfCustomer {
  readonly record: Uint8Array;
}

export function changeItem(shop: ShopDomain, change: CustomerChange): ChangeItem {
  const { customer, id } = change;
  return { ...changeKey(shop, customer, id), ...changeOfCustomer(shop, customer, id), record: pack(change) };
}

export function changeRecord(item: ChangeItem): CustomerChange {
  return unpack<CustomerChange>(item.record);
}
