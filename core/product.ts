import type { ProductId } from './identity.ts';
import { partNamed, type TitlePart } from './option-names.ts';
import { compareVersions, type OrderLine, type SnapshotVersion } from './order.ts';

/** A product as one delivery, or one reading, describes it. */
export interface ProductSnapshot {
  readonly id: ProductId;
  readonly title: string;
  /** As the merchant calls its kind; empty where they call it nothing. */
  readonly type: string;
  /** Sorted. */
  readonly tags: readonly string[];
  /** The names of its options, in the order in which their values make a variant's title. */
  readonly options: readonly string[];
}

/** Everything kept about one product. Its id is never given to another one. */
export interface ProductRecord {
  readonly id: ProductId;
  /** Counts the writes: the condition of the next write. 0 = never written. */
  readonly revision: number;
  /** Null where we heard of nothing but its end. */
  readonly snapshot: ProductSnapshot | null;
  readonly version: SnapshotVersion | null;
  /** Once deleted, it stays so, whatever is told of it late. */
  readonly isDeleted: boolean;
}

export interface SeenProduct {
  readonly product: ProductSnapshot;
  readonly version: SnapshotVersion;
}

/** What one delivery tells of a product. */
export type ToldOfProduct =
  | ({ readonly type: 'product.seen' } & SeenProduct)
  | { readonly type: 'product.deleted'; readonly product: ProductId };

/** What is known with it; null where it changes nothing: a duplicate, or an older state. */
export function foldProduct(known: ProductRecord | null, told: ToldOfProduct): ProductRecord | null {
  const revision = (known?.revision ?? 0) + 1;
  if (told.type === 'product.deleted') {
    if (known?.isDeleted) return null;
    return { id: told.product, snapshot: null, version: null, ...known, revision, isDeleted: true };
  }
  const { product, version } = told;
  if (known?.version && compareVersions(version, known.version) <= 0) return null;
  return { id: product.id, revision, snapshot: product, version, isDeleted: known?.isDeleted ?? false };
}

/** What the parts of variants' titles are, by product: as far as the products' options were known. */
export type TitleParts = Readonly<Partial<Record<ProductId, readonly TitlePart[]>>>;

export function titlePartsOf(products: readonly ProductSnapshot[]): TitleParts {
  return Object.fromEntries(products.map(({ id, options }) => [id, options.map(partNamed)]));
}

/** Where sizes have to be told apart: products of which the order has several variants. */
export function productsInVariants(lines: readonly OrderLine[]): ProductId[] {
  const titles = new Map<ProductId, Set<string>>();
  for (const { product, variantTitle, quantity } of lines) {
    if (product === null || variantTitle === null || quantity <= 0) continue;
    titles.set(product, (titles.get(product) ?? new Set()).add(variantTitle));
  }
  return [...titles].filter(([, variants]) => variants.size > 1).map(([product]) => product);
}
