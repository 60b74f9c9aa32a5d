import { record, splitTags } from '../../document.ts';
import type { Entity } from '../../store/entity.ts';
import { formatUtc } from '../../zoned-time.ts';
import type { Resolver } from '../context.ts';
import { requireGidOf } from '../ids.ts';
import { notEmulated } from '../queries.ts';
import { announceCustomerTags } from './tags.ts';
import { userError } from './user-error.ts';
import { visibleEntity } from './visible-entity.ts';

const REST_FIELDS: Readonly<Record<string, string>> = {
  firstName: 'first_name',
  lastName: 'last_name',
  email: 'email',
  phone: 'phone',
  note: 'note',
  locale: 'locale',
  taxExempt: 'tax_exempt',
};

export const customerUpdate: Resolver = (args, context) => {
  const input = record(args.input) ?? {};
  const unknown = Object.keys(input).find(
    (field) => field !== 'id' && field !== 'tags' && REST_FIELDS[field] === undefined,
  );
  if (unknown !== undefined) throw notEmulated(`CustomerInput.${unknown}`);
  const customer = visibleEntity(requireGidOf('Customer', input.id), context);
  if (customer === undefined) {
    const userErrors = [userError(['id'], 'Customer does not exist')];
    return { __typename: 'CustomerUpdatePayload', customer: null, userErrors };
  }
  const written = Object.entries(REST_FIELDS).flatMap(([field, rest]) =>
    field in input ? [[rest, input[field]]] : [],
  );
  const tags = 'tags' in input ? { tags: [...new Set(splitTags(input.tags))].join(', ') } : {};
  const changed: Entity = {
    ...customer,
    written: {
      ...customer.written,
      fields: { ...customer.written.fields, ...Object.fromEntries(written), ...tags },
      ...('tags' in input ? { tagsAdded: [], tagsRemoved: [] } : {}),
      updatedAt: formatUtc(context.reading.now),
    },
  };
  context.save(changed, ['customers/update']);
  announceCustomerTags(customer, changed, context);
  return { __typename: 'CustomerUpdatePayload', customer: () => context.reading.viewOf(changed), userErrors: [] };
};
