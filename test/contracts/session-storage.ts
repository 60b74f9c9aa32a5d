import { Session } from '@shopify/shopify-api';
import { expect, test } from 'vitest';
import type { SessionStorage } from '../../adapters/sessions.ts';

const SHOP = 'atelier.myshopify.com';
const OTHER = 'other.myshopify.com';

function offline(shop = SHOP, over: object = {}): Session {
  return new Session({
    id: `offline_${shop}`,
    shop,
    state: '',
    isOnline: false,
    scope: 'read_orders,write_orders',
    accessToken: 'token',
    expires: new Date('2026-11-20T13:00:00.123Z'),
    refreshToken: 'refresh',
    refreshTokenExpires: new Date('2027-02-18T12:00:00Z'),
    ...over,
  });
}

function online(user: number, shop = SHOP): Session {
  return new Session({
    id: `${shop}_${user}`,
    shop,
    state: '',
    isOnline: true,
    accessToken: 'token',
    onlineAccessInfo: { associated_user: { id: user } } as never,
  });
}

/** What every session storage keeps. */
export function sessionStorageContract(create: () => Promise<SessionStorage>): void {
  test('sessions load as they were stored, refresh token and expiry included', async () => {
    const storage = await create();
    for (const session of [offline(), online(42)]) {
      expect(await storage.storeSession(session)).toBe(true);
      const loaded = await storage.loadSession(session.id);
      expect(loaded?.equals(session)).toBe(true);
      expect(loaded?.toObject()).toEqual(session.toObject());
    }
  });

  test('of a user nothing but the number is kept', async () => {
    const storage = await create();
    const session = online(42);
    Object.assign(session.onlineAccessInfo?.associated_user ?? {}, { email: 'a@example.com', first_name: 'Ada' });
    await storage.storeSession(session);
    const loaded = await storage.loadSession(session.id);
    expect(loaded?.onlineAccessInfo?.associated_user).toEqual({ id: 42 });
  });

  test('storing again replaces', async () => {
    const storage = await create();
    await storage.storeSession(offline());
    await storage.storeSession(offline(SHOP, { accessToken: 'newer', refreshToken: undefined }));
    const loaded = await storage.loadSession(offline().id);
    expect(loaded?.accessToken).toBe('newer');
    expect(loaded?.refreshToken).toBeUndefined();
  });

  test('a token is not replaced by one that ends sooner, whoever stores it late', async () => {
    const storage = await create();
    const at = (minute: number) => new Date(Date.UTC(2026, 10, 20, 13, minute));
    await storage.storeSession(offline(SHOP, { accessToken: 'of now', expires: at(2) }));
    expect(await storage.storeSession(offline(SHOP, { accessToken: 'of before', expires: at(1) }))).toBe(false);
    expect((await storage.loadSession(offline().id))?.accessToken).toBe('of now');
    await storage.storeSession(offline(SHOP, { accessToken: 'without end', expires: undefined }));
    await storage.storeSession(offline(SHOP, { accessToken: 'of later', expires: at(1) }));
    expect((await storage.loadSession(offline().id))?.accessToken).toBe('of later');
  });

  test('a session is forgotten unless another was stored under its id since', async () => {
    const storage = await create();
    const read = offline(SHOP, { accessToken: 'of before' });
    await storage.storeSession(read);
    await storage.storeSession(offline(SHOP, { accessToken: 'of now' }));
    await storage.forgetSession(read);
    expect((await storage.loadSession(read.id))?.accessToken).toBe('of now');
    await storage.forgetSession(offline(SHOP, { accessToken: 'of now' }));
    expect(await storage.loadSession(read.id)).toBeUndefined();
    await storage.forgetSession(read);
  });

  test('what was never stored or was deleted is undefined', async () => {
    const storage = await create();
    const sessions = [offline(), online(1), online(2)];
    for (const session of sessions) await storage.storeSession(session);
    for (const id of ['', 'x', 'offline_', 'offline_x', `${SHOP}_3`, `offline_${OTHER}`]) {
      expect(await storage.loadSession(id)).toBeUndefined();
      expect(await storage.deleteSession(id)).toBe(true);
    }
    expect(await storage.deleteSession(offline().id)).toBe(true);
    expect(await storage.loadSession(offline().id)).toBeUndefined();
    expect(await storage.deleteSessions([online(1).id, online(2).id])).toBe(true);
    expect(await storage.findSessionsByShop(SHOP)).toEqual([]);
  });

  test('a shop’s sessions are found, and no other’s', async () => {
    const storage = await create();
    for (const session of [offline(), online(1), offline(OTHER), online(9, OTHER)]) await storage.storeSession(session);
    const found = await storage.findSessionsByShop(SHOP);
    expect(found.map(({ id }) => id).sort()).toEqual([online(1).id, offline().id].sort());
    expect(await storage.findSessionsByShop('nobody')).toEqual([]);
  });

  test('a session whose id names another shop is refused', async () => {
    const storage = await create();
    const crossing = new Session({ ...offline().toObject(), id: `offline_${OTHER}` });
    await expect(storage.storeSession(crossing)).rejects.toThrow('does not name its shop');
    const nameless = new Session({ ...offline().toObject(), id: 'a-uuid' });
    await expect(storage.storeSession(nameless)).rejects.toThrow('does not name its shop');
  });
}
