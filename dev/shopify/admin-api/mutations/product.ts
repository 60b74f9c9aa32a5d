import { type Document, record, splitTags, text } from '../../document.ts';
import { restId } from '../../gid.ts';
import type { Entity } from '../../store/entity.ts';
import { shopView } from '../../views/shop.ts';
import type { View } from '../../views/view.ts';
import { formatUtc } from '../../zoned-time.ts';
import type { Resolver } from '../context.ts';
import { requireGidOf } from '../ids.ts';
import { notEmulated } from '../queries.ts';
import { userError } from './user-error.ts';
import { visibleEntity } from './visible-entity.ts';

const REST_FIELDS: Readonly<Record<string, string>> = {
  title: 'title',
  descriptionHtml: 'body_html',
  handle: 'handle',
  vendor: 'vendor',
  productType: 'product_type',
  templateSuffix: 'template_suffix',
};

/** Overwrites what the input names. A newer delivered product replaces all but its tags. */
export const productUpdate: Resolver = (args, context) => {
  if (args.media != null || args.identifier != null) throw notEmulated('productUpdate(media:, identifier:)');
  const input = record(args.product) ?? record(args.input) ?? {};
  const unknown = Object.keys(input).find(
    (field) => !['id', 'tags', 'status'].includes(field) && REST_FIELDS[field] === undefined,
  );
  if (unknown !== undefined && input[unknown] != null && input[unknown] !== false) {
    throw notEmulated(`ProductUpdateInput.${unknown}`);
  }
  const answer = (product: Entity | null, userErrors: View[]) => ({
    __typename: 'ProductUpdatePayload',
    product: product === null ? null : () => context.reading.viewOf(product),
    userErrors,
  });
  const product = visibleEntity(requireGidOf('Product', input.id), context);
  if (product === undefined) return answer(null, [userError(['id'], 'Product does not exist')]);
  if ('title' in input && text(input.title)?.trim() === '') {
    return answer(null, [userError(['title'], "Title can't be blank")]);
  }
  const changed: Entity = {
    ...product,
    document: { ...product.document, ...restFields(input) },
    written: {
      ...product.written,
      ...('tags' in input
        ? {
            fields: { ...product.written.fields, tags: [...new Set(splitTags(input.tags))].join(', ') },
            tagsAdded: [],
            tagsRemoved: [],
          }
        : {}),
      updatedAt: formatUtc(context.reading.now),
    },
  };
  context.save(changed, ['products/update']);
  return answer(changed, []);
};

function restFields(input: Document): Document {
  const fields = Object.entries(REST_FIELDS).flatMap(([field, rest]) => (field in input ? [[rest, input[field]]] : []));
  const status = text(input.status);
  return { ...Object.fromEntries(fields), ...(status === null ? {} : { status: status.toLowerCase() }) };
}

/** Orders keep what they say of the product; the product itself is gone. */
export const productDelete: Resolver = (args, context) => {
  const { store, shop } = context.reading;
  if (args.synchronous === false) throw notEmulated('productDelete(synchronous: false)');
  const id = requireGidOf('Product', record(args.input)?.id);
  const answer = (deleted: string | null, userErrors: View[]) => ({
    __typename: 'ProductDeletePayload',
    deletedProductId: deleted,
    productDeleteOperation: null,
    shop: () => shopView(context.reading),
    userErrors,
  });
  if (visibleEntity(id, context) === undefined) return answer(null, [userError(['id'], 'Product does not exist')]);
  store.removeEntity(shop.domain, id);
  context.emit('products/delete', { id: restId(id) });
  return answer(id, []);
};
