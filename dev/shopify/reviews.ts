import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { idDigits, records, text } from './document.ts';
import { type Gid, gidDigits, isGid, restId, toGid } from './gid.ts';
import { stringifyLossless } from './lossless-json.ts';
import { currentDocument } from './store/current.ts';
import type { Shop } from './store/shop.ts';
import type { Store } from './store/store.ts';
import { nameOf } from './views/address.ts';
import type { NewDelivery } from './webhooks/delivery-queue.ts';
import { parseTime } from './zoned-time.ts';

const gid = z.string().refine(isGid, 'is not a gid://shopify/… id');

/** Body of `POST /dev/stores/{shop}/reviews`: what a customer says of a product that they ordered. */
export const reviewRequest = z.strictObject({
  customer: gid,
  product: gid,
  rating: z.int().min(1).max(5),
  text: z.string().trim().max(5_000).default(''),
  /** A photo comes with it. */
  photo: z.boolean().default(false),
});
export type ReviewRequest = z.output<typeof reviewRequest>;

/** `id` is the app's: `judgeme/120441`. */
export type WrittenReview =
  | { ok: true; id: string; body: Buffer }
  /** `unconnected`: nobody would be told of it. */
  | { ok: false; why: 'unknown' | 'unconnected'; problem: string };

const FIRST_REVIEW_ID = 482_000_001;

/** What a customer ordered, what they ordered last first; undefined where the shop has no such customer. */
export function orderedProducts(store: Store, shop: Shop, customer: Gid) {
  if (store.entity(shop.domain, customer)?.type !== 'Customer') return undefined;
  const orders = store
    .ordersOfCustomer(shop.domain, customer)
    .map(currentDocument)
    .sort((left, right) => (parseTime(right.created_at) ?? 0) - (parseTime(left.created_at) ?? 0));
  const titles = new Map<Gid, string>();
  for (const line of orders.flatMap((order) => records(order.line_items))) {
    const digits = idDigits(line.product_id);
    if (digits !== null && !titles.has(toGid('Product', digits))) {
      titles.set(toGid('Product', digits), text(line.title) ?? '');
    }
  }
  return [...titles].map(([id, title]) => ({ id, title }));
}

/** A review as Judge.me's `review/created` tells of it, as far as we know it (adapters/reviews/judgeme.ts). */
export function writeReview(store: Store, shop: Shop, request: ReviewRequest, now: Date): WrittenReview {
  const ordered = orderedProducts(store, shop, request.customer as Gid) ?? [];
  const product = ordered.find(({ id }) => id === request.product);
  const person = store.entity(shop.domain, request.customer as Gid);
  if (product === undefined || person === undefined) {
    return { ok: false, why: 'unknown', problem: `${request.customer} has not ordered ${request.product}` };
  }
  const reviewer = currentDocument(person);
  const id = store.nextNumber('id:Review', FIRST_REVIEW_ID);
  const at = now.toISOString();
  const review = {
    id,
    title: '',
    body: request.text,
    rating: request.rating,
    product_external_id: restId(product.id),
    product_title: product.title,
    verified: 'buyer',
    pictures: request.photo ? [{ urls: { original: `https://example.com/${id}.jpg` }, hidden: false }] : [],
    created_at: at,
    updated_at: at,
    reviewer: { external_id: gidDigits(person.id), email: text(reviewer.email), name: nameOf(reviewer) },
  };
  return { ok: true, id: `judgeme/${id}`, body: Buffer.from(stringifyLossless({ review, shop_domain: shop.domain })) };
}

export function notConnected({ domain }: Shop): WrittenReview {
  const problem = `${domain} has not connected Judge.me: that is done in the app’s settings`;
  return { ok: false, why: 'unconnected', problem };
}

/** On its way to where the shop has Judge.me send reviews; tried again as webhooks are. */
export function reviewDelivery(
  shop: Shop,
  path: string,
  { id, body }: { id: string; body: Buffer },
  now: Date,
): NewDelivery {
  return {
    shop: shop.domain,
    topic: 'review/created',
    webhookId: randomUUID(),
    eventId: id,
    dueAtMs: now.getTime(),
    body,
    headers: { 'Content-Type': 'application/json' },
    reviewPath: path,
  };
}
