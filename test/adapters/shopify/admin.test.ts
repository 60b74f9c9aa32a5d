import { describe, expect, test, vi } from 'vitest';
import { ORDER_NOTE } from '../../../adapters/shopify/documents/orders.ts';
import { addOrderTag } from '../../../adapters/shopify/mutations/add-order-tag.ts';
import type { OfflineTokens } from '../../../adapters/shopify/offline-tokens.ts';
import { readShopDetails } from '../../../adapters/shopify/shop-details.ts';
import { gatewayOver, SHOP, TOKENS } from './gateway.ts';
import { answering, json, shopOf } from './stub-fetch.ts';

const ID = 'gid://shopify/Order/820982911946154508';
const NOTE = { data: { order: { note: 'Ring twice' } } };

function cost(currentlyAvailable: number, requestedQueryCost = 10) {
  const throttleStatus = { maximumAvailable: 2000, currentlyAvailable, restoreRate: 100 };
  return { cost: { requestedQueryCost, actualQueryCost: null, throttleStatus } };
}

const throttled = (currentlyAvailable: number, requestedQueryCost: number) =>
  json({
    errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }],
    extensions: cost(currentlyAvailable, requestedQueryCost),
  });

function noteOver(fetch: typeof globalThis.fetch, tokens?: OfflineTokens) {
  const { gateway, slept } = gatewayOver(fetch, tokens);
  return { read: () => gateway.request(SHOP, ORDER_NOTE, { id: ID }), slept };
}

describe('a call of the Admin API', () => {
  test('goes to the shop with its token and the version, and answers data and cost', async () => {
    const { fetch, sent } = answering(json({ ...NOTE, extensions: cost(1990) }));
    const result = await noteOver(fetch).read();
    expect(result).toEqual({ kind: 'data', data: NOTE.data, cost: cost(1990).cost });
    expect(sent).toHaveLength(1);
    expect(sent[0]?.url).toBe('https://demo.myshopify.com/admin/api/2026-10/graphql.json');
    expect(sent[0]?.headers.get('x-shopify-access-token')).toBe('first-token');
    expect(sent[0]?.body.variables).toEqual({ id: ID });
  });

  test('with user errors answers them', async () => {
    const userErrors = [{ field: ['tags'], message: 'Tags are too long' }];
    const { gateway } = gatewayOver(answering(json({ data: { tagsAdd: { userErrors } } })).fetch);
    const result = await gateway.change(SHOP, addOrderTag, { id: ID, tags: ['x'] });
    expect(result).toEqual({ kind: 'user_errors', errors: userErrors });
  });

  test('without a scope is denied and says which', async () => {
    const extensions = { code: 'ACCESS_DENIED', requiredAccess: '`write_orders` access scope.' };
    const denial = json({ data: { order: null }, errors: [{ message: 'Access denied', extensions }] });
    expect(await noteOver(answering(denial).fetch).read()).toEqual({
      kind: 'denied',
      problem: 'the shop did not grant what this needs: `write_orders` access scope.',
    });
  });

  test.each([402, 403, 404, 423])('of a shop that answers %i finds it closed', async (status) => {
    const result = await noteOver(answering(json({ errors: 'Unavailable Shop' }, status)).fetch).read();
    expect(result).toEqual({ kind: 'closed', problem: `the shop answered ${status}` });
  });

  test.each([
    ['an HTTP 500', json({}, 500)],
    ['an HTTP 503 in HTML', () => new Response('<html>', { status: 503, headers: { 'content-type': 'text/html' } })],
    ['a 200 in HTML', () => new Response('<html>', { headers: { 'content-type': 'text/html' } })],
    ['a 200 with broken JSON', () => new Response('{"data":', { headers: { 'content-type': 'application/json' } })],
    ['errors as a text', json({ errors: 'Something' })],
    ['no data', json({})],
    [
      'a broken connection',
      () => {
        throw new TypeError('fetch failed');
      },
    ],
  ])('that ends in %s has failed, and it is unclear whether it was done', async (_what, answer) => {
    const { fetch, sent } = answering(answer);
    const result = await noteOver(fetch).read();
    expect(result).toMatchObject({ kind: 'failed', problem: expect.stringMatching(/\S/) });
    expect(sent).toHaveLength(1);
    expect(JSON.stringify(result)).not.toContain('first-token');
  });

  test('that ends in GraphQL errors is told apart from a shop that can’t be reached', async () => {
    const internal = { message: 'Internal error', extensions: { code: 'INTERNAL_SERVER_ERROR' } };
    const result = await noteOver(answering(json({ errors: [internal] })).fetch).read();
    expect(result).toMatchObject({ kind: 'errors', problem: expect.stringContaining('Internal error') });
  });

  test('is given up after four seconds', async () => {
    const timeout = vi.spyOn(AbortSignal, 'timeout');
    await noteOver(answering(json(NOTE)).fetch).read();
    expect(timeout.mock.calls).toEqual([[4_000]]);
    timeout.mockRestore();
  });
});

describe('the cost bucket', () => {
  test('makes a refused call wait as long as the bucket needs, and repeats it', async () => {
    const { fetch, sent } = answering(throttled(100, 300), json(NOTE));
    const { read, slept } = noteOver(fetch);
    expect(await read()).toMatchObject({ kind: 'data' });
    expect(slept).toEqual([2000]);
    expect(sent).toHaveLength(2);
  });

  test('gives a long wait back to the caller', async () => {
    const { fetch, sent } = answering(throttled(0, 900));
    const { read, slept } = noteOver(fetch);
    expect(await read()).toEqual({ kind: 'throttled', retryAfterMs: 9000 });
    expect(slept).toEqual([]);
    expect(sent).toHaveLength(1);
  });

  test('waits before a call that would be refused', async () => {
    const { fetch, sent } = answering(json({ ...NOTE, extensions: cost(40, 90) }), json(NOTE));
    const { read, slept } = noteOver(fetch);
    await read();
    await read();
    expect(slept).toEqual([500]);
    expect(sent).toHaveLength(2);
  });

  test('spends no more than three seconds of one call on waiting', async () => {
    const { read, slept } = noteOver(answering(throttled(290, 300)).fetch);
    expect(await read()).toMatchObject({ kind: 'throttled' });
    expect(slept.reduce((sum, milliseconds) => sum + milliseconds, 0)).toBeLessThanOrEqual(3000);
  });

  test('obeys Retry-After of an HTTP 429', async () => {
    const { read } = noteOver(answering(json({}, 429, { 'retry-after': '20' })).fetch);
    expect(await read()).toEqual({ kind: 'throttled', retryAfterMs: 20_000 });
    const short = noteOver(answering(json({}, 429, { 'retry-after': '2.0' }), json(NOTE)).fetch);
    expect(await short.read()).toMatchObject({ kind: 'data' });
    expect(short.slept).toEqual([2000]);
  });
});

describe('a refused token', () => {
  test('is replaced once and the call repeated', async () => {
    const { fetch, sent } = answering(json({ errors: 'Invalid API key or access token' }, 401), json(NOTE));
    expect(await noteOver(fetch).read()).toMatchObject({ kind: 'data' });
    expect(sent.map(({ headers }) => headers.get('x-shopify-access-token'))).toEqual(['first-token', 'second-token']);
  });

  test('that stays refused is unauthorized', async () => {
    const { fetch, sent } = answering(json({}, 401));
    expect(await noteOver(fetch).read()).toEqual({ kind: 'unauthorized' });
    expect(sent).toHaveLength(2);
  });

  test('sends nothing when there is none or none can be had', async () => {
    const { fetch, sent } = answering(json(NOTE));
    const none: OfflineTokens = { ...TOKENS, token: async () => ({ kind: 'none' }) };
    expect(await noteOver(fetch, none).read()).toEqual({ kind: 'unauthorized' });
    const failed: OfflineTokens = { ...TOKENS, token: async () => ({ kind: 'failed', problem: 'unreachable' }) };
    expect(await noteOver(fetch, failed).read()).toEqual({ kind: 'unsent', problem: 'unreachable' });
    expect(sent).toEqual([]);
  });
});

describe('the details of a shop', () => {
  test('are its currency, time zone and granted scopes', async () => {
    const shop = shopOf({
      shop: { currencyCode: 'EUR', ianaTimezone: 'Europe/Berlin', plan: { publicDisplayName: 'Plus' } },
      currentAppInstallation: { accessScopes: [{ handle: 'read_orders' }, { handle: 'write_orders' }] },
    });
    const { gateway } = gatewayOver(answering(shop).fetch);
    expect(await readShopDetails(gateway, SHOP)).toEqual({
      kind: 'details',
      details: { currency: 'EUR', timezone: 'Europe/Berlin', plan: 'Plus', scopes: ['read_orders', 'write_orders'] },
    });
  });

  test('that can’t be read are unavailable', async () => {
    const { gateway } = gatewayOver(answering(json({}, 500)).fetch);
    expect(await readShopDetails(gateway, SHOP)).toMatchObject({ kind: 'unavailable' });
  });
});
