import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPlatform, type TestPlatform } from '../platform.ts';
import { SHOP } from './demo-shop.ts';

/** Who gets into the app, against the running platform; every kind of token on every route is in test/app/routes. */

const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Safari/537.36';
const LEFT = 'left.myshopify.com';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startPlatform();
  for (const path of ['install', 'uninstall']) {
    const headers = { 'content-type': 'application/json' };
    const changed = await fetch(`${platform.url}/dev/stores/${LEFT}/${path}`, { method: 'POST', body: '{}', headers });
    expect(changed.ok).toBe(true);
    await platform.idle();
  }
});
afterAll(async () => {
  await platform.stop();
});

function tokenFor(shop: string, claims: object = {}, secret = platform.info.apiSecret): string {
  const nowS = Math.floor(Date.now() / 1000);
  const payload = { iss: `https://${shop}/admin`, dest: `https://${shop}`, aud: platform.info.apiKey, sub: '1' };
  const times = { nbf: nowS - 5, iat: nowS - 5, exp: nowS + 60 };
  const signed = [
    { alg: 'HS256', typ: 'JWT' },
    { ...payload, ...times, jti: '1', sid: '1', ...claims },
  ]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

async function withBearer(path: string, token: string, method = 'GET'): Promise<number> {
  const headers = { 'user-agent': BROWSER, authorization: `Bearer ${token}` };
  const response = await fetch(`${platform.info.appUrl}${path}`, { method, headers, redirect: 'manual' });
  return response.status;
}

describe.each(['/app.data', '/app/rules.data', '/app/decisions.data'])('%s', (path) => {
  test('opens for a shop that has the app', async () => expect(await withBearer(path, tokenFor(SHOP))).toBe(200));
  test('refuses a shop that never had it', async () =>
    expect(await withBearer(path, tokenFor('never.myshopify.com'))).toBe(401));
  test('refuses a shop that left', async () => expect(await withBearer(path, tokenFor(LEFT))).toBe(401));
  test('refuses a forged token', async () => expect(await withBearer(path, tokenFor(SHOP, {}, 'hush'))).toBe(401));
  test('refuses a token that never ends', async () =>
    expect(await withBearer(path, tokenFor(SHOP, { exp: undefined }))).toBe(401));
});

test.each(['/app', '/app/rules', '/app/decisions', '/app/decisions/1'])(
  'a forged post to %s is refused before anything is said of the route',
  async (path) => expect(await withBearer(path, tokenFor(SHOP, {}, 'hush'), 'POST')).toBe(401),
);
