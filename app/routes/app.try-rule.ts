import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import type { ClientActionFunctionArgs } from '@remix-run/react';
import { answerOrFailed } from '../answer.ts';
import { authenticateMerchant } from '../authenticate.server.ts';
import { readJson } from '../read-json.server.ts';
import { requireShop } from '../shop.server.ts';
import { answerTry, tryRequest } from '../try-rule.server.ts';

/** There is nothing to open. */
export async function loader(args: LoaderFunctionArgs) {
  await authenticateMerchant(args);
  throw new Response(null, { status: 404 });
}

export async function action(args: ActionFunctionArgs) {
  const merchant = await authenticateMerchant(args);
  const asked = await readJson(args.request, tryRequest);
  const { services } = merchant;
  return answerTry(services, await requireShop(merchant), asked, services.clock.now().getTime());
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) => answerOrFailed(serverAction<typeof action>);
