import type { LoaderFunctionArgs } from '@remix-run/node';
import { authenticateMerchant, refuseWrites } from '../authenticate.server.ts';
import { runningBook } from '../policy-book.server.ts';
import { policyBookFile } from '../policy-book-file.server.tsx';
import { bookFileName } from '../policy-book-url.ts';

/** Nothing is written here; who asks is looked at all the same. */
export const action = refuseWrites;

/** The policy book as a file to be printed or sent on. */
export async function loader(args: LoaderFunctionArgs) {
  const book = await runningBook(await authenticateMerchant(args), args.request);
  return new Response(policyBookFile(book), {
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Disposition': `attachment; filename="${bookFileName(book)}"`,
      'Cache-Control': 'private, no-store',
    },
  });
}
