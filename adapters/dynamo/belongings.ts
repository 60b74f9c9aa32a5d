import type { CustomerId, ShopDomain } from '../../core/identity.ts';
import type { BelongingsPage } from '../../core/ports.ts';
import { decodeCursor, encodeCursor } from '../decision-query.ts';
import type { Dynamo } from './client.ts';
import { queryPage } from './key-pages.ts';
import { CUSTOMER_INDEX, customerPartition, type Key, type OfCustomer, parseBelonging } from './table.ts';

/** Sorts after every id that begins as it does, and after the month's name alone. */
export const END = '~';

type Entry = Key & Pick<OfCustomer, 'customerAt'>;

/** Entries of the index by customer between two places, newest first, without the one at the later place. */
export async function pageOfEntries(
  dynamo: Dynamo,
  shop: ShopDomain,
  customer: CustomerId,
  between: readonly [string, string],
  limit: number,
): Promise<{ readonly entries: readonly Entry[]; readonly next: string | null }> {
  const { items, last } = await queryPage<Entry>(dynamo, {
    index: CUSTOMER_INDEX,
    sort: 'customerAt',
    key: { expression: '#customer = :customer', values: { ':customer': customerPartition(shop, customer) } },
    between,
    filters: [],
    limit,
  });
  return { entries: items.filter(({ customerAt }) => customerAt !== between[1]), next: last?.customerAt ?? null };
}

export async function pageOfBelongings(
  dynamo: Dynamo,
  shop: ShopDomain,
  customer: CustomerId,
  limit: number,
  cursor: string | undefined,
): Promise<BelongingsPage> {
  const position = decodeCursor(cursor);
  // One of them is the last of the page before.
  const most = position === null ? limit : limit + 1;
  const { entries, next } = await pageOfEntries(dynamo, shop, customer, ['0', position ?? END], most);
  return { belongings: entries.map(parseBelonging), cursor: next === null ? null : encodeCursor(next) };
}
