import type { Instant } from '../../../core/identity.ts';
import type { Fields } from './graphql.ts';
import { numberOf } from './order.ts';

/** What a connection of the Admin API is asked for. */
export interface Page {
  readonly first?: number;
  readonly after?: string | null;
  readonly query?: string;
  readonly sortKey?: 'CREATED_AT' | 'UPDATED_AT';
  readonly reverse?: boolean;
}

/** Far fewer than the platform’s, so that small shops have several pages too. */
const MOST_ON_A_PAGE = 3;

/** The cursor is the last one’s place, which stays where it was when that one moves. */
export function connection<Item>(
  items: readonly Item[],
  { first = 50, after }: Page,
  fields: (item: Item) => Fields,
  placeOf: (item: Item, index: number) => string,
): Fields {
  const places = items.map(placeOf);
  const isRising = (places[0] ?? '') <= (places.at(-1) ?? '');
  const next = after ? places.findIndex((place) => (isRising ? place > after : place < after)) : 0;
  const start = next === -1 ? items.length : next;
  const nodes = items.slice(start, start + first);
  const end = start + nodes.length;
  return {
    nodes: nodes.map(fields),
    pageInfo: { hasNextPage: end < items.length, endCursor: places[end - 1] ?? null },
  };
}

export function small(page: Page): Page {
  return { ...page, first: Math.min(page.first ?? MOST_ON_A_PAGE, MOST_ON_A_PAGE) };
}

export function byIndex(_: unknown, index: number): string {
  return String(index).padStart(4, '0');
}

export function bySort({ sortKey }: Page) {
  return (item: Listed) =>
    `${secondOf(item[sortKey === 'UPDATED_AT' ? 'updatedAt' : 'createdAt'])}/${numberOf(item.id)}`;
}

interface Listed {
  readonly id: string;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly customer?: string | null;
  readonly isReturnRequested?: boolean;
}

const TERM = /^(\w+):(>=|<=|<|>)?'?([^']*?)'?$/;

/** As the platform's search, for the few fields that the app asks about. */
export function matching<Item extends Listed>(items: readonly Item[], { query = '', sortKey, reverse }: Page): Item[] {
  const ways = query.split(' OR ').map((way) => way.replace(/^\(|\)$/g, '').split(' AND '));
  const found = items.filter((item) => query === '' || ways.some((terms) => terms.every((term) => holds(item, term))));
  const key = sortKey === 'UPDATED_AT' ? 'updatedAt' : 'createdAt';
  found.sort((a, b) => secondOf(a[key]) - secondOf(b[key]) || numberOf(a.id) - numberOf(b.id));
  return reverse ? found.reverse() : found;
}

function holds(item: Listed, term: string): boolean {
  const [, field, operator = '=', value = ''] = TERM.exec(term) ?? [];
  switch (field) {
    case 'customer_id':
      return item.customer !== null && item.customer !== undefined && numberOf(item.customer) === Number(value);
    case 'created_at':
      return compares(secondOf(item.createdAt), operator, Date.parse(value));
    case 'updated_at':
      return compares(secondOf(item.updatedAt), operator, Date.parse(value));
    case 'return_status':
      return item.isReturnRequested === (value === 'return_requested');
    default:
      throw new Error(`the simulated shop can’t search by “${term}”`);
  }
}

function secondOf(at: Instant): Instant {
  return Math.floor(at / 1000) * 1000;
}

function compares(left: number, operator: string, right: number): boolean {
  if (operator === '>=') return left >= right;
  if (operator === '<=') return left <= right;
  if (operator === '>') return left > right;
  if (operator === '<') return left < right;
  return left === right;
}
