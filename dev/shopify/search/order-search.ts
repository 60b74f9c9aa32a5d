import { parseDecimal } from '../decimal.ts';
import { flag, record, records, splitTags, text } from '../document.ts';
import { gidDigits } from '../gid.ts';
import { currentDocument } from '../store/current.ts';
import type { Entity } from '../store/entity.ts';
import { returnStatus, returnsOfOrder } from '../store/returns.ts';
import { customerOf, type Store } from '../store/store.ts';
import { parseTime } from '../zoned-time.ts';
import { matchAnyText, matchFlag, matchId, matchNumber, matchText, matchTime, unknownFilter } from './match.ts';
import { evaluateSearch, parseSearch, type SearchTerm } from './query.ts';

type Searched = { now: Date; store: Store; shop: { domain: string } };

/** The filter that the `query` of an orders connection means. */
export function matchesOrder(query: string, reading: Searched): (order: Entity) => boolean {
  if (query.trim() === '') return () => true;
  const parsed = parseSearch(query);
  return (order) => evaluateSearch(parsed, order, (term, item) => matchTerm(term, item, reading));
}

function matchTerm(term: SearchTerm, order: Entity, { now, store, shop }: Searched): boolean {
  const document = currentDocument(order);
  const customer = customerOf(order);
  switch (term.field) {
    case 'id':
      return matchId(term, gidDigits(order.id));
    case 'customer_id':
      return matchId(term, customer === null ? null : gidDigits(customer));
    case 'created_at':
    case 'updated_at':
    case 'processed_at':
      return matchTime(term, parseTime(document[term.field]), now);
    case 'name': {
      const name = text(document.name) ?? '';
      return matchAnyText(term, [name, name.replace(/^#/, '')]);
    }
    case 'tag':
      return matchAnyText(term, splitTags(document.tags));
    case 'tag_not':
      return !matchAnyText(term, splitTags(document.tags));
    case 'test':
      return matchFlag(term, flag(document.test));
    case 'email':
      return matchText(term, text(document.email));
    case 'financial_status':
      return term.value
        .split(',')
        .some((value) => matchText({ ...term, value }, text(document.financial_status) ?? 'pending'));
    case 'fulfillment_status':
      return matchText(term, fulfillmentStatus(text(document.fulfillment_status)));
    case 'return_status':
      return matchText(term, returnStatus(returnsOfOrder(store, shop.domain, order.id)));
    case 'status':
      return matchStatus(term, document);
    case 'current_total_price':
    case 'total_price':
      return matchNumber({ ...term }, Number(parseDecimal(document[term.field]) ?? 0n) / 10_000);
    case 'sku':
      return matchAnyText(
        term,
        records(document.line_items).flatMap((line) => text(line.sku) ?? []),
      );
    case 'source_name':
      return matchText(term, text(document.source_name));
    case null:
      return matchAnywhere(term, order);
    default:
      throw unknownFilter('Order', term);
  }
}

function fulfillmentStatus(status: string | null): string {
  return status === null ? 'unfulfilled' : status;
}

function matchStatus({ value }: SearchTerm, document: { readonly [field: string]: unknown }): boolean {
  const cancelled = parseTime(document.cancelled_at) !== null;
  const closed = parseTime(document.closed_at) !== null;
  switch (value.toLowerCase()) {
    case 'open':
      return !cancelled && !closed;
    case 'closed':
      return closed;
    case 'cancelled':
      return cancelled;
    case 'not_closed':
      return !closed;
    default:
      return true;
  }
}

/** A bare word looks into the fields that a person would search by. */
function matchAnywhere(term: SearchTerm, order: Entity): boolean {
  const document = currentDocument(order);
  const customer = record(document.customer);
  const words = [document.name, document.email, customer?.first_name, customer?.last_name, customer?.email];
  return matchAnyText(term, [...words.flatMap((word) => text(word) ?? []), ...splitTags(document.tags)]);
}
