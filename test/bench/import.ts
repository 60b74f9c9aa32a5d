import { importKilled } from '../past/killed-import.ts';
import { customersAmong } from '../past/past-orders.ts';
import { printTable } from './print-table.ts';

const KILLS = 10;
const MOST_MEMORY_MB = 300;

/**
 * Imports a generated past into a real DynamoDB, by a process that is killed ten times on the way: all orders are
 * counted exactly once, profiles are those that deliveries would have made, and memory stays small.
 */
export async function benchImport(orders: number): Promise<boolean> {
  const { seconds, kills, peakBytes, writeUnits, readUnits, record, wrong } = await importKilled(orders, KILLS);
  const isCounted = record?.state === 'finished' && record.counts.read === orders && record.counts.unreadable === 0;
  const memoryMb = peakBytes / 2 ** 20;
  printTable(
    `${orders.toLocaleString('en')} past orders of ${customersAmong(orders).toLocaleString('en')} customers, killed ${kills} times`,
    ['', 'figure'],
    [
      ['imported in, s', seconds.toFixed(1)],
      ['orders a second', (orders / seconds).toFixed(0)],
      ['peak memory of the process, MB', memoryMb.toFixed(0)],
      ['write units of an order', (writeUnits / orders).toFixed(2)],
      ['  read', (readUnits / orders).toFixed(2)],
      ['read and counted', String(record?.counts.read)],
      ['customers whose sums or profile are wrong', String(wrong.length)],
    ],
  );
  if (wrong.length > 0) console.log(`  BROKEN: ${wrong.slice(0, 10).join(', ')}`);
  return isCounted && wrong.length === 0 && kills === KILLS && memoryMb < MOST_MEMORY_MB;
}
