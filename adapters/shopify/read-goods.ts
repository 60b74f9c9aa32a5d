import type { GoodsAsked, GoodsLine } from '../../core/goods.ts';
import type { OrderId, ShopDomain } from '../../core/identity.ts';
import { type Money, parseMoney } from '../../core/money.ts';
import type { ShopReader } from '../../core/ports.ts';
import type { AdminGateway } from './admin.ts';
import { ORDER_GOODS } from './documents/goods.ts';
import type { OrderGoodsQuery } from './generated/admin.generated.d.ts';
import { nextCursor } from './next-cursor.ts';
import { readFailure } from './read-failure.ts';

/** All lines of an order of which anything is still ordered. */
export async function readGoods(
  gateway: AdminGateway,
  shop: ShopDomain,
  id: OrderId,
  { costs: withCosts, collections: withCollections }: GoodsAsked,
): Promise<Awaited<ReturnType<ShopReader['goods']>>> {
  const lines: GoodsLine[] = [];
  let after: string | null = null;
  do {
    const result = await gateway.request(shop, ORDER_GOODS, { id, after, withCosts, withCollections });
    if (result.kind !== 'data') return readFailure(result);
    if (!result.data.order) return { kind: 'missing' };
    const { nodes, pageInfo } = result.data.order.lineItems;
    lines.push(...nodes.filter(({ currentQuantity }) => currentQuantity > 0).map(readLine));
    after = nextCursor(pageInfo);
  } while (after !== null);
  return { kind: 'found', lines };
}

type GoodsNode = NonNullable<OrderGoodsQuery['order']>['lineItems']['nodes'][number];

function readLine({ currentQuantity, priceAfterAllDiscountsBeforeTaxesSet, product, variant }: GoodsNode): GoodsLine {
  const unitCost = variant?.inventoryItem.unitCost;
  return {
    quantity: currentQuantity,
    price: moneyOf(priceAfterAllDiscountsBeforeTaxesSet.shopMoney),
    unitCost: unitCost ? moneyOf(unitCost) : null,
    tags: product?.tags ?? [],
    collections: product?.collections?.nodes.map(({ title }) => title) ?? [],
    ...(product?.collections?.pageInfo.hasNextPage && { hasMoreCollections: true }),
  };
}

function moneyOf({ amount, currencyCode }: { readonly amount: string; readonly currencyCode: string }): Money | null {
  return parseMoney(amount, currencyCode);
}
