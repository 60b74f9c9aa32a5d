import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { type ClientActionFunctionArgs, useLoaderData } from '@remix-run/react';
import { answerOrFailed } from '../answer.ts';
import { authenticateMerchant } from '../authenticate.server.ts';
import { importPolicy, importRequest } from '../policy-import.server.ts';
import { readJson } from '../read-json.server.ts';
import { merchantHeaders } from '../route-headers.server.ts';
import { draftEditorOf, requireShop } from '../shop.server.ts';
import { PolicyFilePage } from '../ui/policy-file-page.tsx';
import { RouteError } from '../ui/route-error.tsx';

export const headers = merchantHeaders;

export async function loader(args: LoaderFunctionArgs) {
  const { policyVersion } = await requireShop(await authenticateMerchant(args));
  return { running: policyVersion };
}

/** Looks at a file, or puts what it says into the draft. */
export async function action(args: ActionFunctionArgs) {
  const merchant = await authenticateMerchant(args);
  const asked = await readJson(args.request, importRequest);
  return importPolicy(await draftEditorOf(merchant), asked);
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) => answerOrFailed(serverAction<typeof action>);

export default function File() {
  return <PolicyFilePage {...useLoaderData<typeof loader>()} />;
}

export const ErrorBoundary = RouteError;
