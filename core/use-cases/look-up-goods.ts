import { askedBy } from '../asked.ts';
import { GOODS_FACT_IDS } from '../facts/goods.ts';
import type { Goods, GoodsAsked } from '../goods.ts';
import type { OrderSnapshot } from '../order.ts';
import type { Policy } from '../policy.ts';
import type { ReadFailure, ShopReader } from '../ports.ts';
import { mayRead, type Shop } from '../shop.ts';
import type { TryAgain } from './observe-ports.ts';

interface ReadGoodsPorts {
  readonly reader: ShopReader;
}

/**
 * What rules ask of an order's products that only the shop says: it is asked as the order is decided, since what a product
 * costs and which collections it is in changes without a word.
 *
 * @returns undefined where no rule asks for it, null where the shop does not tell.
 */
export async function lookUpGoods(
  ports: ReadGoodsPorts,
  shop: Shop,
  policy: Policy,
  order: OrderSnapshot,
): Promise<Goods | null | TryAgain | undefined> {
  const asked = askedBy(policy, 'order.placed');
  if (!GOODS_FACT_IDS.some((fact) => asked.has(fact))) return undefined;
  if (!mayRead('products', shop.scopes)) return null;
  const wanted = { costs: asked.has('order.margin'), collections: asked.has('order.products.collections') };
  const read = await readGoods(ports, shop, order, wanted);
  switch (read.kind) {
    case 'found':
      return withGone(read.goods, order);
    case 'missing':
    case 'denied':
      return null;
    case 'unavailable':
      return { kind: 'try_again', problem: read.problem, afterMs: read.afterMs };
  }
}

/** Costs take a permission of their own: without it the rest is read all the same. */
async function readGoods(
  { reader }: ReadGoodsPorts,
  { domain }: Shop,
  { id }: OrderSnapshot,
  wanted: GoodsAsked,
): Promise<{ kind: 'found'; goods: Goods } | { kind: 'missing' } | ReadFailure> {
  const read = await reader.goods(domain, id, wanted);
  return read.kind === 'denied' && wanted.costs ? reader.goods(domain, id, { ...wanted, costs: false }) : read;
}

/** Of a product that was deleted since it was ordered the shop knows no more than of what was never one. */
function withGone(goods: Goods, order: OrderSnapshot): Goods {
  const neverOnes = order.lines.filter(({ product, quantity }) => product === null && quantity > 0).length;
  const areGone = goods.lines.filter(({ isBare }) => isBare).length > neverOnes;
  return areGone ? { ...goods, hasMore: true } : goods;
}
