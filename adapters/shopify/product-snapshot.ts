import type { ProductId } from '../../core/identity.ts';
import type { ProductSnapshot } from '../../core/product.ts';

interface Told {
  readonly id: ProductId;
  readonly title: string;
  readonly type: string;
  readonly tags: readonly string[];
  readonly options: readonly { readonly name: string; readonly position: number }[];
}

/** The same snapshot of the same product, whoever tells of it. */
export function productSnapshot({ id, title, type, tags, options }: Told): ProductSnapshot {
  const trimmed = tags.map((tag) => tag.trim()).filter((tag) => tag !== '');
  return {
    id,
    title,
    type,
    tags: [...new Set(trimmed)].sort(),
    options: [...options].sort((a, b) => a.position - b.position).map(({ name }) => name),
  };
}
