import { create } from './dom.ts';
import type { DecisionRow } from './store-api.ts';

/** Where the app stands with something, from its decisions: undefined while it has not decided. */
export type Verdict = 'acting' | 'acted' | 'refused' | 'nothing';

export const pollIntervalMs = 300;
export const patienceMs = 20_000;

export function judge(decisions: readonly DecisionRow[]): Verdict | undefined {
  if (decisions.length === 0) return undefined;
  const granted = decisions.filter(({ outcome }) => outcome === 'granted');
  if (granted.length === 0) return 'nothing';
  const states = granted.flatMap(({ effects }) => effects.map(({ state }) => state));
  if (states.includes('pending') || states.includes('attempting')) return 'acting';
  return states.includes('done') ? 'acted' : 'refused';
}

/** Written only when it changes: a screen reader reads each change out. */
export function drawStatus(status: HTMLElement, state: string, text: string): void {
  status.dataset.state = state;
  if (status.textContent !== text) status.textContent = text;
}

export function drawReasons(list: HTMLElement, decisions: readonly DecisionRow[]): void {
  const reasons = decisions.map(({ name, why }) =>
    create('li', {}, create('strong', {}, name), ...why.map((sentence) => create('span', {}, sentence))),
  );
  list.replaceChildren(...reasons);
}

export function adminLink(path: string, shop: string, text = 'See why in the admin'): HTMLElement {
  return create('a', { href: `/?${new URLSearchParams({ shop, path })}`, class: 'button secondary' }, text);
}

export function decisionLink({ decision }: DecisionRow, shop: string): HTMLElement {
  return adminLink(`/app/decisions/${encodeURIComponent(decision)}`, shop);
}
