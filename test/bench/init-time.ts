import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Loads a bundle as Lambda does at a cold start, and says how long that took once Node itself was up. */
const LOADER = `
const startedAt = performance.now();
const { handler } = await import(process.argv[1]);
const milliseconds = performance.now() - startedAt;
if (typeof handler !== 'function') throw new Error('no handler');
process.stdout.write(String(milliseconds));
process.exit(0);
`;

const ENVIRONMENT: NodeJS.ProcessEnv = {
  PATH: process.env.PATH ?? '',
  NODE_ENV: 'production',
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  CONCIERGE_TABLE: 'concierge',
  EVENTS_QUEUE_URL: 'http://localhost/events',
  SERVICE_QUEUE_URL: 'http://localhost/service',
  BULK_QUEUE_URL: 'http://localhost/bulk',
  SHOPIFY_API_KEY: 'bench',
  SHOPIFY_API_SECRET: 'bench',
  SHOPIFY_APP_URL: 'http://localhost',
  KEYED_HASH_SECRET: 'hash-secret',
};

/** Milliseconds from `import` to the handler, in a process of its own. */
export async function initMilliseconds(bundle: string): Promise<number> {
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', LOADER, bundle], {
    env: ENVIRONMENT,
  });
  return Number(stdout);
}
