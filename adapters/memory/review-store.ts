import type { ShopDomain } from '../../core/identity.ts';
import type { ReviewStore } from '../../core/ports.ts';
import type { ReviewId, ReviewRecord } from '../../core/review.ts';
import { decodeCursor, encodeCursor } from '../decision-query.ts';

export function createMemoryReviewStore(): ReviewStore {
  const reviews = new Map<ShopDomain, Map<ReviewId, ReviewRecord>>();
  const placeOf = ({ firstSeenAt, review }: ReviewRecord) => `${new Date(firstSeenAt).toISOString()}~${review.id}`;
  return {
    find: async (shop, id) => structuredClone(reviews.get(shop)?.get(id) ?? null),
    async save(shop, record) {
      const known = reviews.get(shop) ?? new Map<ReviewId, ReviewRecord>();
      if ((known.get(record.review.id)?.revision ?? 0) !== record.revision - 1) return false;
      reviews.set(shop, known.set(record.review.id, structuredClone(record)));
      return true;
    },
    async list(shop, limit, cursor) {
      const position = decodeCursor(cursor);
      const found = [...(reviews.get(shop)?.values() ?? [])]
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
