import { resolve } from 'node:path';
import { PlatformFailure } from './failure.ts';

export type Seed = 'demo' | 'none';

type Environment = Readonly<Record<string, string | undefined>>;

/** What the user of the local platform can set, from the environment and the command line of `dev/main.ts`. */
export interface Settings {
  /** 0 takes a free port. */
  readonly port: number;
  readonly dataDirectory: string;
  readonly seed: Seed;
  /** Whether an installation begins with an import of the past, as it does in production. */
  readonly importsPast: boolean;
  /** A DynamoDB that is already running, such as DynamoDB Local. */
  readonly dynamodbEndpoint: string | undefined;
  /** Restart the worker and rebuild the app when their sources change. */
  readonly reload: boolean;
}

/** @throws PlatformFailure naming the variable that cannot be understood. */
export function readSettings(environment: Environment, commandLine: readonly string[]): Settings {
  return {
    port: readPort(environment.PORT),
    dataDirectory: resolve(environment.CONCIERGE_DATA_DIR || '.concierge'),
    seed: readSeed(environment.CONCIERGE_SEED),
    importsPast: readImport(environment.CONCIERGE_IMPORT),
    dynamodbEndpoint: environment.DYNAMODB_ENDPOINT || undefined,
    reload: commandLine.includes('--reload'),
  };
}

function readPort(text: string | undefined): number {
  if (text === undefined || text === '') return 4000;
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) {
    throw new PlatformFailure(`PORT is "${text}": give a number from 0 (any free port) to 65535.`);
  }
  return port;
}

/** By default a person asks for it: what is put into a store as its past afterwards is then still read at first sight. */
function readImport(text: string | undefined): boolean {
  if (text === undefined || text === '' || text === 'request') return false;
  if (text === 'install') return true;
  throw new PlatformFailure(`CONCIERGE_IMPORT is "${text}": give "request" (the default) or "install".`);
}

function readSeed(text: string | undefined): Seed {
  if (text === undefined || text === '' || text === 'demo') return 'demo';
  if (text === 'none') return 'none';
  throw new PlatformFailure(`CONCIERGE_SEED is "${text}": give "demo" (the default) or "none".`);
}
