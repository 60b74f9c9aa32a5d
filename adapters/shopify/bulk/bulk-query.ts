import type { Span } from '../../../core/ports.ts';
import { PAST_ORDERS } from '../documents.ts';
import { formatInstant } from '../instant.ts';

/** A collection that is asked for, told from every other by its mark: digits and underscores. */
export interface Collection {
  readonly span: Span;
  readonly mark: string;
}

/** The text that a bulk operation takes. The platform keeps it, so that the operation is found again by its name. */
export function bulkQuery({ span, mark }: Collection): string {
  const search = `created_at:>='${formatInstant(span.from)}' AND created_at:<'${formatInstant(span.until)}'`;
  return PAST_ORDERS.replace('#graphql', '')
    .replace('PastOrders($search: String!)', nameOf(mark))
    .replace('$search', JSON.stringify(search))
    .replace(/\s+/g, ' ')
    .trim();
}

export function isOf(text: string, { mark }: Pick<Collection, 'mark'>): boolean {
  return new RegExp(`\\b${nameOf(mark)}\\b`).test(text);
}

function nameOf(mark: string): string {
  return `PastOrders_${mark}`;
}
