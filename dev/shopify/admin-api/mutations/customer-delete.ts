import { record } from '../../document.ts';
import { restId } from '../../gid.ts';
import { shopView } from '../../views/shop.ts';
import type { View } from '../../views/view.ts';
import type { Resolver } from '../context.ts';
import { requireGidOf } from '../ids.ts';
import { userError } from './user-error.ts';
import { visibleEntity } from './visible-entity.ts';

/** Deletes a customer who never ordered, as Shopify does; one with orders stays. */
export const customerDelete: Resolver = (args, context) => {
  const { store, shop } = context.reading;
  const id = requireGidOf('Customer', record(args.input)?.id);
  const answer = (deleted: string | null, userErrors: View[]) => ({
    __typename: 'CustomerDeletePayload',
    deletedCustomerId: deleted,
    shop: () => shopView(context.reading),
    userErrors,
  });
  if (visibleEntity(id, context) === undefined) return answer(null, [userError(['id'], "Customer can't be found")]);
  if (store.ordersOfCustomer(shop.domain, id).length > 0) {
    return answer(null, [userError(['id'], 'Customer can’t be deleted because they have associated orders')]);
  }
  store.removeEntity(shop.domain, id);
  context.emit('customers/delete', {
    id: restId(id),
    phone: null,
    addresses: [],
    tax_exemptions: [],
    email_marketing_consent: null,
    sms_marketing_consent: null,
    admin_graphql_api_id: id,
  });
  return answer(id, []);
};
