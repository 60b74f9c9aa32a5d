import type { Life } from '../life/generate.ts';
import { live } from '../life/live.ts';
import { lookIn } from '../life/staff.ts';
import type { FaultKind } from '../world/faults.ts';
import { type Alterations, UNALTERED } from '../world/workers.ts';
import { createWorld, type World } from '../world/world.ts';

const HOUR_MS = 3_600_000;
/** Long enough for what is tried for 48 hours, and for two nights. */
const QUIET_MS = 60 * HOUR_MS;

export interface Told {
  readonly life: Life;
  readonly world: World;
  /** When nothing went wrong any more. */
  readonly end: number;
  readonly story: readonly string[];
}

export interface Options {
  readonly alterations?: Alterations;
  readonly spared?: ReadonlySet<string>;
  /** Whether the story is kept: it costs time. */
  readonly isTold?: boolean;
}

/** Lets a life happen, then lets the world come to rest. */
export async function simulateLife(life: Life, options: Options = {}): Promise<Told> {
  const { alterations = UNALTERED, spared = new Set<string>(), isTold = false } = options;
  const story: string[] = [];
  const kinds: ReadonlySet<FaultKind> = new Set(life.faults);
  const world = createWorld({
    seed: life.seed,
    begin: life.begin,
    faults: { kinds, severity: life.severity, until: life.end, spared },
    workers: life.workers,
    alterations,
    tell: isTold ? (line) => story.push(line) : () => undefined,
  });
  const { agenda } = world.ground;
  for (const event of life.events) agenda.at(event.at, () => live(world, event));
  agenda.at(life.end, () => {
    for (const shop of world.shops) {
      shop.outage = null;
      lookIn(world, shop);
    }
  });
  await agenda.runUntil(life.end + QUIET_MS);
  return { life, world, end: life.end, story };
}
