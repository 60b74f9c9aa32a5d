import type { Part } from '../../../core/past-import.ts';
import type { Span } from '../../../core/ports.ts';
import { ALL_CUSTOMERS, ALL_PRODUCTS, PAST_ORDERS, PAST_RETURNS } from '../documents/bulk.ts';
import { formatInstant } from '../instant.ts';

/** What is asked for, told from every other of its kind by its mark: digits and underscores. */
export interface Collection {
  readonly of: Part;
  /** When the orders were placed, of which orders or returns are asked for. */
  readonly span: Span;
  readonly mark: string;
}

const DOCUMENTS: Readonly<Record<Part, { readonly name: string; readonly text: string }>> = {
  orders: { name: 'PastOrders', text: PAST_ORDERS },
  products: { name: 'AllProducts', text: ALL_PRODUCTS },
  returns: { name: 'PastReturns', text: PAST_RETURNS },
  customers: { name: 'AllCustomers', text: ALL_CUSTOMERS },
};

/** The text that a bulk operation takes. The platform keeps it, so that the operation is found again by its name. */
export function bulkQuery(collection: Collection): string {
  const { name, text } = DOCUMENTS[collection.of];
  return text
    .replace('#graphql', '')
    .replace('($search: String!)', '')
    .replace(name, nameOf(collection))
    .replace('$search', searchFor(collection))
    .replace(/\s+/g, ' ')
    .trim();
}

export function isOf(text: string, collection: Collection): boolean {
  return new RegExp(`\\b${nameOf(collection)}\\b`).test(text);
}

/** Few orders have a return: the shop leaves out the others (“orders”, the filter `return_status`). */
function searchFor({ of, span: { from, until } }: Collection): string {
  const placed = `created_at:>='${formatInstant(from)}' AND created_at:<'${formatInstant(until)}'`;
  return JSON.stringify(of === 'returns' ? `${placed} AND -return_status:no_return` : placed);
}

function nameOf({ of, mark }: Collection): string {
  return `${DOCUMENTS[of].name}_${mark}`;
}
