import type { LoaderFunctionArgs } from '@remix-run/node';
import { isRouteErrorResponse, useLoaderData, useRouteError } from '@remix-run/react';
import { gid } from '../../core/identity.ts';
import { authenticateMerchant, refuseWrites } from '../authenticate.server.ts';
import { readCustomer } from '../customer-details.server.ts';
import { nameCustomers } from '../customer-names.server.ts';
import { customerUrl } from '../customer-url.ts';
import { boundedTrail, pageUrls } from '../page-trail.ts';
import { merchantHeaders } from '../route-headers.server.ts';
import { requireShop } from '../shop.server.ts';
import { CustomerPage } from '../ui/customer-page.tsx';
import { MissingCustomer } from '../ui/missing-customer.tsx';
import { RouteError } from '../ui/route-error.tsx';

export const headers = merchantHeaders;

/** Nothing is written here; who asks is looked at all the same. */
export const action = refuseWrites;

export async function loader(args: LoaderFunctionArgs) {
  const merchant = await authenticateMerchant(args);
  const { services, admin } = merchant;
  const shop = await requireShop(merchant);
  const id = gid('Customer', args.params.customer ?? '');
  if (!id) throw new Response(null, { status: 404 });
  const trail = [...boundedTrail(new URL(args.request.url).searchParams.getAll('page'))];
  const name = (await nameCustomers(admin, [id]))(id);
  const now = services.clock.now().getTime();
  const read = await readCustomer(services, shop, id, trail.at(-1), name, now);
  if (!read) throw new Response(null, { status: 404 });
  return { ...read.details, ...pageUrls({ trail }, read.cursor, (filter) => customerUrl(id, filter.trail)) };
}

export default function Customer() {
  return <CustomerPage {...useLoaderData<typeof loader>()} />;
}

export function ErrorBoundary() {
  const error = useRouteError();
  return isRouteErrorResponse(error) && error.status === 404 ? <MissingCustomer /> : <RouteError />;
}
