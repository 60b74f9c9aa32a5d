import { wordsAskedFor } from '../customer-card.ts';
import { type FactId, GOODS_FACTS, type GoodsSources } from '../facts.ts';
import type { OrderId } from '../identity.ts';
import type { Policy } from '../policy.ts';
import type { ShopReader } from '../ports.ts';
import { rulesOn } from '../rules-on.ts';
import type { Shop } from '../shop.ts';
import { readsProducts } from './keep-product.ts';
import type { TryAgain } from './observe-ports.ts';

/**
 * What rules ask of an order's products that only the shop says: it is asked as the order is decided, since what a product
 * costs and which collections it is in changes without a word.
 *
 * @returns undefined where no rule asks for it.
 */
export async function lookUpGoods(
  { reader }: { readonly reader: ShopReader },
  shop: Shop,
  policy: Policy,
  order: OrderId,
): Promise<GoodsSources | TryAgain | undefined> {
  const asked = new Set<FactId>(rulesOn(policy, 'order.placed').flatMap(({ when }) => when.map(({ fact }) => fact)));
  if (!GOODS_FACTS.some((fact) => asked.has(fact))) return undefined;
  const wordsIn = (fact: FactId) => wordsAskedFor(policy, 'order.placed', fact);
  const wordsAsked = {
    'order.products.tags': wordsIn('order.products.tags'),
    'order.products.collections': wordsIn('order.products.collections'),
  };
  if (!readsProducts(shop)) return { lines: null, wordsAsked };
  const collections = asked.has('order.products.collections');
  const read = await reader.goods(shop.domain, order, { costs: asked.has('order.margin'), collections });
  switch (read.kind) {
    case 'found':
      return { lines: read.lines, wordsAsked };
    case 'missing':
    case 'denied':
      return { lines: null, wordsAsked };
    case 'unavailable':
      return { kind: 'try_again', problem: read.problem, afterMs: read.afterMs };
  }
}
