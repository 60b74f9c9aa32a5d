import type { LoaderFunctionArgs } from '@remix-run/node';
import { isRouteErrorResponse, useLoaderData, useRouteError } from '@remix-run/react';
import { authenticateMerchant, refuseWrites } from '../authenticate.server.ts';
import { nameCustomers } from '../customer-names.server.ts';
import { foundRows, uncheckedRows } from '../found-rows.server.ts';
import { merchantHeaders } from '../route-headers.server.ts';
import { requireShop } from '../shop.server.ts';
import { sweepRow } from '../sweep-rows.server.ts';
import { sweepUrl } from '../sweep-url.ts';
import { MissingSweep } from '../ui/missing-sweep.tsx';
import { RouteError } from '../ui/route-error.tsx';
import { SweepPage } from '../ui/sweep-page.tsx';

export const headers = merchantHeaders;

/** Nothing is written here; who asks is looked at all the same. */
export const action = refuseWrites;

const PAGE_SIZE = 25;

export async function loader(args: LoaderFunctionArgs) {
  const merchant = await authenticateMerchant(args);
  const { services, admin } = merchant;
  const shop = await requireShop(merchant);
  const sweep = await services.sweeps.find(shop.domain, args.params.sweep ?? '');
  if (!sweep) throw new Response(null, { status: 404 });
  const from = readFrom(new URL(args.request.url).searchParams);
  const nameOf = await nameCustomers(
    admin,
    [...sweep.found, ...sweep.unchecked].map(({ customer }) => customer),
  );
  const pageUrl = (start: number) => `${sweepUrl(sweep)}${start === 0 ? '' : `?from=${start}`}`;
  return {
    sweep: sweepRow(sweep, shop),
    kept: sweep.found.length,
    unchecked: uncheckedRows(sweep, nameOf),
    rows: await foundRows(services.ledger, shop, sweep, { from, limit: PAGE_SIZE }, nameOf),
    olderUrl: from + PAGE_SIZE < sweep.found.length ? pageUrl(from + PAGE_SIZE) : null,
    newerUrl: from === 0 ? null : pageUrl(Math.max(0, from - PAGE_SIZE)),
  };
}

function readFrom(parameters: URLSearchParams): number {
  const from = Number(parameters.get('from') ?? 0);
  return Number.isSafeInteger(from) && from > 0 ? from : 0;
}

export default function Sweep() {
  return <SweepPage {...useLoaderData<typeof loader>()} />;
}

export function ErrorBoundary() {
  const error = useRouteError();
  return isRouteErrorResponse(error) && error.status === 404 ? <MissingSweep /> : <RouteError />;
}
