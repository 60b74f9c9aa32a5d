import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { type ClientActionFunctionArgs, useLoaderData } from '@remix-run/react';
import { answerOrFailed } from '../answer.ts';
import { authenticateMerchant } from '../authenticate.server.ts';
import { readJson } from '../read-json.server.ts';
import { changeReviewService, reviewServiceRequest, viewReviewServices } from '../review-settings.server.ts';
import { merchantHeaders } from '../route-headers.server.ts';
import { requireShop } from '../shop.server.ts';
import { RouteError } from '../ui/route-error.tsx';
import { SettingsPage } from '../ui/settings-page.tsx';

export const headers = merchantHeaders;

export async function loader(args: LoaderFunctionArgs) {
  const merchant = await authenticateMerchant(args);
  const shop = await requireShop(merchant);
  const { currency, timezone, plan } = shop;
  return { shop: { currency, timezone, plan }, services: await viewReviewServices(merchant.services, shop) };
}

/** Connects a review service, tests it or ends it. */
export async function action(args: ActionFunctionArgs) {
  const merchant = await authenticateMerchant(args);
  const asked = await readJson(args.request, reviewServiceRequest);
  return changeReviewService(merchant.services, await requireShop(merchant), asked);
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) => answerOrFailed(serverAction<typeof action>);

export default function Settings() {
  return <SettingsPage {...useLoaderData<typeof loader>()} />;
}

export const ErrorBoundary = RouteError;
