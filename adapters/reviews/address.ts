import { parseShopDomain, type ShopDomain } from '../../core/identity.ts';
import { parseReviewProvider, type ReviewConnection, type ReviewProvider } from '../../core/review.ts';

/** Where a provider sends its deliveries: `/reviews/judgeme/shop.myshopify.com/kZ0b…`. */
export interface ReviewAddress {
  readonly provider: ReviewProvider;
  readonly shop: ShopDomain;
  readonly connection: string;
}

const PATH = /^\/reviews\/([a-z]{1,20})\/([^/]{1,100})\/([\w-]{1,64})\/?$/;

export function parseReviewAddress(path: string): ReviewAddress | null {
  const [, providerText = '', shopText = '', connection = ''] = PATH.exec(path) ?? [];
  const provider = parseReviewProvider(providerText);
  const shop = parseShopDomain(shopText);
  return provider !== null && shop !== null ? { provider, shop, connection } : null;
}

export function reviewPath({ provider, shop, id }: Pick<ReviewConnection, 'provider' | 'shop' | 'id'>): string {
  return `/reviews/${provider}/${shop}/${id}`;
}

/** What a delivery is called on the queue; a test of ours is told apart. */
export function reviewTopic(provider: ReviewProvider, isTest: boolean): string {
  return isTest ? `reviews/${provider}/test` : `reviews/${provider}`;
}

export function parseReviewTopic(topic: string): { provider: ReviewProvider; isTest: boolean } | null {
  const [prefix, providerText = '', test, ...rest] = topic.split('/');
  const provider = parseReviewProvider(providerText);
  if (prefix !== 'reviews' || provider === null || rest.length > 0) return null;
  return test === undefined || test === 'test' ? { provider, isTest: test === 'test' } : null;
}

/** Marks the sample that we send ourselves; it only ever makes a delivery do less. */
export const TEST_HEADER = 'x-concierge-test';
