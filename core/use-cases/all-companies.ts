import type { CompanyRecord } from '../company.ts';
import type { ShopDomain } from '../identity.ts';
import type { CompanyStore } from '../ports.ts';

const PAGE = 1_000;

/** Every company of the shop, read page by page as they are asked for. */
export async function* allCompanies(
  { companies }: { readonly companies: Pick<CompanyStore, 'list'> },
  shop: ShopDomain,
): AsyncGenerator<CompanyRecord> {
  let page = await companies.list(shop, PAGE);
  yield* page;
  while (page.length === PAGE) {
    page = await companies.list(shop, PAGE, page.at(-1)?.id);
    yield* page;
  }
}
