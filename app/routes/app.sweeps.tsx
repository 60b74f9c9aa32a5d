import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { type ClientActionFunctionArgs, useLoaderData } from '@remix-run/react';
import { sweepNow } from '../../core/use-cases/sweep-now.ts';
import { answerOrFailed } from '../answer.ts';
import { authenticateMerchant } from '../authenticate.server.ts';
import { merchantHeaders } from '../route-headers.server.ts';
import { requireShop } from '../shop.server.ts';
import { viewSweeps } from '../sweep-rows.server.ts';
import { RouteError } from '../ui/route-error.tsx';
import { SweepsPage } from '../ui/sweeps-page.tsx';

export const headers = merchantHeaders;

/** A month of nights. */
const SWEEPS_SHOWN = 31;

export async function loader(args: LoaderFunctionArgs) {
  const merchant = await authenticateMerchant(args);
  const { services } = merchant;
  const shop = await requireShop(merchant);
  const sweeps = await services.sweeps.list(shop.domain, SWEEPS_SHOWN);
  return viewSweeps(sweeps, shop, services.clock.now().getTime());
}

/** Compares now, without waiting for the night. */
export async function action(args: ActionFunctionArgs) {
  const merchant = await authenticateMerchant(args);
  const { services } = merchant;
  const { domain } = await requireShop(merchant);
  const { kind } = await sweepNow(services, domain, services.clock.now().getTime());
  return { kind };
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) => answerOrFailed(serverAction<typeof action>);

export default function Sweeps() {
  return <SweepsPage {...useLoaderData<typeof loader>()} />;
}

export const ErrorBoundary = RouteError;
