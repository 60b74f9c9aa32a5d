import express, { type NextFunction, type Request, type Response, Router } from 'express';
import type { z } from 'zod';
import type { CallLog } from './admin-api/calls.ts';
import type { AdminApi, Caller } from './admin-api/executor.ts';
import { type CheckoutOutcome, type CheckoutRequest, checkoutRequest } from './checkout.ts';
import { type Deliverer, deliverQuery } from './deliver.ts';
import { type Document, record, text } from './document.ts';
import { type Forward, forwardQuery } from './forward.ts';
import { type Gid, toGid } from './gid.ts';
import { type InstallRequest, installRequest, problemsOf } from './install.ts';
import type { TokenEndpoint } from './oauth/token-endpoint.ts';
import { isCurrent, type TokenStore } from './oauth/tokens.ts';
import { orderedProducts, type ReviewRequest, reviewRequest, type WrittenReview } from './reviews.ts';
import { API_VERSION } from './schema/load.ts';
import { catalogue, customers, orderSummary, orders } from './shop-pages.ts';
import { isShopDomain, type Shop } from './store/shop.ts';
import type { Store } from './store/store.ts';

export type RouteParts = {
  store: Store;
  adminApi: AdminApi;
  /** Where the file of a bulk operation lies; null for a key that names none. */
  bulkFile(key: string): string | null;
  calls: CallLog;
  tokens: TokenStore;
  tokenEndpoint: TokenEndpoint;
  deliver: Deliverer;
  forward: Forward;
  install(domain: string, request: InstallRequest): Promise<Shop>;
  uninstall(shop: Shop): void;
  checkout(shop: Shop, request: CheckoutRequest): CheckoutOutcome;
  review(shop: Shop, request: ReviewRequest): Promise<WrittenReview>;
  sessionToken(domain: string, options?: { userId?: string }): string;
  now: () => Date;
  realNow: () => number;
};

const rawBody = express.raw({ type: () => true, limit: '25mb' });
const GRAPHQL = '/admin/api/:version/graphql.json';

/** Everything that the stand-in answers over HTTP; what it doesn't know goes on to the next router. */
export function createRoutes(parts: RouteParts): Router {
  const router = Router();
  router.post(GRAPHQL, onlyEmulatedHost, rawBody, (request, response) => appGraphql(parts, request, response));
  router.post('/admin/oauth/access_token', onlyEmulatedHost, rawBody, (request, response) =>
    oauth(parts, request, response),
  );
  // Whoever has the address may read it, in ranges too.
  router.get('/bulk/:key.jsonl', onlyEmulatedHost, (request, response) => {
    const file = parts.bulkFile(request.params.key ?? '');
    if (file === null) response.status(404).end();
    else response.sendFile(file, { dotfiles: 'allow' });
  });
  router.post(`/dev/stores/:shop${GRAPHQL}`, rawBody, (request, response) => {
    const shop = knownShop(parts, request, response);
    if (shop !== null) graphql(parts, shop, { kind: 'store' }, request, response);
  });
  deliveryRoutes(router, parts);
  storeRoutes(router, parts);
  return router;
}

function deliveryRoutes(router: Router, parts: RouteParts): void {
  router.post(
    '/dev/stores/:shop/deliver',
    rawBody,
    asynchronous(async (request, response) => {
      const shop = knownShop(parts, request, response);
      const query = shop === null ? null : valid(deliverQuery, request.query, response);
      if (shop === null || query === null) return;
      response.json(await parts.deliver(shop, query, bytesOf(request)));
    }),
  );
  router.post(
    '/dev/webhooks',
    rawBody,
    asynchronous(async (request, response) => {
      const query = valid(forwardQuery, request.query, response);
      if (query === null) return;
      const answer = await parts.forward(query, request.headers, bytesOf(request));
      response.status(answer.status).set(answer.headers).send(answer.body);
    }),
  );
  router.post(
    '/dev/stores/:shop/install',
    rawBody,
    asynchronous(async (request, response) => {
      const domain = request.params.shop ?? '';
      if (!isShopDomain(domain)) return void refuse(response, 400, [`shop: ${domain} is not a myshopify.com domain`]);
      const install = validBody(installRequest, request, response);
      if (install === null) return;
      const { currency, timezone, plan, scopes, installedAt } = await parts.install(domain, install);
      response.json({ shop: domain, installed: true, currency, timezone, plan, scopes, installedAt });
    }),
  );
  router.post('/dev/stores/:shop/uninstall', (request, response) => {
    const shop = knownShop(parts, request, response);
    if (shop === null) return;
    if (!shop.installed) return void refuse(response, 409, [`the app is not installed on ${shop.domain}`]);
    parts.uninstall(shop);
    response.json({ shop: shop.domain, installed: false });
  });
}

function storeRoutes(router: Router, parts: RouteParts): void {
  const { store, now } = parts;
  const get = (path: string, answer: (shop: Shop, request: Request) => unknown) =>
    router.get(`/dev/stores/:shop/${path}`, (request, response) => {
      const shop = knownShop(parts, request, response);
      if (shop === null) return;
      const found = answer(shop, request);
      if (found === undefined) refuse(response, 404, [`${shop.domain} has no such order or customer`]);
      else response.json(found);
    });
  get('calls', (shop) => parts.calls.of(shop.domain));
  get('session-token', (shop, request) => {
    const userId = text(request.query.user_id);
    return { token: parts.sessionToken(shop.domain, userId === null ? {} : { userId }) };
  });
  get('catalogue', (shop) => catalogue(store, shop));
  get('customers', (shop) => customers(store, shop, now()));
  get('orders', (shop, request) => orders(store, shop, Number(text(request.query.limit) ?? 50) || 50));
  get('customers/:id/products', (shop, request) =>
    orderedProducts(store, shop, gidFrom('Customer', request.params.id)),
  );
  get('orders/:id', (shop, request) => {
    const order = store.entity(shop.domain, gidFrom('Order', request.params.id));
    return order?.type === 'Order' ? orderSummary(store, shop, order) : undefined;
  });
  router.post('/dev/stores/:shop/orders', rawBody, (request, response) => {
    const shop = knownShop(parts, request, response);
    const checkout = shop === null ? null : validBody(checkoutRequest, request, response);
    if (shop === null || checkout === null) return;
    const outcome = parts.checkout(shop, checkout);
    if (!outcome.ok) return void refuse(response, 400, [outcome.problem]);
    response.status(201).json({ orderId: outcome.order.id, ...orderSummary(store, shop, outcome.order) });
  });
  router.post(
    '/dev/stores/:shop/reviews',
    rawBody,
    asynchronous(async (request, response) => {
      const shop = knownShop(parts, request, response);
      const review = shop === null ? null : validBody(reviewRequest, request, response);
      if (shop === null || review === null) return;
      const written = await parts.review(shop, review);
      if (written.ok) return void response.status(201).json({ id: written.id });
      refuse(response, written.why === 'unconnected' ? 409 : 400, [written.problem]);
    }),
  );
}

/** Of its digits or of the gid itself, URL-encoded. */
function gidFrom(type: string, id = ''): Gid {
  return id.startsWith('gid:') ? (id as Gid) : toGid(type, id);
}

/** Requests of the app to a shop's own host come with the host in this header. */
function onlyEmulatedHost(request: Request, _response: Response, next: NextFunction): void {
  if (request.header('x-emulated-host') === undefined) next('route');
  else next();
}

function appGraphql(parts: RouteParts, request: Request, response: Response): void {
  const shop = parts.store.shop(request.header('x-emulated-host') ?? '');
  const token = parts.tokens.find(request.header('x-shopify-access-token') ?? '');
  if (shop === undefined) return void response.status(404).json({ errors: 'Not Found' });
  const isValid = token !== undefined && token.shop === shop.domain && token.kind !== 'refresh';
  if (!isValid || !shop.installed || !isCurrent(token, parts.realNow())) {
    const errors = '[API] Invalid API key or access token (unrecognized login or wrong password)';
    return void response.status(401).json({ errors });
  }
  graphql(parts, shop, { kind: 'app', scopes: token.scopes }, request, response);
}

function graphql({ adminApi }: RouteParts, shop: Shop, caller: Caller, request: Request, response: Response): void {
  if (request.params.version !== API_VERSION) return void response.status(404).json({ errors: 'Not Found' });
  const body = parsedBody(request);
  const query = text(body?.query);
  if (query === null)
    return void response.status(400).json({ errors: { query: 'Required parameter missing or invalid' } });
  const variables = record(body?.variables) ?? {};
  response.json(adminApi.execute(shop, caller, { query, variables, operationName: text(body?.operationName) }));
}

function oauth({ store, tokenEndpoint }: RouteParts, request: Request, response: Response): void {
  const shop = store.shop(request.header('x-emulated-host') ?? '');
  if (shop === undefined) return void response.status(404).json({ error: 'not_found' });
  const isForm = request.is('application/x-www-form-urlencoded') !== false;
  const body = isForm
    ? Object.fromEntries(new URLSearchParams(bytesOf(request).toString('utf8')))
    : parsedBody(request);
  const answer = tokenEndpoint(shop, body ?? {});
  response.status(answer.status).json(answer.body);
}

function knownShop({ store }: RouteParts, request: Request, response: Response): Shop | null {
  const domain = request.params.shop ?? '';
  const shop = store.shop(domain);
  if (shop !== undefined) return shop;
  refuse(response, 404, [`there is no shop ${domain}; install one with POST /dev/stores/${domain}/install`]);
  return null;
}

function valid<T extends z.ZodType>(schema: T, value: unknown, response: Response): z.output<T> | null {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  refuse(response, 400, problemsOf(parsed.error));
  return null;
}

function validBody<T extends z.ZodType>(schema: T, request: Request, response: Response): z.output<T> | null {
  const body = bytesOf(request).length === 0 ? {} : parsedBody(request);
  if (body !== null) return valid(schema, body, response);
  refuse(response, 400, ['the body is not a JSON object']);
  return null;
}

function refuse(response: Response, status: number, problems: readonly string[]): void {
  response.status(status).json({ error: problems.join('; '), problems });
}

function bytesOf({ body }: Request): Buffer {
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
}

function parsedBody(request: Request): Document | null {
  try {
    return record(JSON.parse(bytesOf(request).toString('utf8')));
  } catch {
    return null;
  }
}

function asynchronous(handle: (request: Request, response: Response) => Promise<void>) {
  return (request: Request, response: Response, next: NextFunction) => void handle(request, response).catch(next);
}
