import { createDynamo } from '../../adapters/dynamo/client.ts';
import { createDynamoStores } from '../../adapters/dynamo/stores.ts';
import type { AdminGateway } from '../../adapters/shopify/admin.ts';
import { createPastExport } from '../../adapters/shopify/bulk/past-export.ts';
import type { ShopDomain } from '../../core/identity.ts';
import { importPast } from '../../core/use-cases/import-past.ts';
import type { ImportWork, Spent, WorkReport } from './import-work.ts';
import { PAST_FILES, type PastPart } from './past-file.ts';
import { INSTALLED_AT, timeText } from './past-orders.ts';

/** What a function has for it. */
const BUDGET_MS = 40_000;
const MEMORY_EVERY_MS = 100;
const FAILED_MS = 1_000;

/** A process that imports until the import is finished or it is killed. It reports its memory and units. */
const { endpoint, table, url, orders, domain, dies } = JSON.parse(process.argv[2] ?? '') as ImportWork;
const shop = domain as ShopDomain;

const nothing = (): Spent => ({ writeUnits: 0, readUnits: 0, ms: 0 });
const spent: Record<PastPart, Spent> = { orders: nothing(), returns: nothing(), customers: nothing() };
let part: PastPart = 'orders';
const meter = {
  count(name: string, amount: number) {
    if (name === 'dynamodb.writeUnits') spent[part].writeUnits += amount;
    if (name === 'dynamodb.readUnits') spent[part].readUnits += amount;
  },
};
const clock = { now: () => new Date() };
const stores = createDynamoStores(createDynamo({ table, region: 'us-east-1', endpoint, meter }), clock, 'hash-secret');

/** The shop as the Admin API answers for it: an operation for each part, whose file is there. */
const QUERIES: Readonly<Record<string, PastPart>> = {
  PastOrders: 'orders',
  PastReturns: 'returns',
  AllCustomers: 'customers',
};
const OPERATION = 'gid://shopify/BulkOperation/';
const asked: { id: string; query: string }[] = [];
const data = (of: object) => ({ kind: 'data', data: of, cost: null });
const gateway = {
  async request(_shop: string, document: string, { id = '' }: { id?: string }) {
    if (document.includes('query BulkOperations')) return data({ bulkOperations: { nodes: asked } });
    const of = id.slice(OPERATION.length) as PastPart;
    const { count, lineCount } = PAST_FILES[of];
    const counts = { rootObjectCount: String(count(orders)), objectCount: String(lineCount(orders)) };
    const createdAt = timeText(INSTALLED_AT);
    const bulkOperation = { status: 'COMPLETED', errorCode: null, createdAt, ...counts, url: `${url}/${of}.jsonl` };
    return data({ bulkOperation });
  },
  async change(_shop: string, _mutation: unknown, { query }: { query: string }) {
    const [, name = ''] = /^query (\w+?)_/.exec(query) ?? [];
    asked.push({ id: `${OPERATION}${QUERIES[name]}`, query });
    return data({});
  },
} as unknown as AdminGateway;

let reportedAt = performance.now();
const report = () => {
  const now = performance.now();
  spent[part].ms += now - reportedAt;
  reportedAt = now;
  process.send?.({ rss: process.memoryUsage().rss, spent } satisfies WorkReport);
};
const reporting = setInterval(report, MEMORY_EVERY_MS);

const exports = createPastExport(gateway, (...call) => fetch(...call));
let writesLeft = dies?.writes ?? 0;
const ports = {
  ...stores,
  ledger: {
    ...stores.ledger,
    async commit(...call: Parameters<typeof stores.ledger.commit>) {
      // While others are under way.
      if (part === dies?.part && writesLeft-- === 0) process.kill(process.pid, 'SIGKILL');
      return stores.ledger.commit(...call);
    },
  },
  exports: {
    ...exports,
    look(...call: Parameters<typeof exports.look>) {
      report();
      part = call[1] as PastPart;
      return exports.look(...call);
    },
  },
  clock,
  backoff: (attempt: number) => new Promise<void>((resolve) => setTimeout(resolve, Math.random() * 10 * 2 ** attempt)),
};
for (;;) {
  const known = await stores.shops.find(shop);
  if (!known) throw new Error('the shop is not installed');
  const endsAt = performance.now() + BUDGET_MS;
  try {
    const imported = await importPast(ports, known, Date.now(), () => performance.now() < endsAt);
    if (imported.kind === 'finished') break;
  } catch (error) {
    // As the shop's chores do: what failed is tried again later.
    console.log(`  tried again after: ${error instanceof Error ? error.name : 'a failure'}`);
    await new Promise((resolve) => setTimeout(resolve, FAILED_MS));
  }
}
clearInterval(reporting);
report();
process.disconnect?.();
