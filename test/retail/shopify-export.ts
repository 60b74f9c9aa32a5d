/** The columns of Shopify's export of orders, in their order (“Exporting orders”). */
const COLUMNS = [
  ...['Name', 'Email', 'Financial Status', 'Paid at', 'Fulfillment Status', 'Fulfilled at', 'Accepts Marketing'],
  ...['Currency', 'Subtotal', 'Shipping', 'Taxes', 'Total', 'Discount Code', 'Discount Amount', 'Shipping Method'],
  ...[
    'Created at',
    'Lineitem quantity',
    'Lineitem name',
    'Lineitem price',
    'Lineitem compare at price',
    'Lineitem sku',
  ],
  ...[
    'Lineitem requires shipping',
    'Lineitem taxable',
    'Lineitem fulfillment status',
    'Billing Name',
    'Billing Street',
  ],
  ...[
    'Billing Phone',
    'Shipping Name',
    'Shipping Street',
    'Shipping Phone',
    'Notes',
    'Note Attributes',
    'Cancelled at',
  ],
  ...[
    'Payment Method',
    'Payment Reference',
    'Refunded Amount',
    'Vendor',
    'Outstanding Balance',
    'Employee',
    'Location',
  ],
  ...['Device ID', 'Id', 'Tags', 'Risk Level', 'Source', 'Lineitem discount', 'Phone', 'Receipt Number', 'Duties'],
] as const;

export type ExportRow = Partial<Record<(typeof COLUMNS)[number], string>>;

export const EXPORT_HEADER = COLUMNS.join(',');

/** One line of an export, as Shopify quotes it. */
export function exportLine(row: ExportRow): string {
  return COLUMNS.map((column) => quoted(row[column] ?? '')).join(',');
}

export function exportFile(rows: readonly ExportRow[], lineEnd = '\n'): Blob {
  return new Blob([[EXPORT_HEADER, ...rows.map(exportLine), ''].join(lineEnd)]);
}

/** An order that was paid. */
export function exportedOrder(over: ExportRow = {}): ExportRow {
  return {
    Name: '#1001',
    Email: 'ada@example.com',
    'Financial Status': 'paid',
    'Paid at': '2025-03-20 11:54:58 -0400',
    Currency: 'USD',
    Total: '100.00',
    'Created at': '2025-03-20 11:54:56 -0400',
    'Lineitem quantity': '1',
    'Lineitem name': 'Oxford shirt - M / Navy',
    'Refunded Amount': '0.00',
    Id: '1001',
    ...over,
  };
}

/** Another line item of `exportedOrder`: it repeats of the order what Shopify's exports repeat. */
export function furtherLine(over: ExportRow = {}): ExportRow {
  const { Name = '', Email = '', 'Created at': createdAt = '' } = exportedOrder();
  return { Name, Email, 'Created at': createdAt, 'Lineitem quantity': '1', 'Lineitem name': 'Socks', ...over };
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
