import type { HeadersFunction } from '@remix-run/node';
import { boundary } from '@shopify/shopify-app-remix/server';

/** Passes on what authentication sets (App Bridge reads it from 401s) and keeps a merchant's data out of every cache. */
export const merchantHeaders: HeadersFunction = (given) => {
  const headers = new Headers(boundary.headers(given));
  headers.set('Cache-Control', 'private, no-store');
  return headers;
};
