import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { type ClientActionFunctionArgs, useLoaderData } from '@remix-run/react';
import { answerOrFailed } from '../answer.ts';
import { authenticateMerchant } from '../authenticate.server.ts';
import { addToDraft, answerDraft } from '../draft-actions.server.ts';
import { draftRequest } from '../draft-request.server.ts';
import { viewDraft } from '../draft-view.server.ts';
import { readJson } from '../read-json.server.ts';
import { merchantHeaders } from '../route-headers.server.ts';
import { requireTemplate } from '../rule-templates.ts';
import { draftEditorOf, requireShop } from '../shop.server.ts';
import { DraftPage } from '../ui/draft-page.tsx';
import { RouteError } from '../ui/route-error.tsx';

export const headers = merchantHeaders;

export async function loader(args: LoaderFunctionArgs) {
  const merchant = await authenticateMerchant(args);
  return viewDraft(merchant.services, await requireShop(merchant), merchant.staff);
}

export async function action(args: ActionFunctionArgs) {
  const merchant = await authenticateMerchant(args);
  const asked = await readJson(args.request, draftRequest);
  const editor = await draftEditorOf(merchant);
  if (asked.intent !== 'add') return answerDraft(editor, asked);
  return addToDraft(editor, requireTemplate(asked.template, editor.shop.currency), asked.form);
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) => answerOrFailed(serverAction<typeof action>);

export default function Draft() {
  return <DraftPage {...useLoaderData<typeof loader>()} />;
}

export const ErrorBoundary = RouteError;
