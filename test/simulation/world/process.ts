import type { Instant } from '../../../core/identity.ts';
import type { Agenda } from './agenda.ts';
import type { Chance } from './chance.ts';
import type { Faults } from './faults.ts';

/** What every part of the simulated world stands on. */
export interface Ground {
  readonly agenda: Agenda;
  readonly chance: Chance;
  readonly faults: Faults;
  /** A line of the story. */
  tell(line: string): void;
}

/**
 * One running process of ours. Each call of the outside goes through it, takes some time there and back, and is a
 * place at which the process may die: what it waited for then never comes.
 */
export interface Process {
  readonly name: string;
  isAlive(): boolean;
  /** What is done from now on goes by this name. */
  begin(task: string): void;
  kill(why: string): void;
  /** `effect` runs out there at the moment at which the call arrives. */
  call<Answer>(what: string, typicalMs: number, effect: (name: string) => Promise<Answer>): Promise<Answer>;
  sleep(milliseconds: number): Promise<void>;
  /** From 0 to 1. */
  random(): number;
}

const HALTED_MS = 50_000;
const SLOW_MS = 3_000;

export function createProcess({ agenda, chance, faults, tell }: Ground, name: string, died: () => void): Process {
  let alive = true;
  let task = name;
  let count = 0;

  function kill(why: string): void {
    if (!alive) return;
    alive = false;
    tell(`${name} dies (${why})`);
    died();
  }

  function after(milliseconds: number, action: () => void): void {
    agenda.at(agenda.now() + milliseconds, action);
  }

  /** To the outside or back. */
  function wayMs(at: string, typicalMs: number): number {
    if (faults.strikes('halt', at)) return Math.ceil(chance.of(`halted ${at}`) * HALTED_MS);
    if (faults.strikes('slow', at)) return Math.ceil(chance.of(`slow ${at}`) * SLOW_MS);
    return Math.ceil(chance.of(`way ${at}`) * typicalMs);
  }

  return {
    name,
    isAlive: () => alive,
    begin(next) {
      task = next;
      count = 0;
    },
    kill,
    call<Answer>(what: string, typicalMs: number, effect: (name: string) => Promise<Answer>) {
      return new Promise<Answer>((resolve, reject) => {
        if (!alive) return;
        count += 1;
        const at = `${task} ${count} ${what}`;
        const dies = faults.strikes('crash', at) ? chance.of(`dies ${at}`) : null;
        const back = (settle: () => void) => {
          if (dies !== null) return kill(`after ${what}`);
          after(wayMs(`${at} back`, typicalMs), () => alive && settle());
        };
        after(wayMs(at, typicalMs), () => {
          if (dies !== null && dies < 0.5) return kill(`before ${what}`);
          // What was on its way when its sender died arrives, or does not.
          if (!alive && chance.of(`arrives ${at}`) < 0.5) return;
          effect(at).then(
            (answer) => back(() => resolve(answer)),
            (error) => back(() => reject(error)),
          );
        });
      });
    },
    sleep(milliseconds) {
      return new Promise((resolve) => {
        if (alive) after(Math.ceil(milliseconds), () => alive && resolve());
      });
    },
    random() {
      count += 1;
      return chance.of(`${task} ${count} random`);
    },
  };
}

/** Lambda ends what runs longer. */
export const LIFETIME_MS = 60_000;

/** Runs one task in a process; `done` when it came to its end. */
export function invoke<Answer>(
  agenda: Agenda,
  process: Process,
  task: string,
  work: () => Promise<Answer>,
  done: (answer: { readonly value: Answer } | { readonly error: unknown }) => void,
): void {
  let running = true;
  process.begin(task);
  const end = (answer: { readonly value: Answer } | { readonly error: unknown }) => {
    running = false;
    if (process.isAlive()) done(answer);
  };
  work().then(
    (value) => end({ value }),
    (error) => end({ error }),
  );
  const beganAt: Instant = agenda.now();
  agenda.at(beganAt + LIFETIME_MS, () => running && process.kill('its time was up'));
}
