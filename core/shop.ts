import type { Instant, ShopDomain } from './identity.ts';

/** What is known of one shop that installed the app. */
export interface Shop {
  readonly domain: ShopDomain;
  readonly currency: string;
  /** IANA name; days on the screens are days of this zone. */
  readonly timezone: string;
  readonly scopes: readonly string[];
  readonly installedAt: Instant;
  /** Null while installed. */
  readonly uninstalledAt: Instant | null;
  /** The running version of the policy; 0 before the first publish. */
  readonly policyVersion: number;
}

const DAY_MS = 86_400_000;
/** Without `read_all_orders` the platform shows the last 60 days of orders (“Access scopes: orders permissions”). */
const REACH_DAYS = { all: 400, limited: 60 };

/** From when on the shop lets us read past orders: the start of that UTC day. */
export function historyReach(shop: Shop, now: Instant): Instant {
  const days = shop.scopes.includes('read_all_orders') ? REACH_DAYS.all : REACH_DAYS.limited;
  return Math.floor(now / DAY_MS - days) * DAY_MS;
}
