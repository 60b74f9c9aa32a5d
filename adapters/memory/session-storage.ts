import { Session } from '@shopify/shopify-api';
import { type SessionStorage, shopOfSessionId } from '../sessions.ts';
import type { ForgetsShop } from './forgets-shop.ts';

type Properties = ReturnType<Session['toPropertyArray']>;

export function createMemorySessionStorage(): SessionStorage & ForgetsShop {
  const sessions = new Map<string, Properties>();
  return {
    async storeSession(session) {
      const shop = shopOfSessionId(session.id);
      if (!shop || shop !== session.shop) throw new Error('the session’s id does not name its shop');
      const known = sessions.get(session.id);
      const endsAt = known && Session.fromPropertyArray(known).expires;
      if (endsAt && session.expires && endsAt > session.expires) return false;
      sessions.set(session.id, session.toPropertyArray());
      return true;
    },
    async loadSession(id) {
      const properties = sessions.get(id);
      return properties && Session.fromPropertyArray(properties);
    },
    async forgetSession({ id, accessToken }) {
      const known = sessions.get(id);
      if (known && Session.fromPropertyArray(known).accessToken === accessToken) sessions.delete(id);
    },
    deleteSession: async (id) => sessions.delete(id) || true,
    async deleteSessions(ids) {
      for (const id of ids) sessions.delete(id);
      return true;
    },
    forgetShop(shop) {
      for (const id of [...sessions.keys()]) if (shopOfSessionId(id) === shop) sessions.delete(id);
    },
    findSessionsByShop: async (shop) =>
      [...sessions]
        .filter(([id]) => shopOfSessionId(id) === shop)
        .map(([, properties]) => Session.fromPropertyArray(properties)),
  };
}
