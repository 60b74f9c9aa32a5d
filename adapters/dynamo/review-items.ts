import type { ShopDomain } from '../../core/identity.ts';
import type { ReviewRecord } from '../../core/review.ts';
import type { WriteItem } from './commit.ts';
import { conditional, follows } from './expressions.ts';
import { pack } from './packed.ts';
import { type Key, type OfCustomer, reviewKey, reviewListKey, reviewOfCustomer } from './table.ts';

export interface ReviewItem extends Key, Partial<OfCustomer> {
  /** Beside the record for the condition of the next write. */
  readonly revision: number;
  readonly record: Uint8Array;
}

/** Its place in the list of all. */
export interface ListedReviewItem extends Key {
  readonly id: string;
}

/** At first sight a review gets its place in the list; later writes are of the record alone. */
export function reviewItems(table: string, shop: ShopDomain, record: ReviewRecord): WriteItem[] {
  const { review, revision, match } = record;
  const item: ReviewItem = {
    ...reviewKey(shop, review.id),
    revision,
    ...(match.kind === 'matched' && reviewOfCustomer(shop, match.customer, review.id, review.postedAt)),
    record: pack(record),
  };
  const write = { Put: { TableName: table, Item: { ...item }, ...conditional([follows(revision)]) } };
  if (revision > 1) return [write];
  const listed: ListedReviewItem = { ...reviewListKey(shop, record), id: review.id };
  return [write, { Put: { TableName: table, Item: { ...listed } } }];
}
