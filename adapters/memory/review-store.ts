import type { ReviewId, ShopDomain } from '../../core/identity.ts';
import type { ReviewStore } from '../../core/ports.ts';
import type { ReviewRecord } from '../../core/review.ts';
import { decodeCursor, encodeCursor } from '../decision-query.ts';

/** @param reviewsOf what the ledger wrote. */
export function createMemoryReviewStore(reviewsOf: (shop: ShopDomain) => Map<ReviewId, ReviewRecord>): ReviewStore {
  const placeOf = ({ firstSeenAt, review }: ReviewRecord) => `${new Date(firstSeenAt).toISOString()}~${review.id}`;
  return {
    find: async (shop, id) => structuredClone(reviewsOf(shop).get(id) ?? null),
    async list(shop, limit, cursor) {
      const position = decodeCursor(cursor);
      const found = [...reviewsOf(shop).values()]
        .filter((record) => position === null || placeOf(record) < position)
        .sort((a, b) => (placeOf(a) < placeOf(b) ? 1 : -1));
      const page = found.slice(0, limit);
      const last = page.at(-1);
      return {
        reviews: structuredClone(page),
        cursor: found.length > limit && last ? encodeCursor(placeOf(last)) : null,
      };
    },
  };
}
