import { Session } from '@shopify/shopify-api';
import { describe, expect, test } from 'vitest';
import { createOfflineTokens } from '../../../adapters/shopify/offline-tokens.ts';
import { SHOP } from './gateway.ts';
import { answering, json } from './stub-fetch.ts';

const HOUR_MS = 3_600_000;
const NEW_TOKENS = {
  access_token: 'new-token',
  scope: 'write_orders',
  expires_in: 3600,
  refresh_token: 'new-refresh',
  refresh_token_expires_in: 7_776_000,
};

function storedSession(fields: Partial<Session> = {}): Session {
  const session = { id: `offline_${SHOP}`, shop: SHOP, state: '', isOnline: false, accessToken: 'old-token' };
  return new Session({ ...session, refreshToken: 'old-refresh', expires: new Date(HOUR_MS), ...fields });
}

function tokensOver(session: Session | undefined, answer = json(NEW_TOKENS)) {
  const clock = { nowMs: 0 };
  const stored: Session[] = [];
  const loads: string[] = [];
  const { fetch, sent } = answering(answer);
  const tokens = createOfflineTokens({
    sessions: {
      loadSession: async (id) => {
        loads.push(id);
        return session;
      },
      storeSession: async (changed) => {
        stored.push(changed);
        return true;
      },
    },
    apiKey: 'key',
    apiSecret: 'secret',
    fetch,
    nowMs: () => clock.nowMs,
  });
  return { tokens, clock, stored, loads, sent };
}

describe('the offline token of a shop', () => {
  test('is the stored one while it lasts, read once', async () => {
    const { tokens, loads, sent } = tokensOver(storedSession());
    expect(await tokens.token(SHOP)).toEqual({ kind: 'token', token: 'old-token' });
    expect(await tokens.token(SHOP)).toEqual({ kind: 'token', token: 'old-token' });
    expect(loads).toEqual([`offline_${SHOP}`]);
    expect(sent).toEqual([]);
  });

  test('is refreshed in its last minute, and the new pair stored', async () => {
    const { tokens, clock, stored, sent } = tokensOver(storedSession());
    await tokens.token(SHOP);
    clock.nowMs = HOUR_MS - 59_000;
    expect(await tokens.token(SHOP)).toEqual({ kind: 'token', token: 'new-token' });
    expect(sent.map(({ url, body }) => ({ url, body }))).toEqual([
      {
        url: `https://${SHOP}/admin/oauth/access_token`,
        body: { client_id: 'key', client_secret: 'secret', grant_type: 'refresh_token', refresh_token: 'old-refresh' },
      },
    ]);
    expect(stored).toHaveLength(1);
    expect(stored[0]).toMatchObject({
      id: `offline_${SHOP}`,
      accessToken: 'new-token',
      refreshToken: 'new-refresh',
      expires: new Date(clock.nowMs + HOUR_MS),
      refreshTokenExpires: new Date(clock.nowMs + 90 * 24 * HOUR_MS),
    });
  });

  test('is refreshed once for many who ask at the same time', async () => {
    const { tokens, sent } = tokensOver(storedSession({ expires: new Date(1) }));
    const answers = await Promise.all(Array.from({ length: 5 }, () => tokens.token(SHOP)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(
      new Set(['{"kind":"token","token":"new-token"}']),
    );
    expect(sent).toHaveLength(1);
  });

  test('without an end is used as it is', async () => {
    const { tokens, clock } = tokensOver(
      new Session({ id: 'x', shop: SHOP, state: '', isOnline: false, accessToken: 'eternal' }),
    );
    clock.nowMs = 1000 * HOUR_MS;
    expect(await tokens.token(SHOP)).toEqual({ kind: 'token', token: 'eternal' });
  });

  test('that the shop refused is replaced by a refresh, or by what another process stored', async () => {
    const refreshed = tokensOver(storedSession());
    expect(await refreshed.tokens.replace(SHOP, 'old-token')).toEqual({ kind: 'token', token: 'new-token' });
    const stored = tokensOver(storedSession({ accessToken: 'stored-by-another' }));
    expect(await stored.tokens.replace(SHOP, 'old-token')).toEqual({ kind: 'token', token: 'stored-by-another' });
    expect(stored.sent).toEqual([]);
  });

  test('is none without a session, without a refresh token and after a refused refresh', async () => {
    const expired = { expires: new Date(1) };
    expect(await tokensOver(undefined).tokens.token(SHOP)).toEqual({ kind: 'none' });
    const bare = storedSession(expired);
    delete bare.refreshToken;
    expect(await tokensOver(bare).tokens.token(SHOP)).toEqual({ kind: 'none' });
    const refused = tokensOver(storedSession(expired), json({ error: 'invalid_grant' }, 400));
    expect(await refused.tokens.token(SHOP)).toEqual({ kind: 'none' });
    expect(refused.stored).toEqual([]);
  });

  test.each([
    ['a server’s error', json({}, 503)],
    ['another shape', json({ access_token: 7 })],
    [
      'no connection',
      () => {
        throw new TypeError('fetch failed');
      },
    ],
  ])('has failed for now after %s', async (_what, answer) => {
    const { tokens, stored } = tokensOver(storedSession({ expires: new Date(1) }), answer);
    expect(await tokens.token(SHOP)).toMatchObject({ kind: 'failed' });
    expect(stored).toEqual([]);
  });
});
