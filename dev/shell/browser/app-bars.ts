import type { Channel } from './channel.ts';
import type { BarAction, NavItem, TitleBarState } from './protocol.ts';

const navSelector = 'ui-nav-menu, s-app-nav';
const titleBarSelector = 'ui-title-bar';

/** Tells the shell of the page's navigation and title bar, now and whenever they change, and clicks what it clicks. */
export function announceBars(channel: Channel): void {
  const announced = new Map<string, string>();
  const announce = (type: 'nav' | 'titleBar', value: unknown, send: () => void) => {
    const text = JSON.stringify(value);
    if (announced.get(type) === text) return;
    announced.set(type, text);
    send();
  };
  const report = () => {
    const items = readNav();
    if (items) announce('nav', items, () => channel.send({ type: 'nav', items }));
    const titleBar = readTitleBar();
    announce('titleBar', titleBar, () => channel.send({ type: 'titleBar', titleBar }));
  };
  onDocumentChange(report);
  channel.on('navigate', ({ href }) => navigate(href));
  channel.on('titleBarAction', ({ index }) => titleBarButtons()[index]?.click());
}

/** Calls back at most once a frame after the document changed, and once at first. */
export function onDocumentChange(callback: () => void): void {
  let isScheduled = false;
  const schedule = () => {
    if (isScheduled) return;
    isScheduled = true;
    queueMicrotask(() => {
      isScheduled = false;
      callback();
    });
  };
  const options = { subtree: true, childList: true, attributes: true, characterData: true };
  new MutationObserver(schedule).observe(document, options);
  schedule();
}

function readNav(): NavItem[] | undefined {
  const menu = document.querySelector(navSelector);
  if (!menu) return undefined;
  return [...menu.querySelectorAll('a, s-link')].map((link) => ({
    label: link.textContent?.trim() ?? '',
    href: link.getAttribute('href') ?? '/',
    isHome: link.getAttribute('rel') === 'home',
  }));
}

function navigate(href: string): void {
  const links = document.querySelectorAll(`:is(${navSelector}) :is(a, s-link)`);
  const link = [...links].find((candidate) => candidate.getAttribute('href') === href);
  // The app's router listens for this event and reads the address from its target.
  link?.dispatchEvent(new CustomEvent('shopify:navigate', { bubbles: true, cancelable: true }));
}

function titleBar(): Element | null {
  return [...document.querySelectorAll(titleBarSelector)].find((bar) => !bar.closest('ui-modal')) ?? null;
}

function titleBarButtons(): HTMLElement[] {
  return [...(titleBar()?.querySelectorAll<HTMLElement>('button, a') ?? [])];
}

function readTitleBar(): TitleBarState | null {
  const bar = titleBar();
  if (!bar) return null;
  return { title: bar.getAttribute('title') ?? document.title, actions: titleBarButtons().map(readButton) };
}

function readButton(button: HTMLElement, index: number): BarAction {
  const variant = button.getAttribute('variant');
  return {
    index,
    label: button.textContent?.trim() ?? '',
    role: variant === 'primary' || variant === 'breadcrumb' ? variant : 'secondary',
    isCritical: button.getAttribute('tone') === 'critical',
    isDisabled: button.hasAttribute('disabled'),
    isLoading: isLoading(button),
  };
}

export function isLoading(button: Element): boolean {
  return button.hasAttribute('loading') && button.getAttribute('loading') !== 'false';
}
