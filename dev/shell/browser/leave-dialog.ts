import { create } from './dom.ts';

const texts = {
  leave: {
    title: 'Leave page with unsaved changes?',
    body: 'Leaving this page will delete all unsaved changes.',
    stay: 'Stay',
    go: 'Leave page',
  },
  discard: {
    title: 'Discard all unsaved changes?',
    body: 'If you discard changes, you’ll delete any edits you made since you last saved.',
    stay: 'Continue editing',
    go: 'Discard changes',
  },
};

/** Asks before unsaved changes are lost. Escape means staying. */
export function askToLeave(occasion: keyof typeof texts): Promise<boolean> {
  const text = texts[occasion];
  return new Promise((resolve) => {
    const close = (answer: string) => () => dialog.close(answer);
    const dialog: HTMLDialogElement = create(
      'dialog',
      { 'aria-labelledby': 'leave-title', 'aria-describedby': 'leave-text' },
      create('h2', { id: 'leave-title' }, text.title),
      create('p', { id: 'leave-text' }, text.body),
      create(
        'div',
        { class: 'dialog-actions' },
        create('button', { type: 'button', class: 'button secondary', click: close('stay') }, text.stay),
        create('button', { type: 'button', class: 'button primary critical', click: close('go') }, text.go),
      ),
    );
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'go');
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
