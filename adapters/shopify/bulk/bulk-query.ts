import type { Span } from '../../../core/ports.ts';
import { ALL_PRODUCTS, PAST_ORDERS } from '../documents/bulk.ts';
import { formatInstant } from '../instant.ts';

/**
 * A collection that is asked for, told from every other of its kind by its mark: digits and underscores. Orders of a span,
 * by when they were placed, or all products.
 */
export interface Collection {
  readonly of: Span | 'products';
  readonly mark: string;
}

/** The text that a bulk operation takes. The platform keeps it, so that the operation is found again by its name. */
export function bulkQuery(collection: Collection): string {
  const { of } = collection;
  const named =
    of === 'products'
      ? ALL_PRODUCTS.replace('AllProducts', nameOf(collection))
      : PAST_ORDERS.replace('PastOrders($search: String!)', nameOf(collection)).replace('$search', searchFor(of));
  return named.replace('#graphql', '').replace(/\s+/g, ' ').trim();
}

export function isOf(text: string, collection: Collection): boolean {
  return new RegExp(`\\b${nameOf(collection)}\\b`).test(text);
}

function searchFor({ from, until }: Span): string {
  return JSON.stringify(`created_at:>='${formatInstant(from)}' AND created_at:<'${formatInstant(until)}'`);
}

function nameOf({ of, mark }: Collection): string {
  return `${of === 'products' ? 'AllProducts' : 'PastOrders'}_${mark}`;
}
