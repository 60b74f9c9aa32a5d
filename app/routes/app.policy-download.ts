import type { LoaderFunctionArgs } from '@remix-run/node';
import { authenticateMerchant, refuseWrites } from '../authenticate.server.ts';
import { policyFile } from '../policy-file.server.ts';
import { requirePolicy } from '../rule-publishing.server.ts';
import { requireShop } from '../shop.server.ts';
import { appConfig } from '../shopify.server.ts';
import { readVersion } from '../version-url.ts';

/** Nothing is written here; who asks is looked at all the same. */
export const action = refuseWrites;

/** The rules of one version, as a file. */
export async function loader(args: LoaderFunctionArgs) {
  const merchant = await authenticateMerchant(args);
  const shop = await requireShop(merchant);
  const version = readVersion(args.params.version) ?? 0;
  const policy = await requirePolicy(merchant.services.policies, shop, version);
  return new Response(policyFile(policy, new URL('/policy.schema.json', appConfig().shopify.appUrl).href), {
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': `attachment; filename="policy-${version}.json"`,
      'Cache-Control': 'private, no-store',
    },
  });
}
