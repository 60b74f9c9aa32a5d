import { isLoading, onDocumentChange } from './app-bars.ts';
import type { Channel } from './channel.ts';
import type { SaveBarState } from './protocol.ts';

/** Something with unsaved changes: a `ui-save-bar` element or a `<form data-save-bar>`. */
interface Unsaved {
  element: Element;
  read(): SaveBarState;
  save(): void;
  discard(): void;
}

/** `shopify.saveBar`, the `ui-save-bar` element and forms that carry `data-save-bar`; the shell draws the bar. */
export function installSaveBar(
  channel: Channel,
): Required<Pick<typeof shopify.saveBar, 'show' | 'hide' | 'toggle' | 'leaveConfirmation'>> {
  let shown: Unsaved | undefined;
  let announced = 'null';
  const report = () => {
    if (shown && !shown.element.isConnected) shown = undefined;
    const state = shown?.read() ?? null;
    const text = JSON.stringify(state);
    if (text === announced) return;
    announced = text;
    channel.send({ type: 'saveBar', saveBar: state });
  };
  const show = (unsaved: Unsaved) => {
    shown = unsaved;
    report();
  };
  const hide = (element: Element) => {
    if (shown?.element === element) shown = undefined;
    report();
  };

  class SaveBarElement extends HTMLElement {
    get showing(): boolean {
      return shown?.element === this;
    }
    get discardConfirmation(): boolean {
      return this.hasAttribute('discardConfirmation');
    }
    async show(): Promise<void> {
      if (this.showing) return;
      show(fromElement(this));
      this.dispatchEvent(new Event('show'));
    }
    async hide(): Promise<void> {
      if (!this.showing) return;
      hide(this);
      this.dispatchEvent(new Event('hide'));
    }
    async toggle(): Promise<void> {
      await (this.showing ? this.hide() : this.show());
    }
  }
  customElements.define('ui-save-bar', SaveBarElement);
  watchForms(show, hide);
  onDocumentChange(report);
  channel.on('saveBarAction', ({ action }) => (action === 'save' ? shown?.save() : shown?.discard()));

  const find = (id: string): SaveBarElement => {
    const element = document.getElementById(id);
    if (element instanceof SaveBarElement) return element;
    throw new Error(`There is no ui-save-bar with the id "${id}" on this page.`);
  };
  return {
    show: (id) => find(id).show(),
    hide: (id) => find(id).hide(),
    toggle: (id) => find(id).toggle(),
    async leaveConfirmation() {
      if (!shown) return;
      const { mayLeave } = await channel.ask('leave');
      if (!mayLeave) throw new Error('The user stays on the page.');
      shown = undefined;
      report();
    },
  };
}

function fromElement(element: HTMLElement): Unsaved {
  const saveButton = () => element.querySelector<HTMLButtonElement>('button[variant="primary"]');
  const discardButton = () => element.querySelector<HTMLButtonElement>('button:not([variant="primary"])');
  return {
    element,
    read: () => {
      const [save, discard] = [saveButton(), discardButton()];
      return {
        canSave: save !== null && !save.disabled,
        canDiscard: discard !== null && !discard.disabled,
        isSaving: save !== null && isLoading(save),
        confirmsDiscard: element.hasAttribute('discardConfirmation'),
      };
    },
    save: () => saveButton()?.click(),
    discard: () => discardButton()?.click(),
  };
}

function fromForm(form: HTMLFormElement): Unsaved {
  return {
    element: form,
    read: () => ({
      canSave: true,
      canDiscard: true,
      isSaving: false,
      confirmsDiscard: form.hasAttribute('data-discard-confirmation'),
    }),
    save: () => form.requestSubmit(),
    discard: () => form.reset(),
  };
}

/** A form is unsaved while its values differ from those it had when first touched or last saved. */
function watchForms(show: (unsaved: Unsaved) => void, hide: (element: Element) => void): void {
  const savedValues = new WeakMap<HTMLFormElement, string>();
  const formOf = (event: Event) =>
    event.target instanceof Element ? event.target.closest<HTMLFormElement>('form[data-save-bar]') : null;
  document.addEventListener('focusin', (event) => {
    const form = formOf(event);
    if (form && !savedValues.has(form)) savedValues.set(form, values(form));
  });
  for (const type of ['input', 'change']) {
    document.addEventListener(type, (event) => {
      const form = formOf(event);
      if (!form) return;
      if (values(form) === savedValues.get(form)) hide(form);
      else show(fromForm(form));
    });
  }
  for (const type of ['submit', 'reset']) {
    document.addEventListener(type, (event) => {
      const form = formOf(event);
      if (!form) return;
      savedValues.delete(form);
      hide(form);
    });
  }
}

function values(form: HTMLFormElement): string {
  return JSON.stringify([...new FormData(form)].map(([name, value]) => [name, String(value)]));
}
