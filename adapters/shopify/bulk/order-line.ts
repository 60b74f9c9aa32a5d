import * as z from 'zod';
import { type Instant, parseGid } from '../../../core/identity.ts';
import { parseMoney } from '../../../core/money.ts';
import type { Refund } from '../../../core/order.ts';
import type { SeenOrder } from '../../../core/ports.ts';
import { parseInstant } from '../instant.ts';
import { readOrderNode } from '../order-node.ts';
import { problemOf } from '../wire-fields.ts';

type ReadLine =
  | { readonly kind: 'order'; readonly seen: SeenOrder }
  /** `reason` names a field and what was expected there, never a value. */
  | { readonly kind: 'unreadable'; readonly reason: string };

const time = z.string({ error: 'expected a time' }).refine((text) => parseInstant(text) !== null, 'expected a time');
const idOf = (kind: string) =>
  z.string({ error: 'expected an id' }).regex(new RegExp(`^gid://shopify/${kind}/[1-9][0-9]{0,19}$`), 'expected an id');

const moneyBag = z.object(
  {
    shopMoney: z.object(
      {
        amount: z.string({ error: 'expected an amount' }),
        currencyCode: z.string({ error: 'expected a currency' }),
      },
      { error: 'expected an amount with a currency' },
    ),
  },
  { error: 'expected shop money' },
);

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
  const { refunds } = parsed.data;
  const order = { ...parsed.data, refunds: refunds.map(({ id }) => ({ id })) };
  const seen = readOrderNode(order as Parameters<typeof readOrderNode>[0], [], beganAt);
  return seen
    ? { kind: 'order', seen: { ...seen, refunds: refunds.flatMap((refund) => refundOf(refund, seen) ?? []) } }
    : { kind: 'unreadable', reason: 'currentTotalPriceSet: expected an exact amount in a currency' };
}

/** Null where it is not told what was refunded and when. */
function refundOf(
  { id, createdAt, totalRefundedSet }: z.infer<typeof refundLine>,
  { order }: SeenOrder,
): Refund | null {
  const refund = parseGid('Refund', id);
  const at = createdAt ? parseInstant(createdAt) : null;
  const money = totalRefundedSet?.shopMoney;
  const amount = money ? parseMoney(money.amount, money.currencyCode) : null;
  return refund && at !== null && amount ? { id: refund, order: order.id, amount, createdAt: at } : null;
}

export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
