import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { authenticateMerchant } from '../authenticate.server.ts';
import { answerFile, fileRequest } from '../past-file.server.ts';
import { readJson } from '../read-json.server.ts';
import { requireShop } from '../shop.server.ts';

/** There is nothing to open. */
export async function loader(args: LoaderFunctionArgs) {
  await authenticateMerchant(args);
  throw new Response(null, { status: 404 });
}

/** Asked by a page that reads the merchant's file, piece by piece. */
export async function action(args: ActionFunctionArgs) {
  const merchant = await authenticateMerchant(args);
  const { domain } = await requireShop(merchant);
  return Response.json(await answerFile(merchant.services, domain, await readJson(args.request, fileRequest)));
}
