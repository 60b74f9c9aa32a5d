import { expect, test } from 'vitest';
import { generateLife } from './life/generate.ts';
import { judgeSeed, storyOf } from './run/judge.ts';
import { simulateLife } from './run/simulate-life.ts';
import { UNALTERED } from './world/workers.ts';

/** Weeks of shops under faults and crashes, on the product’s own code; `npm run simulate` runs more of them. */

const SEEDS = Number(process.env.SIMULATION_SEEDS ?? 1000);
/** Seconds on an idle core are far fewer; nothing in a run depends on real time. */
const PATIENCE_MS = 600_000;

test(`${SEEDS} lives keep every promise`, { timeout: PATIENCE_MS }, async () => {
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const violations = await judgeSeed(seed);
    if (violations.length > 0) expect.fail((await storyOf(seed)).join('\n'));
    await new Promise((resolve) => setImmediate(resolve));
  }
});

/** Lives that once found a fault of ours, or of the judge: before `additionsOf` made more happen in them. */
const ONCE_VIOLATED = [
  127, 1439, 2581, 3092, 5582, 5691, 6859, 7309, 10003, 12563, 14564, 17044, 19670, 22758, 28391, 29289, 39707, 40139,
  52498, 56999, 77088, 200058, 200096, 311440,
];

test.each(ONCE_VIOLATED)('what life %i once violated holds', { timeout: PATIENCE_MS }, async (seed) => {
  if ((await judgeSeed(seed, UNALTERED, false)).length === 0) return;
  expect.fail((await storyOf(seed, UNALTERED, false)).join('\n'));
});

/** Those that found one since, with what they came to know. */
const ONCE_VIOLATED_SINCE = [173, 382, 1728, 2807, 4495, 5261, 9545, 10020, 10072];

test.each(ONCE_VIOLATED_SINCE)('what life %i violated since holds', { timeout: PATIENCE_MS }, async (seed) => {
  if ((await judgeSeed(seed)).length > 0) expect.fail((await storyOf(seed)).join('\n'));
});

test('a seed tells the same story each time', async () => {
  for (const seed of [1, 7, 42]) {
    const [first, again] = [await tellAll(seed), await tellAll(seed)];
    expect(first.length).toBeGreaterThan(10);
    expect(again).toEqual(first);
  }
});

async function tellAll(seed: number): Promise<readonly string[]> {
  return (await simulateLife(generateLife(seed), { isTold: true })).story;
}
