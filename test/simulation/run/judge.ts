import { type Violation, violationsOf } from '../invariants/all.ts';
import { generateLife } from '../life/generate.ts';
import { type Alterations, UNALTERED } from '../world/workers.ts';
import { shrink } from './shrink.ts';
import { simulateLife } from './simulate-life.ts';

/** What a seed's life contradicts. */
export async function judgeSeed(
  seed: number,
  alterations: Alterations = UNALTERED,
  withAdditions = true,
): Promise<Violation[]> {
  return violationsOf(await simulateLife(generateLife(seed, withAdditions), { alterations }));
}

/** The story of a seed in lines: whole when all is well, else as short as it still goes wrong. */
export async function storyOf(
  seed: number,
  alterations: Alterations = UNALTERED,
  withAdditions = true,
): Promise<string[]> {
  const life = generateLife(seed, withAdditions);
  const told = await simulateLife(life, { alterations, isTold: true });
  const violations = await violationsOf(told);
  const [first] = violations;
  if (!first) return [...told.story, '', `seed ${seed}: every invariant holds`];
  const smallest = await shrink(life, first.invariant, alterations);
  const short = await simulateLife(smallest.life, { alterations, isTold: true, spared: smallest.spared });
  return [
    `seed ${seed}: ${violations.length} violations; the first one, made smaller in ${smallest.runs} runs:`,
    '',
    ...abridged(withoutRepetition(short.story)),
    '',
    ...(await violationsOf(short)).map(inWords),
    '',
    `once more: npm run simulate -- --seed ${seed}${withAdditions ? '' : ' --without-additions'}`,
  ];
}

export function inWords({ invariant, shop, what }: Violation): string {
  return `violated: ${invariant}: ${shop}: ${what}`;
}

/** A message that comes again and again is told of once, and how often it came. */
function withoutRepetition(story: readonly string[]): string[] {
  const textOf = (line: string) => line.slice(line.indexOf('  ')).replace(/(decide|act|tick) \d+:/, '$1:');
  const times = Map.groupBy(story, textOf);
  return [...times.values()].flatMap(([line, ...again]) =>
    line === undefined ? [] : [again.length === 0 ? line : `${line} (and ${again.length} times more)`],
  );
}

const LONGEST_STORY = 300;

function abridged(story: readonly string[]): readonly string[] {
  if (story.length <= LONGEST_STORY) return story;
  return [...story.slice(0, 40), `… ${story.length - LONGEST_STORY} lines …`, ...story.slice(40 - LONGEST_STORY)];
}
