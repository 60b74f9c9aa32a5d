import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { PlatformFailure } from './failure.ts';
import type { Strike } from './faults.ts';
import {
  type Answers,
  type AwsCall,
  CHILD_ENVIRONMENT,
  type FromChild,
  type Question,
  type ToChild,
} from './messages.ts';

const READY_WITHIN_MS = 60_000;
const LONGEST_BACKOFF_MS = 5_000;
const HEALTHY_AFTER_MS = 30_000;
const SHORTEST_BACKOFF_MS = 100;
const LARGEST_LOG_BYTES = 5_000_000;

export interface ChildOptions {
  readonly name: string;
  readonly script: URL;
  readonly environment: () => Record<string, string>;
  readonly logFile: string;
  readonly log: (line: string) => void;
  readonly onCounts: (counts: Readonly<Record<string, number>>) => void;
  /** What is to go wrong with a call that it is about to make. */
  readonly onCall: (call: AwsCall) => Strike | null;
  /** After each end of the process, wanted or not, before it is started again. */
  readonly onEnd?: () => void;
  /** The port it must take; without, it takes a free one and keeps that. */
  readonly port?: number;
}

/** A child process of the platform that is started again when it ends unasked, on the same port. */
export interface Child {
  readonly port: number;
  send(message: ToChild): void;
  /** Undefined when the child is down or goes down before it answers. */
  ask<Q extends Question>(question: Q): Promise<Answers[Q] | undefined>;
  /** SIGKILL in the middle of whatever it does; it is started again. */
  crash(): void;
  /** Ends it gracefully and starts it again, with sources as they are now. */
  restart(): Promise<void>;
  /** Ends it gracefully, or by force after the time given. */
  stop(withinMs: number): Promise<void>;
}

/**
 * Starts a child and waits until it is ready.
 *
 * @throws PlatformFailure when its first start fails. Later ends are logged and followed by a new start.
 */
export async function startChild(options: ChildOptions): Promise<Child> {
  rotateLog(options.logFile);
  const waiting = new Map<number, (value: Answers[Question] | undefined) => void>();
  let current: ChildProcess | undefined;
  let port = options.port ?? 0;
  let lastId = 0;
  let wanted = true;
  let backoffMs = 0;

  function onMessage(message: FromChild, becameReady: () => void): void {
    switch (message.type) {
      case 'ready':
        port = message.port;
        becameReady();
        return;
      case 'answer':
        waiting.get(message.id)?.(message.value);
        waiting.delete(message.id);
        return;
      case 'call':
        child.send({ type: 'strike', id: message.id, strike: options.onCall(message.call) });
        return;
      case 'counts':
        options.onCounts(message.counts);
        return;
      default:
        message satisfies never;
    }
  }

  /** Resolves when ready; rejects when it ended before. */
  function spawnOnce(): Promise<void> {
    const startedAt = Date.now();
    const child = spawnChild(options, port);
    current = child;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => child.kill('SIGKILL'), READY_WITHIN_MS);
      let isReady = false;
      child.on('message', (message: FromChild) =>
        onMessage(message, () => {
          clearTimeout(timer);
          isReady = true;
          resolve();
        }),
      );
      child.on('exit', (code, signal) => {
        clearTimeout(timer);
        if (current === child) current = undefined;
        for (const give of waiting.values()) give(undefined);
        waiting.clear();
        options.onEnd?.();
        const reason = `${options.name} ended (${signal ?? `exit code ${code}`})`;
        if (!isReady) reject(new PlatformFailure(`${reason} before it was ready: ${lastError(options.logFile)}`));
        else if (wanted && current === undefined) {
          // Who is killed has not failed.
          startAgain(reason, signal === 'SIGKILL' || Date.now() - startedAt > HEALTHY_AFTER_MS);
        }
      });
    });
  }

  function startAgain(reason: string, wasHealthy: boolean): void {
    const nextMs = wasHealthy ? SHORTEST_BACKOFF_MS : backoffMs * 2;
    backoffMs = Math.min(LONGEST_BACKOFF_MS, Math.max(SHORTEST_BACKOFF_MS, nextMs));
    options.log(`${reason}, starting again in ${backoffMs / 1000} s; it said: ${lastError(options.logFile)}`);
    setTimeout(() => {
      if (!wanted || current !== undefined) return;
      spawnOnce().catch((error: Error) => wanted && startAgain(error.message, false));
    }, backoffMs);
  }

  const child: Child = {
    get port() {
      return port;
    },
    send: (message) => sendTo(current, message),
    ask(question) {
      const target = current;
      if (!target?.connected) return Promise.resolve(undefined);
      lastId += 1;
      const id = lastId;
      return new Promise((resolve) => {
        waiting.set(id, resolve as (value: Answers[Question] | undefined) => void);
        sendTo(target, { type: 'ask', id, question });
      });
    },
    crash: () => void current?.kill('SIGKILL'),
    async restart() {
      wanted = false;
      await endGracefully(current, () => child.ask('stop'), 5_000);
      wanted = true;
      await spawnOnce();
    },
    async stop(withinMs) {
      wanted = false;
      await endGracefully(current, () => child.ask('stop'), withinMs);
    },
  };
  await spawnOnce();
  return child;
}

/** A child that was killed this instant takes no message any more: its end is told by `exit`. */
function sendTo(child: ChildProcess | undefined, message: ToChild): void {
  if (child?.connected) child.send(message, () => undefined);
}

function spawnChild(options: ChildOptions, port: number): ChildProcess {
  const log = openSync(options.logFile, 'a');
  const preload = new URL('../preload.ts', import.meta.url);
  const child = spawn(process.execPath, ['--import', preload.href, fileURLToPath(options.script)], {
    stdio: ['ignore', log, log, 'ipc'],
    env: {
      ...process.env,
      NODE_OPTIONS: '--disable-warning=ExperimentalWarning --enable-source-maps',
      ...options.environment(),
      [CHILD_ENVIRONMENT.port]: String(port),
    },
  });
  closeSync(log);
  return child;
}

async function endGracefully(
  child: ChildProcess | undefined,
  askToStop: () => Promise<unknown>,
  withinMs: number,
): Promise<void> {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const force = setTimeout(() => child.kill('SIGKILL'), withinMs);
  await askToStop();
  if (child.connected) child.disconnect();
  await ended;
  clearTimeout(force);
}

function rotateLog(file: string): void {
  try {
    if (statSync(file).size > LARGEST_LOG_BYTES) renameSync(file, `${file}.old`);
  } catch {
    // No log yet.
  }
}

/** The most telling line of the end of the log: an error's message rather than its stack or Node's version. */
function lastError(logFile: string): string {
  const lines = readFileSync(logFile, 'utf8').slice(-8_000).split('\n');
  const error = lines.findLast((line) => /^\s*(\w+)?Error\b|^\s*\[?\w*Error[: [{]/.test(line));
  return `${(error ?? 'nothing').trim().slice(0, 300)} (all of it: ${logFile})`;
}
