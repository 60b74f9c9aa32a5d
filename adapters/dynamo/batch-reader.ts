import { setTimeout as sleep } from 'node:timers/promises';
import { BatchGetCommand } from '@aws-sdk/lib-dynamodb';
import type { Reading } from '../../core/ports.ts';
import type { Dynamo } from './client.ts';
import type { Key } from './table.ts';

/** What one call takes (“BatchGetItem”). */
const KEYS_AT_ONCE = 100;
/** A call answers 16 MB at most and less when it is throttled: the rest is asked for again after a while. */
const MAX_CALLS = 8;
const FIRST_PAUSE_MS = 50;

/** The items of these keys that there are, in no order. No key may stand there twice. */
export async function readItems<Item extends Key>(
  dynamo: Dynamo,
  keys: readonly Key[],
  reading: Reading,
): Promise<Item[]> {
  const batches = Array.from({ length: Math.ceil(keys.length / KEYS_AT_ONCE) }, (_, batch) =>
    readBatch<Item>(dynamo, keys.slice(batch * KEYS_AT_ONCE, (batch + 1) * KEYS_AT_ONCE), reading),
  );
  return (await Promise.all(batches)).flat();
}

async function readBatch<Item>({ client, table }: Dynamo, keys: readonly Key[], reading: Reading): Promise<Item[]> {
  const items: Item[] = [];
  let left: Record<string, unknown>[] = keys.map((key) => ({ ...key }));
  for (let call = 0; left.length > 0; call += 1) {
    if (call === MAX_CALLS) throw new Error(`${left.length} items were not answered in ${MAX_CALLS} calls`);
    if (call > 0) await sleep(FIRST_PAUSE_MS * 2 ** call);
    const ConsistentRead = reading === 'latest';
    const { Responses, UnprocessedKeys } = await client.send(
      new BatchGetCommand({ RequestItems: { [table]: { Keys: left, ConsistentRead } } }),
    );
    items.push(...((Responses?.[table] ?? []) as Item[]));
    left = UnprocessedKeys?.[table]?.Keys ?? [];
  }
  return items;
}
