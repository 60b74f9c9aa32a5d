import * as z from 'zod';
import {
  emailField,
  lengthOf,
  nameField,
  picturesField,
  productField,
  ratingField,
  reviewIdField,
  type ToldReview,
  textField,
  textOf,
  timeField,
} from './fields.ts';

const review = z
  .object(
    {
      id: reviewIdField('judgeme'),
      rating: ratingField,
      body: textField,
      title: textField,
      created_at: timeField,
      updated_at: timeField,
      product_external_id: productField,
      product_title: nameField,
      /** `buyer`, `verified-purchase`, `email`, `not-yet`, … */
      verified: textField,
      /** As an example of the body shows that others publish. */
      pictures: picturesField,
      reviewer: z.object({ email: emailField }, { error: 'expected a reviewer' }).nullish(),
    },
    { error: 'expected a review' },
  )
  .transform(
    (read): ToldReview => ({
      id: read.id,
      rating: read.rating,
      postedAt: read.created_at,
      changedAt: read.updated_at,
      product: { title: read.product_title, id: read.product_external_id },
      order: null,
      verifiedBuyer: read.verified == null ? null : /buyer|purchase/.test(read.verified),
      textLength: lengthOf(read.title, read.body),
      text: textOf(read.title, read.body),
      hasPhoto: read.pictures,
      email: read.reviewer?.email ?? null,
    }),
  );

/**
 * `review/created` and `review/updated`. Judge.me publishes no example of their body that we could read: that the review
 * stands in `review`, with the fields of “Reviews: index” of its API reference, is what public implementations expect,
 * and is not confirmed. A body without the wrapping is read as well.
 */
export const judgemePayload = z.preprocess(
  (body) => (typeof body === 'object' && body !== null && 'review' in body ? body.review : body),
  review,
);
