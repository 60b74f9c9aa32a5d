import { csvRows } from './csv-rows.ts';

/**
 * The columns of Shopify's export of orders that are read (“Exporting orders”). The others hold what is personal or
 * belongs to single lines: they stay where the file is.
 */
export const COLUMNS = {
  name: 'Name',
  email: 'Email',
  financialStatus: 'Financial Status',
  paidAt: 'Paid at',
  currency: 'Currency',
  total: 'Total',
  createdAt: 'Created at',
  cancelledAt: 'Cancelled at',
  refundedAmount: 'Refunded Amount',
  id: 'Id',
} as const;

export type OrderCells = Readonly<Record<keyof typeof COLUMNS, string>>;
const KEYS = Object.keys(COLUMNS) as (keyof typeof COLUMNS)[];
/** Nothing that is read is as long. */
export const LONGEST_CELL = 320;

export interface OrderRow {
  /** As a spreadsheet counts: the header is row 1. */
  readonly row: number;
  readonly cells: OrderCells;
}

export type OrderFilePart =
  | { readonly kind: 'order'; readonly order: OrderRow; readonly bytes: number }
  /** Another line item of the order before. */
  | { readonly kind: 'more'; readonly row: number; readonly bytes: number }
  /** It is no export of orders; nothing comes after this. */
  | { readonly kind: 'wrong_file'; readonly problem: string };

/** The orders of an export, one after the other, however long the file is. */
export async function* orderFile(file: Blob): AsyncGenerator<OrderFilePart> {
  let places: readonly number[] | null = null;
  let name = '';
  for await (const row of csvRows(file)) {
    if (row === 'endless') {
      yield { kind: 'wrong_file', problem: 'This is no CSV file: a line of it does not end.' };
      return;
    }
    if (places === null) {
      const problem = problemOfHeader(row.cells);
      if (problem !== null) {
        yield { kind: 'wrong_file', problem };
        return;
      }
      places = KEYS.map((key) => row.cells.indexOf(COLUMNS[key]));
      continue;
    }
    const cells = cellsOf(row.cells, places);
    if (isOfOrderBefore(cells, name)) {
      yield { kind: 'more', row: row.number, bytes: row.bytes };
      continue;
    }
    name = cells.name;
    yield { kind: 'order', order: { row: row.number, cells }, bytes: row.bytes };
  }
  if (places === null) yield { kind: 'wrong_file', problem: 'This file is empty.' };
}

function problemOfHeader(header: readonly string[]): string | null {
  const missing = KEYS.map((key) => COLUMNS[key]).filter((column) => !header.includes(column));
  if (missing.length === 0) return null;
  if (missing.length === KEYS.length) {
    return 'This is no export of orders from Shopify: its first line names none of the columns of one.';
  }
  const columns = missing.length === 1 ? 'the column' : 'these columns';
  return `This is no whole export of orders from Shopify: it lacks ${columns}: ${missing.join(', ')}.`;
}

function cellsOf(cells: readonly string[], places: readonly number[]): OrderCells {
  const entries = KEYS.map((key, index) => [key, (cells[places[index] ?? -1] ?? '').slice(0, LONGEST_CELL)] as const);
  return Object.fromEntries(entries) as OrderCells;
}

/**
 * An order with several line items has a row for each. The further ones repeat its name, its e-mail address and when it
 * was created; only the first one says what it is.
 */
function isOfOrderBefore({ name, id, total, financialStatus }: OrderCells, before: string): boolean {
  return name !== '' && name === before && id === '' && total === '' && financialStatus === '';
}
