import { records, splitTags, text } from '../document.ts';
import { gidDigits } from '../gid.ts';
import { currentDocument } from '../store/current.ts';
import type { Entity } from '../store/entity.ts';
import { parseTime } from '../zoned-time.ts';
import { matchAnyText, matchId, matchText, matchTime, unknownFilter } from './match.ts';
import { evaluateSearch, parseSearch, type SearchTerm } from './query.ts';

/** The filter that the `query` of a products connection means. */
export function matchesProduct(query: string, now: Date): (product: Entity) => boolean {
  if (query.trim() === '') return () => true;
  const parsed = parseSearch(query);
  return (product) => evaluateSearch(parsed, product, (term, item) => matchTerm(term, item, now));
}

function matchTerm(term: SearchTerm, product: Entity, now: Date): boolean {
  const document = currentDocument(product);
  switch (term.field) {
    case 'id':
      return matchId(term, gidDigits(product.id));
    case 'title':
    case 'vendor':
    case 'product_type':
    case 'handle':
    case 'status':
      return matchText(term, text(document[term.field]));
    case 'tag':
      return matchAnyText(term, splitTags(document.tags));
    case 'sku':
      return matchAnyText(
        term,
        records(document.variants).flatMap((variant) => text(variant.sku) ?? []),
      );
    case 'created_at':
    case 'updated_at':
      return matchTime(term, parseTime(document[term.field]), now);
    case null:
      return matchAnyText(term, (text(document.title) ?? '').split(/\s+/));
    default:
      throw unknownFilter('Product', term);
  }
}
