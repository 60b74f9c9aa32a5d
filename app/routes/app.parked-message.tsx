import type { LoaderFunctionArgs } from '@remix-run/node';
import { isRouteErrorResponse, useLoaderData, useRouteError } from '@remix-run/react';
import { authenticateMerchant, refuseWrites } from '../authenticate.server.ts';
import { parkedDetails } from '../parked.server.ts';
import { merchantHeaders } from '../route-headers.server.ts';
import { requireShop } from '../shop.server.ts';
import { MissingParked } from '../ui/missing-parked.tsx';
import { ParkedMessagePage } from '../ui/parked-message-page.tsx';
import { RouteError } from '../ui/route-error.tsx';

export const headers = merchantHeaders;

/** The list takes what is to be tried again; who asks is looked at all the same. */
export const action = refuseWrites;

export async function loader(args: LoaderFunctionArgs) {
  const merchant = await authenticateMerchant(args);
  const { domain, timezone } = await requireShop(merchant);
  const parked = await merchant.services.parking.find(domain, args.params.id ?? '');
  if (!parked) throw new Response(null, { status: 404 });
  return parkedDetails(parked, timezone);
}

/** Trying it again ends in the list: the page must not ask for what is gone before it goes there. */
export function shouldRevalidate({ actionResult }: { actionResult?: { kind?: string } }): boolean {
  return actionResult === undefined;
}

export default function ParkedMessage() {
  return <ParkedMessagePage {...useLoaderData<typeof loader>()} />;
}

export function ErrorBoundary() {
  const error = useRouteError();
  return isRouteErrorResponse(error) && error.status === 404 ? <MissingParked /> : <RouteError />;
}
