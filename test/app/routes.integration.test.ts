import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createRequestHandler, type ServerBuild } from '@remix-run/node';
import { Session } from '@shopify/shopify-api';
import { beforeAll, describe, expect, test } from 'vitest';
import routes from '../../app/routes.ts';
import { ensureBuild } from '../../dev/app/build.ts';

const root = new URL('../../', import.meta.url);
const apiKey = 'test-key';
const apiSecret = 'test-secret';
const shop = 'a.myshopify.com';
const origin = 'http://localhost:4999';

/** The pages below `app`, as paths: `/app`, `/app/rules`, … */
const routeIds = new Map(
  routes
    .flatMap(({ path, children = [] }) => (path === 'app' ? children : []))
    .map((child) => [
      'path' in child ? `/app/${child.path.replaceAll(/:\w+/g, '1')}` : '/app',
      child.file.replace(/\.tsx?$/, ''),
    ]),
);
const protectedPaths = [...routeIds.keys()];

function routeId(path: string): string {
  return routeIds.get(path) ?? '';
}

let handle: (request: Request) => Promise<Response>;

beforeAll(async () => {
  await ensureBuild(fileURLToPath(root), () => undefined);
  Object.assign(process.env, {
    SHOPIFY_API_KEY: apiKey,
    SHOPIFY_API_SECRET: apiSecret,
    SHOPIFY_APP_URL: origin,
    KEYED_HASH_SECRET: 'hash-secret',
    APP_BRIDGE_URL: 'http://localhost:4998/app-bridge.js',
    CONCIERGE_TABLE: 'unused',
    EVENTS_QUEUE_URL: 'http://localhost/unused',
    SERVICE_QUEUE_URL: 'http://localhost/unused',
    BULK_QUEUE_URL: 'http://localhost/unused',
    AWS_REGION: 'us-east-1',
  });
  const build = (await import(new URL('build/server/index.js', root).href)) as ServerBuild;
  const handleRequest = createRequestHandler(build, 'production');
  // Only what authentication touches: a request that should have been refused would fail loudly on the rest.
  const services = { sessions: { loadSession: async (id: string) => activeSession(id) } };
  handle = (request) => handleRequest(request, { services } as never);
});

function activeSession(id: string): Session {
  const expires = new Date(Date.now() + 3_600_000);
  return new Session({ id, shop, state: '', isOnline: false, accessToken: 'token', expires });
}

function token({ of = shop, key = apiKey, secret = apiSecret, expiredByS = 0 } = {}): string {
  const nowS = Math.floor(Date.now() / 1_000) - expiredByS;
  const claims = {
    iss: `https://${of}/admin`,
    dest: `https://${of}`,
    aud: key,
    sub: '1',
    nbf: nowS - 1,
    iat: nowS,
    exp: nowS,
  };
  const payload = { ...claims, exp: nowS + 60 };
  const signed = [{ alg: 'HS256', typ: 'JWT' }, payload]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

const browser = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Safari/537.36';

function request(path: string, { bearer, method = 'GET' }: { bearer?: string; method?: string } = {}): Request {
  const headers: Record<string, string> = { 'User-Agent': browser };
  if (bearer !== undefined) headers.Authorization = `Bearer ${bearer}`;
  if (method === 'POST') headers['Content-Type'] = 'application/x-www-form-urlencoded';
  return new Request(origin + path, { method, headers, ...(method === 'POST' ? { body: 'a=1' } : {}) });
}

function embedded(path: string, idToken: string | null, shopName = shop): string {
  const host = Buffer.from(`admin.shopify.com/store/${shopName.split('.')[0]}`).toString('base64');
  const query = new URLSearchParams({ embedded: '1', shop: shopName, host });
  if (idToken !== null) query.set('id_token', idToken);
  return `${path}?${query}`;
}

const refused: Array<[string, () => string]> = [
  ['forged', () => token({ secret: 'guess' })],
  ['for another app', () => token({ key: 'other' })],
  ['garbage', () => 'garbage'],
  ['empty', () => ''],
];

function dataPath(path: string): string {
  return `${path}.data`;
}

describe.each(protectedPaths)('%s', (path) => {
  test.each(refused)('answers 401 to data requests with a token that is %s', async (_, make) => {
    expect((await handle(request(dataPath(path), { bearer: make() }))).status).toBe(401);
  });

  test('answers 401 when only this route’s data is asked for, without its parent’s', async () => {
    const response = await handle(request(`${dataPath(path)}?_routes=${routeId(path)}`, { bearer: 'garbage' }));
    expect(response.status).toBe(401);
  });

  test.each(refused)('answers 401 to documents with a token that is %s', async (_, make) => {
    expect((await handle(request(embedded(path, make())))).status).toBe(401);
  });

  test('answers 401 to documents of one shop with the token of another', async () => {
    const other = token({ of: 'b.myshopify.com' });
    expect((await handle(request(embedded(path, other)))).status).toBe(401);
  });

  test.each(refused)('answers 401 to anything posted with a token that is %s', async (_, make) => {
    for (const target of [path, dataPath(path)]) {
      const response = await handle(request(`${target}?index`, { bearer: make(), method: 'POST' }));
      expect(response.status).toBe(401);
    }
  });

  test('sends a document without a token to the bounce page, with nothing in it', async () => {
    const response = await handle(request(embedded(path, null)));
    expect(response.status).toBe(302);
    expect(response.headers.get('Location')).toMatch(/^\/auth\/session-token\?/);
    expect(await response.text()).toBe('');
  });

  test('sends a document without shop and host to the login page', async () => {
    const response = await handle(request(path));
    expect(response.headers.get('Location')).toBe('/auth/login');
  });
});

test('a link followed before the page is awake keeps what the admin said, from our own pages only', async () => {
  const from = (referer: string) => {
    const asked = request('/app/rules?tab=1');
    return handle(new Request(asked, { headers: { ...Object.fromEntries(asked.headers), referer } }));
  };
  const ours = await from(`${origin}${embedded('/app', 'a-token')}`);
  const kept = new URL(ours.headers.get('Location') ?? '', origin);
  expect(kept.pathname).toBe('/app/rules');
  expect(kept.searchParams.get('shop')).toBe(shop);
  expect(kept.searchParams.get('tab')).toBe('1');
  expect(kept.searchParams.get('id_token')).toBeNull();
  const foreign = await from(`https://evil.example.com${embedded('/app', 'a-token')}`);
  expect(foreign.headers.get('Location')).toBe('/auth/login');
});

test('a host that is no host leads to the login page', async () => {
  const response = await handle(request(`/app?shop=${shop}&embedded=1&host=${Buffer.from('a b').toString('base64')}`));
  expect(response.headers.get('Location')).toBe('/auth/login');
});

describe('a session token that has merely expired', () => {
  test('makes App Bridge try again with a fresh one', async () => {
    const response = await handle(request('/app.data', { bearer: token({ expiredByS: 600 }) }));
    expect(response.status).toBe(401);
    expect(response.headers.get('X-Shopify-Retry-Invalid-Session-Request')).toBe('1');
  });

  test('takes a document over the bounce page', async () => {
    const response = await handle(request(embedded('/app', token({ expiredByS: 600 }))));
    expect(response.headers.get('Location')).toMatch(/^\/auth\/session-token\?/);
  });
});

describe('the pages anyone may see', () => {
  test('a health check that says nothing else', async () => {
    const response = await handle(request('/healthz'));
    expect([response.status, await response.text()]).toEqual([200, 'ok']);
  });

  test('the JSON Schema of a policy, as it is published in docs/', async () => {
    const response = await handle(request('/policy.schema.json'));
    const published = await readFile(new URL('docs/policy.schema.json', root), 'utf8');
    expect(await response.json()).toEqual(JSON.parse(published));
  });

  test('a login page that no other page may frame', async () => {
    const response = await handle(request('/auth/login'));
    expect(response.status).toBe(200);
    expect(response.headers.get('Content-Security-Policy')).toBe("frame-ancestors 'none';");
  });

  test('a bounce page with App Bridge and no data', async () => {
    const response = await handle(request(embedded('/auth/session-token', null)));
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('src="http://localhost:4998/app-bridge.js"');
    expect(response.headers.get('Link')).toContain('<http://localhost:4998/app-bridge.js>');
  });

  test('an entrance that passes the admin’s parameters on', async () => {
    const response = await handle(request('/?shop=a.myshopify.com&x=1'));
    expect(response.headers.get('Location')).toBe('/app?shop=a.myshopify.com&x=1');
  });
});

test('a page of a shop may be framed by that shop’s admin alone', async () => {
  const response = await handle(request(embedded('/nowhere', null)));
  expect(response.status).toBe(404);
  const policy = response.headers.get('Content-Security-Policy') ?? '';
  expect(policy).toContain(`frame-ancestors https://${shop} https://admin.shopify.com`);
});
