import type { LoaderFunctionArgs } from '@remix-run/node';
import { authenticateMerchant } from '../authenticate.server.ts';

/** The library's own pages: the bounce page for a fresh session token, and the way out of the iframe. */
export async function loader(args: LoaderFunctionArgs): Promise<null> {
  await authenticateMerchant(args);
  return null;
}
