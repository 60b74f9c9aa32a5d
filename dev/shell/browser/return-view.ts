import type { StoreReturn } from './after-sale-api.ts';
import { declineReasons, inWords, itemName, returnReasons, returnStates } from './after-sale-words.ts';
import { create } from './dom.ts';

/** A return with where it stands, and what can be done about it. */
export function returnView({ name, status, decline, returnLineItems }: StoreReturn, ...actions: Node[]): HTMLElement {
  const items = returnLineItems.nodes.map(({ quantity, returnReason, customerNote, fulfillmentLineItem }) =>
    create(
      'li',
      {},
      `${quantity} × ${itemName(fulfillmentLineItem.lineItem)}`,
      create('small', {}, returnReasons[returnReason] ?? inWords(returnReason)),
      customerNote !== null && create('q', {}, customerNote),
    ),
  );
  return create(
    'li',
    { class: 'return' },
    create('p', {}, stateChip(status.toLowerCase(), returnStates[status]), create('small', {}, name)),
    create('ul', { class: 'items' }, ...items),
    decline !== null && create('p', { class: 'decline' }, declineText(decline)),
    ...actions,
  );
}

export function stateChip(state: string, text: string): HTMLElement {
  return create('span', { class: 'state', 'data-state': state }, text);
}

function declineText({ reason, note }: { reason: string; note: string | null }): string {
  const words = declineReasons[reason] ?? inWords(reason);
  return note === null || note === '' ? `Why: ${words}` : `Why: ${words}. ${note}`;
}
