import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { PlatformFailure } from '../platform/failure.ts';

/** What the app's production build is made from. */
const SOURCES = ['app', 'core', 'adapters', 'public', 'vite.config.ts', 'package-lock.json'];
const LOCK_WITHIN_MS = 180_000;

/**
 * Builds the app for production unless `build/` was made from exactly these sources: a hash kept with the build says so.
 *
 * @throws PlatformFailure with the build's own error when it fails.
 */
export async function ensureBuild(root: string, log: (line: string) => void): Promise<void> {
  if (isFresh(root)) return;
  const release = await holdBuildLock(root);
  try {
    if (isFresh(root)) return;
    log('Building the admin app (only when its sources changed) …');
    const sources = hashSources(root);
    rmSync(stampFile(root), { force: true });
    await build(root);
    writeFileSync(stampFile(root), sources);
  } finally {
    release();
  }
}

function isFresh(root: string): boolean {
  try {
    return readFileSync(stampFile(root), 'utf8') === hashSources(root);
  } catch {
    return false;
  }
}

function stampFile(root: string): string {
  return join(root, 'build', 'server', '.sources');
}

function hashSources(root: string): string {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    for (const file of filesUnder(join(root, source))) {
      hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
    }
  }
  return hash.digest('hex');
}

function filesUnder(path: string): string[] {
  try {
    return readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOTDIR') return [path];
    if (code === 'ENOENT') return [];
    throw error;
  }
}

/** Two platforms that start at once build once. */
async function holdBuildLock(root: string): Promise<() => void> {
  const directory = join(root, 'node_modules', '.cache', 'concierge');
  mkdirSync(directory, { recursive: true });
  const lock = new DatabaseSync(join(directory, 'build.lock'));
  const deadline = Date.now() + LOCK_WITHIN_MS;
  for (;;) {
    try {
      lock.exec('BEGIN EXCLUSIVE');
      return () => lock.close();
    } catch {
      if (Date.now() > deadline) throw new PlatformFailure('Another build of the admin app does not end: end it.');
      await delay(200);
    }
  }
}

async function build(root: string): Promise<void> {
  const manifest = createRequire(import.meta.url).resolve('@remix-run/dev/package.json');
  const command = join(dirname(manifest), 'dist', 'cli.js');
  const child = spawn(process.execPath, [command, 'vite:build'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_ENV: 'production' },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const endChild = () => child.kill();
  process.on('exit', endChild);
  const code = await new Promise((resolve) => child.on('close', resolve));
  process.off('exit', endChild);
  if (code === 0) return;
  const logFile = join(root, 'node_modules', '.cache', 'concierge', 'build.log');
  writeFileSync(logFile, output);
  const lines = output.split('\n');
  const error = lines.find((line) => line.includes(' ERROR: ')) ?? lines.find((line) => /error/i.test(line));
  throw new PlatformFailure(
    `The admin app does not build: ${error?.trim() ?? `exit code ${code}`} (all of it: ${logFile}).`,
  );
}
