import type { OrderId, ShopDomain } from '../../core/identity.ts';
import type { OrderRecord } from '../../core/order.ts';
import type { Reading } from '../../core/ports.ts';
import { readItems } from './batch-reader.ts';
import type { Dynamo } from './client.ts';
import { type OrderItem, orderRecord } from './order-item.ts';
import { orderKey } from './table.ts';

export async function readOrders(
  dynamo: Dynamo,
  shop: ShopDomain,
  ids: readonly OrderId[],
  reading: Reading,
): Promise<ReadonlyMap<OrderId, OrderRecord>> {
  const keys = ids.map((id) => orderKey(shop, id));
  const records = (await readItems<OrderItem>(dynamo, keys, reading)).map(orderRecord);
  return new Map(records.map((record) => [record.id, record]));
}
