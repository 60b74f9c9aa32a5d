import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { type ClientActionFunctionArgs, isRouteErrorResponse, useLoaderData, useRouteError } from '@remix-run/react';
import { answerOrFailed } from '../answer.ts';
import { authenticateMerchant } from '../authenticate.server.ts';
import { viewVersion } from '../policy-history.server.ts';
import { readJson } from '../read-json.server.ts';
import { restoreRequest, restoreVersion } from '../restore-version.server.ts';
import { merchantHeaders } from '../route-headers.server.ts';
import { editorOf, requireShop } from '../shop.server.ts';
import { MissingVersion } from '../ui/missing-version.tsx';
import { RouteError } from '../ui/route-error.tsx';
import { VersionPage } from '../ui/version-page.tsx';
import { readVersion } from '../version-url.ts';

export const headers = merchantHeaders;

export async function loader(args: LoaderFunctionArgs) {
  const merchant = await authenticateMerchant(args);
  const shop = await requireShop(merchant);
  return viewVersion(merchant.services.policies, shop, readVersion(args.params.version) ?? 0, merchant.staff);
}

/** Goes back to this version. */
export async function action(args: ActionFunctionArgs) {
  const merchant = await authenticateMerchant(args);
  const { running } = await readJson(args.request, restoreRequest);
  return restoreVersion(await editorOf(merchant), readVersion(args.params.version) ?? 0, running);
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) => answerOrFailed(serverAction<typeof action>);

export default function Version() {
  const data = useLoaderData<typeof loader>();
  return <VersionPage key={data.version.version} {...data} />;
}

export function ErrorBoundary() {
  const error = useRouteError();
  return isRouteErrorResponse(error) && error.status === 404 ? <MissingVersion /> : <RouteError />;
}
