import * as z from 'zod';
import type { OrderId } from '../../core/identity.ts';
import type { Refund } from '../../core/order.ts';
import { refundedAmount } from './refunded-amount.ts';
import {
  decimalField,
  identityFields,
  idField,
  instantField,
  listOf,
  moneySetField,
  requireId,
} from './wire-fields.ts';

const refundLine = z.object(
  { subtotal_set: moneySetField.nullish(), total_tax_set: moneySetField.nullish() },
  { error: 'expected a refunded line' },
);

const shippingLine = z.object(
  { subtotal_amount_set: moneySetField.nullish(), tax_amount_set: moneySetField.nullish() },
  { error: 'expected a refunded shipping line' },
);

const adjustment = z.object(
  { kind: z.string().nullish(), amount_set: moneySetField.nullish(), tax_amount_set: moneySetField.nullish() },
  { error: 'expected an order adjustment' },
);

const transaction = z.object(
  {
    kind: z.string().nullish(),
    status: z.string().nullish(),
    amount: decimalField.nullish(),
    currency: z.string().nullish(),
  },
  { error: 'expected a transaction' },
);

const payload = z.object(
  {
    ...identityFields,
    order_id: idField,
    created_at: instantField,
    refund_line_items: listOf(refundLine),
    refund_shipping_lines: listOf(shippingLine),
    order_adjustments: listOf(adjustment),
    total_duties_set: moneySetField.nullish(),
    total_additional_fees_set: moneySetField.nullish(),
    transactions: listOf(transaction),
  },
  { error: 'expected a refund' },
);

export type RefundPayload = z.output<typeof payload>;

export type RefundFromPayload =
  | { readonly kind: 'refund'; readonly refund: Refund }
  /** The payload doesn't tell the amount in shop money: the order has to be read. */
  | { readonly kind: 'order'; readonly order: OrderId };

/** A refund of `refunds/create`; for its amount see `refundedAmount`. */
export const refundPayload = payload.transform((refund, context): RefundFromPayload => {
  const id = requireId('Refund', refund, 'id', context);
  const order = requireId('Order', { id: refund.order_id }, 'order_id', context);
  if (context.issues.length > 0) return z.NEVER;
  const amount = refundedAmount(refund);
  if (amount === null) return { kind: 'order', order };
  return { kind: 'refund', refund: { id, order, amount, createdAt: refund.created_at } };
});
