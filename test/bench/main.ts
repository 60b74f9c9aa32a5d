/**
 * `npm run bench`: what one event costs, as ratios within one run wherever the machine would matter.
 * `-- --customers 1000` fills a smaller table, `-- --orders 1000000` imports a longer past; `-- --only units` (or `ingest`,
 * `rules`, `bundles`, `latency`, `load`, `import`) runs one part.
 */
import { parseArgs } from 'node:util';
import { benchBundles } from './bundles.ts';
import { benchImport } from './import.ts';
import { benchIngest } from './ingest.ts';
import { benchLatency } from './latency.ts';
import { benchLoad } from './load.ts';
import { benchRules } from './rules.ts';
import { benchUnits } from './units.ts';

const { values } = parseArgs({
  options: {
    customers: { type: 'string', default: '100000' },
    orders: { type: 'string', default: '20000' },
    only: { type: 'string' },
  },
});

const customers = Number(values.customers);
if (!Number.isInteger(customers) || customers < 1) throw new Error('--customers takes a whole number from 1');

const orders = Number(values.orders);
if (!Number.isInteger(orders) || orders < 10_000) throw new Error('--orders takes a whole number from 10000');

const parts = {
  units: () => benchUnits(customers),
  ingest: benchIngest,
  rules: benchRules,
  bundles: benchBundles,
  latency: benchLatency,
  load: benchLoad,
  import: () => benchImport(orders),
} satisfies Record<string, () => Promise<boolean>>;

const chosen = Object.entries(parts).filter(([name]) => values.only === undefined || values.only === name);
if (chosen.length === 0) throw new Error(`--only takes one of ${Object.keys(parts).join(', ')}`);

for (const [, run] of chosen) {
  const isWithinLimits = await run();
  if (!isWithinLimits) process.exitCode = 1;
}
