/** The admin shell: frames the app and draws what the app announces. */
import type { ShellPageData } from '../page-data.ts';
import { byId, readPageData } from './dom.ts';
import { askToLeave } from './leave-dialog.ts';
import { drawNav, markCurrent } from './nav.ts';
import { type FromApp, type FromShell, type SaveBarState, unwrap, wrap } from './protocol.ts';
import { drawSaveBar } from './save-bar-view.ts';
import { followShopSwitcher } from './shop-switcher.ts';
import { watchForSilence } from './silent-frame.ts';
import { showMissingPage, storePage } from './store-pages.ts';
import { drawTitleBar } from './title-bar-view.ts';
import { hideToast, showToast } from './toast-view.ts';

const page = readPageData<ShellPageData>();
const frame = byId<HTMLIFrameElement>('app-frame');
const silence = watchForSilence({ frame, appOrigin: page.appOrigin, reopen: () => void openApp() });
let path = page.path;
let saveBar: SaveBarState | null = null;

function send(message: FromShell): void {
  frame.contentWindow?.postMessage(wrap(message), page.appOrigin);
}

async function fetchSessionToken(): Promise<string | null> {
  const response = await fetch(`/shell/session-token?shop=${encodeURIComponent(page.shop)}`);
  return response.ok ? await response.text() : null;
}

/** The app's address as Shopify's admin opens it. Source: shopify.dev "Load an embedded app", query parameters. */
async function openApp(): Promise<void> {
  const url = new URL(path, page.appOrigin);
  const handle = page.shop.replace('.myshopify.com', '');
  const parameters = {
    embedded: '1',
    shop: page.shop,
    host: btoa(`admin.shopify.com/store/${handle}`).replace(/=+$/, ''),
    locale: 'en',
    id_token: (await fetchSessionToken()) ?? '',
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  setLoading(true);
  frame.src = url.href;
}

function setLoading(isLoading: boolean): void {
  byId('loading-bar').hidden = !isLoading;
  frame.setAttribute('aria-busy', String(isLoading));
}

async function navigate(href: string): Promise<void> {
  byId('nav-toggle').setAttribute('aria-expanded', 'false');
  if (saveBar && !(await askToLeave('leave'))) return;
  setSaveBar(null);
  if (!silence.isSilent()) return send({ type: 'navigate', href });
  path = href;
  await openApp();
}

/** Leaves the app for a page of the store. */
async function openStorePage({ path: adminPath, isNewTab }: Extract<FromApp, { type: 'open' }>): Promise<void> {
  const url = storePage(adminPath, page.shop);
  if (url === null) return showMissingPage(adminPath);
  if (isNewTab) return void window.open(url);
  if (saveBar && !(await askToLeave('leave'))) return;
  setSaveBar(null);
  location.assign(url);
}

function setSaveBar(state: SaveBarState | null): void {
  saveBar = state;
  drawSaveBar(state, async (action) => {
    if (action === 'discard' && saveBar?.confirmsDiscard && !(await askToLeave('discard'))) return;
    send({ type: 'saveBarAction', action });
  });
}

/** Keeps the address shareable. Replaced, not pushed: the iframe's own steps already are in the browser's history. */
function setRoute(newPath: string): void {
  path = newPath;
  const url = new URL('/', location.href);
  url.search = new URLSearchParams({ shop: page.shop, path }).toString().replaceAll('%2F', '/');
  history.replaceState(null, '', url);
  markCurrent(path);
}

function setTitle(title: string): void {
  document.title = [title, 'Concierge', page.shopName].filter(Boolean).join(' · ');
}

async function receive(message: FromApp): Promise<void> {
  switch (message.type) {
    case 'hello':
      silence.end();
      setSaveBar(null);
      return send({ type: 'welcome' });
    case 'idToken':
      return send({ type: 'idToken', request: message.request, token: await fetchSessionToken() });
    case 'route':
      return setRoute(message.path);
    case 'open':
      return openStorePage(message);
    case 'nav':
      return drawNav(message.items, (href) => void navigate(href));
    case 'titleBar':
      setTitle(message.titleBar?.title ?? '');
      return drawTitleBar(message.titleBar, (index) => send({ type: 'titleBarAction', index }));
    case 'saveBar':
      return setSaveBar(message.saveBar);
    case 'leave':
      return send({ type: 'leave', request: message.request, mayLeave: !saveBar || (await askToLeave('leave')) });
    case 'loading':
      return setLoading(message.isLoading);
    case 'toast':
      return showToast(message, (event) => send({ type: 'toastEvent', id: message.id, event }));
    case 'hideToast':
      return hideToast(message.id);
    default:
      // A message of another version of the stand-in: nothing the shell could do about it.
      message satisfies never;
  }
}

window.addEventListener('message', (event) => {
  if (event.source !== frame.contentWindow || event.origin !== page.appOrigin) return;
  const message = unwrap<FromApp>(event.data);
  if (message) void receive(message);
});

window.addEventListener('beforeunload', (event) => {
  if (saveBar) event.preventDefault();
});

byId('nav-toggle').addEventListener('click', ({ currentTarget }) => {
  const toggle = currentTarget as HTMLElement;
  toggle.setAttribute('aria-expanded', String(toggle.getAttribute('aria-expanded') !== 'true'));
});

frame.addEventListener('load', () => setLoading(false));
followShopSwitcher('/');
void openApp();
