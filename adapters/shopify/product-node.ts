import { type Instant, parseGid } from '../../core/identity.ts';
import type { SeenProduct } from '../../core/product.ts';
import type { ProductsQuery } from './generated/admin.generated.d.ts';
import { parseInstant } from './instant.ts';
import { bodyHash } from './json.ts';
import { productSnapshot } from './product-snapshot.ts';

export type ProductNode = Extract<NonNullable<ProductsQuery['nodes'][number]>, { readonly options: unknown }>;

/**
 * The same snapshot that a webhook of the same state gives. `readAt`: when the request was sent, which orders it among
 * webhooks of the same second. Throws where the answer has another shape than the schema promises.
 */
export function readProductNode(node: ProductNode, readAt: Instant): SeenProduct {
  const id = parseGid('Product', node.id);
  const updatedAt = parseInstant(node.updatedAt);
  if (id === null || updatedAt === null) {
    throw new Error('the Admin API answered a product in another shape than its schema');
  }
  const { title, productType: type, tags, options } = node;
  return {
    product: productSnapshot({ id, title, type, tags, options }),
    version: { updatedAt, triggeredAt: readAt, bodyHash: bodyHash(node) },
  };
}
