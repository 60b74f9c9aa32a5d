import type { LinksFunction } from '@remix-run/node';
import polarisStyles from '@shopify/polaris/build/esm/styles.css?url';
import appStyles from './app.css?url';

/** The style sheets of every page that uses Polaris. */
export const polarisLinks: LinksFunction = () => [
  { rel: 'stylesheet', href: polarisStyles },
  { rel: 'stylesheet', href: appStyles },
];
