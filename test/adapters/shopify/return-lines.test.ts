import { expect, test } from 'vitest';
import type { RawLine } from '../../../adapters/shopify/bulk/file-lines.ts';
import { readReturnLines } from '../../../adapters/shopify/bulk/return-lines.ts';
import type { FileLine } from '../../../core/ports.ts';

const BEGAN_AT = Date.UTC(2026, 10, 20);
const RETURN = 'gid://shopify/Return/5';
const USD = { amountMinor: 4_050, currency: 'USD' };

const order = (number: number) => ({ id: `gid://shopify/Order/${number}` });

const returned = (over: object = {}) => ({
  ...{ id: RETURN, name: '#1001-R1', status: 'CLOSED', createdAt: '2026-10-02T08:00:00Z', totalQuantity: 3 },
  order: {
    ...{ id: 'gid://shopify/Order/1', name: '#1001', createdAt: '2026-09-30T08:00:00Z' },
    customer: { id: 'gid://shopify/Customer/7' },
  },
  __parentId: 'gid://shopify/Order/1',
  ...over,
});

const item = (quantity: number, amount: string | null, parent = RETURN) => ({
  id: `gid://shopify/${amount === null ? 'Unverified' : ''}ReturnLineItem/${quantity}`,
  quantity,
  ...(amount !== null && { withCodeDiscountedTotalPriceSet: { shopMoney: { amount, currencyCode: 'USD' } } }),
  __parentId: parent,
});

/** What is told but for the orders alone. A place is as many bytes as lines: enough to tell it. */
async function read(lines: readonly unknown[], broken = false): Promise<FileLine[]> {
  return (await readAll(lines, broken)).filter(({ kind }) => kind !== 'passed');
}

async function readAll(lines: readonly unknown[], broken = false): Promise<FileLine[]> {
  async function* raw(): AsyncGenerator<RawLine> {
    for (const [index, line] of lines.entries()) {
      const text = typeof line === 'string' ? line : JSON.stringify(line);
      yield { kind: 'line', text, end: { bytes: index + 1, lines: index + 1 } };
    }
    if (broken) yield { kind: 'broken', problem: 'the connection broke' };
  }
  const told: FileLine[] = [];
  for await (const line of readReturnLines(raw(), BEGAN_AT)) told.push(line);
  return told;
}

test('a return is told with what was paid for all that comes back, and the place after the last of it', async () => {
  const told = await read([
    order(1),
    returned({ requestApprovedAt: '2026-10-03T08:00:00Z' }),
    item(1, '20.50'),
    item(2, '20.00'),
    order(2),
    order(3),
  ]);
  expect(told).toEqual([
    {
      kind: 'return',
      end: { bytes: 4, lines: 4 },
      seen: {
        readAt: BEGAN_AT,
        return: {
          id: RETURN,
          name: '#1001-R1',
          order: 'gid://shopify/Order/1',
          orderName: '#1001',
          orderedAt: Date.UTC(2026, 8, 30, 8),
          customer: 'gid://shopify/Customer/7',
          status: 'closed',
          requestedAt: Date.UTC(2026, 9, 2, 8),
          approvedAt: Date.UTC(2026, 9, 3, 8),
          closedAt: null,
          items: 3,
          value: USD,
        },
      },
    },
  ]);
});

test('an order alone is told as passed, so that whoever reads gets on, and comes after all before it', async () => {
  const told = await readAll([order(1), returned(), item(3, '40.50'), order(2), order(3)]);
  expect(told.map((line) => [line.kind, line.kind === 'broken' || line.end.lines])).toEqual([
    ['passed', 1],
    ['return', 3],
    ['passed', 4],
    ['passed', 5],
  ]);
});

test('several of one order are told apart, also where nothing of one is listed', async () => {
  const second = returned({ id: 'gid://shopify/Return/6', totalQuantity: 2 });
  const told = await read([order(1), returned(), item(3, '40.50'), second, order(2)]);
  expect(
    told.map((line) => line.kind === 'return' && [line.seen.return.id, line.seen.return.value, line.end.lines]),
  ).toEqual([
    [RETURN, USD, 3],
    ['gid://shopify/Return/6', null, 4],
  ]);
});

test.each([
  ['one says no price', [item(1, null), item(2, '40.50')]],
  ['one price is finer than its currency', [item(1, '20.505'), item(2, '20.00')]],
  ['not all are there', [item(2, '40.50')]],
])('where %s its worth is not known', async (_, items) => {
  const [line] = await read([order(1), returned(), ...items]);
  expect(line).toMatchObject({ kind: 'return', seen: { return: { value: null, items: 3 } } });
});

test('what comes back far from its return is listed and counts nowhere; its return is kept', async () => {
  const told = await read([
    order(1),
    order(2),
    returned(),
    returned({ id: 'gid://shopify/Return/6' }),
    item(3, '40.50'),
    order(3),
  ]);
  expect(told.map((line) => line.kind === 'return' && line.seen.return.value)).toEqual([null, null, false]);
  expect(told.at(-1)).toEqual({
    kind: 'unreadable',
    reason: '__parentId: expected the return right above',
    end: { bytes: 5, lines: 5 },
  });
});

test.each([
  ['no JSON', 'body: expected a return'],
  [returned({ status: 'LOST' }), 'status: expected a status'],
  [returned({ createdAt: 'yesterday' }), 'createdAt: expected a time'],
  [returned({ order: null }), 'order: expected an order'],
])('%o is told to be unreadable, and the next is read', async (line, reason) => {
  const told = await read([order(1), line, order(2), returned(), item(3, '40.50')]);
  expect(told).toMatchObject([
    { kind: 'unreadable', reason, end: { lines: 2 } },
    { kind: 'return', seen: { return: { value: USD } } },
  ]);
});

test('what breaks in the middle of a return tells nothing of it: it is read again from its beginning', async () => {
  const told = await read(
    [order(1), returned({ id: 'gid://shopify/Return/4' }), order(2), returned(), item(1, '1.00')],
    true,
  );
  expect(told).toMatchObject([
    { kind: 'return', seen: { return: { id: 'gid://shopify/Return/4' } }, end: { lines: 2 } },
    { kind: 'broken', problem: 'the connection broke' },
  ]);
});
