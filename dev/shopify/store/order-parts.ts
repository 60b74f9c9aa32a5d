import { records } from '../document.ts';
import { type Gid, gidOf } from '../gid.ts';
import { currentDocument } from './current.ts';
import type { Entity } from './entity.ts';
import type { Store } from './store.ts';

/** The order that has this refund or fulfilment. */
export function orderWithPart(
  store: Store,
  domain: string,
  field: 'refunds' | 'fulfillments',
  id: Gid,
): Entity | undefined {
  const type = field === 'refunds' ? 'Refund' : 'Fulfillment';
  return store
    .entities(domain, 'Order')
    .find((order) => records(currentDocument(order)[field]).some((part) => gidOf(type, part) === id));
}
