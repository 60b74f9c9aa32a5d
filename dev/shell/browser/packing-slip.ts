import { byId, create } from './dom.ts';
import { formatMoney } from './money.ts';
import { orderDate } from './order-date.ts';
import type { DecisionRow, StoreApi, StoreOrder } from './store-api.ts';
import {
  adminLink,
  decisionLink,
  drawReasons,
  drawStatus,
  judge,
  patienceMs,
  pollIntervalMs,
  type Verdict,
} from './verdict.ts';

/** What is said while there is no decision: about an order of just now, and about one that was there before. */
const undecided = {
  new: 'Concierge is looking at the order …',
  known: 'Concierge decided nothing about this order: it was placed before the app was installed, or no rule was on.',
};

/** Shows the order as the person who packs it sees it, until the app has acted or decided to do nothing. */
export async function watchOrder(
  api: StoreApi,
  shop: string,
  order: StoreOrder,
  age: keyof typeof undecided,
): Promise<void> {
  const deadline = Date.now() + patienceMs;
  drawOrder(order);
  for (;;) {
    const decisions = await api.decisions(order.id);
    const verdict = judge(decisions);
    // Read after its decisions: an order read beside them may be older than the change they call done.
    const current = await api.order(order.id);
    drawOrder(current);
    drawVerdict(verdict, decisions, shop, age);
    if (verdict === undefined ? age === 'known' : verdict !== 'acting') return;
    if (Date.now() > deadline) return verdict === undefined ? drawSilence(shop) : undefined;
    await new Promise((resolve) => window.setTimeout(resolve, pollIntervalMs));
  }
}

function drawOrder({ name, createdAt, customer, lines, total, currency, tags, note }: StoreOrder): void {
  byId('slip-name').textContent = `Order ${name}`;
  byId('slip-placed').textContent = `${customer?.name ?? 'Guest'}, ${orderDate(createdAt)}`;
  const items = lines.map(({ title, variantTitle, currentQuantity }) =>
    create(
      'li',
      { class: currentQuantity === 0 ? 'removed' : '' },
      `${currentQuantity} × ${title}`,
      variantTitle !== null && create('small', {}, variantTitle),
    ),
  );
  byId('slip-lines').replaceChildren(...items, create('li', {}, `Total ${formatMoney(total ?? '0', currency)}`));
  const chips = tags.map((tag) => create('li', { class: 'tag' }, tag));
  byId('slip-tags').replaceChildren(...(chips.length > 0 ? chips : [create('li', { class: 'none' }, 'No tags')]));
  drawNote(note ?? '');
}

/** Our line stands out from what people wrote around it. */
function drawNote(note: string): void {
  const none = create('span', { class: 'none' }, 'No note');
  const lines = note.split('\n').map((line) => create('span', { class: isOurs(line) ? 'ours' : '' }, line));
  byId('slip-note').replaceChildren(...(note === '' ? [none] : lines));
}

function isOurs(line: string): boolean {
  return line.startsWith('[concierge:');
}

function drawVerdict(
  verdict: Verdict | undefined,
  decisions: readonly DecisionRow[],
  shop: string,
  age: keyof typeof undecided,
): void {
  const texts = {
    deciding: undecided[age],
    acting: 'Concierge granted a perk and is putting it on the order …',
    acted: 'Concierge changed the order for the packer.',
    refused: 'Concierge wanted to change the order, but the store refused.',
    nothing: 'Concierge looked at the order and left it as it is.',
  };
  const state = verdict ?? 'deciding';
  drawStatus(byId('slip-status'), state, texts[state]);
  const [row] = decisions;
  byId('slip-why').hidden = decisions.length === 0;
  drawReasons(byId('slip-reasons'), decisions);
  byId('slip-next').replaceChildren(...(row ? [decisionLink(row, shop)] : []));
}

function drawSilence(shop: string): void {
  drawStatus(
    byId('slip-status'),
    'silent',
    'Concierge has said nothing about this order yet. No rule may listen to it.',
  );
  byId('slip-next').replaceChildren(adminLink('/app/rules', shop, 'Look at the rules in the admin'));
}
