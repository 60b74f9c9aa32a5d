import * as z from 'zod';
import {
  emailField,
  lengthOf,
  nameField,
  orderField,
  picturesField,
  productField,
  ratingField,
  reviewIdField,
  type ToldReview,
  textField,
  textOf,
  timeField,
  yesNoField,
} from './fields.ts';

/**
 * `review.create` and `review.update` of version 2025-02-01 (Okendo's “Webhooks: Topics”): the review in `resource`, its
 * product `shopify-123`. The copy of the page that could be read ends before the writer: `reviewer.email` is what public
 * implementations expect, and is not confirmed; an address beside it counts too. Where neither is there, the review is
 * kept without a customer. Deliveries come in any order, and `sequenceNumber` tells it (“Getting Started”); that it stands
 * beside `resource` is not confirmed either.
 */
export const okendoPayload = z
  .object({
    resource: z.object(
      {
        reviewId: reviewIdField('okendo'),
        rating: ratingField,
        title: textField,
        body: textField,
        /** Films, too. The list is that of “List Reviews” of Okendo's Merchant REST API. */
        media: picturesField,
        dateCreated: timeField,
        dateModified: timeField,
        productId: productField,
        productName: nameField,
        orderId: orderField,
        email: emailField,
        reviewer: z
          .object(
            { email: emailField, isVerified: yesNoField, verifiedStatus: textField },
            { error: 'expected a reviewer' },
          )
          .nullish(),
      },
      { error: 'expected a review' },
    ),
    sequenceNumber: z
      .union([z.number(), z.string().regex(/^\d{1,15}$/)])
      .nullish()
      .catch(null),
  })
  .transform(({ resource: read, sequenceNumber }): ToldReview => {
    const { reviewer } = read;
    const verified = reviewer?.verifiedStatus;
    return {
      id: read.reviewId,
      rating: read.rating,
      postedAt: read.dateCreated,
      changedAt: read.dateModified,
      product: { title: read.productName, id: read.productId },
      order: read.orderId,
      verifiedBuyer: verified == null ? (reviewer?.isVerified ?? null) : /buyer/i.test(verified),
      textLength: lengthOf(read.title, read.body),
      text: textOf(read.title, read.body),
      hasPhoto: read.media,
      email: reviewer?.email ?? read.email,
      sequence: sequenceNumber == null ? null : Number(sequenceNumber),
    };
  });
