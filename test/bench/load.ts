import { demoShop, orderBytes } from '../main-job/demo-shop.ts';
import { type Stats, startPlatform, type TestPlatform } from '../platform.ts';
import { median, printTable } from './print-table.ts';

const ORDERS_PER_SECOND = 100;
const SECONDS = 60;
const SHOPS = 4;
const REGULARS = 100;
const DRAINED_WITHIN_S = 600;
const READERS = 8;
/** What Shopify waits for an answer. */
const LIMIT_MS = 5_000;

interface Placed {
  readonly shop: ReturnType<typeof demoShop>;
  readonly id: string;
}

/**
 * A hundred orders of regulars a second for a minute, spread over shops of the largest plan: all are taken at once, each
 * is decided once and each perk given once.
 */
export async function benchLoad(): Promise<boolean> {
  const platform = await startPlatform();
  try {
    const shops = await openShops(platform);
    const before = await platform.stats();
    const startedAt = performance.now();
    const { placed, timesMs } = await deliver(shops);
    const deliveredMs = performance.now() - startedAt;
    await platform.idle(DRAINED_WITHIN_S);
    const drainedMs = performance.now() - startedAt - deliveredMs;
    const used = unitsBetween(before, await platform.stats());
    const wrong = await countWrong(placed);
    report({ placed: placed.length, timesMs, deliveredMs, drainedMs, used, wrong });
    return wrong.length === 0 && Math.max(...timesMs) < LIMIT_MS;
  } finally {
    await platform.stop();
  }
}

const customerId = (index: number) => `73000000000${String(index).padStart(4, '0')}`;

async function openShops(platform: TestPlatform): Promise<Placed['shop'][]> {
  const shops = Array.from({ length: SHOPS }, (_, index) => demoShop(platform, `load-${index}.myshopify.com`));
  for (const shop of shops) {
    await shop.install({ plan: 'plus' });
    for (let index = 0; index < REGULARS; index += 1) await shop.spentBefore(customerId(index), '2000.00');
  }
  await platform.idle(120);
  return shops;
}

/** One delivery each ten milliseconds, whether or not those before are answered. */
async function deliver(shops: readonly Placed['shop'][]): Promise<{ placed: Placed[]; timesMs: number[] }> {
  const placed: Placed[] = [];
  const timesMs: number[] = [];
  const running: Promise<void>[] = [];
  const startedAt = performance.now();
  for (let index = 0; index < ORDERS_PER_SECOND * SECONDS; index += 1) {
    const dueMs = startedAt + (index * 1000) / ORDERS_PER_SECOND - performance.now();
    if (dueMs > 0) await new Promise((resolve) => setTimeout(resolve, dueMs));
    const shop = shops[index % SHOPS];
    if (!shop) throw new Error('there is no shop');
    const id = `8209829119${String(index).padStart(8, '0')}`;
    placed.push({ shop, id });
    running.push(
      deliverOne(shop, id, customerId(Math.floor(index / SHOPS) % REGULARS)).then((ms) => void timesMs.push(ms)),
    );
  }
  await Promise.all(running);
  return { placed, timesMs };
}

async function deliverOne(shop: Placed['shop'], id: string, customer: string): Promise<number> {
  const sentAt = performance.now();
  const [answer] = await shop.deliver('orders/create', orderBytes({ id, customer }));
  if (answer?.status !== 200) throw new Error(`order ${id} was answered with ${answer?.status}`);
  return performance.now() - sentAt;
}

/** The orders that do not have exactly one decision, one tag and one line, each written once. */
async function countWrong(placed: readonly Placed[]): Promise<string[]> {
  const writes = new Map<string, number>();
  const decisions = new Map<string, number>();
  const count = (counts: Map<string, number>, key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
  for (const shop of new Set(placed.map((order) => order.shop))) {
    for (const { order } of await shop.allDecisions()) count(decisions, order);
    for (const { kind, variables } of await shop.calls()) {
      const { id, input } = variables as { id?: string; input?: { id: string } };
      if (kind === 'mutation') count(writes, input?.id ?? id ?? '');
    }
  }
  const wrong: string[] = [];
  const left = placed[Symbol.iterator]();
  const work = async () => {
    for (const { shop, id } of left) {
      const { tags, note } = await shop.order(id);
      const gid = `gid://shopify/Order/${id}`;
      const isRight =
        tags.length === 1 && note?.split('\n').length === 1 && writes.get(gid) === 2 && decisions.get(gid) === 1;
      if (!isRight) wrong.push(id);
    }
  };
  await Promise.all(Array.from({ length: READERS }, work));
  return wrong;
}

function unitsBetween({ dynamodb: before }: Stats, { dynamodb: after }: Stats) {
  return { write: after.writeUnits - before.writeUnits, read: after.readUnits - before.readUnits };
}

interface Figures {
  readonly placed: number;
  readonly timesMs: readonly number[];
  readonly deliveredMs: number;
  readonly drainedMs: number;
  readonly used: { readonly write: number; readonly read: number };
  readonly wrong: readonly string[];
}

function report({ placed, timesMs, deliveredMs, drainedMs, used, wrong }: Figures): void {
  const sorted = timesMs.toSorted((a, b) => a - b);
  const percentile = (share: number) => sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
  printTable(
    `${placed} orders of regulars at ${ORDERS_PER_SECOND} a second, in ${SHOPS} shops`,
    ['', 'figure'],
    [
      ['delivered in, s', (deliveredMs / 1000).toFixed(1)],
      ['answer to a webhook, median ms', median(timesMs).toFixed(0)],
      ['  99th percentile ms', percentile(0.99).toFixed(0)],
      ['  longest ms', (sorted.at(-1) ?? 0).toFixed(0)],
      ['all done after the last, s', (drainedMs / 1000).toFixed(1)],
      ['units of an order and its two echoes, write', (used.write / placed).toFixed(2)],
      ['  read', (used.read / placed).toFixed(2)],
      ['orders lost, doubled or wrong', String(wrong.length)],
    ],
  );
  if (wrong.length > 0) console.log(`  BROKEN: ${wrong.slice(0, 10).join(', ')}`);
}
