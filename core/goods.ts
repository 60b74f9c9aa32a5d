import type { Money } from './money.ts';

/** One line of an order, as far as the shop says more of it than a delivery does. Of what is still ordered. */
export interface GoodsLine {
  readonly quantity: number;
  /** Of all of them, after all discounts and without taxes; rounded to the currency. */
  readonly price: Money | null;
  /** What one of them costs the merchant; null where the shop does not say, or was not asked. */
  readonly unitCost: Money | null;
  /** What is no product, or a product that is gone. */
  readonly isBare?: true;
  readonly tags: readonly string[];
  /** The titles of those that the product is in; none where the shop was not asked. */
  readonly collections: readonly string[];
  /** It is in more than these; absent where it is not. */
  readonly hasMoreCollections?: true;
}

/** What the shop has to be asked beside the products' tags. */
export interface GoodsAsked {
  readonly costs: boolean;
  readonly collections: boolean;
}

/** Of one order. */
export interface Goods {
  readonly lines: readonly GoodsLine[];
  /** There are more lines than were read; absent where there are not. */
  readonly hasMore?: true;
}

/**
 * What is left of the price when the cost is taken out, in percent of the price with one decimal, rounded down. Below 0
 * where the order costs more than it brings. Null where a cost or a price is unknown or in another currency than the
 * shop's, and where nothing is paid.
 */
export function grossMarginPercent({ lines, hasMore }: Goods, currency: string): number | null {
  let priceMinor = 0;
  let costMinor = 0;
  for (const { quantity, price, unitCost } of lines) {
    if (price?.currency !== currency || unitCost?.currency !== currency) return null;
    priceMinor += price.amountMinor;
    costMinor += unitCost.amountMinor * quantity;
  }
  return hasMore || priceMinor <= 0 ? null : Math.floor(((priceMinor - costMinor) * 1000) / priceMinor) / 10;
}
