import type { LoaderFunctionArgs } from '@remix-run/node';
import { authenticateMerchant, refuseWrites } from '../authenticate.server.ts';
import { merchantHeaders } from '../route-headers.server.ts';
import { RouteError } from '../ui/route-error.tsx';

export const headers = merchantHeaders;
export const action = refuseWrites;

/** Any other address below `/app`: told in the frame of the app, with its navigation. */
export async function loader(args: LoaderFunctionArgs): Promise<never> {
  await authenticateMerchant(args);
  throw new Response(null, { status: 404 });
}

/** A route without a component would be a resource, and its error nobody's page. */
export default function Unknown() {
  return null;
}

export const ErrorBoundary = RouteError;
