import { byId, create } from './dom.ts';
import type { FromApp } from './protocol.ts';

type Toast = Extract<FromApp, { type: 'toast' }>;

const shown = new Map<string, HTMLElement>();

/** Shows a message at the foot of the page; it goes by itself unless the pointer or the focus rests on it. */
export function showToast(toast: Toast, report: (event: 'action' | 'dismiss') => void): void {
  hideToast(toast.id);
  const dismiss = () => {
    hideToast(toast.id);
    report('dismiss');
  };
  const act = () => report('action');
  const element = create(
    'div',
    { class: toast.isError ? 'toast error' : 'toast' },
    create('p', {}, toast.message),
    toast.action !== null && create('button', { type: 'button', class: 'toast-action', click: act }, toast.action),
    create('button', { type: 'button', class: 'toast-close', 'aria-label': 'Dismiss', click: dismiss }, '×'),
  );
  shown.set(toast.id, element);
  // Two regions that are always there: screen readers announce what is added to them, errors at once.
  byId(toast.isError ? 'toasts-urgent' : 'toasts').append(element);
  dismissAfter(element, toast.durationMs, dismiss);
}

export function hideToast(id: string): void {
  shown.get(id)?.remove();
  shown.delete(id);
}

function dismissAfter(element: HTMLElement, durationMs: number, dismiss: () => void): void {
  let timer = window.setTimeout(dismiss, durationMs);
  const hold = () => window.clearTimeout(timer);
  const release = () => {
    timer = window.setTimeout(dismiss, durationMs);
  };
  element.addEventListener('pointerenter', hold);
  element.addEventListener('pointerleave', release);
  element.addEventListener('focusin', hold);
  element.addEventListener('focusout', release);
}
