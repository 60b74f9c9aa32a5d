import { setTimeout as delay } from 'node:timers/promises';

const BETWEEN_LOOKS_MS = 25;
const BETWEEN_TICKS_MS = 1_000;

/** What is not done yet; every part is empty or 0 when the platform is idle. */
export interface Unfinished {
  readonly queues: readonly unknown[];
  readonly deliveries: readonly unknown[];
  /** Functions that run right now; null while the worker restarts. */
  readonly running: number | null;
  readonly due: readonly unknown[];
}

export interface IdleSources {
  /** Synchronous, so that nothing can move from one to the other between the two. */
  queuesAndDeliveries(): Pick<Unfinished, 'queues' | 'deliveries'>;
  /** Grows whenever a message or delivery is sent: the same twice means that nothing happened in between. */
  activity(): number;
  running(): Promise<number | null>;
  /** What a tick would do at this domain time. */
  due(): Promise<readonly unknown[]>;
  /** What lies in the dead-letter queues: not waited for, but tick puts it where a person finds it. */
  deadLetters(): number;
  /** Runs the tick function now rather than at the next minute. */
  tick(): Promise<unknown>;
}

/** Waits until nothing is left to do; answers null then, else what is left when the time is over. */
export async function waitUntilIdle(sources: IdleSources, timeoutMs: number): Promise<Unfinished | null> {
  const deadline = Date.now() + timeoutMs;
  let lastTickAt = 0;
  let hasDrained = false;
  for (;;) {
    const unfinished = await look(sources);
    if (unfinished === null) {
      if (hasDrained || sources.deadLetters() === 0) return null;
      hasDrained = true;
      await sources.tick();
      continue;
    }
    if (Date.now() >= deadline) return unfinished;
    if (isOnlyDue(unfinished) && Date.now() - lastTickAt >= BETWEEN_TICKS_MS) {
      lastTickAt = Date.now();
      await sources.tick();
    } else {
      await delay(BETWEEN_LOOKS_MS);
    }
  }
}

/** Two looks with the slower questions between them: idle is only what was so before and after. */
async function look(sources: IdleSources): Promise<Unfinished | null> {
  const activity = sources.activity();
  const before = sources.queuesAndDeliveries();
  const [running, due] = await Promise.all([sources.running(), sources.due()]);
  const after = sources.queuesAndDeliveries();
  const isQuiet = [before, after].every(({ queues, deliveries }) => queues.length + deliveries.length === 0);
  if (isQuiet && running === 0 && due.length === 0 && sources.activity() === activity) return null;
  return { ...after, running, due };
}

function isOnlyDue({ queues, deliveries, running, due }: Unfinished): boolean {
  return due.length > 0 && queues.length + deliveries.length === 0 && running === 0;
}
