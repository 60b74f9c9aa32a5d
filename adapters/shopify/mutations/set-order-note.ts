import { ownOrder } from '../../../core/effects.ts';
import { withMarkedLine } from '../../../core/marked-line.ts';
import { ORDER_NOTE } from '../documents/orders.ts';
import { mutation } from '../mutation.ts';

const SET_ORDER_NOTE = `#graphql
  mutation SetOrderNote($input: OrderInput!) {
    orderUpdate(input: $input) {
      userErrors {
        field
        message
      }
    }
  }
` as const;

/**
 * Exactly once by marker: the note is read just before, our marked line is put in or replaced, and nothing is written
 * when it is there already. The mutation overwrites the whole note and has no compare-and-set, so an edit that
 * somebody saves between the read and the write is lost; the window is one round trip.
 */
export const setOrderNote = mutation('order.note', {
  document: SET_ORDER_NOTE,
  scopes: ['write_orders'],
  exactlyOnce: 'marker',
  async find(read, effect) {
    const { action } = effect;
    const id = ownOrder(effect);
    const result = await read(ORDER_NOTE, { id });
    if (result.kind !== 'data') return result;
    if (!result.data.order) return { kind: 'refused', problem: 'the order does not exist any more' };
    const before = result.data.order.note ?? '';
    const note = withMarkedLine(before, action.marker, action.line);
    return note === before ? { kind: 'there' } : { kind: 'absent', variables: { input: { id, note } } };
  },
});
