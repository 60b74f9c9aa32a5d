import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { createShell } from '../../dev/shell/shell.ts';

/** An admin shell around a page that is no app of ours, to try the App Bridge stand-in by itself. */
export interface BridgedPage {
  /** Under `127.0.0.1`, while the page inside is under `localhost`: two sites. */
  shellUrl: string;
  /** Session tokens the page sent with its requests, in order. */
  readonly bearers: string[];
  close(): Promise<void>;
}

const shop = { domain: 'a.myshopify.com', name: 'Shop A' };

const elements = `
  <ui-nav-menu><a href="/one" rel="home">One</a><a href="/two">Two</a></ui-nav-menu>
  <ui-title-bar title="First page">
    <button variant="breadcrumb" onclick="log('back')">Overview</button>
    <button onclick="log('duplicate')">Duplicate</button>
    <button variant="primary" onclick="log('create')">Create</button>
  </ui-title-bar>
  <ui-save-bar id="bar">
    <button variant="primary" onclick="log('save')"></button><button onclick="log('discard')"></button>
  </ui-save-bar>
  <form data-save-bar><label>Name <input name="name" value="old"></label></form>
  <a href="shopify://admin/orders/5" target="_top">Order 5</a>
  <a href="shopify://admin/customers" target="_top">Customers</a>
  <ol id="log"></ol>`;

const behaviour = `
  const log = (text) => { document.getElementById('log').append(Object.assign(document.createElement('li'), { textContent: text })); };
  addEventListener('shopify:navigate', (event) => history.pushState(null, '', event.target.getAttribute('href')));
  document.querySelector('form').addEventListener('submit', (event) => { event.preventDefault(); log('submitted'); });
  document.querySelector('form').addEventListener('reset', () => log('reset'));`;

export async function startBridgedPage(): Promise<BridgedPage> {
  const bearers: string[] = [];
  let tokens = 0;
  const inside = express();
  inside.get('/data', (request, response) => {
    bearers.push(request.get('authorization') ?? '');
    const isFirst = bearers.length === 1;
    if (isFirst) response.set('X-Shopify-Retry-Invalid-Session-Request', '1');
    response.status(isFirst ? 401 : 200).send(isFirst ? 'again' : 'data');
  });
  let shellPort = 0;
  inside.get('*', (_request, response) => {
    const bridge = `<script src="http://localhost:${shellPort}/app-bridge.js" data-api-key="key"></script>`;
    response.send(
      `<!doctype html><html lang="en"><title>Page</title><body><main><h1>Page</h1>${bridge}${elements}</main><script>${behaviour}</script>`,
    );
  });
  const insideServer = await listen(inside);
  const shell = express().use(
    createShell({
      shops: () => [shop],
      appUrl: () => `http://localhost:${portOf(insideServer)}`,
      sessionToken: () => `token-${++tokens}`,
    }),
  );
  const shellServer = await listen(shell);
  shellPort = portOf(shellServer);
  return {
    shellUrl: `http://127.0.0.1:${shellPort}`,
    bearers,
    close: async () => {
      for (const server of [insideServer, shellServer]) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
}

function listen(app: express.Express): Promise<Server> {
  return new Promise((resolve) => {
    const server = app.listen(0, () => resolve(server));
  });
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
