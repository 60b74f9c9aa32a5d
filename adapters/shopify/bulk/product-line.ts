import * as z from 'zod';
import type { Instant } from '../../../core/identity.ts';
import type { SeenProduct } from '../../../core/product.ts';
import { readProductNode } from '../product-node.ts';
import { problemOf } from '../wire-fields.ts';
import { idOf, jsonOf, time } from './line-fields.ts';

type ReadLine =
  | { readonly kind: 'product'; readonly seen: SeenProduct }
  /** `reason` names a field and what was expected there, never a value. */
  | { readonly kind: 'unreadable'; readonly reason: string };

const text = z.string({ error: 'expected text' });

/** The fields of the document ALL_PRODUCTS. */
const productLine = z.object(
  {
    id: idOf('Product'),
    title: text,
    productType: text,
    tags: z.array(text, { error: 'expected a list' }),
    updatedAt: time,
    options: z.array(
      z.object({ name: text, position: z.number({ error: 'expected a position' }) }, { error: 'expected an option' }),
      { error: 'expected a list' },
    ),
  },
  { error: 'expected a product' },
);

/** One line of the file of all products. `beganAt`: when the operation began; what came later is newer. */
export function readProductLine(line: string, beganAt: Instant): ReadLine {
  const parsed = productLine.safeParse(jsonOf(line));
  if (!parsed.success) return { kind: 'unreadable', reason: problemOf(parsed.error) };
  return { kind: 'product', seen: readProductNode(parsed.data, beganAt) };
}
