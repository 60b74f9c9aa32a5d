import type { ReviewSource } from '../core/review.ts';

/** How the services are called. */
export const PROVIDER_NAMES: Readonly<Record<ReviewSource, string>> = {
  judgeme: 'Judge.me',
  okendo: 'Okendo',
  stamped: 'Stamped',
  yotpo: 'Yotpo',
  shopify: 'Shopify',
};
