import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Info } from '../dev/contract/info.ts';
import type { ActiveFault, Fault } from '../dev/platform/faults.ts';
import type { Seed } from '../dev/platform/settings.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** The first start after a change also builds the admin app. */
const READY_WITHIN_MS = 120_000;

export interface PlatformOptions {
  /** `none` (the default here): installed, empty, the story rules on. `demo`: the demo store. */
  readonly seed?: Seed;
  /** Without one, a fresh directory. */
  readonly dataDir?: string;
  readonly port?: number;
  readonly environment?: Readonly<Record<string, string>>;
}

/** How a platform's process ended. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The part of `GET /dev/stats` that tests look at. */
export interface Stats {
  readonly functions: Readonly<Record<string, { readonly failures: number; readonly events: number }>>;
  readonly effects: Readonly<Record<string, number>>;
  readonly deadLetters: Readonly<Record<string, number>>;
  readonly dynamodb: { readonly readUnits: number; readonly writeUnits: number };
}

/** A whole local platform in its own process, as `npm start` runs it. */
export interface TestPlatform {
  readonly url: string;
  readonly pid: number;
  readonly dataDir: string;
  readonly info: Info;
  /** From the start of the process to its ready line. */
  readonly readyAfterMs: number;
  /** Waits until nothing is left to do. @throws Error with what is left. */
  idle(timeoutS?: number): Promise<void>;
  /** Domain time in milliseconds. */
  now(): Promise<number>;
  /** Moves domain time. */
  advance(seconds: number): Promise<void>;
  /** Lets calls fail from now on. */
  break(fault: Pick<Fault, 'target' | 'kind'> & Partial<Fault>): Promise<void>;
  /** Ends all faults and answers what they struck. */
  mend(): Promise<readonly ActiveFault[]>;
  stats(): Promise<Stats>;
  /** SIGTERM, and its end. */
  stop(): Promise<Ending>;
  /** SIGKILL, and its end. Starting again with its `dataDir` goes on where it was. */
  kill(): Promise<Ending>;
}

/**
 * Starts a platform on a free port and resolves when it says that it is ready.
 *
 * @throws Error with what it printed when it ends before.
 */
export async function startPlatform(options: PlatformOptions = {}): Promise<TestPlatform> {
  const dataDir = options.dataDir ?? createDataDir();
  const startedAt = Date.now();
  const run = runPlatform({ ...options, dataDir });
  const url = await run.ready;
  const readyAfterMs = Date.now() - startedAt;
  const info = (await (await fetch(`${url}/dev/info`)).json()) as Info;
  const end = (signal: NodeJS.Signals): Promise<Ending> => {
    run.process.kill(signal);
    return run.ended;
  };
  return {
    url,
    pid: info.pid,
    dataDir,
    info,
    readyAfterMs,
    idle: (timeoutS = 30) => waitUntilIdle(url, timeoutS),
    now: async () => Date.parse((await call<Info>(`${url}/dev/info`)).now),
    async advance(seconds) {
      await call(`${url}/dev/clock`, { advance_s: seconds });
    },
    async break(fault) {
      await call(`${url}/dev/faults`, fault);
    },
    async mend() {
      const faults = await call<ActiveFault[]>(`${url}/dev/faults`);
      await call(`${url}/dev/faults`, {});
      return faults;
    },
    stats: () => call<Stats>(`${url}/dev/stats`),
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
}

/** Starts a platform that is expected to end by itself, and answers how it did. */
export async function runPlatformToItsEnd(options: PlatformOptions = {}): Promise<Ending> {
  const run = runPlatform({ ...options, dataDir: options.dataDir ?? createDataDir() });
  run.ready.then(
    () => run.process.kill('SIGTERM'),
    () => undefined,
  );
  return run.ended;
}

/** A fresh directory for a test's platform, removed when the test process ends. */
export function createDataDir(): string {
  const directory = mkdtempSync(join(tmpdir(), 'concierge-'));
  process.on('exit', () => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

interface Run {
  readonly process: ChildProcess;
  readonly ready: Promise<string>;
  readonly ended: Promise<Ending>;
}

function runPlatform(options: PlatformOptions & { readonly dataDir: string }): Run {
  const child = spawn(process.execPath, [join(ROOT, 'dev/main.ts')], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      // What vitest sets would make the platform's processes behave as if under test.
      NODE_ENV: 'production',
      NODE_OPTIONS: '',
      VITEST: '',
      // Some sixty platforms are started: what they are made of is read and compiled once.
      NODE_COMPILE_CACHE: join(ROOT, 'node_modules', '.cache', 'concierge', 'compiled'),
      PORT: String(options.port ?? 0),
      CONCIERGE_DATA_DIR: options.dataDir,
      CONCIERGE_SEED: options.seed ?? 'none',
      ...options.environment,
    },
  });
  let stdout = '';
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const ended = new Promise<Ending>((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  const ready = new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), READY_WITHIN_MS);
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString();
      const url = /^Concierge is ready: (\S+)$/m.exec(stdout)?.[1];
      if (url === undefined) return;
      clearTimeout(timer);
      resolve(url);
    });
    ended.then(({ code, signal }) => {
      clearTimeout(timer);
      reject(new Error(`The platform ended (${signal ?? code}) before it was ready:\n${stdout}${stderr}`));
    });
  });
  ready.catch(() => undefined);
  return { process: child, ready, ended };
}

/** GET, or POST where there is something to say. @throws Error with what was answered when it is no success. */
async function call<Answer>(url: string, body?: object): Promise<Answer> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, body && { method: 'POST', headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${url} answers ${response.status}: ${await response.text()}`);
  return (await response.json()) as Answer;
}

async function waitUntilIdle(url: string, timeoutS: number): Promise<void> {
  const response = await fetch(`${url}/dev/idle?timeout_s=${timeoutS}`);
  if (response.status !== 204) throw new Error(`not idle after ${timeoutS} s: ${await response.text()}`);
}
