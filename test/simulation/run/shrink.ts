import { violationsOf } from '../invariants/all.ts';
import type { Life } from '../life/generate.ts';
import type { Alterations } from '../world/workers.ts';
import { simulateLife, type Told } from './simulate-life.ts';

/** A life that still contradicts the same invariant, with as little in it as could be found. */
export interface Smallest {
  readonly life: Life;
  readonly spared: ReadonlySet<string>;
  readonly runs: number;
}

/**
 * Delta debugging: leaves out ever smaller parts of the life’s events, of the kinds of faults and of the faults that
 * struck, for as long as the same invariant is contradicted.
 */
export async function shrink(
  life: Life,
  invariant: string,
  alterations: Alterations,
  mostRuns = 500,
): Promise<Smallest> {
  let runs = 0;
  const spared = new Set<string>();

  async function fails(candidate: Life, without: ReadonlySet<string>): Promise<boolean> {
    if (runs >= mostRuns) return false;
    runs += 1;
    const told = await simulateLife(candidate, { alterations, spared: without });
    return (await violationsOf(told)).some((violation) => violation.invariant === invariant);
  }

  const kinds = await fewest(life.faults, (faults) => fails({ ...life, faults }, spared));
  let smallest: Life = { ...life, faults: kinds };
  const events = await fewest(smallest.events, (kept) => fails({ ...smallest, events: kept }, spared));
  smallest = { ...smallest, events };
  const struck = await faultsOf(smallest, spared, alterations);
  const needed = new Set(
    await fewest(struck, (kept) => fails(smallest, new Set(struck.filter((fault) => !kept.includes(fault))))),
  );
  for (const fault of struck) if (!needed.has(fault)) spared.add(fault);
  return { life: smallest, spared, runs };
}

async function faultsOf(life: Life, spared: ReadonlySet<string>, alterations: Alterations): Promise<string[]> {
  const told: Told = await simulateLife(life, { alterations, spared });
  return [...new Set(told.world.ground.faults.struck)];
}

/** The fewest of the items with which it still fails. */
async function fewest<Item>(
  items: readonly Item[],
  fails: (kept: readonly Item[]) => Promise<boolean>,
): Promise<Item[]> {
  let kept = [...items];
  for (let size = Math.ceil(kept.length / 2); size >= 1 && kept.length > 0; size = Math.floor(size / 2)) {
    for (let start = 0; start < kept.length; ) {
      const without = [...kept.slice(0, start), ...kept.slice(start + size)];
      if (await fails(without)) kept = without;
      else start += size;
    }
  }
  return kept;
}
