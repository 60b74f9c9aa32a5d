import type { ReviewProvider } from '../core/review.ts';

/** How the services are called. */
export const PROVIDER_NAMES: Readonly<Record<ReviewProvider, string>> = {
  judgeme: 'Judge.me',
  okendo: 'Okendo',
  stamped: 'Stamped',
  yotpo: 'Yotpo',
};
