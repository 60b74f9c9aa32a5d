import { demoShop, orderBytes } from '../main-job/demo-shop.ts';
import { startPlatform, type TestPlatform } from '../platform.ts';
import { median, printTable, ratio } from './print-table.ts';

/** What the main job promises from the delivery to the tag in the shop. */
const LIMIT_MS = 2000;
const ORDERS = 20;
const LOOK_EVERY_MS = 40;

/** From the delivery of a regular's order to its tag, on a platform that runs; and how long that took to start. */
export async function benchLatency(): Promise<boolean> {
  const platform = await startPlatform({ seed: 'demo' });
  try {
    const customers = await regulars(platform);
    const firstSight = await timeOrders(platform, customers);
    const known = await timeOrders(platform, customers);
    printTable(
      `From delivery to tag, ${ORDERS} regulars one after the other; the platform was ready after ${platform.readyAfterMs} ms`,
      ['', 'median ms', 'longest ms', 'longest : limit'],
      [row('first order of a customer: the past is read', firstSight), row('later orders', known)],
    );
    return Math.max(...firstSight, ...known) <= LIMIT_MS;
  } finally {
    await platform.stop();
  }
}

function row(title: string, times: readonly number[]): string[] {
  const longest = Math.max(...times);
  return [title, median(times).toFixed(0), longest.toFixed(0), ratio(longest, LIMIT_MS)];
}

async function regulars({ url }: TestPlatform): Promise<string[]> {
  const response = await fetch(`${url}/dev/stores/concierge-demo.myshopify.com/customers`);
  const customers = (await response.json()) as { id: string; spent: string }[];
  return customers
    .filter(({ spent }) => Number(spent) > 1500)
    .slice(0, ORDERS)
    .map(({ id }) => id.slice(id.lastIndexOf('/') + 1));
}

let nextOrder = 820_982_911_946_500_000n;

async function timeOrders(platform: TestPlatform, customers: readonly string[]): Promise<number[]> {
  const shop = demoShop(platform);
  const times: number[] = [];
  for (const customer of customers) {
    nextOrder += 1n;
    const id = String(nextOrder);
    const startedAt = performance.now();
    await shop.deliver('orders/create', orderBytes({ id, customer }));
    while (!(await shop.order(id)).tags.includes('include-return-bag')) {
      if (performance.now() - startedAt > 10 * LIMIT_MS) throw new Error(`order ${id} never got its tag`);
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
    times.push(performance.now() - startedAt);
  }
  return times;
}
