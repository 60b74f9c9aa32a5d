import { expect, test } from 'vitest';
import { INVARIANTS } from './invariants/all.ts';
import { PLANTED_BUGS } from './planted-bugs.ts';
import { judgeSeed, storyOf } from './run/judge.ts';
import { UNALTERED } from './world/workers.ts';

/** A simulation that finds nothing may be blind: for each promise one step is done wrong, and it is found. */

const MOST_SEEDS = 1000;
const PATIENCE_MS = 600_000;

test.each(PLANTED_BUGS)('it is found when $what', { timeout: PATIENCE_MS }, async ({ breaks, alterations }) => {
  expect(await firstSeed(breaks.name, alterations)).toBeLessThanOrEqual(MOST_SEEDS);
});

async function firstSeed(invariant: string, alterations: (typeof PLANTED_BUGS)[number]['alterations']) {
  for (let seed = 1; seed <= MOST_SEEDS; seed += 1) {
    const violations = await judgeSeed(seed, alterations);
    if (violations.some((violation) => violation.invariant === invariant)) return seed;
    await new Promise((resolve) => setImmediate(resolve));
  }
  return Number.POSITIVE_INFINITY;
}

test('every promise has a bug that breaks it', () => {
  const broken = new Set(PLANTED_BUGS.map(({ breaks }) => breaks.name));
  expect(INVARIANTS.map(({ name }) => name).filter((name) => !broken.has(name))).toEqual([]);
});

test('what is found is told as a short story with its seed', { timeout: PATIENCE_MS }, async () => {
  const [bug] = PLANTED_BUGS.filter(({ what }) => what.includes('store credit'));
  const alterations = bug?.alterations ?? UNALTERED;
  const seed = await firstSeed(bug?.breaks.name ?? '', alterations);
  const story = await storyOf(seed, alterations);
  expect(story.at(-1)).toBe(`once more: npm run simulate -- --seed ${seed}`);
  expect(story.length).toBeLessThan(40);
  expect(story.filter((line) => line.includes('fault: '))).not.toEqual([]);
});
