import { type Document, records, text } from '../../document.ts';
import { gidType, toGid } from '../../gid.ts';
import type { Entity, Metafield } from '../../store/entity.ts';
import { compareDigest, metafieldView, resolveNamespace } from '../../views/metafield.ts';
import type { View } from '../../views/view.ts';
import { formatUtc } from '../../zoned-time.ts';
import { checkWrite } from '../access.ts';
import type { Context, Resolver } from '../context.ts';
import { requireGid } from '../ids.ts';
import { notEmulated } from '../queries.ts';
import { visibleEntity } from './visible-entity.ts';

const MAX_METAFIELDS = 25;
const OWNERS = new Set(['Order', 'Customer', 'Product']);

/** Sets up to 25 metafields, all or none. `compareDigest` guards against lost writes, as at Shopify. */
export const metafieldsSet: Resolver = (args, context) => {
  const inputs = records(args.metafields);
  for (const { ownerId } of inputs) {
    const type = gidType(requireGid(ownerId));
    checkWrite(context.access, 'metafieldsSet', type);
    if (!OWNERS.has(type)) throw notEmulated(`metafields of ${type}`);
  }
  const errors =
    inputs.length > MAX_METAFIELDS ? [tooMany()] : inputs.flatMap((input, index) => inputErrors(input, index, context));
  if (errors.length > 0) return { __typename: 'MetafieldsSetPayload', metafields: [], userErrors: errors };
  const metafields = inputs.map((input) => setOne(input, context));
  return { __typename: 'MetafieldsSetPayload', metafields, userErrors: [] };
};

function inputErrors(input: Document, index: number, context: Context): View[] {
  const owner = visibleEntity(requireGid(input.ownerId), context);
  const error = (field: string, code: string, message: string): View[] => [
    {
      __typename: 'MetafieldsSetUserError',
      field: ['metafields', String(index), field],
      code,
      message,
      elementIndex: null,
    },
  ];
  if (owner === undefined) return error('ownerId', 'INVALID', 'Owner does not exist.');
  const known = knownMetafield(owner, input);
  if (known === undefined && text(input.type) === null) return error('type', 'BLANK', "can't be blank");
  if (text(input.value) === '') return error('value', 'BLANK', "can't be blank");
  const key = text(input.key) ?? '';
  if (key.length < 2) return error('key', 'TOO_SHORT', 'is too short (minimum is 2 characters)');
  if (!('compareDigest' in input)) return [];
  const digest = known === undefined ? null : compareDigest(known);
  return input.compareDigest === digest
    ? []
    : error('compareDigest', 'STALE_OBJECT', 'The resource has been updated since it was loaded.');
}

function tooMany(): View {
  const message = `Exceeded the maximum metafields input limit of ${MAX_METAFIELDS}.`;
  const field = ['metafields'];
  return { __typename: 'MetafieldsSetUserError', field, code: 'LESS_THAN_OR_EQUAL_TO', message, elementIndex: null };
}

function knownMetafield(owner: Entity, input: Document): Metafield | undefined {
  const namespace = resolveNamespace(text(input.namespace));
  return owner.metafields.find((candidate) => candidate.namespace === namespace && candidate.key === input.key);
}

function setOne(input: Document, context: Context): View {
  // Earlier inputs may have changed the same owner, so it is read again for each.
  const owner = visibleEntity(requireGid(input.ownerId), context);
  if (owner === undefined) throw new Error('the owner was checked before');
  const known = knownMetafield(owner, input);
  const updatedAt = formatUtc(context.reading.now);
  const metafield: Metafield = {
    id: known?.id ?? toGid('Metafield', context.newId('Metafield')),
    namespace: resolveNamespace(text(input.namespace)),
    key: text(input.key) ?? '',
    type: text(input.type) ?? known?.type ?? '',
    value: text(input.value) ?? '',
    createdAt: known?.createdAt ?? updatedAt,
    updatedAt,
  };
  const metafields = [...owner.metafields.filter((candidate) => candidate.id !== metafield.id), metafield];
  const changed: Entity = { ...owner, metafields, written: { ...owner.written, updatedAt } };
  const topics = { Order: 'orders/updated', Customer: 'customers/update', Product: 'products/update' };
  context.save(changed, [topics[changed.type as keyof typeof topics]]);
  return metafieldView(metafield, changed, () => context.reading.viewOf(changed));
}
