import * as z from 'zod';
import type { Instant } from '../../../core/identity.ts';
import { type Money, parseMoney } from '../../../core/money.ts';
import type { Place } from '../../../core/past-import.ts';
import type { FileLine } from '../../../core/ports.ts';
import type { ReturnSnapshot } from '../../../core/return.ts';
import { RETURN_STATUSES, type ReturnFields, readReturnFields, sumOf } from '../return-node.ts';
import { problemOf } from '../wire-fields.ts';
import type { RawLine } from './file-lines.ts';
import { idOf, jsonOf, moneyBag, time } from './line-fields.ts';

const count = z.number({ error: 'expected a number' });
const timeOrNone = time.nullish().transform((at) => at ?? null);
const statuses = Object.keys(RETURN_STATUSES) as ReturnFields['status'][];

/** The fields of the document PAST_RETURNS, of a return. */
const returnLine = z.object(
  {
    id: idOf('Return'),
    name: z.string({ error: 'expected a name' }),
    status: z.enum(statuses, { error: 'expected a status' }),
    createdAt: time,
    requestApprovedAt: timeOrNone,
    closedAt: timeOrNone,
    totalQuantity: count,
    order: z.object(
      {
        id: idOf('Order'),
        name: z.string({ error: 'expected a name' }),
        createdAt: time,
        customer: z.object({ id: idOf('Customer') }, { error: 'expected a customer or null' }).nullable(),
      },
      { error: 'expected an order' },
    ),
  },
  { error: 'expected a return' },
);

/** Of what comes back. An unverified line says no price. */
const itemLine = z.object({ quantity: count, withCodeDiscountedTotalPriceSet: moneyBag.optional() });

const KINDS = z.object({
  id: z.string().transform((id) => /^gid:\/\/shopify\/(\w+)\//.exec(id)?.[1]),
  __parentId: z.string().optional(),
});

/** A return whose lines are still coming. */
interface OpenReturn {
  readonly returned: ReturnSnapshot;
  /** How many of what comes back were told. */
  items: number;
  /** What was paid for each line of it; null where it does not say. */
  readonly paid: (Money | null)[];
  end: Place;
}

/**
 * The returns in the file of a bulk operation. One is told when all that belongs to it was read, with the place after that, so
 * that whoever goes on from there misses nothing of any. No more than one of them is in memory. `beganAt`: when the operation
 * began; what came later is newer.
 */
export async function* readReturnLines(lines: AsyncIterable<RawLine>, beganAt: Instant): AsyncGenerator<FileLine> {
  let open: OpenReturn | null = null;
  for await (const line of lines) {
    if (line.kind === 'broken') {
      yield line;
      return;
    }
    const value = jsonOf(line.text);
    const told = KINDS.safeParse(value).data;
    if (open && told?.__parentId === open.returned.id) {
      addItem(open, value, line.end);
      continue;
    }
    if (open) yield seenReturn(open, beganAt);
    open = null;
    // An order of itself says nothing, but how far the file was read.
    if (told?.id === 'Order') {
      yield { kind: 'passed', end: line.end };
      continue;
    }
    const parsed: Opened = told?.__parentId !== undefined && told.id !== 'Return' ? ORPHAN : opened(value, line.end);
    if ('reason' in parsed) yield { kind: 'unreadable', reason: parsed.reason, end: line.end };
    else open = parsed;
  }
  if (open) yield seenReturn(open, beganAt);
}

type Opened = OpenReturn | { readonly reason: string };

const ORPHAN = { reason: '__parentId: expected the return right above' };

function opened(value: unknown, end: Place): Opened {
  const parsed = returnLine.safeParse(value);
  if (!parsed.success) return { reason: problemOf(parsed.error) };
  return { returned: readReturnFields(parsed.data, null), items: 0, paid: [], end };
}

function addItem(open: OpenReturn, value: unknown, end: Place): void {
  const parsed = itemLine.safeParse(value);
  open.items += parsed.data?.quantity ?? 0;
  const money = parsed.data?.withCodeDiscountedTotalPriceSet?.shopMoney;
  open.paid.push(money ? parseMoney(money.amount, money.currencyCode) : null);
  open.end = end;
}

/** What it is worth is told where all of what comes back was. */
function seenReturn({ returned, items, paid, end }: OpenReturn, readAt: Instant): FileLine {
  const value = items === returned.items ? sumOf(paid) : null;
  return { kind: 'return', seen: { return: { ...returned, value }, readAt }, end };
}
