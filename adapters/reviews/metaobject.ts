import * as z from 'zod';
import { parseGid } from '../../core/identity.ts';
import type { Observation } from '../../core/observation.ts';
import type { Rating } from '../../core/review.ts';
import { bodyHash } from '../shopify/json.ts';
import { instantField } from '../shopify/wire-fields.ts';
import {
  lengthOf,
  picturesField,
  productField,
  ratingField,
  reviewIdField,
  textField,
  textOf,
  timeField,
} from './fields.ts';

/** The type of Shopify's own definition of a review (“Standard product review metaobject definition”). */
const PRODUCT_REVIEW = 'product_review';

/** What every metaobject has; others than reviews are none of ours. */
const metaobject = z
  .object({ type: z.string({ error: 'expected a type' }) }, { error: 'expected a metaobject' })
  .loose();

/** A field of the type “rating”: JSON with its scale, as text where metaobjects write their values. */
const starsField = z
  .union([z.string(), z.looseObject({})], { error: 'expected 1 to 5 stars' })
  .transform((value, context): Rating => {
    const scale = SCALE.safeParse(typeof value === 'string' ? parsed(value) : value);
    const stars = scale.success && Number(scale.data.scale_max) === 5 ? Number(scale.data.value) : null;
    const rating = ratingField.safeParse(stars);
    if (rating.success) return rating.data;
    context.addIssue({ code: 'custom', message: 'expected 1 to 5 stars' });
    return z.NEVER;
  });

const SCALE = z.object({ value: z.coerce.string(), scale_max: z.coerce.string() });

const review = z.object({
  id: z.preprocess(
    (id) => (typeof id === 'string' ? id.replace(/^gid:\/\/shopify\/Metaobject\//, '') : id),
    reviewIdField('shopify'),
  ),
  updated_at: instantField.nullish(),
  fields: z.object(
    {
      rating: starsField,
      submitted_at: timeField,
      author: textField,
      product: productField,
      title: textField,
      body: textField,
      /** Films, too. That “Media URLs” is called so is not confirmed: the page of the definition names its fields in words. */
      media_urls: picturesField,
      app_verification_status: textField,
    },
    { error: 'expected the fields of a review' },
  ),
});

/** `metaobjects/create` and `metaobjects/update`: null for whatever is no review. */
export function metaobjectReview(payload: unknown, triggeredAt: number) {
  return metaobject.transform((read, context): Observation | null => {
    if (read.type !== PRODUCT_REVIEW) return null;
    const told = review.safeParse(read);
    if (told.success) return seen(told.data, payload, triggeredAt);
    for (const { path, message } of told.error.issues) context.addIssue({ code: 'custom', path: [...path], message });
    return z.NEVER;
  });
}

function seen({ id, updated_at, fields }: z.output<typeof review>, payload: unknown, triggeredAt: number): Observation {
  const postedAt = fields.submitted_at ?? triggeredAt;
  const verification = fields.app_verification_status?.trim() ?? '';
  return {
    type: 'review.seen',
    seen: {
      review: {
        id,
        provider: 'shopify',
        rating: fields.rating,
        postedAt,
        product: { title: null, id: fields.product },
        order: null,
        verifiedBuyer: verification === '' ? null : verification === 'verified_buyer',
        textLength: lengthOf(fields.title, fields.body),
        hasPhoto: fields.media_urls,
        author: null,
      },
      version: { updatedAt: updated_at ?? postedAt, triggeredAt, bodyHash: bodyHash(payload) },
    },
    email: null,
    text: textOf(fields.title, fields.body),
    writer: parseGid('Customer', fields.author ?? ''),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
