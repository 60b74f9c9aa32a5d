import { BatchGetCommand, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { ReviewId, ShopDomain } from '../../core/identity.ts';
import type { ReviewStore } from '../../core/ports.ts';
import { parseReviewId, type ReviewRecord } from '../../core/review.ts';
import { decodeCursor, encodeCursor } from '../decision-query.ts';
import type { Dynamo } from './client.ts';
import { unpack } from './packed.ts';
import type { ListedReviewItem, ReviewItem } from './review-items.ts';
import { reviewKey, reviewsPartition } from './table.ts';

/** What one call gives back at most (“BatchGetItem”); nobody asks for a longer page. */
const MAX_BATCH = 100;
/** Keys that a throttled call left out are asked for again. */
const MAX_TRIES = 5;

export function createDynamoReviewStore({ client, table }: Dynamo): ReviewStore {
  async function recordsOf(shop: ShopDomain, ids: readonly ReviewId[]): Promise<Map<ReviewId, ReviewRecord>> {
    const found = new Map<ReviewId, ReviewRecord>();
    let Keys: Record<string, unknown>[] = ids.map((id) => ({ ...reviewKey(shop, id) }));
    for (let tries = 0; tries < MAX_TRIES && Keys.length > 0; tries += 1) {
      const command = new BatchGetCommand({ RequestItems: { [table]: { Keys } } });
      const { Responses, UnprocessedKeys } = await client.send(command);
      for (const { record } of (Responses?.[table] ?? []) as ReviewItem[]) {
        const read = unpack<ReviewRecord>(record);
        found.set(read.review.id, read);
      }
      Keys = UnprocessedKeys?.[table]?.Keys ?? [];
    }
    if (Keys.length > 0) throw new Error('reviews could not be read: the table is throttled');
    return found;
  }

  return {
    async find(shop, id) {
      const Key = { ...reviewKey(shop, id) };
      const { Item } = await client.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
      return Item ? unpack<ReviewRecord>((Item as ReviewItem).record) : null;
    },
    async list(shop, limit, cursor) {
      if (limit > MAX_BATCH) throw new Error(`a page holds ${MAX_BATCH} reviews at most`);
      const position = decodeCursor(cursor);
      const command = new QueryCommand({
        TableName: table,
        KeyConditionExpression: position === null ? 'pk = :pk' : 'pk = :pk AND sk < :position',
        ExpressionAttributeValues: {
          ':pk': reviewsPartition(shop),
          ...(position !== null && { ':position': position }),
        },
        ScanIndexForward: false,
        Limit: limit + 1,
      });
      const { Items = [] } = await client.send(command);
      const page = (Items as ListedReviewItem[]).slice(0, limit);
      const ids = page.flatMap(({ id }) => parseReviewId(id) ?? []);
      const records = await recordsOf(shop, ids);
      const last = page.at(-1);
      return {
        reviews: ids.flatMap((id) => records.get(id) ?? []),
        cursor: Items.length > limit && last ? encodeCursor(last.sk) : null,
      };
    },
  };
}
