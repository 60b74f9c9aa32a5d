import { type AdminGateway, createAdminGateway } from '../../../adapters/shopify/admin.ts';
import type { OfflineTokens } from '../../../adapters/shopify/offline-tokens.ts';
import type { ShopDomain } from '../../../core/identity.ts';

export const SHOP = 'demo.myshopify.com' as ShopDomain;

/** A token that is always there and is replaced once by another. */
export const TOKENS: OfflineTokens = {
  token: async () => ({ kind: 'token', token: 'first-token' }),
  replace: async () => ({ kind: 'token', token: 'second-token' }),
};

/** A gateway whose clock moves by what it sleeps. */
export function gatewayOver(fetch: typeof globalThis.fetch, tokens = TOKENS) {
  let nowMs = 0;
  const slept: number[] = [];
  const gateway: AdminGateway = createAdminGateway({
    tokens,
    fetch,
    nowMs: () => nowMs,
    sleep: async (milliseconds) => {
      slept.push(milliseconds);
      nowMs += milliseconds;
    },
  });
  return { gateway, slept };
}
