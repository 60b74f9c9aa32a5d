import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import type { ClientActionFunctionArgs } from '@remix-run/react';
import { answerOrFailed } from '../answer.ts';
import { authenticateMerchant } from '../authenticate.server.ts';
import { previewMessage, previewRequest } from '../message-preview.server.ts';
import { readJson } from '../read-json.server.ts';

/** There is nothing to open. */
export async function loader(args: LoaderFunctionArgs) {
  await authenticateMerchant(args);
  throw new Response(null, { status: 404 });
}

export async function action(args: ActionFunctionArgs) {
  const { services } = await authenticateMerchant(args);
  return previewMessage(services.templates, await readJson(args.request, previewRequest));
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) => answerOrFailed(serverAction<typeof action>);
