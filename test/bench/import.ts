import { importKilled } from '../past/killed-import.ts';
import { PAST_FILES, type PastPart } from '../past/past-file.ts';
import { customersAmong } from '../past/past-orders.ts';
import { printTable } from './print-table.ts';

const KILLS = { orders: 10, returns: 10, customers: 10 };
const PARTS = ['orders', 'returns', 'customers'] as const;
const MOST_MEMORY_MB = 300;

/**
 * Imports a generated past into a real DynamoDB, by a process that is killed ten times on the way through its orders, its
 * returns and its customers each: all are counted exactly once, profiles are those that deliveries would have made, and memory
 * stays small.
 */
export async function benchImport(orders: number): Promise<boolean> {
  const { seconds, parts, peakBytes, record, wrong, wrongReturns } = await importKilled(orders, KILLS);
  const count = (part: PastPart) => PAST_FILES[part].count(orders);
  const counts = { orders: record?.counts, returns: record?.returns?.counts, customers: record?.customers?.counts };
  const isRight = (part: PastPart) =>
    counts[part]?.read === count(part) && counts[part].unreadable === 0 && parts[part].kills === KILLS[part];
  const memoryMb = peakBytes / 2 ** 20;
  const row = (title: string, of: (part: PastPart) => string) => [title, ...PARTS.map(of)];
  printTable(
    `${orders.toLocaleString('en')} past orders of ${customersAmong(orders).toLocaleString('en')} customers with their returns, the process killed on the way`,
    ['', ...PARTS],
    [
      row('killed, times', (part) => String(parts[part].kills)),
      row('read and counted', (part) => String(counts[part]?.read)),
      row('a second', (part) => ((count(part) / parts[part].ms) * 1000).toFixed(0)),
      row('write units of one', (part) => (parts[part].writeUnits / count(part)).toFixed(2)),
      row('  read', (part) => (parts[part].readUnits / count(part)).toFixed(2)),
    ],
  );
  printTable(
    'All of it',
    ['', 'figure'],
    [
      ['imported in, s', seconds.toFixed(1)],
      ['peak memory of the process, MB', memoryMb.toFixed(0)],
      ['customers whose sums, profile or card are wrong', String(wrong.length)],
      ['returns that are wrong', String(wrongReturns.length)],
    ],
  );
  for (const each of [wrong, wrongReturns])
    if (each.length > 0) console.log(`  BROKEN: ${each.slice(0, 10).join(', ')}`);
  const isFinished = record?.state === 'finished' && PARTS.every(isRight);
  return isFinished && wrong.length + wrongReturns.length === 0 && memoryMb < MOST_MEMORY_MB;
}
