import { setTimeout as sleep } from 'node:timers/promises';
import { BatchGetCommand } from '@aws-sdk/lib-dynamodb';
import type { OrderId, ShopDomain } from '../../core/identity.ts';
import type { OrderRecord } from '../../core/order.ts';
import type { Reading } from '../../core/ports.ts';
import type { Dynamo } from './client.ts';
import { type OrderItem, orderRecord } from './order-item.ts';
import { type Key, orderKey } from './table.ts';

/** What one call takes (“BatchGetItem”). */
const KEYS_AT_ONCE = 100;
/** A call answers 16 MB at most and less when it is throttled: the rest is asked for again after a while. */
const MAX_CALLS = 8;
const FIRST_PAUSE_MS = 50;

export async function readOrders(
  dynamo: Dynamo,
  shop: ShopDomain,
  ids: readonly OrderId[],
  reading: Reading,
): Promise<ReadonlyMap<OrderId, OrderRecord>> {
  const keys = ids.map((id) => orderKey(shop, id));
  const batches = Array.from({ length: Math.ceil(keys.length / KEYS_AT_ONCE) }, (_, batch) =>
    readBatch(dynamo, keys.slice(batch * KEYS_AT_ONCE, (batch + 1) * KEYS_AT_ONCE), reading),
  );
  const records = (await Promise.all(batches)).flat();
  return new Map(records.map((record) => [record.id, record]));
}

async function readBatch({ client, table }: Dynamo, keys: readonly Key[], reading: Reading): Promise<OrderRecord[]> {
  const items: OrderItem[] = [];
  let left: Record<string, unknown>[] = keys.map((key) => ({ ...key }));
  for (let call = 0; left.length > 0; call += 1) {
    if (call === MAX_CALLS) throw new Error(`${left.length} orders were not answered in ${MAX_CALLS} calls`);
    if (call > 0) await sleep(FIRST_PAUSE_MS * 2 ** call);
    const ConsistentRead = reading === 'latest';
    const { Responses, UnprocessedKeys } = await client.send(
      new BatchGetCommand({ RequestItems: { [table]: { Keys: left, ConsistentRead } } }),
    );
    items.push(...((Responses?.[table] ?? []) as OrderItem[]));
    left = UnprocessedKeys?.[table]?.Keys ?? [];
  }
  return items.map(orderRecord);
}
