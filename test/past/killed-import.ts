import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { createDynamoStores } from '../../adapters/dynamo/stores.ts';
import { createMemoryStores } from '../../adapters/memory/stores.ts';
import { readOrderLine } from '../../adapters/shopify/bulk/order-line.ts';
import type { Stores } from '../../adapters/stores.ts';
import type { PastImport } from '../../core/past-import.ts';
import type { Profile } from '../../core/profile.ts';
import { foldDelivery } from '../../core/use-cases/fold-delivery.ts';
import type { ObservePorts } from '../../core/use-cases/observe-ports.ts';
import { buildShop, customerId, installed, shopDomain } from '../core/builders.ts';
import { startTestDynamodb } from '../dynamodb.ts';
import { servePast } from './past-file.ts';
import { customersAmong, INSTALLED_AT, orderLine, type PastOrder, pastOrder } from './past-orders.ts';

const SHOP = shopDomain('import');
/** Customers whose profile is held against one that deliveries made, field by field. */
const COMPARED = 200;
const LOOK_EVERY_MS = 200;

interface Report {
  readonly rss: number;
  readonly writeUnits: number;
  readonly readUnits: number;
}

export interface KilledImport {
  readonly seconds: number;
  readonly kills: number;
  /** The most that any of the processes had. */
  readonly peakBytes: number;
  readonly writeUnits: number;
  readonly readUnits: number;
  readonly record: PastImport | null;
  /** Customers whose sums are not what their orders add up to, or whose profile is not what deliveries make of them. */
  readonly wrong: readonly number[];
}

/** Imports a generated past into a real DynamoDB, by a process that is killed so many times on the way. */
export async function importKilled(orders: number, kills: number): Promise<KilledImport> {
  const dynamodb = await startTestDynamodb();
  const file = await servePast(orders);
  try {
    const dynamo = await dynamodb.createTable();
    const stores = createDynamoStores(dynamo, { now: () => new Date() }, 'hash-secret');
    await stores.shops.install(SHOP, buildShop(), INSTALLED_AT);
    const startedAt = performance.now();
    const run = await runKilled(
      stores,
      [dynamodb.endpoint, dynamo.table, file.url, String(orders), SHOP],
      orders,
      kills,
    );
    const seconds = (performance.now() - startedAt) / 1000;
    const record = await stores.imports.latest(SHOP);
    const wrong = [...(await wrongSums(stores, orders)), ...(await wrongProfiles(stores, orders))];
    return { ...run, seconds, record, wrong };
  } finally {
    file.close();
    await dynamodb.stop();
  }
}

async function runKilled({ imports }: Stores, args: readonly string[], orders: number, kills: number) {
  const run = { kills: 0, peakBytes: 0, writeUnits: 0, readUnits: 0 };
  for (;;) {
    let last: Report = { rss: 0, writeUnits: 0, readUnits: 0 };
    // A heap that has room grows into it, whatever is needed: 35 MB of it are in use.
    const child = fork(new URL('./import-worker.ts', import.meta.url), args, {
      execArgv: ['--disable-warning=ExperimentalWarning', '--max-old-space-size=96', '--max-semi-space-size=8'],
    });
    child.on('message', (report: Report) => {
      last = report;
      run.peakBytes = Math.max(run.peakBytes, report.rss);
    });
    const ended = once(child, 'exit') as Promise<[number | null]>;
    const killedAt = ((run.kills + 1) / (kills + 1)) * orders;
    if (run.kills < kills)
      await killWhen(child, async () => ((await imports.latest(SHOP))?.counts.read ?? 0) >= killedAt);
    const [code] = await ended;
    run.writeUnits += last.writeUnits;
    run.readUnits += last.readUnits;
    if (code === 0) return run;
    if (code !== null) throw new Error(`the importing process ended with ${code}`);
    run.kills += 1;
  }
}

/** In the middle of whatever it does. */
async function killWhen(child: ChildProcess, isTime: () => Promise<boolean>): Promise<void> {
  while (child.exitCode === null && !(await isTime())) await delay(LOOK_EVERY_MS);
  await delay(Math.random() * LOOK_EVERY_MS);
  child.kill('SIGKILL');
}

function ordersOf(customer: number, orders: number): PastOrder[] {
  const found: PastOrder[] = [];
  for (let index = customer - 1; index < orders; index += customersAmong(orders)) {
    const order = pastOrder(index, orders);
    if (order.customer === customer) found.push(order);
  }
  return found;
}

/** Every customer's sums against simple addition. */
async function wrongSums({ ledger }: Stores, orders: number): Promise<number[]> {
  const wrong: number[] = [];
  const left = Array.from({ length: customersAmong(orders) }, (_, index) => index + 1)[Symbol.iterator]();
  const work = async () => {
    for (const customer of left) {
      const counted = ordersOf(customer, orders).filter(({ isCounted }) => isCounted);
      const netMinor = counted.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
      const record = await ledger.customer(SHOP, customerId(customer), 'cheap');
      const { lifetime } = record?.profile ?? { lifetime: { orders: 0, netMinor: 0 } };
      if (!isDeepStrictEqual(lifetime, { netMinor, orders: counted.length })) wrong.push(customer);
    }
  };
  await Promise.all(Array.from({ length: 8 }, work));
  return wrong;
}

/** Some customers' profiles against those that deliveries of the same orders make, newest first. */
async function wrongProfiles(stores: Stores, orders: number): Promise<number[]> {
  const memory = createMemoryStores();
  const shop = {
    ...(await installed(memory.shops, SHOP, buildShop(), INSTALLED_AT)),
    imported: { since: 0, at: INSTALLED_AT },
  };
  const ports = {
    ...memory,
    backoff: async () => undefined,
    effects: { send: async () => undefined },
  } as unknown as ObservePorts;
  const wrong: number[] = [];
  for (let customer = 1; customer <= Math.min(COMPARED, customersAmong(orders)); customer += 1) {
    for (const order of ordersOf(customer, orders).toReversed()) {
      const line = readOrderLine(orderLine(order), INSTALLED_AT);
      if (line.kind !== 'order') throw new Error(line.reason);
      await foldDelivery(ports, shop, { type: 'order.seen', ...line.seen }, INSTALLED_AT);
    }
    const [imported, delivered] = await Promise.all(
      [stores, memory].map(
        async ({ ledger }) => (await ledger.customer(SHOP, customerId(customer), 'latest'))?.profile,
      ),
    );
    if (!isDeepStrictEqual(folded(imported), folded(delivered))) wrong.push(customer);
  }
  return wrong;
}

/** Since when it is known is the shop's to say after an import. */
function folded(profile: Profile | undefined) {
  return profile && { ...profile, knownSince: null };
}
