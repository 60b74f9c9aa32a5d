import { expect, test } from 'vitest';
import { type OrderFilePart, orderFile } from '../../../../adapters/shopify/order-csv/order-file.ts';
import { readOrderRow } from '../../../../adapters/shopify/order-csv/order-row.ts';
import { compareVersions } from '../../../../core/order.ts';
import { NOW, orderId } from '../../../core/builders.ts';
import { EXPORT_HEADER, exportedOrder, exportFile, exportLine, furtherLine } from '../../../retail/shopify-export.ts';

async function partsOf(file: Blob): Promise<OrderFilePart[]> {
  const parts: OrderFilePart[] = [];
  for await (const part of orderFile(file)) parts.push(part);
  return parts;
}

async function firstRow(over: Parameters<typeof exportedOrder>[0], importedAt = NOW) {
  const [part] = await partsOf(exportFile([exportedOrder(over)]));
  if (part?.kind !== 'order') throw new Error('no order');
  return readOrderRow(part.order, importedAt);
}

const TWO_ITEMS = [
  exportedOrder({ 'Lineitem name': 'A shirt, "navy"\nand a line', Notes: 'Ring\r\ntwice', 'Billing Name': 'Ada L.' }),
  furtherLine({ 'Lineitem quantity': '2', 'Lineitem name': 'Socks' }),
  // An export that leaves that out reads the same.
  furtherLine({ 'Created at': '', 'Lineitem name': 'Gloves' }),
  exportedOrder({ Name: '#1002', Id: '1002' }),
];

test.each(['\n', '\r\n'])(
  'an order with several line items is one order, whatever stands in its cells (%j)',
  async (end) => {
    const parts = await partsOf(exportFile(TWO_ITEMS, end));
    expect(parts.map((part) => (part.kind === 'order' ? part.order.cells.id : part.kind))).toEqual([
      '1001',
      'more',
      'more',
      '1002',
    ]);
    expect(parts.map((part) => (part.kind === 'order' ? part.order.row : 0))).toEqual([2, 0, 0, 5]);
  },
);

test('nothing personal but the e-mail address leaves the file', async () => {
  expect(JSON.stringify(await partsOf(exportFile(TWO_ITEMS)))).not.toMatch(/Ada L\.|Ring|Socks|Gloves|shirt/);
});

test('a file of any length comes in pieces, a mark at its beginning and letters of many bytes included', async () => {
  const orders = Array.from({ length: 3_000 }, (_, index) =>
    exportedOrder({ Name: `#Größe ${index}`, Id: `${index + 1}` }),
  );
  const file = new Blob(['\u{feff}', await exportFile(orders).text()]);
  const parts = await partsOf(file);
  expect(parts.map((part) => (part.kind === 'order' ? part.order.cells.name : part.kind))).toEqual(
    orders.map(({ Name }) => Name),
  );
  expect(parts.at(-1)).toMatchObject({ bytes: file.size });
});

test.each([
  ['', 'This file is empty.'],
  [
    'PK\u0003\u0004 no text',
    'This is no export of orders from Shopify: its first line names none of the columns of one.',
  ],
  [
    'Handle,Title\nshirt,Shirt\n',
    'This is no export of orders from Shopify: its first line names none of the columns of one.',
  ],
  [
    `${EXPORT_HEADER.replace(',Refunded Amount', '').replace(',Id', '')}\n`,
    'This is no whole export of orders from Shopify: it lacks these columns: Refunded Amount, Id.',
  ],
  [
    `${EXPORT_HEADER.replace(',Total', '')}\n`,
    'This is no whole export of orders from Shopify: it lacks the column: Total.',
  ],
  [`${EXPORT_HEADER}\n"#1001,${'x'.repeat(2_000_000)}`, 'This is no CSV file: a line of it does not end.'],
])('a wrong file is told apart, and what it lacks is named', async (text, problem) => {
  expect(await partsOf(new Blob([text]))).toEqual([{ kind: 'wrong_file', problem }]);
});

test('a row becomes the order as Shopify would tell it, its customer aside', async () => {
  const row = await firstRow({
    'Financial Status': 'partially_refunded',
    Total: '1834.50',
    'Refunded Amount': '34.5',
    Id: '7410991464714820982',
    'Cancelled at': '2025-03-21 00:00:00 +0100',
  });
  expect(row).toMatchObject({
    kind: 'order',
    row: 2,
    email: 'ada@example.com',
    seen: {
      order: {
        id: orderId('7410991464714820982'),
        name: '#1001',
        customer: null,
        createdAt: Date.UTC(2025, 2, 20, 15, 54, 56),
        cancelledAt: Date.UTC(2025, 2, 20, 23, 0, 0),
        financialStatus: 'partially_refunded',
        total: { amountMinor: 180_000, currency: 'USD' },
      },
      version: { updatedAt: Date.UTC(2025, 2, 20, 23, 0, 0) },
    },
  });
});

test('what Shopify itself told of an order is newer than a file, and of two files the one that came later', async () => {
  const versionOf = async (importedAt: number, total: string) => {
    const row = await firstRow({ Total: total }, importedAt);
    if (row.kind !== 'order') throw new Error(row.reason);
    return row.seen.version;
  };
  const [first, second] = [await versionOf(NOW, '3.00'), await versionOf(NOW + 1, '5.00')];
  expect(compareVersions(second, first)).toBeGreaterThan(0);
  expect(compareVersions(await versionOf(NOW + 1, '3.00'), await versionOf(NOW, '5.00'))).toBeGreaterThan(0);
  const told = { updatedAt: second.updatedAt, triggeredAt: second.updatedAt + 150, bodyHash: '' };
  expect(compareVersions(told, second)).toBeGreaterThan(0);
});

test.each([
  [{ Id: '' }, 'Id: expected a whole number'],
  [{ Id: '7.41E+12' }, 'Id: expected a whole number'],
  [{ Total: '1,834.50' }, 'Total: expected an amount'],
  [{ 'Refunded Amount': 'x' }, 'Refunded Amount: expected an amount'],
  [{ 'Created at': '20/03/2025' }, 'Created at: expected a time with a zone'],
  [{ 'Paid at': 'soon' }, 'Paid at: expected a time with a zone or nothing'],
  [{ 'Cancelled at': 'never' }, 'Cancelled at: expected a time with a zone or nothing'],
  [{ Currency: '$' }, 'Currency: expected a currency'],
  [{ Email: 'Ada Lovelace' }, 'Email: expected an address or nothing'],
  [{ 'Financial Status': '' }, 'Financial Status: expected a status'],
])('what can’t be read is named by its column alone: %o', async (over, reason) => {
  expect(await firstRow(over)).toEqual({ kind: 'unreadable', row: 2, reason });
});

test('a line without its order’s first one is an order that can’t be read', async () => {
  const [part] = await partsOf(new Blob([`${EXPORT_HEADER}\n${exportLine(furtherLine({ Name: '#9' }))}\n`]));
  expect(part?.kind).toBe('order');
});
