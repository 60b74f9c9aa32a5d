import type { LoaderFunctionArgs } from '@remix-run/node';
import { isRouteErrorResponse, useLoaderData, useRouteError } from '@remix-run/react';
import { gid } from '../../core/identity.ts';
import { authenticateMerchant, refuseWrites } from '../authenticate.server.ts';
import { readCompany } from '../company-details.server.ts';
import { nameCustomers } from '../customer-names.server.ts';
import { merchantHeaders } from '../route-headers.server.ts';
import { requireShop } from '../shop.server.ts';
import { CompanyPage, UnreadableCompany } from '../ui/company-page.tsx';
import { MissingCompany } from '../ui/missing-company.tsx';
import { RouteError } from '../ui/route-error.tsx';

export const headers = merchantHeaders;

/** There is nothing to send here; who asks is looked at all the same. */
export const action = refuseWrites;

export async function loader(args: LoaderFunctionArgs) {
  const merchant = await authenticateMerchant(args);
  const { services, admin } = merchant;
  const shop = await requireShop(merchant);
  const id = gid('Company', args.params.company ?? '');
  if (!id) throw new Response(null, { status: 404 });
  const now = services.clock.now().getTime();
  const read = await readCompany(services, shop, id, now, (people) => nameCustomers(admin, people));
  if (read === 'missing') throw new Response(null, { status: 404 });
  return { company: read === 'unreadable' ? null : read };
}

export default function Company() {
  const { company } = useLoaderData<typeof loader>();
  return company ? <CompanyPage {...company} /> : <UnreadableCompany />;
}

export function ErrorBoundary() {
  const error = useRouteError();
  return isRouteErrorResponse(error) && error.status === 404 ? <MissingCompany /> : <RouteError />;
}
