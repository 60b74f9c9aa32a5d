/** `npm start`: the whole product on this machine. `--reload` (npm run dev) follows changes of the sources. */
import { type Platform, startPlatform } from './platform/boot.ts';
import { PlatformFailure } from './platform/failure.ts';
import { readSettings } from './platform/settings.ts';

const STOP_WITHIN_MS = 10_000;

function log(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** One line for what the user can do something about, the stack for a bug. */
function explain(error: unknown): string {
  if (error instanceof PlatformFailure) return `Concierge cannot start: ${error.message}`;
  return `Concierge failed: ${(error as Error).stack ?? error}`;
}

async function stopAndExit(platform: Promise<Platform>, exitCode: number): Promise<void> {
  setTimeout(() => process.exit(exitCode), STOP_WITHIN_MS).unref();
  await platform.then(({ stop }) => stop()).catch((error: unknown) => log(explain(error)));
  process.exit(exitCode);
}

const starting = Promise.resolve().then(() => startPlatform(readSettings(process.env, process.argv), log));
let isStopping = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    // npm passes on what the terminal has already sent: the same signal comes twice.
    if (isStopping) return;
    isStopping = true;
    void stopAndExit(starting, 0);
  });
}

try {
  const platform = await starting;
  if (!isStopping) process.stdout.write(`Concierge is ready: ${platform.url}\n`);
  const reason = await platform.broken;
  if (!isStopping) {
    log(reason);
    await stopAndExit(starting, 1);
  }
} catch (error) {
  if (!isStopping) {
    log(explain(error));
    process.exit(1);
  }
}
