import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import type { Services } from '../adapters/compose.ts';
import { hasOfflineSession } from '../adapters/sessions.ts';
import { parseShopDomain } from '../core/identity.ts';
import { pointToAppBridge } from './app-bridge-link.server.ts';
import { servicesOf } from './services.server.ts';
import { judgeSessionToken, shopOfSessionToken } from './session-token.server.ts';
import { appConfig, type ShopifyApp, shopifyFor } from './shopify.server.ts';

/** Who is asking: the only way a loader or an action learns its shop. */
export interface Merchant {
  /** The shop of the session token, never of the URL: `demo.myshopify.com`. */
  shop: string;
  services: Services;
  /** Who of the shop's staff it is: the platform's id, which the policies' authors are recorded by. */
  staff: string;
  /** The Admin API as this shop granted it. */
  admin: AdminContext['admin'];
}

type AdminContext = Awaited<ReturnType<ShopifyApp['authenticate']['admin']>>;

/**
 * Lets a request of a signed-in merchant pass; throws a Response for every other one.
 * Every loader and action under `/app` calls it itself, as a client may ask for one route's data without its parent's.
 *
 * - A forged or foreign token: 401, in the header as in the URL.
 * - An expired one: 401 with `X-Shopify-Retry-Invalid-Session-Request` (App Bridge asks again), or the bounce page.
 * - None: a redirect to the login page for a document, 401 for anything that writes.
 */
export async function authenticateMerchant({
  request,
  context,
}: Pick<LoaderFunctionArgs | ActionFunctionArgs, 'request' | 'context'>): Promise<Merchant> {
  refuseUnlessGenuine(request);
  if (!hasReadableHost(request)) throw redirect('/auth/login');
  keepWhatTheAdminSaid(request);
  const services = servicesOf(context);
  const { session, sessionToken, admin } = await authenticateAdmin(request, services);
  return { shop: session.shop, services, staff: sessionToken.sub ?? 'staff', admin };
}

/** For routes that write nothing: 401 before 405, so that an outsider learns nothing of what is there. */
export async function refuseWrites(args: ActionFunctionArgs): Promise<never> {
  await authenticateMerchant(args);
  throw new Response(null, { status: 405, statusText: 'Method Not Allowed' });
}

async function authenticateAdmin(request: Request, services: Services): Promise<AdminContext> {
  try {
    return await shopifyFor(services).authenticate.admin(request);
  } catch (thrown) {
    // The library answers with pages of its own, such as the bounce page.
    if (thrown instanceof Response) pointToAppBridge(thrown.headers);
    // The library answers 500 when the platform exchanges no token: for a shop that does not have the app.
    if (thrown instanceof Response && thrown.status === 500 && !(await hasApp(request, services))) throw unauthorized();
    throw thrown;
  }
}

async function hasApp(request: Request, services: Services): Promise<boolean> {
  const token = tokenOf(request);
  const shop = token === null ? null : parseShopDomain(shopOfSessionToken(token) ?? '');
  if (shop === null) return false;
  // Tokens were given, only what comes after them failed.
  if (await hasOfflineSession(services.sessions, shop)) return true;
  return (await services.shops.find(shop))?.uninstalledAt === null;
}

function tokenOf(request: Request): string | null {
  const authorization = request.headers.get('authorization');
  if (authorization === null) return new URL(request.url).searchParams.get('id_token');
  return authorization.replace(/^Bearer /, '');
}

function refuseUnlessGenuine(request: Request): void {
  const url = new URL(request.url);
  const token = tokenOf(request);
  if (token === null) {
    if (request.method !== 'GET' && request.method !== 'HEAD') throw unauthorized();
    return;
  }
  const { apiKey, apiSecret } = appConfig().shopify;
  const verdict = judgeSessionToken(token, { apiKey, apiSecret, shop: url.searchParams.get('shop') });
  if (verdict !== 'genuine') throw unauthorized();
}

const SAID_BY_THE_ADMIN = ['shop', 'host', 'embedded'] as const;

/**
 * A link that is followed before the page is awake is a plain request for a document, without what the admin put into
 * the frame's address; the library would lead to the login page, which no frame may show. The page that it comes from
 * still names it.
 */
function keepWhatTheAdminSaid(request: Request): void {
  const url = new URL(request.url);
  if (request.method !== 'GET' || request.headers.has('authorization') || url.searchParams.has('shop')) return;
  const referer = request.headers.get('referer') ?? '';
  const from = URL.canParse(referer) ? new URL(referer) : null;
  if (from?.origin !== new URL(appConfig().shopify.appUrl).origin) return;
  if (!from.searchParams.has('shop') || !from.searchParams.has('host')) return;
  for (const name of SAID_BY_THE_ADMIN) {
    const value = from.searchParams.get(name);
    if (value !== null) url.searchParams.set(name, value);
  }
  throw redirect(`${url.pathname}${url.search}`);
}

/** The library answers 500 to a `host` (base64 of the admin's address) that decodes to no address. */
function hasReadableHost(request: Request): boolean {
  const host = new URL(request.url).searchParams.get('host');
  return host === null || URL.canParse(`https://${Buffer.from(host, 'base64').toString('latin1')}`);
}

function unauthorized(): Response {
  return new Response(null, { status: 401, statusText: 'Unauthorized' });
}
