import type { Resolver } from '../context.ts';
import { customerUpdate } from './customer-update.ts';
import { metafieldsSet } from './metafields-set.ts';
import { orderCancel, orderMarkAsPaid } from './order-state.ts';
import { orderUpdate } from './order-update.ts';
import { storeCreditAccountCredit } from './store-credit.ts';
import { tagsAdd, tagsRemove } from './tags.ts';

/** The mutations that are emulated: they change the store and emit their webhooks. */
export const mutations: Readonly<Record<string, Resolver>> = {
  customerUpdate,
  metafieldsSet,
  orderCancel,
  orderMarkAsPaid,
  orderUpdate,
  storeCreditAccountCredit,
  tagsAdd,
  tagsRemove,
};
