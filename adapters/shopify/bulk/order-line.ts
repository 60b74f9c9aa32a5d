import * as z from 'zod';
import type { Instant } from '../../../core/identity.ts';
import type { SeenOrder } from '../../../core/ports.ts';
import { readRefundedOrder } from '../order-node.ts';
import { problemOf } from '../wire-fields.ts';
import { idOf, jsonOf, moneyBag, time } from './line-fields.ts';

type ReadLine =
  | { readonly kind: 'order'; readonly seen: SeenOrder }
  /** `reason` names a field and what was expected there, never a value. */
  | { readonly kind: 'unreadable'; readonly reason: string };

/** A file that an earlier version asked for tells the ids alone. */
const refundLine = z.object(
  { id: idOf('Refund'), createdAt: time.nullish(), totalRefundedSet: moneyBag.optional() },
  { error: 'expected a refund' },
);

/** The fields of the document PAST_ORDERS. */
const orderLine = z.object(
  {
    id: idOf('Order'),
    name: z.string({ error: 'expected a name' }),
    createdAt: time,
    updatedAt: time,
    cancelledAt: time.nullable(),
    test: z.boolean({ error: 'expected true or false' }),
    displayFinancialStatus: z.string({ error: 'expected a status' }).nullable(),
    customer: z.object({ id: idOf('Customer') }, { error: 'expected a customer or null' }).nullable(),
    // Empty for a customer, and missing in a file that an earlier version asked for.
    purchasingEntity: z
      .object({ company: z.object({ id: idOf('Company') }).optional() }, { error: 'expected who bought it or null' })
      .nullish(),
    currentTotalPriceSet: moneyBag,
    refunds: z.array(refundLine, { error: 'expected a list' }),
  },
  { error: 'expected an order' },
);

/** One line of the file of a bulk operation. `beganAt`: when the operation began; what came later is newer. */
export function readOrderLine(text: string, beganAt: Instant): ReadLine {
  const parsed = orderLine.safeParse(jsonOf(text));
  if (!parsed.success) return { kind: 'unreadable', reason: problemOf(parsed.error) };
  const seen = readRefundedOrder(parsed.data as Parameters<typeof readRefundedOrder>[0], [], beganAt);
  return seen
    ? { kind: 'order', seen }
    : { kind: 'unreadable', reason: 'currentTotalPriceSet: expected an exact amount in a currency' };
}
