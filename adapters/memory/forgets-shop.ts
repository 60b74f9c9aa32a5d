import type { ShopDomain } from '../../core/identity.ts';

/** Every store in memory: what it has of a shop can be dropped at once. */
export interface ForgetsShop {
  forgetShop(shop: ShopDomain): void;
}
