import { createDynamo } from '../../adapters/dynamo/client.ts';
import { createDynamoStores } from '../../adapters/dynamo/stores.ts';
import type { AdminGateway } from '../../adapters/shopify/admin.ts';
import { createPastExport } from '../../adapters/shopify/bulk/past-export.ts';
import { parseShopDomain } from '../../core/identity.ts';
import { importPast } from '../../core/use-cases/import-past.ts';

/** What a function has for it. */
const BUDGET_MS = 40_000;
const MEMORY_EVERY_MS = 100;
const FAILED_MS = 1_000;

/** A process that imports until the import is finished or it is killed. It reports its memory and units. */
const [endpoint = '', table = '', url = '', orders = '', domain = ''] = process.argv.slice(2);
const shop = parseShopDomain(domain);
if (!shop) throw new Error(`no shop: ${domain}`);

const units = { writeUnits: 0, readUnits: 0 };
const meter = {
  count(name: string, amount: number) {
    if (name === 'dynamodb.writeUnits') units.writeUnits += amount;
    if (name === 'dynamodb.readUnits') units.readUnits += amount;
  },
};
const clock = { now: () => new Date() };
const stores = createDynamoStores(createDynamo({ table, region: 'us-east-1', endpoint, meter }), clock, 'hash-secret');

/** The shop as the Admin API answers for it: one operation, whose file is there. */
let asked = '';
const data = (of: object) => ({ kind: 'data', data: of, cost: null });
const gateway = {
  async request(_shop: string, document: string) {
    if (document.includes('query BulkOperations')) {
      return data({
        bulkOperations: { nodes: asked === '' ? [] : [{ id: 'gid://shopify/BulkOperation/1', query: asked }] },
      });
    }
    const createdAt = new Date().toISOString();
    return data({ bulkOperation: { status: 'COMPLETED', errorCode: null, createdAt, rootObjectCount: orders, url } });
  },
  async change(_shop: string, _mutation: unknown, { query }: { query: string }) {
    asked = query;
    return data({});
  },
} as unknown as AdminGateway;

const report = () => process.send?.({ rss: process.memoryUsage().rss, ...units });
const reporting = setInterval(report, MEMORY_EVERY_MS);

const ports = {
  ...stores,
  exports: createPastExport(gateway, (...call) => fetch(...call)),
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
