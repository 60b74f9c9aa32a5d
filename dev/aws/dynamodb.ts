import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, constants, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { PlatformFailure } from '../platform/failure.ts';
import { findFreePort } from '../platform/loopback.ts';

const READY_WITHIN_MS = 10_000;
const ENDPOINT_ANSWERS_WITHIN_MS = 3_000;

/** Where this machine gets its DynamoDB from. */
export type DynamodbSource =
  | { readonly kind: 'endpoint'; readonly url: string }
  | { readonly kind: 'binary'; readonly path: string }
  | { readonly kind: 'absent'; readonly platform: string };

export interface RunningDynamodb {
  readonly endpoint: string;
  /** Resolves when the database ends although nobody asked it to; never for an endpoint that is not ours. */
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

/** How to look around on this machine; replaced in tests. */
export interface Surroundings {
  readonly path?: string;
  /** The path of a package's manifest. @throws when it is not installed. */
  readonly resolvePackage?: (manifest: string) => string;
  readonly exists?: (executable: string) => boolean;
}

/**
 * In this order: `DYNAMODB_ENDPOINT`, the npm package with this machine's binary, `dynoxide` on the PATH.
 * `absent` is where a memory twin would be switched in: it is a value, so that the caller chooses.
 */
export function findDynamodb(endpoint: string | undefined, surroundings: Surroundings = {}): DynamodbSource {
  if (endpoint !== undefined) return { kind: 'endpoint', url: endpoint };
  const {
    path = process.env.PATH ?? '',
    resolvePackage = createRequire(import.meta.url).resolve,
    exists = isExecutable,
  } = surroundings;
  const platform = `${process.platform}-${process.arch}`;
  const program = process.platform === 'win32' ? 'dynoxide.exe' : 'dynoxide';
  const candidates = path.split(delimiter).map((directory) => join(directory, program));
  try {
    candidates.unshift(join(dirname(resolvePackage(`@dynoxide/${platform}/package.json`)), program));
  } catch {
    // No package for this machine: the PATH may have one.
  }
  const binary = candidates.find(exists);
  return binary === undefined ? { kind: 'absent', platform } : { kind: 'binary', path: binary };
}

/**
 * Starts the database, or checks the one named, and answers when it does.
 *
 * @throws PlatformFailure in one line that says what to do.
 */
export async function startDynamodb(source: DynamodbSource, dataDirectory: string): Promise<RunningDynamodb> {
  switch (source.kind) {
    case 'endpoint':
      if (!(await answers(source.url, ENDPOINT_ANSWERS_WITHIN_MS))) {
        throw new PlatformFailure(
          `DynamoDB at DYNAMODB_ENDPOINT=${source.url} does not answer: start it, or unset DYNAMODB_ENDPOINT.`,
        );
      }
      return { endpoint: source.url, ended: new Promise(() => undefined), stop: async () => undefined };
    case 'binary':
      return startBinary(source.path, dataDirectory);
    case 'absent':
      throw new PlatformFailure(
        `No native DynamoDB for ${source.platform}: put "dynoxide" on the PATH (brew install nubo-db/tap/dynoxide), ` +
          'or start DynamoDB Local (docker run -p 8000:8000 amazon/dynamodb-local) and set DYNAMODB_ENDPOINT=http://localhost:8000.',
      );
    default:
      return source satisfies never;
  }
}

async function startBinary(binary: string, dataDirectory: string): Promise<RunningDynamodb> {
  const pidFile = join(dataDirectory, 'dynamodb.pid');
  await endLeftover(pidFile, dataDirectory);
  const port = await findFreePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const guardian = spawn(
    process.execPath,
    [
      fileURLToPath(new URL('./guardian.ts', import.meta.url)),
      pidFile,
      binary,
      ...['--host', '127.0.0.1', '--port', String(port), '--db-path', join(dataDirectory, 'dynamodb.sqlite')],
    ],
    // Its own process group: Ctrl-C reaches the platform first, which lets running work finish before the database goes.
    { detached: true, stdio: ['pipe', 'ignore', 'pipe'] },
  );
  const ended = untilEnd(guardian);
  const ready = await Promise.race([answers(endpoint, READY_WITHIN_MS), ended]);
  if (ready !== true) {
    guardian.stdin?.end();
    throw new PlatformFailure(`DynamoDB (${binary}) did not start: ${ready || 'it does not answer'}.`);
  }
  return {
    endpoint,
    ended,
    async stop() {
      guardian.stdin?.end();
      await ended;
    },
  };
}

/** Resolves with the last thing the process said, once it has ended. */
function untilEnd(child: ChildProcess): Promise<string> {
  let lastWords = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    lastWords = `${lastWords}${chunk.toString()}`.slice(-400);
  });
  return new Promise((resolve) => {
    child.on('exit', (code) => resolve(lastWords.trim().replaceAll(/\s+/g, ' ') || `exit code ${code}`));
    child.on('error', (error) => resolve(error.message));
  });
}

/** After a SIGKILL of guardian and platform together: the one process left that still holds the database file. */
async function endLeftover(pidFile: string, dataDirectory: string): Promise<void> {
  const pid = readPid(pidFile);
  if (pid === undefined) return;
  const deadline = Date.now() + 3_000;
  let signal: NodeJS.Signals = 'SIGTERM';
  while (isOurDatabase(pid, dataDirectory)) {
    process.kill(pid, signal);
    if (Date.now() > deadline - 1_000) signal = 'SIGKILL';
    if (Date.now() > deadline) throw new PlatformFailure(`An old DynamoDB (process ${pid}) does not end: end it.`);
    await delay(50);
  }
  rmSync(pidFile, { force: true });
}

function readPid(pidFile: string): number | undefined {
  try {
    const pid = Number(readFileSync(pidFile, 'utf8'));
    return Number.isInteger(pid) && pid > 1 ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** A process id may have been given to another program since: only one that names our directory is ours. */
function isOurDatabase(pid: number, dataDirectory: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(dataDirectory);
  } catch {
    // Not running, or not Linux: there the guardian alone is relied upon.
    return false;
  }
}

/** Any HTTP answer counts: DynamoDB Local answers a bare GET with 400. */
async function answers(url: string, withinMs: number): Promise<boolean> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    try {
      await fetch(url, { signal: AbortSignal.timeout(1_000) }).then((response) => response.body?.cancel());
      return true;
    } catch {
      if (Date.now() > deadline) return false;
      await delay(15);
    }
  }
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
