import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bundle, bundleFunction } from './bundle-function.ts';
import { initMilliseconds } from './init-time.ts';
import { median, printTable, ratio } from './print-table.ts';

const ROUNDS = 15;
const LARGEST_SHOWN = 6;

/** Each function with the bare handler that has the same clients of the AWS SDK. */
const FUNCTIONS = [
  { name: 'ingest', entry: 'functions/ingest/index.ts', bare: 'test/bench/bare-ingest.ts' },
  { name: 'decide', entry: 'functions/decide/index.ts', bare: 'test/bench/bare-worker.ts' },
  { name: 'act', entry: 'functions/act/index.ts', bare: 'test/bench/bare-worker.ts' },
  { name: 'tick', entry: 'functions/tick/index.ts', bare: 'test/bench/bare-worker.ts' },
] as const;

const BARE_NAMES: Readonly<Record<string, string>> = {
  'test/bench/bare-ingest.ts': 'bare handler: SQS',
  'test/bench/bare-worker.ts': 'bare handler: SQS, DynamoDB',
};

interface Measured extends Bundle {
  readonly initMs: number;
}

/** Size and cold init of each function's bundle beside a bare handler with the same clients. */
export async function benchBundles(): Promise<boolean> {
  const directory = await mkdtemp(join(tmpdir(), 'concierge-bench-'));
  try {
    const bundles = new Map<string, Bundle>();
    for (const entry of FUNCTIONS.flatMap((each) => [each.bare, each.entry])) {
      if (!bundles.has(entry)) bundles.set(entry, await bundleFunction(entry, join(directory, outputName(entry))));
    }
    report(await measureInit(bundles));
    return true;
  } finally {
    await rm(directory, { recursive: true });
  }
}

/** Rounds in turns, so that whatever else the machine does falls on all alike. */
async function measureInit(bundles: ReadonlyMap<string, Bundle>): Promise<Map<string, Measured>> {
  const times = new Map([...bundles.keys()].map((entry): [string, number[]] => [entry, []]));
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [entry, { path }] of bundles) {
      const milliseconds = await initMilliseconds(path);
      // The first round brings the files into memory.
      if (round > 0) times.get(entry)?.push(milliseconds);
    }
  }
  return new Map([...bundles].map(([entry, bundle]) => [entry, { ...bundle, initMs: median(times.get(entry) ?? []) }]));
}

function report(measured: ReadonlyMap<string, Measured>): void {
  const of = (entry: string): Measured => {
    const found = measured.get(entry);
    if (!found) throw new Error(`${entry} was not measured`);
    return found;
  };
  const row = (name: string, each: Measured, bare: Measured) => [
    name,
    kilobytes(each.bytes),
    ratio(each.bytes, bare.bytes),
    each.initMs.toFixed(1),
    ratio(each.initMs, bare.initMs),
  ];
  const rows = [
    ...Object.entries(BARE_NAMES).map(([entry, name]) => row(name, of(entry), of(entry))),
    ...FUNCTIONS.map(({ name, entry, bare }) => row(name, of(entry), of(bare))),
  ];
  printTable(
    `Bundles as SST makes them (minified, AWS SDK inside) and their init in a fresh process, median of ${ROUNDS}`,
    ['', 'KB', 'ratio', 'init ms', 'ratio'],
    rows,
  );
  const extra = FUNCTIONS.map(({ name, entry, bare }) => [name, beyond(of(entry), of(bare))]);
  console.log('\n  What each function has beyond the bare handler, in KB:');
  for (const [name = '', largest = ''] of extra) console.log(`  ${name.padEnd(8)}${largest}`);
}

function beyond(bundle: Bundle, bare: Bundle): string {
  const known = new Map(bare.packages.map(({ name, bytes }) => [name, bytes]));
  return bundle.packages
    .map(({ name, bytes }) => ({ name, bytes: bytes - (name === 'our own code' ? 0 : (known.get(name) ?? 0)) }))
    .sort((a, b) => b.bytes - a.bytes)
    .slice(0, LARGEST_SHOWN)
    .filter(({ bytes }) => bytes >= 512)
    .map(({ name, bytes }) => `${name} ${kilobytes(bytes)}`)
    .join(', ');
}

function kilobytes(bytes: number): string {
  return (bytes / 1024).toFixed(0);
}

function outputName(entry: string): string {
  return `${entry.replace(/\.ts$/, '').replaceAll('/', '-')}.mjs`;
}
