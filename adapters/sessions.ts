import type { Session } from '@shopify/shopify-api';
import { parseShopDomain, type ShopDomain } from '../core/identity.ts';

/** What the platform library asks of a store of sessions (`SessionStorage` of shopify-app-session-storage). */
export interface SessionStorage {
  /**
   * A token never replaces one that ends later: it was given first, perhaps to an installation that is over. `false` then.
   */
  storeSession(session: Session): Promise<boolean>;
  loadSession(id: string): Promise<Session | undefined>;
  deleteSession(id: string): Promise<boolean>;
  /** Deletes the session, unless another was stored under its id since it was read. */
  forgetSession(session: Session): Promise<void>;
  deleteSessions(ids: string[]): Promise<boolean>;
  findSessionsByShop(shop: string): Promise<Session[]>;
}

const OFFLINE_PREFIX = 'offline_';

/**
 * The shop of a session's id as the platform library makes it for embedded apps: `offline_{shop}` or
 * `{shop}_{user}`. Null for any other text: such a session can't be stored under its shop.
 */
export function shopOfSessionId(id: string): ShopDomain | null {
  if (id.startsWith(OFFLINE_PREFIX)) return parseShopDomain(id.slice(OFFLINE_PREFIX.length));
  return parseShopDomain(id.slice(0, Math.max(0, id.indexOf('_'))));
}

/** Whether the platform's own token for the shop is stored. */
export async function hasOfflineSession(sessions: SessionStorage, shop: string): Promise<boolean> {
  return (await sessions.loadSession(`${OFFLINE_PREFIX}${shop}`)) !== undefined;
}

/**
 * Forgets all that the platform let us do in a shop that left: the next session token is exchanged for new tokens. Those of a
 * shop that came back meanwhile are kept: they are stored later than they are read here, or given back.
 */
export async function forgetSessions(
  sessions: SessionStorage,
  shop: ShopDomain,
  hasLeft: () => Promise<boolean>,
): Promise<void> {
  const known = await sessions.findSessionsByShop(shop);
  if (known.length === 0 || !(await hasLeft())) return;
  await Promise.all(known.map((session) => sessions.forgetSession(session)));
  // Where a newer one is stored it stays.
  if (!(await hasLeft())) await Promise.all(known.map((session) => sessions.storeSession(session)));
}

/**
 * Gives a shop that has just installed the app its session back, where news that it had left came late and took it along:
 * without one nobody could ask the shop whether it has the app.
 */
export async function keepSession(
  sessions: SessionStorage,
  session: Session,
  hasLeft: () => Promise<boolean>,
): Promise<void> {
  if (await sessions.loadSession(session.id)) return;
  await sessions.storeSession(session);
  const shop = shopOfSessionId(session.id);
  // It may have left since.
  if (shop) await forgetSessions(sessions, shop, hasLeft);
}
