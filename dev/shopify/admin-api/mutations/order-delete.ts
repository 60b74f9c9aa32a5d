import { restId } from '../../gid.ts';
import { returnsOfOrder } from '../../store/returns.ts';
import type { View } from '../../views/view.ts';
import type { Resolver } from '../context.ts';
import { requireGidOf } from '../ids.ts';
import { userError } from './user-error.ts';
import { visibleEntity } from './visible-entity.ts';

/** Deletes any order with its returns; Shopify only those of some kinds. */
export const orderDelete: Resolver = (args, context) => {
  const { store, shop } = context.reading;
  const id = requireGidOf('Order', args.orderId);
  const answer = (deletedId: string | null, userErrors: View[]) => ({
    __typename: 'OrderDeletePayload',
    deletedId,
    userErrors,
  });
  if (visibleEntity(id, context) === undefined) {
    return answer(null, [userError(['orderId'], 'Order does not exist', { code: 'NOT_FOUND' })]);
  }
  for (const returned of returnsOfOrder(store, shop.domain, id)) store.removeEntity(shop.domain, returned.id);
  store.removeEntity(shop.domain, id);
  context.emit('orders/delete', { id: restId(id) });
  return answer(id, []);
};
