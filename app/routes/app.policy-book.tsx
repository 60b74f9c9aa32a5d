import type { LinksFunction, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { authenticateMerchant, refuseWrites } from '../authenticate.server.ts';
import { runningBook } from '../policy-book.server.ts';
import { merchantHeaders } from '../route-headers.server.ts';
import bookStyles from '../ui/policy-book.css?url';
import { PolicyBookPage } from '../ui/policy-book-page.tsx';
import { RouteError } from '../ui/route-error.tsx';

export const headers = merchantHeaders;
export const links: LinksFunction = () => [{ rel: 'stylesheet', href: bookStyles }];

/** Nothing is written here; who asks is looked at all the same. */
export const action = refuseWrites;

export async function loader(args: LoaderFunctionArgs) {
  return runningBook(await authenticateMerchant(args), args.request);
}

export default function Book() {
  return <PolicyBookPage {...useLoaderData<typeof loader>()} />;
}

export const ErrorBoundary = RouteError;
