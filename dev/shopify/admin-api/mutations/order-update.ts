import { type Document, record, records, splitTags } from '../../document.ts';
import type { Entity } from '../../store/entity.ts';
import { formatUtc } from '../../zoned-time.ts';
import type { Resolver } from '../context.ts';
import { requireGidOf } from '../ids.ts';
import { notEmulated } from '../queries.ts';
import { userError } from './user-error.ts';
import { visibleEntity } from './visible-entity.ts';

const EMULATED = new Set(['id', 'note', 'tags', 'customAttributes', 'email', 'phone', 'poNumber', 'shippingAddress']);

/** Overwrites what the input names, as Shopify does: no compare-and-set, tags and attributes replaced as a whole. */
export const orderUpdate: Resolver = (args, context) => {
  const input = record(args.input) ?? {};
  const unknown = Object.keys(input).find((field) => !EMULATED.has(field));
  if (unknown !== undefined) throw notEmulated(`OrderInput.${unknown}`);
  const order = visibleEntity(requireGidOf('Order', input.id), context);
  if (order === undefined) {
    return { __typename: 'OrderUpdatePayload', order: null, userErrors: [userError(['id'], 'Order does not exist')] };
  }
  const fields = { ...order.written.fields, ...restFields(input) };
  const changed: Entity = {
    ...order,
    written: {
      ...order.written,
      fields,
      ...('tags' in input ? { tagsAdded: [], tagsRemoved: [] } : {}),
      updatedAt: formatUtc(context.reading.now),
    },
  };
  context.save(changed, ['orders/updated']);
  return { __typename: 'OrderUpdatePayload', order: () => context.reading.viewOf(changed), userErrors: [] };
};

function restFields(input: Document): Document {
  return {
    ...('note' in input ? { note: input.note } : {}),
    ...('tags' in input ? { tags: [...new Set(splitTags(input.tags))].join(', ') } : {}),
    ...('email' in input ? { email: input.email, contact_email: input.email } : {}),
    ...('phone' in input ? { phone: input.phone } : {}),
    ...('poNumber' in input ? { po_number: input.poNumber } : {}),
    ...('customAttributes' in input
      ? { note_attributes: records(input.customAttributes).map(({ key, value }) => ({ name: key, value })) }
      : {}),
    ...('shippingAddress' in input ? { shipping_address: restAddress(record(input.shippingAddress) ?? {}) } : {}),
  };
}

function restAddress(input: Document): Document {
  return {
    first_name: input.firstName ?? null,
    last_name: input.lastName ?? null,
    name: [input.firstName, input.lastName].filter(Boolean).join(' '),
    company: input.company ?? null,
    address1: input.address1 ?? null,
    address2: input.address2 ?? null,
    city: input.city ?? null,
    zip: input.zip ?? null,
    phone: input.phone ?? null,
    country_code: input.countryCode ?? null,
    province_code: input.provinceCode ?? null,
  };
}
