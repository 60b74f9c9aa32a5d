import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { storyOf } from './run/judge.ts';
import { UNALTERED } from './world/workers.ts';

/**
 * `--seed N`: the story of one seed. `--seeds N`: that many on all cores, `--from N` on; ends with status 1 when any
 * invariant is violated, and tells the first such story. `--without-additions`: lives as they were before `additionsOf`.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    seeds: { type: 'string' },
    from: { type: 'string' },
    'without-additions': { type: 'boolean' },
  },
});

const withAdditions = values['without-additions'] !== true;

if (values.seed !== undefined) await tell(Number(values.seed));
else await runMany(Number(values.from ?? 1), Number(values.seeds ?? 1000));

async function tell(seed: number): Promise<void> {
  for (const line of await storyOf(seed, UNALTERED, withAdditions)) console.log(line);
}

async function runMany(from: number, count: number): Promise<void> {
  const began = performance.now();
  const cores = Math.min(availableParallelism(), count);
  const violated = new Map<number, string[]>();
  let runs = 0;
  const seconds = () => (performance.now() - began) / 1000;
  const progress = setInterval(() => {
    const left = (seconds() / Math.max(runs, 1)) * (count - runs);
    console.log(`${runs} of ${count} seeds, ${violated.size} with violations, ${left.toFixed(0)} s to go`);
  }, 10_000);
  const work = Array.from({ length: cores }, (_, core) => {
    const workerData = { from: from + core, until: from + count, step: cores, withAdditions };
    const worker = new Worker(new URL('./run/worker.ts', import.meta.url), { workerData });
    worker.on('message', ({ seed, violations }: { seed: number; violations: string[] }) => {
      runs += 1;
      if (violations.length === 0) return;
      violated.set(seed, violations);
      console.log(`seed ${seed}: ${violations.join('\n  ')}`);
    });
    return new Promise((resolve, reject) => worker.on('error', reject).on('exit', resolve));
  });
  await Promise.all(work);
  clearInterval(progress);
  const first = Math.min(...violated.keys());
  if (violated.size > 0) await tell(first);
  console.log(
    `simulation: ${runs} seeds, ${violated.size} with violations, ${seconds().toFixed(1)} s on ${cores} cores`,
  );
  if (violated.size > 0) process.exitCode = 1;
}
