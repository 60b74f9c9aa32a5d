import type { FunctionName } from './messages.ts';

const FUNCTIONS: readonly FunctionName[] = ['ingest', 'decide', 'act', 'tick'];

export interface FunctionStats {
  readonly invocations: number;
  readonly milliseconds: number;
  readonly events: number;
  /** Invocations that failed as a whole, and records or effects that failed in one, by our own fault. */
  readonly failures: number;
}

/** Counters since this start of the platform, of all processes. Names are paths: `function.act.invocations`. */
export interface Counters {
  add(counts: Readonly<Record<string, number>>): void;
  value(name: string): number;
  /** The counters below a path, by the rest of their name. */
  under(path: string): Record<string, number>;
}

export function createCounters(): Counters {
  const counters = new Map<string, number>();
  return {
    add(counts) {
      for (const [name, amount] of Object.entries(counts)) counters.set(name, (counters.get(name) ?? 0) + amount);
    },
    value: (name) => counters.get(name) ?? 0,
    under(path) {
      const prefix = `${path}.`;
      const below = [...counters].filter(([name]) => name.startsWith(prefix));
      return Object.fromEntries(below.map(([name, value]) => [name.slice(prefix.length), round(value)]));
    },
  };
}

export function functionStats(counters: Counters): Record<FunctionName, FunctionStats> {
  const stats = FUNCTIONS.map((name) => {
    const value = (what: string) => round(counters.value(`function.${name}.${what}`));
    return [
      name,
      {
        invocations: value('invocations'),
        milliseconds: value('milliseconds'),
        events: value('events'),
        failures: value('failures'),
      },
    ];
  });
  return Object.fromEntries(stats) as Record<FunctionName, FunctionStats>;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
