import * as z from 'zod';
import { type Instant, parseGid } from '../../../core/identity.ts';
import { parseMoney } from '../../../core/money.ts';
import type { FileRow } from '../../../core/use-cases/import-rows.ts';
import { parseInstant } from '../instant.ts';
import { bodyHash } from '../json.ts';
import { orderSnapshot } from '../order-snapshot.ts';
import { COLUMNS, type OrderRow } from './order-file.ts';

/** `2019-03-20 11:54:56 -0400` */
const TIME = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) ([+-])(\d\d):?(\d\d)$/;

function instantOf(text: string): Instant | null {
  const [, day, time, sign, hours, minutes] = TIME.exec(text) ?? [];
  return parseInstant(day ? `${day}T${time}${sign}${hours}:${minutes}` : text);
}

const time = z.string().transform((text, context): Instant => {
  const at = instantOf(text);
  if (at !== null) return at;
  context.addIssue('expected a time with a zone');
  return z.NEVER;
});
const timeOrNone = z.string().transform((text, context): Instant | null => {
  const at = text === '' ? null : instantOf(text);
  if (at !== null || text === '') return at;
  context.addIssue('expected a time with a zone or nothing');
  return z.NEVER;
});

const orderCells = z.object({
  name: z.string().min(1, 'expected a name'),
  email: z
    .string()
    .regex(/^([^\s@]+@[^\s@]+)?$/, 'expected an address or nothing')
    .transform((text) => (text === '' ? null : text)),
  financialStatus: z.string().regex(/^[a-z_]+$/, 'expected a status'),
  paidAt: timeOrNone,
  currency: z.string().regex(/^[A-Z]{3}$/, 'expected a currency'),
  total: z.string(),
  createdAt: time,
  cancelledAt: timeOrNone,
  refundedAmount: z.string(),
  id: z.string().regex(/^[1-9]\d{0,19}$/, 'expected a whole number'),
});

/**
 * One order of Shopify's export. Its customer stands there by e-mail address alone. `importedAt`: when this import
 * began.
 *
 * An export does not say when an order was changed last. It counts as of the latest time that it names, which is never
 * later than `updated_at`: whatever Shopify itself told of the order is newer. Of two files the one that is imported
 * later is newer.
 */
export function readOrderRow({ row, cells }: OrderRow, importedAt: Instant): FileRow {
  const parsed = orderCells.safeParse(cells);
  if (!parsed.success) return { kind: 'unreadable', row, reason: reasonOf(parsed.error) };
  const { name, email, financialStatus, paidAt, currency, createdAt, cancelledAt, id } = parsed.data;
  const total = parseMoney(parsed.data.total, currency);
  const refunded = parseMoney(parsed.data.refundedAmount || '0', currency);
  const order = parseGid('Order', `gid://shopify/Order/${id}`);
  if (total === null) return { kind: 'unreadable', row, reason: `${COLUMNS.total}: expected an amount` };
  if (refunded === null) return { kind: 'unreadable', row, reason: `${COLUMNS.refundedAmount}: expected an amount` };
  if (order === null) return { kind: 'unreadable', row, reason: `${COLUMNS.id}: expected a whole number` };
  const changedAt = Math.max(createdAt, paidAt ?? 0, cancelledAt ?? 0);
  return {
    kind: 'order',
    row,
    email,
    seen: {
      order: orderSnapshot({
        id: order,
        name,
        customer: null,
        createdAt,
        cancelledAt,
        test: false,
        financialStatus,
        total: { ...total, amountMinor: total.amountMinor - refunded.amountMinor },
        lines: [],
        refunds: [],
      }),
      version: {
        updatedAt: changedAt,
        triggeredAt: changedAt,
        bodyHash: `${new Date(importedAt).toISOString()} ${bodyHash({ ...cells, email: '' })}`,
      },
    },
  };
}

/** Names the column and what was expected there; nothing of what is there. */
function reasonOf({ issues }: z.ZodError): string {
  const [first] = issues;
  return `${COLUMNS[first?.path[0] as keyof typeof COLUMNS]}: ${first?.message}`;
}
