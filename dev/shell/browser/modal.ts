/** The `ui-modal` element, drawn as a dialog inside the app's own page, with its title bar's buttons at the foot. */
class ModalElement extends HTMLElement {
  readonly content = document.createElement('div');
  private dialog: HTMLDialogElement | undefined;

  async show(): Promise<void> {
    if (this.dialog) return;
    const dialog = document.createElement('dialog');
    this.dialog = dialog;
    const titleBar = this.querySelector('ui-title-bar');
    const heading = document.createElement('h2');
    heading.textContent = titleBar?.getAttribute('title') ?? '';
    heading.id = `${this.id || 'modal'}-title`;
    dialog.setAttribute('aria-labelledby', heading.id);
    dialog.className = 'app-bridge-modal';
    const footer = document.createElement('footer');
    const buttons = [...(titleBar?.querySelectorAll('button') ?? [])];
    // As in the admin, the primary action stands last.
    footer.append(...buttons.sort((left, right) => Number(isPrimary(left)) - Number(isPrimary(right))).map(mirror));
    dialog.append(heading, this.content, footer);
    dialog.addEventListener('close', () => void this.hide());
    document.body.append(dialog);
    dialog.showModal();
    this.dispatchEvent(new Event('show'));
  }

  async hide(): Promise<void> {
    const dialog = this.dialog;
    if (!dialog) return;
    this.dialog = undefined;
    dialog.close();
    dialog.remove();
    this.dispatchEvent(new Event('hide'));
  }

  async toggle(): Promise<void> {
    await (this.dialog ? this.hide() : this.show());
  }
}

function isPrimary(button: HTMLButtonElement): boolean {
  return button.getAttribute('variant') === 'primary';
}

function mirror(button: HTMLButtonElement): HTMLButtonElement {
  const copy = document.createElement('button');
  copy.type = 'button';
  copy.textContent = button.textContent;
  copy.dataset.variant = isPrimary(button) ? 'primary' : 'secondary';
  copy.dataset.tone = button.getAttribute('tone') ?? '';
  copy.disabled = button.disabled;
  copy.addEventListener('click', () => button.click());
  return copy;
}

/** Defines the element and answers `shopify.modal`. */
export function installModal(): Pick<typeof shopify.modal, 'show' | 'hide' | 'toggle'> {
  customElements.define('ui-modal', ModalElement);
  const find = (id: string): ModalElement => {
    const element = document.getElementById(id);
    if (element instanceof ModalElement) return element;
    throw new Error(`There is no ui-modal with the id "${id}" on this page.`);
  };
  return {
    show: (id) => find(id).show(),
    hide: (id) => find(id).hide(),
    toggle: (id) => find(id).toggle(),
  };
}
