import { record, records, text } from '../../document.ts';
import { gidOf } from '../../gid.ts';
import { currentDocument } from '../../store/current.ts';
import type { Entity } from '../../store/entity.ts';
import type { View } from '../../views/view.ts';
import { formatUtc } from '../../zoned-time.ts';
import type { Resolver } from '../context.ts';
import { requireGid, requireGidOf } from '../ids.ts';
import { notEmulated } from '../queries.ts';
import { visibleEntity } from './visible-entity.ts';

/** Gives an option another name. Its values and its place stay. */
export const productOptionUpdate: Resolver = (args, context) => {
  const { optionValuesToAdd, optionValuesToDelete, optionValuesToUpdate } = args;
  const input = record(args.option) ?? {};
  if (optionValuesToAdd ?? optionValuesToDelete ?? optionValuesToUpdate ?? input.position ?? input.linkedMetafield) {
    throw notEmulated('productOptionUpdate other than of the name');
  }
  const id = requireGid(input.id);
  const product = visibleEntity(requireGidOf('Product', args.productId), context);
  if (product === undefined) return problem(['productId'], 'PRODUCT_DOES_NOT_EXIST', 'Product does not exist');
  const options = records(currentDocument(product).options);
  if (!options.some((option) => gidOf('ProductOption', option) === id)) {
    return problem(['option', 'id'], 'OPTION_DOES_NOT_EXIST', 'Option does not exist');
  }
  const name = text(input.name)?.trim() ?? '';
  if (name === '') return problem(['option', 'name'], 'INVALID_NAME', 'The name is not valid');
  const named = options.map((option) => (gidOf('ProductOption', option) === id ? { ...option, name } : option));
  const changed: Entity = {
    ...product,
    document: { ...product.document, options: named },
    written: { ...product.written, updatedAt: formatUtc(context.reading.now) },
  };
  context.save(changed, ['products/update']);
  return { ...PAYLOAD, product: () => context.reading.viewOf(changed), userErrors: [] };
};

const PAYLOAD = { __typename: 'ProductOptionUpdatePayload' };

function problem(field: readonly string[], code: string, message: string): View {
  return {
    ...PAYLOAD,
    product: null,
    userErrors: [{ __typename: 'ProductOptionUpdateUserError', field, code, message }],
  };
}
