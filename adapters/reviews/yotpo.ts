import * as z from 'zod';
import {
  emailField,
  lengthOf,
  orderField,
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
 * `review_create` and `review_updated` (Yotpo's “About webhooks” and “Create webhook”): numbers and yes-or-no as such
 * or, in older shapes, as text; the order as `external_order_id` or `order.external_id`. None of its examples tells of pictures.
 */
export const yotpoPayload = z
  .object({
    data: z.object(
      {
        id: reviewIdField('yotpo'),
        score: ratingField,
        title: textField,
        content: textField,
        created_at: timeField,
        updated_at: timeField,
        external_product_id: productField,
        external_order_id: orderField,
        order: z.object({ external_id: orderField }, { error: 'expected an order' }).nullish(),
        verified_buyer: yesNoField,
        customer_email: emailField,
      },
      { error: 'expected a review' },
    ),
  })
  .transform(
    ({ data: read }): ToldReview => ({
      id: read.id,
      rating: read.score,
      postedAt: read.created_at,
      changedAt: read.updated_at,
      product: { title: null, id: read.external_product_id },
      order: read.external_order_id ?? read.order?.external_id ?? null,
      verifiedBuyer: read.verified_buyer,
      textLength: lengthOf(read.title, read.content),
      text: textOf(read.title, read.content),
      hasPhoto: null,
      email: read.customer_email,
    }),
  );
