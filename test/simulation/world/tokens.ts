import { Session } from '@shopify/shopify-api';
import type { Instant } from '../../../core/identity.ts';
import type { SimulatedShop } from './shop.ts';

const LIFETIME_S = 86_400;
const REFRESH_LIFETIME_S = 90 * 86_400;

/** What the token endpoint answers. The refresh token stays valid until its replacement is used; here it never changes. */
export function issueTokens(shop: SimulatedShop, now: Instant) {
  const token = `token-${shop.installations}.${shop.tokens.size + 1} of ${shop.domain}`;
  shop.tokens.set(token, { expiresAt: now + LIFETIME_S * 1000 });
  return {
    access_token: token,
    scope: shop.scopes.join(','),
    expires_in: LIFETIME_S,
    refresh_token: shop.refreshToken ?? '',
    refresh_token_expires_in: REFRESH_LIFETIME_S,
  };
}

/** The session that the app stores when somebody opens it. */
export function openSession(shop: SimulatedShop, now: Instant): Session {
  const { access_token, scope, expires_in, refresh_token, refresh_token_expires_in } = issueTokens(shop, now);
  return new Session({
    id: `offline_${shop.domain}`,
    shop: shop.domain,
    state: '',
    isOnline: false,
    scope,
    accessToken: access_token,
    expires: new Date(now + expires_in * 1000),
    refreshToken: refresh_token,
    refreshTokenExpires: new Date(now + refresh_token_expires_in * 1000),
  });
}
