import { record, records, text } from '../document.ts';
import { gidOf } from '../gid.ts';
import { totalQuantity, withoutRemovals } from './returns.ts';
import { applySnapshot, type Delivered, versionFor } from './snapshot.ts';
import type { Store } from './store.ts';

/** A return's payloads differ by topic and none has a time: what they name is replaced, returns/update tells changes. */
export function applyReturn(store: Store, domain: string, action: string, delivered: Delivered): void {
  const { payload } = delivered;
  const id = gidOf('Return', payload);
  const known = id === null ? undefined : store.entity(domain, id);
  if (action !== 'update') {
    const name = text(payload.name) ?? text(known?.document.name);
    applySnapshot(store, domain, 'Return', { ...payload, name }, versionFor(delivered));
    return;
  }
  const removals = records(record(payload.return_line_items)?.removals);
  if (known === undefined || removals.length === 0) return;
  const items = withoutRemovals(records(known.document.return_line_items), removals);
  const change = { ...payload, return_line_items: items, total_return_line_items: totalQuantity(items) };
  applySnapshot(store, domain, 'Return', change, versionFor(delivered));
}
