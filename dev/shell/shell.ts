import { fileURLToPath } from 'node:url';
import { type Request, type Response, Router, static as serveFiles } from 'express';
import { browserCode } from './browser-code.ts';
import type { Markup } from './html.ts';
import { orderPage, ordersPage } from './order-pages.ts';
import type { StorePageData } from './page-data.ts';
import { noShopPage, shellPage } from './shell-page.ts';
import { shopPage } from './shop-page.ts';

export interface ShellShop {
  /** `concierge-demo.myshopify.com` */
  domain: string;
  /** As its merchant calls it: `Concierge Demo`. */
  name: string;
}

export interface ShellOptions {
  /** The shops that have the app installed, the one to show first being first. */
  shops(): readonly ShellShop[];
  /** Where the app runs: `http://localhost:4321`. */
  appUrl(): string;
  /** A session token as App Bridge would give for this shop. */
  sessionToken(shop: string): string | Promise<string>;
}

/** The pages a person sees: the admin with the app in it, the shop to buy in, and its orders. */
export function createShell(options: ShellOptions): Router {
  const router = Router();
  router.get('/', (request, response) => {
    const shops = options.shops();
    const shop = findShop(shops, request.query.shop);
    if (!shop) return sendPage(response, noShopPage(ownUrl(request)));
    const appOrigin = new URL(options.appUrl()).origin;
    const path = appPath(request.query.path, appOrigin);
    sendPage(response, shellPage(shops, { shop: shop.domain, shopName: shop.name, path, appOrigin }));
  });
  const storePage = (
    path: string,
    draw: (shops: readonly ShellShop[], data: StorePageData, request: Request) => Markup,
  ) =>
    router.get(path, (request, response) => {
      const shops = options.shops();
      const shop = findShop(shops, request.query.shop);
      const data = shop && { shop: shop.domain, shopName: shop.name };
      sendPage(response, data ? draw(shops, data, request) : noShopPage(ownUrl(request)));
    });
  storePage('/shop', shopPage);
  storePage('/orders', ordersPage);
  storePage('/orders/:order(\\d+)', (shops, data, { params }) =>
    orderPage(shops, { ...data, order: params.order ?? '' }),
  );
  router.get('/shell/session-token', async (request, response) => {
    const shop = options.shops().find(({ domain }) => domain === request.query.shop);
    if (!shop) return void response.status(404).end();
    response
      .set('Cache-Control', 'no-store')
      .type('text/plain')
      .send(await options.sessionToken(shop.domain));
  });
  router.get('/app-bridge.js', (_request, response) => sendScript(response, browserCode('app-bridge', 'iife')));
  router.get('/shell/admin.js', (_request, response) => sendScript(response, browserCode('admin', 'esm')));
  for (const name of ['shop', 'order', 'orders'] as const) {
    router.get(`/shell/${name}.js`, (_request, response) => sendScript(response, browserCode(name, 'esm')));
  }
  router.use('/shell', serveFiles(fileURLToPath(new URL('./styles/', import.meta.url))));
  return router;
}

function ownUrl(request: Request): string {
  return `${request.protocol}://${request.get('host')}`;
}

function findShop(shops: readonly ShellShop[], wanted: unknown): ShellShop | undefined {
  return shops.find(({ domain }) => domain === wanted) ?? shops[0];
}

/** Where to open the app; an address that leaves it opens its first page. */
function appPath(wanted: unknown, appOrigin: string): string {
  if (typeof wanted !== 'string' || !wanted.startsWith('/') || !URL.canParse(wanted, appOrigin)) return '/app';
  const url = new URL(wanted, appOrigin);
  return url.origin === appOrigin ? url.pathname + url.search : '/app';
}

function sendPage(response: Response, markup: Markup): void {
  response
    .set('Content-Security-Policy', "frame-ancestors 'none'; base-uri 'none'; object-src 'none'")
    .set('Cache-Control', 'no-store')
    .type('html')
    .send(markup.text);
}

async function sendScript(response: Response, code: Promise<string>): Promise<void> {
  response
    .set('Cache-Control', 'no-cache')
    .type('text/javascript')
    .send(await code);
}
