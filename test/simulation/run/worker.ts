import { parentPort, workerData } from 'node:worker_threads';
import { inWords, judgeSeed } from './judge.ts';

/** Judges every `step`-th seed of a span, and reports each. */
const { from, until, step } = workerData as { from: number; until: number; step: number };

for (let seed = from; seed < until; seed += step) {
  const violations = await judgeSeed(seed);
  parentPort?.postMessage({ seed, violations: violations.map(inWords) });
  // Timers of calls that were answered long ago get their turn to end.
  await new Promise((resolve) => setImmediate(resolve));
}
