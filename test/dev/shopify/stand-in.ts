import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { parseLossless } from '../../../adapters/shopify/json.ts';
import { createShopify, type Shopify, type ShopifyOptions } from '../../../dev/shopify/shopify.ts';

export const SHOP = 'unit-test.myshopify.com';
export const API_KEY = 'test-key';
export const API_SECRET = 'test-secret';

export type Received = { headers: Record<string, string>; body: Buffer };

/** The stand-in behind a loopback server, and an app that takes its webhooks. */
export type StandIn = {
  shopify: Shopify;
  url: string;
  received: Received[];
  /** What the app answers the next webhooks with; the last one stays. */
  statuses: number[];
  clock: { nowMs: number; realMs: number };
  get(path: string): Promise<{ status: number; body: unknown }>;
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<{ status: number; body: unknown }>;
  install(request?: object): Promise<void>;
  /** An access token of the app for the shop, by token exchange. */
  token(): Promise<string>;
  /** Runs a document as the app. */
  app(token: string, query: string, variables?: object): Promise<Answer>;
  /** Runs a document at the store's own route. */
  store(query: string, variables?: object): Promise<Answer>;
  /** Closes and opens again on the same data. */
  reopen(): Promise<void>;
  close(): Promise<void>;
};
type Answer = {
  status: number;
  data: Record<string, unknown>;
  errors: { message: string; extensions?: Record<string, unknown> }[];
  extensions: { cost: Record<string, unknown> };
};

export const ALL_SCOPES = ['write_orders', 'read_all_orders', 'write_customers', 'read_products', 'read_returns'];

export async function standIn(options: Partial<ShopifyOptions> = {}): Promise<StandIn> {
  const dataDir = mkdtempSync(join(tmpdir(), 'shopify-'));
  const clock = { nowMs: Date.parse('2026-11-22T10:00:00Z'), realMs: Date.parse('2026-11-22T10:00:00Z') };
  const received: Received[] = [];
  const statuses: number[] = [200];
  const app = await listen((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({ headers: request.headers as Record<string, string>, body: Buffer.concat(chunks) });
      const status = statuses.length > 1 ? statuses.shift() : statuses[0];
      response.writeHead(status ?? 200).end('seen');
    });
  });
  const open = () =>
    createShopify({
      dataDir,
      now: () => new Date(clock.nowMs),
      realNow: () => clock.realMs,
      apiKey: API_KEY,
      apiSecret: API_SECRET,
      webhookUrl: () => `${app.url}/webhooks`,
      appUrl: (path) => `${app.url}${path}`,
      onInstalled: async () => {},
      log: () => {},
      seed: 'none',
      configFile: join(dataDir, 'absent.toml'),
      refusedForMs: 50,
      ...options,
    });
  let shopify = open();
  const platform = await listen(express().use((request, response, next) => shopify.router(request, response, next)));

  const post: StandIn['post'] = async (path, body = '', headers = {}) => {
    const isRaw = typeof body === 'string' || Buffer.isBuffer(body);
    const content = isRaw ? new Uint8Array(Buffer.from(body)) : JSON.stringify(body);
    const request = { method: 'POST', body: content, headers: { 'content-type': 'application/json', ...headers } };
    return answerOf(await fetch(`${platform.url}${path}`, request));
  };
  const graphql = async (
    path: string,
    headers: Record<string, string>,
    query: string,
    variables: object,
  ): Promise<Answer> => {
    const { status, body } = await post(path, { query, variables }, headers);
    const { data = {}, errors = [], extensions } = body as Answer;
    return { status, data, errors, extensions };
  };
  const self: StandIn = {
    get shopify() {
      return shopify;
    },
    url: platform.url,
    received,
    statuses,
    clock,
    get: async (path) => answerOf(await fetch(`${platform.url}${path}`)),
    post,
    async install(request = {}) {
      const { status, body } = await post(`/dev/stores/${SHOP}/install`, { scopes: ALL_SCOPES, ...request });
      if (status !== 200) throw new Error(JSON.stringify(body));
    },
    async token() {
      const { body } = await post('/admin/oauth/access_token', exchangeRequest(shopify.sessionToken(SHOP)), host);
      return (body as { access_token: string }).access_token;
    },
    app: (token, query, variables = {}) =>
      graphql('/admin/api/2026-10/graphql.json', { ...host, 'x-shopify-access-token': token }, query, variables),
    store: (query, variables = {}) =>
      graphql(`/dev/stores/${SHOP}/admin/api/2026-10/graphql.json`, {}, query, variables),
    async reopen() {
      await shopify.close();
      shopify = open();
    },
    async close() {
      await shopify.close();
      await Promise.all([platform.close(), app.close()]);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
  return self;
}

export const host = { 'x-emulated-host': SHOP };

export function exchangeRequest(sessionToken: string, more: object = {}) {
  return {
    client_id: API_KEY,
    client_secret: API_SECRET,
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    subject_token: sessionToken,
    subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
    requested_token_type: 'urn:shopify:params:oauth:token-type:offline-access-token',
    expiring: '1',
    ...more,
  };
}

/** An order's payload, its ids beyond 2^53, as raw text. */
export function rawOrder(fields: Record<string, unknown> = {}): string {
  const order = {
    id: 820982911946154508n,
    admin_graphql_api_id: 'gid://shopify/Order/820982911946154508',
    name: '#1001',
    created_at: '2026-11-22T04:00:00-05:00',
    updated_at: '2026-11-22T04:00:00-05:00',
    currency: 'USD',
    financial_status: 'paid',
    tags: 'from-payload',
    note: 'note of the payload',
    note_attributes: [],
    total_price: '100.00',
    current_total_price: '100.00',
    customer: { id: 115310627314723954n, email: 'jon@example.com', first_name: 'Jon', last_name: 'Smith' },
    line_items: [
      {
        id: 866550311766439020n,
        product_id: 632910392,
        variant_id: 808950810,
        title: 'Shirt',
        variant_title: 'M',
        quantity: 1,
        price: '100.00',
      },
    ],
    refunds: [],
    ...fields,
  };
  return JSON.stringify(order, (_key, value: unknown) =>
    typeof value === 'bigint' ? (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON(String(value)) : value,
  );
}

export function payloadOf({ body }: Received): Record<string, unknown> {
  return parseLossless(body.toString('utf8')) as Record<string, unknown>;
}

/** Waits for a condition, without sleeping longer than a turn of the event loop at a time. */
export async function until(condition: () => boolean, withinMs = 3_000): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error('the condition did not come true in time');
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

async function listen(handler: Parameters<typeof createServer>[1]) {
  const server: Server = createServer(handler as never);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}`, close };
}

async function answerOf(response: Response): Promise<{ status: number; body: unknown }> {
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  return { status: response.status, body: isJson ? (JSON.parse(text) as unknown) : text };
}
