import type { Fields } from './graphql.ts';
import { decimal, numberOf, wholeSecond } from './order.ts';
import type { SimulatedShop, ToldChange } from './shop.ts';

/** What the shop kept of a product from then on, and how it was told of. */
export interface ProductChange extends ToldChange {
  readonly id: string;
  readonly title: string;
  readonly tags: readonly string[];
  /** Their titles; nothing tells of them, nor of what a product costs. */
  readonly collections: readonly string[];
  readonly costMinor: number | null;
  readonly isDeleted: boolean;
}

export type ProductState = Omit<ProductChange, 'id' | 'name' | 'topic'>;

const UNCHANGED: ProductState = {
  title: 'Shirt',
  tags: [],
  collections: [],
  costMinor: null,
  at: 0,
  isDeleted: false,
};

/** What one of any product is sold for. */
export const PRICE_MINOR = 2_000;
export const PRODUCT_OPTIONS = ['Größe', 'Farbe'].map((name, index) => ({ name, position: index + 1 }));

export function productOf({ products }: Pick<SimulatedShop, 'products'>, id: string): ProductState {
  return products.findLast((each) => each.id === id) ?? UNCHANGED;
}

export function productPayload({ id, title, tags, at }: ProductChange): string {
  const named = { id: numberOf(id), admin_graphql_api_id: id, title, product_type: '', tags: tags.join(', ') };
  return JSON.stringify({ ...named, updated_at: wholeSecond(at), options: PRODUCT_OPTIONS });
}

export function deletedProductPayload(id: string): string {
  return JSON.stringify({ id: numberOf(id) });
}

/** Null for one that was deleted. */
export function productFields(shop: SimulatedShop, id: string): Fields | null {
  const { title, tags, collections, at, isDeleted } = productOf(shop, id);
  if (isDeleted) return null;
  return {
    __typename: 'Product',
    id,
    title,
    productType: '',
    tags: [...tags],
    updatedAt: wholeSecond(at),
    options: PRODUCT_OPTIONS,
    collections: { nodes: collections.map((each) => ({ title: each })), pageInfo: { hasNextPage: false } },
  };
}

/** Of what is sold on a line. `id`: null for a product that was deleted. */
export function goodsFields(shop: SimulatedShop, id: string | null, quantity: number, currencyCode: string): Fields {
  const { costMinor } = productOf(shop, id ?? '');
  const unitCost = costMinor === null ? null : { amount: decimal(costMinor), currencyCode };
  return {
    priceAfterAllDiscountsBeforeTaxesSet: {
      shopMoney: { amount: decimal(PRICE_MINOR * quantity), currencyCode },
    },
    variant: id === null ? null : { inventoryItem: { unitCost } },
  };
}
