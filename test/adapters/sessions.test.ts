import { Session } from '@shopify/shopify-api';
import { expect, test } from 'vitest';
import { createMemorySessionStorage } from '../../adapters/memory/session-storage.ts';
import { forgetSessions, hasOfflineSession, keepSession } from '../../adapters/sessions.ts';
import type { ShopDomain } from '../../core/identity.ts';
import { NOW } from '../core/builders.ts';

const SHOP = 'bazaar.myshopify.com' as ShopDomain;
const session = (token: string, expiresMs: number) =>
  new Session({
    id: `offline_${SHOP}`,
    shop: SHOP,
    state: '',
    isOnline: false,
    accessToken: token,
    expires: new Date(expiresMs),
  });
const always = (answer: boolean) => async () => answer;

test('late news that a shop left take the token of its next installation along, and it is given back', async () => {
  const sessions = createMemorySessionStorage();
  const own = session('new', NOW);
  await sessions.storeSession(own);
  // The new installation is not recorded yet.
  await forgetSessions(sessions, SHOP, always(true));
  expect(await hasOfflineSession(sessions, SHOP)).toBe(false);
  await keepSession(sessions, own, always(false));
  expect((await sessions.loadSession(own.id))?.accessToken).toBe('new');
});

test('a token that was refreshed meanwhile stays', async () => {
  const sessions = createMemorySessionStorage();
  await sessions.storeSession(session('refreshed', NOW + 60_000));
  await keepSession(sessions, session('first', NOW), always(false));
  expect((await sessions.loadSession(`offline_${SHOP}`))?.accessToken).toBe('refreshed');
});

test('a shop that left in the same moment keeps no token', async () => {
  const sessions = createMemorySessionStorage();
  await keepSession(sessions, session('new', NOW), always(true));
  expect(await hasOfflineSession(sessions, SHOP)).toBe(false);
});
