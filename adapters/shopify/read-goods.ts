import type { GoodsAsked, GoodsLine } from '../../core/goods.ts';
import type { OrderId, ShopDomain } from '../../core/identity.ts';
import { type Money, minorDigits, parseMoney } from '../../core/money.ts';
import type { ShopReader } from '../../core/ports.ts';
import type { AdminGateway } from './admin.ts';
import { ORDER_GOODS } from './documents/goods.ts';
import type { OrderGoodsQuery } from './generated/admin.generated.d.ts';
import { nextCursor } from './next-cursor.ts';
import { readFailure } from './read-failure.ts';

/** An order waits for it: of one with more lines not all are read. */
const MOST_PAGES = 10;

/** What of an order is still ordered, ten pages of it at most. */
export async function readGoods(
  gateway: AdminGateway,
  shop: ShopDomain,
  id: OrderId,
  { costs: withCosts, collections: withCollections }: GoodsAsked,
): Promise<Awaited<ReturnType<ShopReader['goods']>>> {
  const first = withCollections ? 10 : 20;
  const lines: GoodsLine[] = [];
  let after: string | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const result = await gateway.request(shop, ORDER_GOODS, { id, first, after, withCosts, withCollections });
    if (result.kind !== 'data') return readFailure(result);
    if (!result.data.order) return { kind: 'missing' };
    const { nodes, pageInfo } = result.data.order.lineItems;
    lines.push(...nodes.filter(({ currentQuantity }) => currentQuantity > 0).map(readLine));
    after = nextCursor(pageInfo);
    if (after === null) return { kind: 'found', goods: { lines } };
  }
  return { kind: 'found', goods: { lines, hasMore: true } };
}

type GoodsNode = NonNullable<OrderGoodsQuery['order']>['lineItems']['nodes'][number];

function readLine({ currentQuantity, priceAfterAllDiscountsBeforeTaxesSet, product, variant }: GoodsNode): GoodsLine {
  const unitCost = variant?.inventoryItem.unitCost;
  return {
    quantity: currentQuantity,
    price: moneyOf(priceAfterAllDiscountsBeforeTaxesSet.shopMoney),
    unitCost: unitCost ? moneyOf(unitCost) : null,
    ...(!product && { isBare: true }),
    tags: product?.tags ?? [],
    collections: product?.collections?.nodes.map(({ title }) => title) ?? [],
    ...(product?.collections?.pageInfo.hasNextPage && { hasMoreCollections: true }),
  };
}

/** What is finer than the currency makes no difference to a share: it is rounded. */
function moneyOf({ amount, currencyCode }: { readonly amount: string; readonly currencyCode: string }): Money | null {
  return parseMoney(Number(amount).toFixed(minorDigits(currencyCode)), currencyCode);
}
