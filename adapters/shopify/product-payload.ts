import * as z from 'zod';
import type { Instant } from '../../core/identity.ts';
import type { ProductSnapshot, ToldOfProduct } from '../../core/product.ts';
import { productSnapshot } from './product-snapshot.ts';
import { identityFields, instantField, listOf, requireId } from './wire-fields.ts';

interface ReadProduct {
  /** Without options where the payload lists none, as the samples do. */
  readonly product: ProductSnapshot;
  readonly updatedAt: Instant | null;
}

const textField = z.string({ error: 'expected text' });

const optionField = z.object(
  { name: textField, position: z.number({ error: 'expected a position' }) },
  { error: 'expected an option' },
);

/** `products/create` and `products/update`. */
export const productPayload = z
  .object(
    {
      ...identityFields,
      title: textField,
      product_type: textField.nullish(),
      tags: textField.nullish(),
      options: listOf(optionField),
      updated_at: instantField.nullish(),
    },
    { error: 'expected a product' },
  )
  .transform((payload, context): ReadProduct => {
    const id = requireId('Product', payload, 'id', context);
    if (context.issues.length > 0) return z.NEVER;
    const { title, product_type, tags, options, updated_at } = payload;
    const type = product_type ?? '';
    const product = productSnapshot({ id, title, type, tags: (tags ?? '').split(','), options });
    return { product, updatedAt: updated_at ?? null };
  });

/** `products/delete` names the product and nothing else, not even when. */
export const deletedProductPayload = z
  .object(identityFields, { error: 'expected a product' })
  .transform((payload, context): ToldOfProduct => {
    const id = requireId('Product', payload, 'id', context);
    return context.issues.length > 0 ? z.NEVER : { type: 'product.deleted', product: id };
  });
