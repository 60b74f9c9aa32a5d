import { splitTags, text } from '../document.ts';
import { gidDigits } from '../gid.ts';
import { currentDocument } from '../store/current.ts';
import type { Entity } from '../store/entity.ts';
import { parseTime } from '../zoned-time.ts';
import { matchAnyText, matchId, matchText, matchTime, unknownFilter } from './match.ts';
import { evaluateSearch, parseSearch, type SearchTerm } from './query.ts';

/** The filter that the `query` of a customers connection means. */
export function matchesCustomer(query: string, now: Date): (customer: Entity) => boolean {
  if (query.trim() === '') return () => true;
  const parsed = parseSearch(query);
  return (customer) => evaluateSearch(parsed, customer, (term, item) => matchTerm(term, item, now));
}

function matchTerm(term: SearchTerm, customer: Entity, now: Date): boolean {
  const document = currentDocument(customer);
  const names = ['first_name', 'last_name', 'email'].flatMap((field) => text(document[field]) ?? []);
  switch (term.field) {
    case 'id':
      return matchId(term, gidDigits(customer.id));
    case 'email':
    case 'first_name':
    case 'last_name':
    case 'phone':
    case 'state':
      return matchText(term, text(document[term.field]));
    case 'tag':
      return matchAnyText(term, splitTags(document.tags));
    case 'tag_not':
      return !matchAnyText(term, splitTags(document.tags));
    case 'customer_date':
    case 'created_at':
      return matchTime(term, parseTime(document.created_at), now);
    case 'updated_at':
      return matchTime(term, parseTime(document.updated_at), now);
    case null:
      return matchAnyText(term, names);
    default:
      throw unknownFilter('Customer', term);
  }
}
