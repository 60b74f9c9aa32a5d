import * as z from 'zod';
import { COLUMNS, LONGEST_CELL } from '../adapters/shopify/order-csv/order-file.ts';
import { readOrderRow } from '../adapters/shopify/order-csv/order-row.ts';
import { parseGid, type ShopDomain } from '../core/identity.ts';
import { beginRows, importRows, type RowPorts } from '../core/use-cases/import-rows.ts';
import { type FileAnswer, ROWS_OF_A_PIECE } from './order-file-sender.ts';

const cell = z.string().max(LONGEST_CELL);
const whole = z.int().min(0);
const place = z.strictObject({ bytes: whole, lines: whole });
const customer = z.string().transform((text, context) => {
  const id = parseGid('Customer', text);
  if (id !== null) return id;
  context.addIssue('expected a customer');
  return z.NEVER;
});

export const fileRequest = z.discriminatedUnion('ask', [
  z.strictObject({ ask: z.literal('begin'), name: z.string().min(1).max(255), bytes: whole }),
  z.strictObject({
    ask: z.literal('import'),
    id: z.string().max(40),
    startedAt: whole,
    after: whole,
    end: place,
    isLast: z.boolean(),
    rows: z
      .array(
        z.strictObject({ row: whole, cells: z.record(z.enum(Object.keys(COLUMNS) as (keyof typeof COLUMNS)[]), cell) }),
      )
      .max(ROWS_OF_A_PIECE),
    known: z.array(z.tuple([cell, customer.nullable()])).max(ROWS_OF_A_PIECE),
  }),
]);

/** The site's function lives 20 s; a slow look-up and the writing still have to fit in. */
const LOOKED_FOR_MS = 10_000;

/**
 * What a page that reads the merchant's file asks for.
 *
 * @param elapsedMs real milliseconds since any moment.
 */
export async function answerFile(
  services: RowPorts & { readonly clock: { now(): Date } },
  shop: ShopDomain,
  asked: z.output<typeof fileRequest>,
  elapsedMs: () => number = () => performance.now(),
): Promise<FileAnswer> {
  const now = services.clock.now().getTime();
  const endsMs = elapsedMs() + LOOKED_FOR_MS;
  if (asked.ask === 'begin') return beginRows(services, shop, { name: asked.name, bytes: asked.bytes }, now);
  const { id, after, end, isLast } = asked;
  const rows = asked.rows.map((row) => readOrderRow(row, asked.startedAt));
  const piece = { import: id, after, end, rows, known: new Map(asked.known), isLast };
  const imported = await importRows(services, shop, piece, now, () => elapsedMs() < endsMs);
  return 'customers' in imported ? { ...imported, customers: [...imported.customers] } : imported;
}
