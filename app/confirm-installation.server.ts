import { redirect } from '@remix-run/node';
import type { Merchant } from './authenticate.server.ts';
import { BEING_DELETED } from './being-deleted.ts';

/** In the address once a revoked installation was noticed: a shop that refuses fresh tokens too is not asked again. */
const NOTICED = 'reinstalled';

/**
 * The admin opens the app with a session token in the address. That is the moment to notice that the app was uninstalled
 * and installed again before the platform told us: our tokens still look alive then, and nothing else would exchange
 * new ones. Asking costs one call of the Admin API for each opening; a shop that can’t be reached opens all the same.
 */
export async function confirmWhenOpened(request: Request, { shop, services }: Merchant): Promise<void> {
  const url = new URL(request.url);
  // The open page asks for fresh data.
  if (request.headers.has('authorization')) return;
  if (!url.searchParams.has('id_token') || url.searchParams.has(NOTICED)) return;
  const confirmed = await services.confirmInstallation(shop);
  if (confirmed === 'being_deleted') throw new Response(BEING_DELETED, { status: 409 });
  if (confirmed !== 'revoked') return;
  url.searchParams.set(NOTICED, '1');
  throw redirect(`${url.pathname}${url.search}`);
}
