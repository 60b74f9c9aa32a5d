import { byId, create } from './dom.ts';
import type { SaveBarState } from './protocol.ts';

/** Draws the contextual save bar over the top bar, or takes it away. */
export function drawSaveBar(state: SaveBarState | null, onAction: (action: 'save' | 'discard') => void): void {
  const bar = byId('save-bar');
  bar.hidden = state === null;
  bar.replaceChildren();
  if (!state) return;
  const discard = { type: 'button', class: 'button on-dark', disabled: !state.canDiscard || state.isSaving };
  const save = { type: 'button', class: 'button primary on-dark', disabled: !state.canSave || state.isSaving };
  bar.append(
    create('p', { role: 'status' }, 'Unsaved changes'),
    create('button', { ...discard, click: () => onAction('discard') }, 'Discard'),
    create('button', { ...save, click: () => onAction('save') }, state.isSaving ? 'Saving…' : 'Save'),
  );
}
