import { setTimeout as delay } from 'node:timers/promises';
import type { Services } from '../../adapters/compose.ts';
import { parseShopDomain } from '../../core/identity.ts';
import { connectJudgeme } from '../contract/reviews.ts';
import { DEMO_SHOP } from '../shopify/seed/seed.ts';
import type { Shopify } from '../shopify/shopify.ts';
import { PlatformFailure } from './failure.ts';
import type { Settings } from './settings.ts';
import type { Addresses } from './stores.ts';

const TRIES = 3;
/** The app refuses what does not look like a browser. */
const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Safari/537.36';

/**
 * Opens the app for every installed shop that it does not know or has no token of: those that were installed by
 * the seed, or while the platform was killed. The demo shop has connected Judge.me before anything else happens.
 *
 * @throws PlatformFailure when the app does not open.
 */
export async function openUnknownShops(parts: {
  readonly addresses: Addresses;
  readonly services: Services;
  readonly shopify: Shopify;
  readonly settings: Pick<Settings, 'seed'>;
}): Promise<void> {
  const { addresses, services, shopify, settings } = parts;
  for (const { domain, hasToken } of shopify.installedShops()) {
    const shop = parseShopDomain(domain);
    const known = shop === null ? null : await services.shops.find(shop);
    if (hasToken && known !== null && known.uninstalledAt === null) continue;
    if (shop === DEMO_SHOP && known === null && settings.seed === 'demo') await connectJudgeme(services, shop);
    await openApp(addresses.appUrl, domain, shopify.sessionToken(domain));
  }
}

/**
 * Opens the embedded app once, as the merchant does right after installing it: the app then exchanges the session
 * token for its own and gets to know the shop.
 *
 * @throws PlatformFailure with the app's answer when that is neither 200 nor 409.
 */
export async function openApp(appUrl: string, shop: string, sessionToken: string): Promise<void> {
  const url = new URL('/app', appUrl);
  const host = `admin.shopify.com/store/${shop.replace('.myshopify.com', '')}`;
  url.search = new URLSearchParams({
    embedded: '1',
    shop,
    host: Buffer.from(host).toString('base64url'),
    id_token: sessionToken,
  }).toString();
  for (let attempt = 1; ; attempt += 1) {
    const response = await fetch(url, { headers: { 'user-agent': BROWSER, accept: 'text/html' }, redirect: 'manual' });
    await response.arrayBuffer();
    // 409: what an earlier installation kept is still being deleted. Who opens the app later is let in.
    if (response.status === 200 || response.status === 409) return;
    if (attempt === TRIES) {
      throw new PlatformFailure(`The app answers ${response.status} when it is opened for ${shop}: app.log says why.`);
    }
    await delay(300);
  }
}
