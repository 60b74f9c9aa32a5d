import type { LoaderFunctionArgs } from '@remix-run/node';
import { isRouteErrorResponse, useLoaderData, useRouteError } from '@remix-run/react';
import type { DecisionId } from '../../core/identity.ts';
import { authenticateMerchant, refuseWrites } from '../authenticate.server.ts';
import { nameCustomers } from '../customer-names.server.ts';
import { decisionDetails } from '../decision-details.server.ts';
import { merchantHeaders } from '../route-headers.server.ts';
import { requireShop } from '../shop.server.ts';
import { DecisionPage } from '../ui/decision-page.tsx';
import { MissingDecision } from '../ui/missing-decision.tsx';
import { RouteError } from '../ui/route-error.tsx';

export const headers = merchantHeaders;

/** No store is asked for what can’t be an id of ours. */
const LONGEST_ID = 200;

/** Nothing is written here; who asks is looked at all the same. */
export const action = refuseWrites;

export async function loader(args: LoaderFunctionArgs) {
  const merchant = await authenticateMerchant(args);
  const { services, admin } = merchant;
  const shop = await requireShop(merchant);
  const id = args.params.decision ?? '';
  const decision = id.length > LONGEST_ID ? null : await services.ledger.decision(shop.domain, id as DecisionId);
  if (!decision) throw new Response(null, { status: 404 });
  const { customer, order } = decision.event;
  const [nameOf, known] = await Promise.all([
    nameCustomers(admin, [customer]),
    order && services.ledger.order(shop.domain, order, 'cheap'),
  ]);
  return decisionDetails(decision, shop.timezone, nameOf(customer), known);
}

export default function Decision() {
  return <DecisionPage {...useLoaderData<typeof loader>()} />;
}

export function ErrorBoundary() {
  const error = useRouteError();
  return isRouteErrorResponse(error) && error.status === 404 ? <MissingDecision /> : <RouteError />;
}
