import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { authenticateMerchant, refuseWrites } from '../authenticate.server.ts';
import { viewHistory } from '../policy-history.server.ts';
import { merchantHeaders } from '../route-headers.server.ts';
import { requireShop } from '../shop.server.ts';
import { HistoryPage } from '../ui/history-page.tsx';
import { RouteError } from '../ui/route-error.tsx';
import { readVersion } from '../version-url.ts';

export const headers = merchantHeaders;

/** Nothing is written here; who asks is looked at all the same. */
export const action = refuseWrites;

export async function loader(args: LoaderFunctionArgs) {
  const merchant = await authenticateMerchant(args);
  const shop = await requireShop(merchant);
  const from = readVersion(new URL(args.request.url).searchParams.get('from'));
  return viewHistory(merchant.services.policies, shop, from, merchant.staff);
}

export default function History() {
  return <HistoryPage {...useLoaderData<typeof loader>()} />;
}

export const ErrorBoundary = RouteError;
