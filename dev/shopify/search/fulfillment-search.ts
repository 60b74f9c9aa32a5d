import type { Document } from '../document.ts';
import { parseTime } from '../zoned-time.ts';
import { matchTime, unknownFilter } from './match.ts';
import { evaluateSearch, parseSearch } from './query.ts';

/** The filter that the `query` of an order's fulfillments means: times alone (“Order: fulfillments”). */
export function matchesFulfillment(query: string, now: Date): (fulfillment: Document) => boolean {
  if (query.trim() === '') return () => true;
  const parsed = parseSearch(query);
  return (fulfillment) =>
    evaluateSearch(parsed, fulfillment, (term, { created_at, updated_at }) => {
      if (term.field === 'created_at') return matchTime(term, parseTime(created_at), now);
      if (term.field === 'updated_at') return matchTime(term, parseTime(updated_at ?? created_at), now);
      throw unknownFilter('Fulfillment', term);
    });
}
