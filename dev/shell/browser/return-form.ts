import type { ReturnableItem, ReturnRequest } from './after-sale-api.ts';
import { itemName, returnReasons } from './after-sale-words.ts';
import { create } from './dom.ts';
import { field, options } from './field.ts';
import { reportProblems } from './problem.ts';

const longestNote = 300;

interface Parts {
  order: { id: string; name: string };
  items: readonly ReturnableItem[];
  send(request: ReturnRequest): Promise<void>;
  cancel(): void;
}

/** Asks what to send back, why, and for a word to the shop. */
export function returnForm({ order, items, send, cancel }: Parts): HTMLFormElement {
  const lines = items.map((item) => returnLine(item, items.length === 1));
  const note = create('textarea', { rows: '2', maxlength: String(longestNote) });
  const problem = create('p', { class: 'problem', role: 'alert', hidden: true });
  const submit = create('button', { type: 'submit', class: 'button primary' }, 'Send the request');
  const form = create(
    'form',
    { class: 'return-form', 'aria-label': `Return of order ${order.name}` },
    ...lines.map(({ element }) => element),
    field('Note for the shop (optional)', note),
    problem,
    create(
      'div',
      { class: 'actions' },
      submit,
      create('button', { type: 'button', class: 'button plain', click: cancel }, 'Cancel'),
    ),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const customerNote = note.value.trim() || null;
    const chosen = lines.map(({ read }) => ({ ...read(), customerNote })).filter(({ quantity }) => quantity > 0);
    submit.disabled = true;
    void reportProblems(async () => {
      if (chosen.length === 0) throw new Error('Choose how many of at least one item to send back.');
      await send({ order: order.id, lines: chosen });
    }, problem).then(() => {
      submit.disabled = false;
    });
  });
  return form;
}

function returnLine(item: ReturnableItem, isOnly: boolean) {
  const counts = Array.from({ length: item.quantity + 1 }, (_, count) => String(count));
  const quantity = create('select', {}, ...options(counts.map((count) => [count, count])));
  if (isOnly) quantity.value = '1';
  const reason = create('select', {}, ...options(Object.entries(returnReasons)));
  const element = create(
    'fieldset',
    { class: 'return-line' },
    create('legend', {}, itemName(item)),
    field('Quantity', quantity),
    field('Reason', reason),
  );
  const read = () => ({
    fulfillmentLineItemId: item.id,
    quantity: Number(quantity.value),
    returnReason: reason.value,
  });
  return { element, read };
}
