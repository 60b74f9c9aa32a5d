import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { type ClientActionFunctionArgs, useLoaderData } from '@remix-run/react';
import { handOver } from '../../core/use-cases/request-data.ts';
import { answerOrFailed } from '../answer.ts';
import { authenticateMerchant } from '../authenticate.server.ts';
import { nameCustomers } from '../customer-names.server.ts';
import { type HandedOver, handOverRequest, newest, viewPrivacy } from '../privacy.server.ts';
import { readJson } from '../read-json.server.ts';
import { merchantHeaders } from '../route-headers.server.ts';
import { requireShop } from '../shop.server.ts';
import { PrivacyPage } from '../ui/privacy-page.tsx';
import { RouteError } from '../ui/route-error.tsx';

export const headers = merchantHeaders;

/** Their order is known only once all are read: neither a request’s number nor an erasure’s hash tells when it came. */
const MOST_READ = 100_000;

export async function loader(args: LoaderFunctionArgs) {
  const merchant = await authenticateMerchant(args);
  const { services, admin } = merchant;
  const shop = await requireShop(merchant);
  const [requests, erasures, redaction] = await Promise.all([
    services.requests.list(shop.domain, MOST_READ),
    services.erasures.list(shop.domain, MOST_READ),
    services.redactions.find(shop.domain),
  ]);
  const nameOf = await nameCustomers(
    admin,
    newest(requests).map(({ customer }) => customer),
  );
  return viewPrivacy({ requests, erasures, redaction }, shop, nameOf, services.clock.now().getTime());
}

/** The merchant says that a customer has their file. */
export async function action(args: ActionFunctionArgs): Promise<HandedOver> {
  const merchant = await authenticateMerchant(args);
  const { handedOver } = await readJson(args.request, handOverRequest);
  const { services } = merchant;
  const { domain } = await requireShop(merchant);
  return { kind: await handOver(services, domain, handedOver, services.clock.now().getTime()) };
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) => answerOrFailed(serverAction<typeof action>);

export default function Privacy() {
  return <PrivacyPage {...useLoaderData<typeof loader>()} />;
}

export const ErrorBoundary = RouteError;
