import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { authenticateMerchant, refuseWrites } from '../authenticate.server.ts';
import { nameCustomers } from '../customer-names.server.ts';
import { viewHome } from '../home.server.ts';
import { merchantHeaders } from '../route-headers.server.ts';
import { requireShop } from '../shop.server.ts';
import { HomePage } from '../ui/home-page.tsx';
import { RouteError } from '../ui/route-error.tsx';

export const headers = merchantHeaders;

/** Nothing is written here; who asks is looked at all the same. */
export const action = refuseWrites;

export async function loader(args: LoaderFunctionArgs) {
  const merchant = await authenticateMerchant(args);
  const { services, admin, staff } = merchant;
  const shop = await requireShop(merchant);
  const now = services.clock.now().getTime();
  return viewHome(services, shop, now, (customers) => nameCustomers(admin, customers), staff);
}

export default function Home() {
  return <HomePage {...useLoaderData<typeof loader>()} />;
}

export const ErrorBoundary = RouteError;
