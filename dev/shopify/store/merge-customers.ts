import { records, text } from '../document.ts';
import { currentDocument, currentTags, tagKey } from './current.ts';
import type { Entity } from './entity.ts';
import type { Store } from './store.ts';

/**
 * One customer of two, in the store: orders and store credit of the one that goes belong to the one that is kept, which
 * gains tags, note, addresses and the phone it lacks.
 *
 * @param updatedAt of the kept customer and of the orders that moved
 */
export function mergeCustomers(
  store: Store,
  domain: string,
  { kept, gone }: { kept: Entity; gone: Entity },
  updatedAt: string,
): { kept: Entity; moved: Entity[] } {
  const changed = merged(kept, gone, updatedAt);
  store.putEntity(domain, changed);
  const moved = store.ordersOfCustomer(domain, gone.id).map((order) => ({
    ...order,
    document: { ...order.document, customer: currentDocument(changed) },
    written: { ...order.written, updatedAt },
  }));
  for (const order of moved) store.putEntity(domain, order);
  for (const account of store.entities(domain, 'StoreCreditAccount')) {
    if (account.document.owner !== gone.id) continue;
    store.putEntity(domain, { ...account, document: { ...account.document, owner: kept.id } });
  }
  store.removeEntity(domain, gone.id);
  return { kept: changed, moved };
}

function merged(kept: Entity, gone: Entity, updatedAt: string): Entity {
  const known = new Set(currentTags(kept).map(tagKey));
  const added = currentTags(gone).filter((tag) => !known.has(tagKey(tag)));
  const addedKeys = new Set(added.map(tagKey));
  const notes = [kept, gone].flatMap((customer) => text(currentDocument(customer).note) || []);
  return {
    ...kept,
    document: {
      ...kept.document,
      phone: text(currentDocument(kept).phone) ?? text(currentDocument(gone).phone),
      addresses: [...records(kept.document.addresses), ...records(gone.document.addresses)],
    },
    written: {
      ...kept.written,
      fields: { ...kept.written.fields, ...(notes.length === 0 ? {} : { note: notes.join('\n') }) },
      tagsAdded: [...kept.written.tagsAdded, ...added],
      tagsRemoved: kept.written.tagsRemoved.filter((tag) => !addedKeys.has(tagKey(tag))),
      updatedAt,
    },
  };
}
