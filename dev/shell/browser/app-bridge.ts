/**
 * A stand-in for Shopify's App Bridge, loaded by the app in place of the CDN's script when it runs on the local
 * platform. It offers the part of the API that embedded apps of this kind use, with the real names and behaviour.
 * Source: the types in @shopify/app-bridge-types, and shopify.dev "App Bridge library".
 */

import { openAdminLinks } from './admin-links.ts';
import { announceBars } from './app-bars.ts';
import { adoptStyles } from './app-bridge-styles.ts';
import { authenticateFetch } from './authenticated-fetch.ts';
import { openChannel } from './channel.ts';
import { installModal } from './modal.ts';
import { reportRoute } from './route.ts';
import { installSaveBar } from './save-bar.ts';
import { installToast } from './toast.ts';

const script = document.currentScript as HTMLScriptElement;
const parameters = new URLSearchParams(location.search);
const shellPort = new URL(script.src).port;
const loopbackNames = ['localhost', '127.0.0.1'];

/** The shell answers under both of the machine's own names, so either of them with its port is the shell. */
function isShell(origin: string): boolean {
  const url = new URL(origin);
  return loopbackNames.includes(url.hostname) && url.port === shellPort;
}

const channel = openChannel(isShell);

async function idToken(): Promise<string> {
  const { token } = await channel.ask('idToken');
  if (token === null) throw new Error('The admin gave no session token.');
  return token;
}

const bridge = {
  config: {
    apiKey: script.dataset.apiKey ?? '',
    shop: parameters.get('shop') ?? '',
    host: parameters.get('host') ?? '',
    locale: parameters.get('locale') ?? 'en-US',
  },
  origin: location.origin,
  ready: Promise.resolve(),
  environment: { embedded: window.parent !== window, mobile: false, pos: false, intent: false },
  idToken,
  loading: (isLoading = true) => channel.send({ type: 'loading', isLoading }),
  toast: installToast(channel),
  saveBar: installSaveBar(channel),
  modal: installModal(),
};

// The rest of the API is not emulated: using it fails with a TypeError at the place of use.
Object.assign(window, { shopify: bridge });
authenticateFetch(idToken);
adoptStyles();

const reloadUrl = parameters.get('shopify-reload');
if (reloadUrl && location.pathname.endsWith('/session-token')) {
  void returnFromBouncePage(reloadUrl);
} else {
  announceBars(channel);
  openAdminLinks(channel);
  reportRoute(channel);
}

/** The library's bounce page is empty but for this script: it goes back with a fresh session token. */
async function returnFromBouncePage(destination: string): Promise<void> {
  const url = new URL(destination, location.origin);
  if (url.origin !== location.origin) return;
  url.searchParams.set('id_token', await idToken());
  location.replace(url);
}
