import { parentPort, workerData } from 'node:worker_threads';
import { UNALTERED } from '../world/workers.ts';
import { inWords, judgeSeed } from './judge.ts';

interface Span {
  readonly from: number;
  readonly until: number;
  readonly step: number;
  readonly withAdditions: boolean;
}

/** Judges every `step`-th seed of a span, and reports each. */
const { from, until, step, withAdditions } = workerData as Span;

for (let seed = from; seed < until; seed += step) {
  const violations = await judgeSeed(seed, UNALTERED, withAdditions);
  parentPort?.postMessage({ seed, violations: violations.map(inWords) });
  // Timers of calls that were answered long ago get their turn to end.
  await new Promise((resolve) => setImmediate(resolve));
}
