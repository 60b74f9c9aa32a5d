import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { createDynamoStores } from '../../adapters/dynamo/stores.ts';
import { createMemoryStores } from '../../adapters/memory/stores.ts';
import { readOrderLine } from '../../adapters/shopify/bulk/order-line.ts';
import type { Stores } from '../../adapters/stores.ts';
import type { PastImport } from '../../core/past-import.ts';
import { type CustomerRecord, newCustomerRecord } from '../../core/profile.ts';
import { foldDelivery } from '../../core/use-cases/fold-delivery.ts';
import type { ObservePorts } from '../../core/use-cases/observe-ports.ts';
import { buildShop, customerId, installed, shopDomain } from '../core/builders.ts';
import { startTestDynamodb } from '../dynamodb.ts';
import type { ImportWork, Spent, WorkReport } from './import-work.ts';
import { customersListed, hasOrdered, pastCard } from './past-customers.ts';
import { type PastPart, servePast } from './past-file.ts';
import { customersAmong, INSTALLED_AT, orderLine, type PastOrder, pastOrder } from './past-orders.ts';
import { pastReturn, returnsAmong } from './past-returns.ts';

const SHOP = shopDomain('import');
const SCOPES = [...buildShop().scopes, 'read_returns', 'read_customers'];
/** Customers whose profile is held against one that deliveries made, field by field. */
const COMPARED = 200;
const LOOK_EVERY_MS = 200;

export interface KilledPart extends Spent {
  kills: number;
}

export interface KilledImport {
  readonly seconds: number;
  readonly parts: Readonly<Record<PastPart, KilledPart>>;
  /** The most that any of the processes had. */
  readonly peakBytes: number;
  readonly record: PastImport | null;
  /** Customers whose sums or card are not what was made up, or whose profile is not what deliveries make of them. */
  readonly wrong: readonly number[];
  /** Returns, by their number, that are not known as they were made up, or were written more than once. */
  readonly wrongReturns: readonly number[];
}

/** Imports a generated past into a real DynamoDB, by a process that is killed so many times on the way through each part. */
export async function importKilled(orders: number, kills: Readonly<Record<PastPart, number>>): Promise<KilledImport> {
  const dynamodb = await startTestDynamodb();
  const file = await servePast(orders);
  try {
    const dynamo = await dynamodb.createTable();
    const stores = createDynamoStores(dynamo, { now: () => new Date() }, 'hash-secret');
    await stores.shops.install(SHOP, buildShop({ scopes: SCOPES }), INSTALLED_AT);
    const { endpoint } = dynamodb;
    const work = { endpoint, table: dynamo.table, url: file.url, orders, domain: SHOP, dies: null };
    const startedAt = performance.now();
    const run = await runKilled(stores, work, kills);
    const seconds = (performance.now() - startedAt) / 1000;
    const record = await stores.imports.latest(SHOP);
    const wrong = [...(await wrongCustomers(stores, orders)), ...(await wrongProfiles(stores, orders))];
    return { ...run, seconds, record, wrong, wrongReturns: await wrongReturns(stores, orders) };
  } finally {
    file.close();
    await dynamodb.stop();
  }
}

const PARTS: readonly PastPart[] = ['orders', 'returns', 'customers'];

async function runKilled({ imports }: Stores, work: ImportWork, kills: Readonly<Record<PastPart, number>>) {
  const { orders } = work;
  const nothing = (): KilledPart => ({ kills: 0, writeUnits: 0, readUnits: 0, ms: 0 });
  const run = { peakBytes: 0, parts: { orders: nothing(), returns: nothing(), customers: nothing() } };
  for (const kill of [...planOf(orders, kills), null]) {
    const last = new Map<PastPart, Spent>();
    const dies = kill && kill.part !== 'orders' ? { part: kill.part, writes: kill.after } : null;
    // A heap that has room grows into it, whatever is needed: 35 MB of it are in use.
    const child = fork(new URL('./import-worker.ts', import.meta.url), [JSON.stringify({ ...work, dies })], {
      execArgv: ['--disable-warning=ExperimentalWarning', '--max-old-space-size=96', '--max-semi-space-size=8'],
    });
    child.on('message', ({ rss, spent }: WorkReport) => {
      for (const part of PARTS) last.set(part, spent[part]);
      run.peakBytes = Math.max(run.peakBytes, rss);
    });
    const ended = once(child, 'exit') as Promise<[number | null]>;
    if (kill?.part === 'orders') {
      await killWhen(child, async () => ((await imports.latest(SHOP))?.counts.read ?? 0) >= kill.after);
    }
    const [code] = await ended;
    for (const [part, { writeUnits, readUnits, ms }] of last) {
      run.parts[part].writeUnits += writeUnits;
      run.parts[part].readUnits += readUnits;
      run.parts[part].ms += ms;
    }
    if (code === 0) break;
    if (code !== null || !kill) throw new Error(`the importing process ended with ${code}`);
    run.parts[kill.part].kills += 1;
  }
  return run;
}

/**
 * Evenly over each part. The first part is killed after so many orders of all; of the others each record is written once,
 * whoever dies, so that these are killed after so many writes more.
 */
function planOf(orders: number, kills: Readonly<Record<PastPart, number>>): { part: PastPart; after: number }[] {
  return PARTS.flatMap((part) =>
    Array.from({ length: kills[part] }, (_, index) => {
      const writes = part === 'customers' ? customersAmong(orders) : returnsAmong(orders);
      const share = 1 / (kills[part] + 1);
      return { part, after: part === 'orders' ? (index + 1) * share * orders : Math.floor(writes * share) };
    }),
  );
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

/** Of all numbers from 1 on those that are wrong, some looked at at once. */
async function wrongAmong(count: number, isRight: (number: number) => Promise<boolean>): Promise<number[]> {
  const wrong: number[] = [];
  const left = Array.from({ length: count }, (_, index) => index + 1)[Symbol.iterator]();
  const work = async () => {
    for (const number of left) if (!(await isRight(number))) wrong.push(number);
  };
  await Promise.all(Array.from({ length: 8 }, work));
  return wrong;
}

/** Every customer's sums against simple addition, and what the shop keeps of them. */
function wrongCustomers({ ledger }: Stores, orders: number): Promise<number[]> {
  return wrongAmong(customersListed(orders), async (customer) => {
    const record = await ledger.customer(SHOP, customerId(customer), 'cheap');
    if (!hasOrdered(customer, orders)) return record === null;
    const counted = ordersOf(customer, orders).filter(({ isCounted }) => isCounted);
    const netMinor = counted.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
    const lifetime = { netMinor, orders: counted.length };
    return isDeepStrictEqual(record?.profile.lifetime, lifetime) && isDeepStrictEqual(record?.card, pastCard(customer));
  });
}

async function wrongReturns({ ledger }: Stores, orders: number): Promise<number[]> {
  return wrongAmong(returnsAmong(orders), async (number) => {
    const snapshot = pastReturn(number - 1, orders);
    const record = await ledger.return(SHOP, snapshot.order, snapshot.id, 'cheap');
    const once = { revision: 1, snapshot, readAt: INSTALLED_AT, request: 'past', decision: null };
    return isDeepStrictEqual(record, once);
  });
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
        async ({ ledger }) =>
          (await ledger.customer(SHOP, customerId(customer), 'latest')) ?? newCustomerRecord(customerId(customer)),
      ),
    );
    if (!isDeepStrictEqual(folded(imported), folded(delivered))) wrong.push(customer);
  }
  return wrong;
}

/** Since when it is known is the shop's to say after an import. */
function folded(record: CustomerRecord | undefined) {
  return record && { ...record.profile, knownSince: null };
}
