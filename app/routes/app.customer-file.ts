import type { LoaderFunctionArgs } from '@remix-run/node';
import { customerFile } from '../../core/use-cases/customer-file.ts';
import { authenticateMerchant, refuseWrites } from '../authenticate.server.ts';
import { requireShop } from '../shop.server.ts';

/** Nothing is written here; who asks is looked at all the same. */
export const action = refuseWrites;

/** What is kept of the customer who asked, as a file. It is made now and kept nowhere. */
export async function loader(args: LoaderFunctionArgs) {
  const merchant = await authenticateMerchant(args);
  const { services } = merchant;
  const { domain } = await requireShop(merchant);
  const id = args.params.request ?? '';
  const request = /^\d{1,20}$/.test(id) ? await services.requests.find(domain, id) : null;
  const file = request && (await customerFile(services, domain, request, services.clock.now().getTime()));
  if (!file) throw new Response(null, { status: 404 });
  return new Response(JSON.stringify(file, null, 2), {
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': `attachment; filename="request-${id}.json"`,
      'Cache-Control': 'private, no-store',
    },
  });
}
