import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { authenticateMerchant, refuseWrites } from '../authenticate.server.ts';
import { nameCustomers } from '../customer-names.server.ts';
import { boundedTrail, pageUrls } from '../page-trail.ts';
import { customerOf, reviewRow } from '../review-rows.server.ts';
import { merchantHeaders } from '../route-headers.server.ts';
import { requireShop } from '../shop.server.ts';
import { ReviewsPage } from '../ui/reviews-page.tsx';
import { RouteError } from '../ui/route-error.tsx';

export const headers = merchantHeaders;
export const action = refuseWrites;

const PAGE_SIZE = 25;

export async function loader(args: LoaderFunctionArgs) {
  const merchant = await authenticateMerchant(args);
  const { domain, timezone } = await requireShop(merchant);
  const trail = [...boundedTrail(new URL(args.request.url).searchParams.getAll('page'))];
  const { reviews, cursor } = await merchant.services.reviews.list(domain, PAGE_SIZE, trail.at(-1));
  const nameOf = await nameCustomers(merchant.admin, reviews.map(customerOf));
  const now = merchant.services.clock.now().getTime();
  const rows = reviews.map((review) => reviewRow(review, timezone, nameOf, now));
  return { rows, ...pageUrls({ trail }, cursor, urlOf) };
}

function urlOf({ trail }: { trail: readonly string[] }): string {
  const parameters = new URLSearchParams(trail.map((cursor) => ['page', cursor]));
  return trail.length === 0 ? '/app/reviews' : `/app/reviews?${parameters}`;
}

export default function Reviews() {
  return <ReviewsPage {...useLoaderData<typeof loader>()} />;
}

export const ErrorBoundary = RouteError;
