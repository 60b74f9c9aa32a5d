import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { authenticateMerchant, refuseWrites } from '../authenticate.server.ts';
import { nameCustomers } from '../customer-names.server.ts';
import { pageUrls } from '../page-trail.ts';
import { perkFilterUrl, readPerkFilter } from '../perk-filter.ts';
import { perkRows } from '../perk-rows.server.ts';
import { findPerks } from '../perk-search.server.ts';
import { merchantHeaders } from '../route-headers.server.ts';
import { rulesToFilterBy } from '../rule-choice.server.ts';
import { requirePolicy } from '../rule-publishing.server.ts';
import { requireShop } from '../shop.server.ts';
import { PerksPage } from '../ui/perks-page.tsx';
import { RouteError } from '../ui/route-error.tsx';

export const headers = merchantHeaders;

/** Decisions; each may have several perks. */
const PAGE_SIZE = 25;

/** Nothing is written here; who asks is looked at all the same. */
export const action = refuseWrites;

export async function loader(args: LoaderFunctionArgs) {
  const merchant = await authenticateMerchant(args);
  const { services, admin } = merchant;
  const shop = await requireShop(merchant);
  const filter = readPerkFilter(new URL(args.request.url).searchParams);
  const [{ decisions, cursor, searchProblem }, policy] = await Promise.all([
    findPerks(services, shop.domain, filter, PAGE_SIZE),
    requirePolicy(services.policies, shop, shop.policyVersion),
  ]);
  const nameOf = await nameCustomers(admin, [filter.customer, ...decisions.map(({ event }) => event.customer)]);
  return {
    filter,
    rules: rulesToFilterBy(policy, filter.rule),
    customer: filter.customer && nameOf(filter.customer),
    searchProblem,
    rows: decisions.flatMap((decision) => perkRows(decision, filter, shop.timezone, nameOf)),
    ...pageUrls(filter, cursor, perkFilterUrl),
  };
}

export default function Perks() {
  return <PerksPage {...useLoaderData<typeof loader>()} />;
}

export const ErrorBoundary = RouteError;
