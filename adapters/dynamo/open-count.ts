import { paginateQuery } from '@aws-sdk/lib-dynamodb';
import { type EffectState, OPEN_STATES } from '../../core/effects.ts';
import type { ShopDomain } from '../../core/identity.ts';
import type { Dynamo } from './client.ts';
import { OPEN_INDEX, openPartition } from './table.ts';

/** Reads the entries of the index alone, about 30 to the read unit. The newest decisions count first. */
export async function countOpenDecisions({ client, table }: Dynamo, shop: ShopDomain, most: number) {
  const entries: string[] = [];
  const query = {
    TableName: table,
    IndexName: OPEN_INDEX,
    KeyConditionExpression: '#open = :open',
    ExpressionAttributeNames: { '#open': 'open' },
    ExpressionAttributeValues: { ':open': openPartition(shop) },
    ScanIndexForward: false,
    Limit: most,
  };
  for await (const { Items = [] } of paginateQuery({ client }, query)) {
    entries.push(...Items.map(({ openStates }) => String(openStates)));
    if (entries.length >= most) break;
  }
  const counts = new Map<EffectState, number>();
  for (const state of OPEN_STATES) {
    const count = entries.slice(0, most).filter((states) => states.includes(`|${state}|`)).length;
    if (count > 0) counts.set(state, count);
  }
  return counts;
}
