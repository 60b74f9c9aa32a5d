import { byId, create } from './dom.ts';
import type { DecisionRow, StoreApi, StoreOrder } from './store-api.ts';

const pollIntervalMs = 300;
const patienceMs = 20_000;

/** Where the app stands with an order, from its decisions: undefined while it has not decided. */
type Verdict = 'acting' | 'acted' | 'refused' | 'nothing';

/** Shows the order as the person who packs it sees it, until the app has acted or decided to do nothing. */
export async function watchOrder(api: StoreApi, shop: string, order: StoreOrder): Promise<void> {
  byId('slip').hidden = false;
  byId('slip-name').textContent = `Order ${order.name}`;
  byId('slip').focus();
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const [current, decisions] = await Promise.all([api.order(order.id), api.decisions(order.id)]);
    const verdict = judge(decisions);
    drawOrder(current);
    drawVerdict(verdict, decisions, shop);
    if (verdict !== undefined && verdict !== 'acting') return;
    if (Date.now() > deadline) return drawSilence(shop);
    await new Promise((resolve) => window.setTimeout(resolve, pollIntervalMs));
  }
}

function judge(decisions: readonly DecisionRow[]): Verdict | undefined {
  if (decisions.length === 0) return undefined;
  const granted = decisions.filter(({ outcome }) => outcome === 'granted');
  if (granted.length === 0) return 'nothing';
  const states = granted.flatMap(({ effects }) => effects.map(({ state }) => state));
  if (states.includes('pending')) return 'acting';
  return states.includes('done') ? 'acted' : 'refused';
}

function drawOrder({ tags, note }: StoreOrder): void {
  const chips = tags.map((tag) => create('li', { class: 'tag' }, tag));
  byId('slip-tags').replaceChildren(...(chips.length > 0 ? chips : [create('li', { class: 'none' }, 'No tags')]));
  const hasNote = note !== null && note !== '';
  byId('slip-note').textContent = hasNote ? note : 'No note';
  byId('slip-note').classList.toggle('none', !hasNote);
}

function drawVerdict(verdict: Verdict | undefined, decisions: readonly DecisionRow[], shop: string): void {
  const texts = {
    deciding: 'Concierge is looking at the order …',
    acting: 'Concierge granted a perk and is putting it on the order …',
    acted: 'Concierge changed the order for the packer.',
    refused: 'Concierge wanted to change the order, but the store refused.',
    nothing: 'Concierge looked at the order and left it as it is.',
  };
  const state = verdict ?? 'deciding';
  setStatus(state, texts[state]);
  const [row] = decisions;
  const reasons = decisions.map(({ name, why }) =>
    create('li', {}, create('strong', {}, name), ...why.map((sentence) => create('span', {}, sentence))),
  );
  byId('slip-reasons').replaceChildren(...reasons);
  byId('slip-why').replaceChildren(
    ...(row ? [adminLink(`/app/decisions/${encodeURIComponent(row.decision)}`, shop)] : []),
  );
}

function drawSilence(shop: string): void {
  setStatus('silent', 'Concierge has said nothing about this order yet. No rule may listen to it.');
  byId('slip-why').replaceChildren(adminLink('/app/rules', shop, 'Look at the rules in the admin'));
}

/** Written only when it changes: a screen reader reads each change out. */
function setStatus(state: string, text: string): void {
  const status = byId('slip-status');
  status.dataset.state = state;
  if (status.textContent !== text) status.textContent = text;
}

function adminLink(path: string, shop: string, text = 'See why in the admin'): HTMLElement {
  return create('a', { href: `/?${new URLSearchParams({ shop, path })}`, class: 'button secondary' }, text);
}
