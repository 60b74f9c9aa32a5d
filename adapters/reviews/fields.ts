import * as z from 'zod';
import { gid, type Instant, type ProductId, parseGid, type ReviewId, reviewId } from '../../core/identity.ts';
import type { Rating, ReviewSource } from '../../core/review.ts';
import { parseInstant } from '../shopify/instant.ts';
import { idField } from '../shopify/wire-fields.ts';

/** The kinds of field that payloads of reviews are made of. Messages never say what was found. */

/** What any provider tells of one review. */
export interface ToldReview {
  readonly id: ReviewId;
  readonly rating: Rating;
  readonly postedAt: Instant | null;
  readonly changedAt: Instant | null;
  readonly product: { readonly title: string | null; readonly id: ProductId | null };
  readonly order: string | null;
  readonly verifiedBuyer: boolean | null;
  readonly textLength: number;
  /** Title and words, as far as there are any. They go no further than to the rules. */
  readonly text: string;
  /** Null where the provider does not say. */
  readonly hasPhoto: boolean | null;
  readonly email: string | null;
  /** Counts the deliveries about reviews; null where the provider does not. */
  readonly sequence?: number | null;
}

const RATINGS: ReadonlySet<number> = new Set([1, 2, 3, 4, 5] satisfies Rating[]);

/** Stars: a whole number, as number or text. */
export const ratingField = z
  .union([z.number(), z.string()], { error: 'expected 1 to 5 stars' })
  .transform((stars, context): Rating => {
    const rating = typeof stars === 'string' && /^\d$/.test(stars) ? Number(stars) : stars;
    if (typeof rating === 'number' && RATINGS.has(rating)) return rating as Rating;
    context.addIssue({ code: 'custom', message: 'expected 1 to 5 stars' });
    return z.NEVER;
  });

export function reviewIdField(provider: ReviewSource) {
  return idField.transform((own, context): ReviewId => {
    const id = reviewId(provider, own);
    if (id !== null) return id;
    context.addIssue({ code: 'custom', message: 'expected the id of one review' });
    return z.NEVER;
  });
}

const ZONELESS = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2}(?:\.\d+)?)(?: UTC)?$/;

/** ISO 8601; times without a zone are taken for UTC, as Yotpo writes and Stamped leaves open. */
export const timeField = z
  .string({ error: 'expected a time' })
  .transform((text, context): Instant => {
    const instant = parseInstant(text.replace(ZONELESS, '$1T$2Z'));
    if (instant !== null) return instant;
    context.addIssue({ code: 'custom', message: 'expected an ISO 8601 time' });
    return z.NEVER;
  })
  .nullish()
  .transform((instant) => instant ?? null);

/** Shopify's number or gid of a product; of anything else nothing is known. */
export const productField = idField
  .nullish()
  .transform((id) => (id == null ? null : (parseGid('Product', id) ?? gid('Product', id.replace(/^shopify-/, '')))));

export const textField = z.string({ error: 'expected text' }).nullish();

/** Shopify’s titles are no longer. What is kept of a review has to fit into an item, whatever somebody sends. */
const LONGEST_NAME = 255;

/** Text that says something: blank counts as none. */
export const nameField = textField.transform((text) => text?.trim().slice(0, LONGEST_NAME).toWellFormed() || null);

/** What is too long to be the name of an order is none. */
export const orderField = idField.nullish().transform((id) => {
  const name = id?.trim() ?? '';
  return name === '' || name.length > LONGEST_NAME ? null : name;
});

const YES = /^(?:true|yes|1)$/i;

/** Yes or no, as such or as text. */
export const yesNoField = z
  .union([z.boolean(), z.string(), z.number()], { error: 'expected yes or no' })
  .nullish()
  .transform((said) => (said == null ? null : YES.test(String(said))));

export function textOf(...texts: readonly (string | null | undefined)[]): string {
  return texts.flatMap((text) => text?.trim() || []).join('\n');
}

/** Letters as people count them. */
export function lengthOf(...texts: readonly (string | null | undefined)[]): number {
  return texts.reduce((sum, text) => sum + [...(text ?? '').trim()].length, 0);
}

/** A list of pictures, or names of pictures as one text: whether there is any. Null where nothing is told. */
export const picturesField = z
  .unknown()
  .optional()
  .transform((pictures): boolean | null => {
    if (Array.isArray(pictures)) return pictures.length > 0;
    return typeof pictures === 'string' ? !/^\s*(?:\[\s*\])?\s*$/.test(pictures) : null;
  });

/** Without an @ it is no address: some shops let people write anything. */
export const emailField = textField.transform((text) => (text?.includes('@') ? text.trim() : null));
