import type { Strike } from './faults.ts';
import {
  type Answers,
  type AwsCall,
  CHILD_ENVIRONMENT,
  type FromChild,
  type Question,
  type ToChild,
} from './messages.ts';

const COUNTS_EVERY_MS = 50;

/** A child's side of the conversation with the platform that started it. */
export interface Channel {
  /** Domain time: real time plus the platform's offset. */
  readonly clock: { now(): Date };
  /** The port the platform wants the child on, 0 for any. */
  readonly wantedPort: number;
  ready(port: number): void;
  /** Adds to a counter of `GET /dev/stats`. */
  count(name: string, amount: number): void;
  answer<Q extends Question>(question: Q, respond: () => Promise<Answers[Q]>): void;
  /** What the platform wants to go wrong with a call; null for nothing. */
  strike(call: AwsCall): Promise<Strike | null>;
}

/** Connects to the platform; from here on the process ends when the platform does, however that ends. */
export function connectToPlatform(): Channel {
  if (process.send === undefined) throw new Error('This program is started by dev/main.ts.');
  process.on('disconnect', () => process.exit(0));
  // Ctrl-C reaches the whole process group; the platform decides when its children end.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => undefined);

  let offsetMs = Number(process.env[CHILD_ENVIRONMENT.clockOffsetMs] ?? 0);
  let faultyTargets: readonly string[] = (process.env[CHILD_ENVIRONMENT.faultyTargets] ?? '').split(',');
  let lastCallId = 0;
  const struck = new Map<number, (strike: Strike | null) => void>();
  const counts = new Map<string, number>();
  const responders = new Map<Question, () => Promise<Answers[Question]>>();

  function flushCounts(): void {
    if (counts.size === 0) return;
    send({ type: 'counts', counts: Object.fromEntries(counts) });
    counts.clear();
  }

  async function onMessage(message: ToChild): Promise<void> {
    switch (message.type) {
      case 'clock':
        offsetMs = message.offsetMs;
        return;
      case 'faulty':
        faultyTargets = message.targets;
        return;
      case 'strike':
        struck.get(message.id)?.(message.strike);
        struck.delete(message.id);
        return;
      case 'ask': {
        const value = (await responders.get(message.question)?.()) ?? null;
        flushCounts();
        send({ type: 'answer', id: message.id, value });
        return;
      }
      default:
        message satisfies never;
    }
  }

  process.on('message', (message: ToChild) => void onMessage(message));
  return {
    clock: { now: () => new Date(Date.now() + offsetMs) },
    wantedPort: Number(process.env[CHILD_ENVIRONMENT.port] ?? 0),
    ready: (port) => send({ type: 'ready', port }),
    count(name, amount) {
      if (counts.size === 0) setTimeout(flushCounts, COUNTS_EVERY_MS);
      counts.set(name, (counts.get(name) ?? 0) + amount);
    },
    answer: (question, respond) => void responders.set(question, respond),
    strike(call) {
      if (!faultyTargets.includes(call.target)) return Promise.resolve(null);
      lastCallId += 1;
      const id = lastCallId;
      return new Promise((resolve) => {
        struck.set(id, resolve);
        send({ type: 'call', id, call });
      });
    },
  };
}

function send(message: FromChild): void {
  // The platform may have gone this instant; `disconnect` then ends this process.
  if (process.connected) process.send?.(message, () => undefined);
}
