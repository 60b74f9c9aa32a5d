import { type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { authenticateMerchant, refuseWrites } from '../authenticate.server.ts';
import { nameCustomers } from '../customer-names.server.ts';
import { filterUrl, queryOf, readFilter } from '../decision-filter.ts';
import { decisionRow, decisionUrl } from '../decision-rows.server.ts';
import { pageUrls } from '../page-trail.ts';
import { merchantHeaders } from '../route-headers.server.ts';
import { rulesToFilterBy } from '../rule-choice.server.ts';
import { requirePolicy } from '../rule-publishing.server.ts';
import { requireShop } from '../shop.server.ts';
import { DecisionsPage } from '../ui/decisions-page.tsx';
import { RouteError } from '../ui/route-error.tsx';

export const headers = merchantHeaders;

const PAGE_SIZE = 25;

/** Nothing is written here; who asks is looked at all the same. */
export const action = refuseWrites;

export async function loader(args: LoaderFunctionArgs) {
  const merchant = await authenticateMerchant(args);
  const { services, admin } = merchant;
  const shop = await requireShop(merchant);
  const url = new URL(args.request.url);
  const filter = readFilter(url.searchParams);
  const [page, policy] = await Promise.all([
    services.ledger.decisions(shop.domain, queryOf(filter, PAGE_SIZE)),
    requirePolicy(services.policies, shop, shop.policyVersion),
  ]);
  const [ofOrder] = filter.order ? page.decisions : [];
  if (ofOrder) {
    // What the admin added to the address when it opened the app is needed where it leads to.
    url.searchParams.delete('order');
    throw redirect(`${decisionUrl(ofOrder)}${url.search}`);
  }
  const nameOf = await nameCustomers(
    admin,
    page.decisions.map(({ event }) => event.customer),
  );
  return {
    filter,
    rules: rulesToFilterBy(policy, filter.rule),
    rows: page.decisions.map((decision) => decisionRow(decision, shop.timezone, nameOf)),
    ...pageUrls(filter, page.cursor, filterUrl),
  };
}

export default function Decisions() {
  return <DecisionsPage {...useLoaderData<typeof loader>()} />;
}

export const ErrorBoundary = RouteError;
