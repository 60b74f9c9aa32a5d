import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { type ClientActionFunctionArgs, useLoaderData } from '@remix-run/react';
import * as z from 'zod';
import { steerImport } from '../../core/use-cases/steer-import.ts';
import { answerOrFailed } from '../answer.ts';
import { authenticateMerchant } from '../authenticate.server.ts';
import { viewPast } from '../past-import.server.ts';
import { readJson } from '../read-json.server.ts';
import { merchantHeaders } from '../route-headers.server.ts';
import { requireShop } from '../shop.server.ts';
import { PastPage } from '../ui/past-page.tsx';
import { RouteError } from '../ui/route-error.tsx';

export const headers = merchantHeaders;

const request = z.strictObject({ steering: z.enum(['start', 'pause', 'resume', 'cancel']) });

export async function loader(args: LoaderFunctionArgs) {
  const merchant = await authenticateMerchant(args);
  const shop = await requireShop(merchant);
  return viewPast(await merchant.services.imports.latest(shop.domain), shop);
}

export async function action(args: ActionFunctionArgs) {
  const merchant = await authenticateMerchant(args);
  const { services } = merchant;
  const { domain } = await requireShop(merchant);
  const { steering } = await readJson(args.request, request);
  return { kind: await steerImport(services, domain, steering, services.clock.now().getTime()), steering };
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) => answerOrFailed(serverAction<typeof action>);

export default function Past() {
  return <PastPage {...useLoaderData<typeof loader>()} />;
}

export const ErrorBoundary = RouteError;
