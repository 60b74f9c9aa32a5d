import { askedBy } from '../asked.ts';
import { ADDRESSES_MATCH, ORDER_DETAIL_FACTS } from '../facts/order-details.ts';
import type { OrderSnapshot } from '../order.ts';
import type { Policy } from '../policy.ts';
import type { ShopReader } from '../ports.ts';
import type { Shop } from '../shop.ts';
import type { TryAgain } from './observe-ports.ts';

const DETAILS = ORDER_DETAIL_FACTS.map(({ id }) => id);

/**
 * What rules ask of an order that whoever told of it left out: a list of orders does, and so do records of earlier versions.
 * Whether its addresses match nobody but the shop says: then nobody else has to see them.
 *
 * @returns undefined where nothing has to be asked, null where the shop does not tell.
 */
export async function lookUpOrder(
  { reader }: { readonly reader: ShopReader },
  shop: Shop,
  policy: Policy,
  { id, more }: OrderSnapshot,
): Promise<OrderSnapshot | null | TryAgain | undefined> {
  const asked = askedBy(policy, 'order.placed');
  const isMissing = !more && DETAILS.some((fact) => asked.has(fact));
  if (!isMissing && !asked.has(ADDRESSES_MATCH)) return undefined;
  const read = await reader.order(shop.domain, id);
  switch (read.kind) {
    case 'found':
      return read.seen.order;
    case 'missing':
    case 'denied':
      return null;
    case 'unavailable':
      return { kind: 'try_again', problem: read.problem, afterMs: read.afterMs };
  }
}
