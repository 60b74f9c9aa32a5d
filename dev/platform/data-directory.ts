import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { PlatformFailure } from './failure.ts';

const StateSchema = z.object({
  apiKey: z.string(),
  apiSecret: z.string(),
  /** Domain time minus real time. */
  clockOffsetMs: z.number(),
});

/** What `platform.json` holds: this data directory's secrets and the few facts the platform itself must not forget. */
type PlatformState = z.infer<typeof StateSchema>;

/** The one directory with everything a local platform keeps. Held by one platform at a time. */
export interface DataDirectory {
  readonly path: string;
  readonly state: Readonly<PlatformState>;
  update(change: Partial<PlatformState>): void;
  release(): void;
}

/** @throws PlatformFailure when another platform runs on it, or it cannot be written. */
export function openDataDirectory(path: string): DataDirectory {
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    throw new PlatformFailure(`The data directory ${path} cannot be written (${(error as Error).message}).`);
  }
  const lock = holdLock(path);
  const file = join(path, 'platform.json');
  let state = readState(file);
  const directory: DataDirectory = {
    path,
    get state() {
      return state;
    },
    update(change) {
      state = { ...state, ...change };
      writeDurably(file, JSON.stringify(state, null, 2));
    },
    release: () => lock.close(),
  };
  directory.update({});
  return directory;
}

/** SQLite's own file lock: the system frees it when the process ends, however it ends, so it is never stale. */
function holdLock(path: string): DatabaseSync {
  const lock = new DatabaseSync(join(path, 'platform.lock'));
  try {
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch {
    lock.close();
    throw new PlatformFailure(
      `Another Concierge runs on ${path}: stop it, or set CONCIERGE_DATA_DIR to another directory.`,
    );
  }
}

function readState(file: string): PlatformState {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return {
      apiKey: randomBytes(16).toString('hex'),
      apiSecret: `shpss_${randomBytes(16).toString('hex')}`,
      clockOffsetMs: 0,
    };
  }
  try {
    return StateSchema.parse(JSON.parse(text));
  } catch {
    throw new PlatformFailure(`${file} cannot be understood: delete its directory to start afresh.`);
  }
}

/** Written beside and renamed, so that a kill leaves the old or the new file, never half of one. */
function writeDurably(file: string, text: string): void {
  const temporary = `${file}.new`;
  const descriptor = openSync(temporary, 'w', 0o600);
  writeSync(descriptor, text);
  fsyncSync(descriptor);
  closeSync(descriptor);
  renameSync(temporary, file);
}
