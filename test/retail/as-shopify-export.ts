import type { InvoiceLine } from './invoices.ts';
import { EXPORT_HEADER, exportLine } from './shopify-export.ts';

interface Sale {
  readonly invoice: string;
  readonly date: string;
  readonly customer: string;
  readonly lines: InvoiceLine[];
  refundedMinor: number;
}

/**
 * “Online Retail” as Shopify would export it: an order for each invoice with a row for each of its lines, newest first.
 * A cancellation is an invoice of its own there; here it is refunded on the customer's orders before it, the newest
 * first, as far as they are worth it. Corrections of the books (below zero, no customer) are left out.
 */
export async function asShopifyExport(lines: AsyncIterable<InvoiceLine>): Promise<Blob> {
  const sales = new Map<string, Sale>();
  const ofCustomer = new Map<string, Sale[]>();
  let cancelled: Sale | null = null;
  for await (const line of lines) {
    if (cancelled && cancelled.invoice !== line.invoice) {
      refund(ofCustomer.get(cancelled.customer) ?? [], -totalMinor(cancelled));
      cancelled = null;
    }
    const { invoice, date, customer } = line;
    if (invoice.startsWith('C')) {
      cancelled ??= { invoice, date, customer, lines: [], refundedMinor: 0 };
      cancelled.lines.push(line);
      continue;
    }
    const known = sales.get(invoice);
    const sale = known ?? { invoice, date, customer, lines: [], refundedMinor: 0 };
    sale.lines.push(line);
    if (known) continue;
    sales.set(invoice, sale);
    ofCustomer.set(customer, [...(ofCustomer.get(customer) ?? []), sale]);
  }
  if (cancelled) refund(ofCustomer.get(cancelled.customer) ?? [], -totalMinor(cancelled));
  const rows = [...sales.values()].reverse().filter(isSale).flatMap(rowsOf);
  return new Blob([`${EXPORT_HEADER}\n`, ...rows]);
}

function isSale(sale: Sale): boolean {
  return /^\d+$/.test(sale.invoice) && totalMinor(sale) >= 0;
}

function totalMinor({ lines }: Sale): number {
  return Math.round(lines.reduce((sum, { quantity, priceMilli }) => sum + quantity * priceMilli, 0) / 10);
}

function refund(sales: readonly Sale[], amountMinor: number): void {
  let left = amountMinor;
  for (const sale of sales.toReversed().filter(isSale)) {
    const part = Math.min(left, totalMinor(sale) - sale.refundedMinor);
    sale.refundedMinor += part;
    left -= part;
  }
}

function rowsOf(sale: Sale): string[] {
  const total = totalMinor(sale);
  const at = `${sale.date} +0000`;
  const status = sale.refundedMinor === 0 ? 'paid' : sale.refundedMinor < total ? 'partially_refunded' : 'refunded';
  const Email = sale.customer === '' ? '' : emailOf(sale.customer);
  const order = {
    'Financial Status': status,
    'Paid at': at,
    Currency: 'GBP',
    Total: decimal(total),
    'Created at': at,
    'Refunded Amount': decimal(sale.refundedMinor),
    Id: sale.invoice,
  };
  return sale.lines.map((line, index) => {
    const item = { 'Lineitem quantity': String(line.quantity), 'Lineitem name': line.description };
    return `${exportLine({ Name: `#${sale.invoice}`, Email, ...(index === 0 ? order : {}), ...item })}\n`;
  });
}

export function emailOf(customer: string): string {
  return `customer-${customer}@example.com`;
}

function decimal(minor: number): string {
  return (minor / 100).toFixed(2);
}
