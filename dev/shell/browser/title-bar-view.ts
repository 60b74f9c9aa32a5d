import { byId, create } from './dom.ts';
import type { BarAction, TitleBarState } from './protocol.ts';

export function drawTitleBar(state: TitleBarState | null, onAction: (index: number) => void): void {
  const actions = state?.actions ?? [];
  const back = actions.find((action) => action.role === 'breadcrumb');
  byId('back-slot').replaceChildren(...(back ? [backButton(back, onAction)] : []));
  byId('page-title').textContent = state?.title ?? 'Concierge';
  const buttons = actions.filter((action) => action.role !== 'breadcrumb');
  byId('title-actions').replaceChildren(...buttons.map((action) => actionButton(action, onAction)));
}

function backButton(action: BarAction, onAction: (index: number) => void): HTMLElement {
  const label = `Back to ${action.label}`;
  const click = () => onAction(action.index);
  return create('button', { type: 'button', class: 'back', 'aria-label': label, title: label, click }, '←');
}

function actionButton(action: BarAction, onAction: (index: number) => void): HTMLElement {
  const attributes = {
    type: 'button',
    class: `button ${action.role}${action.isCritical ? ' critical' : ''}`,
    disabled: action.isDisabled || action.isLoading,
    'aria-busy': String(action.isLoading),
    click: () => onAction(action.index),
  };
  return create('button', attributes, action.label);
}
