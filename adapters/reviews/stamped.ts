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

/** Of an unverified writer; every other type names a way in which the purchase was seen. */
const UNVERIFIED = 0;

/** The example of a review in Stamped's “Webhooks” (support.stamped.io, article 834). */
export const stampedPayload = z
  .object(
    {
      id: reviewIdField('stamped'),
      reviewRating: ratingField,
      reviewTitle: textField,
      reviewMessage: textField,
      reviewVerifiedType: z.number({ error: 'expected a number' }).nullish(),
      reviewUserPhotos: picturesField,
      dateCreated: timeField,
      productId: productField,
      productName: nameField,
      customerEmail: emailField,
    },
    { error: 'expected a review' },
  )
  .transform(
    (read): ToldReview => ({
      id: read.id,
      rating: read.reviewRating,
      postedAt: read.dateCreated,
      changedAt: null,
      product: { title: read.productName, id: read.productId },
      order: null,
      verifiedBuyer: read.reviewVerifiedType == null ? null : read.reviewVerifiedType !== UNVERIFIED,
      textLength: lengthOf(read.reviewTitle, read.reviewMessage),
      text: textOf(read.reviewTitle, read.reviewMessage),
      hasPhoto: read.reviewUserPhotos,
      email: read.customerEmail,
    }),
  );
