import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { type ClientActionFunctionArgs, useLoaderData } from '@remix-run/react';
import { answerOrFailed } from '../answer.ts';
import { authenticateMerchant } from '../authenticate.server.ts';
import { nameCustomers } from '../customer-names.server.ts';
import { pageUrls } from '../page-trail.ts';
import { perkFilterUrl, readPerkFilter, retryOf } from '../perk-filter.ts';
import { retryPerks, retryRequest } from '../perk-retry.server.ts';
import { perkRows } from '../perk-rows.server.ts';
import { findPerks } from '../perk-search.server.ts';
import { readJson } from '../read-json.server.ts';
import { merchantHeaders } from '../route-headers.server.ts';
import { rulesToFilterBy } from '../rule-choice.server.ts';
import { requirePolicy } from '../rule-publishing.server.ts';
import { requireShop } from '../shop.server.ts';
import { PerksPage } from '../ui/perks-page.tsx';
import { RouteError } from '../ui/route-error.tsx';

export const headers = merchantHeaders;

/** Decisions; each may have several perks. */
const PAGE_SIZE = 25;

/** Counts, or tries again, what was refused or stopped of what the address shows. */
export async function action(args: ActionFunctionArgs) {
  const merchant = await authenticateMerchant(args);
  const { services, staff } = merchant;
  const asked = await readJson(args.request, retryRequest);
  const wanted = retryOf(readPerkFilter(new URL(args.request.url).searchParams));
  if (!wanted) throw new Response(null, { status: 400 });
  const shop = await requireShop(merchant);
  return retryPerks(services, shop, wanted, asked, staff, services.clock.now().getTime());
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) => answerOrFailed(serverAction<typeof action>);

/** A count changes nothing, and without a connection the page stays as it is. */
export function shouldRevalidate({ actionResult }: { actionResult?: { kind?: string } }): boolean {
  return actionResult?.kind !== 'failed' && actionResult?.kind !== 'counted';
}

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
    isRetrying: shop.chores.retry !== undefined,
    rows: decisions.flatMap((decision) => perkRows(decision, filter, shop.timezone, nameOf)),
    ...pageUrls(filter, cursor, perkFilterUrl),
  };
}

export default function Perks() {
  return <PerksPage {...useLoaderData<typeof loader>()} />;
}

export const ErrorBoundary = RouteError;
